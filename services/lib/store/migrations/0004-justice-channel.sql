-- The justice channel: keys of its own on the wire and at rest. protocol.md 7 (Keys); decision 0013.
-- Invariant: what a row of channel 'justice' encrypts is wrapped by the justice key-encryption key alone.
alter table trm.announced_key drop constraint announced_key_series_check;
alter table trm.announced_key add constraint announced_key_series_check
  check (series in ('payload', 'metadata', 'justice'));

alter table trm.content_key add column channel text not null default 'protection'
  check (channel in ('protection', 'justice'));
drop index trm.content_key_owner;
create unique index content_key_owner on trm.content_key
  (reference, coalesce(subject, '00000000-0000-0000-0000-000000000000'), channel);

-- Who holds no justice keys seals what is not of that channel, and leaves the rest where it is.
alter table trm.outbox add column channel text not null default 'protection'
  check (channel in ('protection', 'justice'));
create index outbox_justice on trm.outbox (peer, lane, n) where channel = 'justice';

-- Taken (or, after a rebuild, own) records whose payload waits, sealed, until justice keys are mounted;
-- trm.reopened says what came of it.
create table trm.justice_waiting (
  stream text not null,
  sequence int not null,
  message bigint not null references trm.message,
  at timestamptz not null default clock_timestamp(),
  primary key (stream, sequence)
);

grant select, insert on trm.justice_waiting to :service_role;
