-- Taken positions that an older version of this software could not read, opened again by a newer one (protocol.md 5:
-- `final: false`). What stands in trm.taken is how it was at first, and stays.
create table trm.reopened (
  stream text not null,
  sequence int not null,
  outcome text not null check (outcome in ('applied', 'noted', 'refused')),
  step int,
  code text,
  at timestamptz not null default clock_timestamp(),
  primary key (stream, sequence)
);
grant select, insert on trm.reopened to :service_role;
