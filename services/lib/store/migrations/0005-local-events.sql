-- What happens to a referral only at this participant: bars against telling somebody, their lifting, reviews, reports of
-- the own offices, and the local case that links several referrals. Never on the bus. domain.md 4, 6.2, 6.8.

-- Whose command made a message: such ids never go over the wire, so after a rebuild from the bus nobody knows.
create table trm.message_author (
  message bigint primary key references trm.message,
  subject text not null
);

create table trm.local_event (
  n bigint generated always as identity primary key,
  id uuid not null unique,
  reference text not null,
  type text not null,
  subject text not null,
  role text not null,
  -- Participant that the event is about, where it is about one.
  participant text,
  code text,
  -- Words, encrypted under the referral's content key; null where there are none.
  content bytea,
  content_key uuid,
  at timestamptz not null
);
create index local_event_reference on trm.local_event (reference, n);

create table trm.case_file (
  id uuid primary key,
  subject text not null,
  at timestamptz not null
);
-- A referral belongs to one case at most.
create table trm.case_referral (
  reference text primary key,
  case_file uuid not null references trm.case_file,
  subject text not null,
  at timestamptz not null
);
create index case_referral_case on trm.case_referral (case_file, at);

grant select on trm.message_author, trm.local_event, trm.case_file, trm.case_referral to :service_role;
grant insert on trm.message_author, trm.local_event, trm.case_file, trm.case_referral to :service_role;
