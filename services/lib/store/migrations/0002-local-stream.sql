-- Domestic referrals: sender and recipient are this participant, so both sides write into one local stream
-- (`trm.<p>.<p>/0/1`) that is sealed, chained and opened like every other and never goes on the bus. Decision 0011.

-- Whose word a message is. In the local stream every message is our own ('out'), so direction cannot tell. Null where
-- direction alone does: receipts between two participants, and rows from before this column.
alter table trm.message add column side text check (side in ('sender', 'receiver'));

-- 'local': `published` and `witnessed` say up to where this participant's own router has taken it.
alter table trm.stream drop constraint stream_direction_check;
alter table trm.stream add constraint stream_direction_check check (direction in ('out', 'in', 'local'));
