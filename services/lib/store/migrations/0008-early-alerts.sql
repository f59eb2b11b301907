-- Safety alerts that came behind a gap: shown at once, marked out of order, and applied when the gap is closed
-- (protocol.md 5, Gap). What an alert says lies under its referral's content key.
create table trm.early_alert (
  stream text not null,
  sequence int not null,
  digest text not null,
  id uuid not null,
  peer text not null,
  reference text not null,
  class text,
  at timestamptz not null,
  -- null: its referral's data have been erased, and no key is made for it again
  content bytea,
  content_key uuid,
  primary key (stream, sequence, digest)
);
grant select, insert on trm.early_alert to :service_role;
