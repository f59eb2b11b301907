-- The participant's own directory: what was proposed and decided, and every version of every entry, so that a route can be
-- explained again as of any moment. Append-only; nothing is changed in place. domain.md 6.8 and 7.
create table trm.directory_change (
  id uuid primary key,
  content jsonb not null,
  proposer text not null,
  at timestamptz not null
);
create table trm.directory_decision (
  change uuid primary key references trm.directory_change,
  decision text not null check (decision in ('confirmed', 'rejected')),
  subject text not null,
  at timestamptz not null
);
create table trm.directory_entry (
  n bigint generated always as identity primary key,
  kind text not null check (kind in ('contact-point', 'state', 'verification', 'appointment', 'shift', 'absence')),
  key text not null,
  content jsonb not null,
  subject text not null,
  -- null: by one person's word, which can only take away (suspension, end, absence) or vouch (verification)
  change uuid references trm.directory_change,
  at timestamptz not null
);
create index directory_entry_key on trm.directory_entry (kind, key, n);

-- Newest content of each contact point that was given to the public topic.
create table trm.directory_published (
  key text primary key,
  content jsonb not null,
  at timestamptz not null
);

-- What partners say of their contact points, by the position of their public stream.
create table trm.partner_entry (
  participant text not null,
  key text not null,
  sequence int not null,
  -- null: suspended or closed
  content jsonb,
  state text not null check (state in ('active', 'suspended', 'closed')),
  at timestamptz not null,
  primary key (participant, key, sequence)
);

-- Reachability as it was measured: asked, answered, not answered, a message that came back.
create table trm.liveness_check (
  id uuid primary key,
  contact_point text not null,
  function text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null
);
create table trm.liveness_fact (
  n bigint generated always as identity primary key,
  contact_point text not null,
  function text not null,
  kind text not null check (kind in ('asked', 'answered', 'failed', 'bounced')),
  cause text not null check (cause in ('task', 'check', 'notice', 'verification')),
  -- the task, check or call that it is about
  about uuid not null,
  subject text,
  at timestamptz not null,
  unique (about, kind)
);
create index liveness_fact_point on trm.liveness_fact (contact_point, n);

-- Where a task went after it was made; the newest row says where it is.
create table trm.task_move (
  n bigint generated always as identity primary key,
  task uuid not null references trm.task,
  office text not null,
  function text not null,
  contact_point text,
  asked text,
  cause text not null check (cause in ('routed', 'bypassed', 'escalated', 'handed-over', 'rerouted')),
  -- who moved it; null: the gateway itself
  subject text,
  -- where the rules were asked again: their explanation, under the referral's content key as that of the task
  route bytea,
  route_key uuid,
  at timestamptz not null
);
create index task_move_task on trm.task_move (task, n);
create index task_reference on trm.task (reference);
-- Which office it is the answer of: that of this move; null where the task has none.
alter table trm.task_answer add column move bigint references trm.task_move;

-- "Nobody fits": a service that was asked for and that nobody here gives to this person. domain.md 7.
create table trm.unmet_need (
  reference text not null,
  service text not null,
  at timestamptz not null,
  primary key (reference, service)
);

-- Work that moved because a person left a function.
create table trm.handover (
  id uuid primary key,
  appointment text not null,
  contact_point text not null,
  function text not null,
  from_subject text not null,
  to_subject text,
  tasks int not null,
  at timestamptz not null
);

-- A step of an escalation, once per crossing of a limit; and who was told in it.
create table trm.escalation_step (
  id uuid primary key,
  reference text not null,
  limit_name text not null,
  started_at timestamptz not null,
  percent int not null,
  at timestamptz not null,
  unique (reference, limit_name, started_at, percent)
);
create table trm.call (
  id uuid primary key,
  -- the order of asking
  n bigint generated always as identity,
  step uuid references trm.escalation_step,
  reference text,
  kind text not null,
  because text not null,
  contact_point text not null,
  function text not null,
  subject text not null,
  rank text not null,
  appointment text not null,
  -- the call that could not reach its person
  instead_of uuid references trm.call,
  at timestamptz not null
);
create index call_step on trm.call (step);
create index call_reference on trm.call (reference, at);
create index call_subject on trm.call (subject, at);
create table trm.call_outcome (
  n bigint generated always as identity primary key,
  call uuid not null references trm.call,
  channel text not null,
  outcome text not null check (outcome in ('accepted', 'bounced', 'failed', 'not-configured', 'void')),
  code text,
  at timestamptz not null,
  unique (call, channel)
);

alter table trm.clock_fact drop constraint clock_fact_percent_check;
alter table trm.clock_fact add constraint clock_fact_percent_check check (percent in (0, 50, 100, 200));

grant select, insert on trm.directory_change, trm.directory_decision, trm.directory_entry, trm.partner_entry,
  trm.liveness_check, trm.liveness_fact, trm.task_move, trm.unmet_need, trm.handover, trm.escalation_step, trm.call,
  trm.call_outcome to :service_role;
grant select, insert, update on trm.directory_published to :service_role;
-- An erasure takes the explanation away (protocol.md 7).
grant update (route, route_key) on trm.task_move to :service_role;
