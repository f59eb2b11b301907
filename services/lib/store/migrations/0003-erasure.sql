-- Erasure and stripping: whose data are gone, which positions may lack their payload, and up to where our own records
-- on the bus have lost theirs. protocol.md 7; decision 0012.

-- Whose data this participant has destroyed. `subject` null: the whole referral. A row forbids a new content key for good.
create table trm.erasure (
  n bigint generated always as identity primary key,
  reference text not null,
  subject uuid,
  -- Record id of the own data.erased or data.erasure-receipt that did it.
  message uuid not null,
  at timestamptz not null default clock_timestamp()
);
create unique index erasure_owner on trm.erasure (reference, coalesce(subject, '00000000-0000-0000-0000-000000000000'));

-- A sender's signed word that its records at or below `through` have lost their payload before their time.
create table trm.erasure_declared (
  -- Where the word stands: later in the same direction than what it speaks of. Own ones: by their record id until sealed.
  message uuid not null primary key,
  own boolean not null,
  stream text not null,
  through int not null,
  at timestamptz not null default clock_timestamp()
);
create index erasure_declared_stream on trm.erasure_declared (stream, through);

-- Own streams: every position up to here has been superseded on the bus by its stripped form.
alter table trm.stream add column stripped int not null default 0;

-- The explanation of a route speaks of every person of the case: it goes with the first of them.
alter table trm.task alter column route drop not null;
alter table trm.task alter column route_key drop not null;

grant select on trm.erasure, trm.erasure_declared to :service_role;
grant insert on trm.erasure, trm.erasure_declared to :service_role;
grant update (route, route_key) on trm.task to :service_role;
-- Payload rings are cut out of bytes that wait or were set aside; the rest of them stays as it came.
grant update (value) on trm.held, trm.set_aside to :service_role;
