-- One participant's database. The owner migrates; services connect as :service_role, which owns nothing.
-- History is append-only by grants: a table without UPDATE or DELETE below cannot be rewritten by a service.
-- What changes (published at, answered, mended) lies in tables of its own. protocol.md 4, 5, 7; architecture.md 4.
create schema trm;

-- Custody: may this database seal? 'rebuild' = the bus or a witness knows more than it does; 'foreign' = a record on an
-- own topic that it did not seal. Set by whoever finds out, cleared by `participant rebuild` alone.
create table trm.custody (
  "only" boolean primary key default true check ("only"),
  state text not null check (state in ('clear', 'rebuild', 'foreign')),
  stream text,
  sequence int,
  at timestamptz not null default clock_timestamp()
);
insert into trm.custody (state) values ('clear');

-- A lease only saves work; fencing on the bus is what protects a stream (protocol.md 4 step 4).
create table trm.lease (
  name text primary key,
  holder uuid not null,
  until timestamptz not null
);

-- Trust registry and announced encryption keys, as read from the bus by the router.
create table trm.registry_version (
  version int primary key,
  digest text not null,
  value bytea not null,
  held_at timestamptz not null default clock_timestamp()
);
create table trm.announced_key (
  participant text not null,
  series text not null check (series in ('payload', 'metadata')),
  kid text not null,
  jwk jsonb not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  sequence int not null,
  primary key (participant, series, kid)
);

-- Content keys, wrapped by a key-encryption key. Deleting a row erases what it encrypts, wherever a copy lies.
create table trm.content_key (
  id uuid primary key,
  reference text not null,
  subject uuid,
  kek text not null,
  wrapped bytea not null,
  created_at timestamptz not null default clock_timestamp()
);
create unique index content_key_owner on trm.content_key (reference, coalesce(subject, '00000000-0000-0000-0000-000000000000'));

-- Projection of the fold: what a list shows. Rebuilt from trm.message at any time; the draft alone lives only here.
create table trm.referral (
  reference text primary key,
  direction text not null check (direction in ('sent', 'received')),
  sender text not null,
  recipient text not null,
  state text not null,
  urgency text not null,
  drill boolean not null,
  drafter text,
  office text,
  draft bytea,
  draft_key uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index referral_list on trm.referral (updated_at desc, reference);

-- Every casework message and receipt of either side, once. Metadata is coded and never personal; content is apart.
create table trm.message (
  n bigint generated always as identity primary key,
  id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  peer text not null,
  type text not null,
  version int not null,
  reference text,
  role text,
  -- Incoming: the stream position. Outgoing: see trm.sealed by id.
  stream text,
  sequence int,
  at timestamptz not null,
  metadata jsonb not null
);
create unique index message_out on trm.message (id) where direction = 'out';
create unique index message_in on trm.message (stream, sequence) where direction = 'in';
create index message_reference on trm.message (reference, n);
-- What a receipt or a reply answers: found by the sender's own position.
create index message_answers on trm.message ((metadata->'answers'->>'stream'), (((metadata->'answers')->>'sequence')::int)) where metadata ? 'answers';

create table trm.message_content (
  message bigint not null references trm.message,
  -- 'rest', or 'person:<subject>' under that person's own content key
  part text not null,
  key uuid not null,
  ciphertext bytea not null,
  primary key (message, part)
);

-- Waiting to be sealed. Plaintext is encrypted; the row goes when the record is sealed or set aside.
create table trm.outbox (
  n bigint generated always as identity primary key,
  id uuid not null unique,
  -- recipient, or 'public' for an entry of the own public topic
  peer text not null,
  lane int not null,
  type text not null,
  personal boolean not null,
  reference text,
  -- null: encrypted under the key-encryption key itself (no reference, nothing personal)
  key uuid,
  kek text,
  plaintext bytea not null,
  created_at timestamptz not null default clock_timestamp()
);
create index outbox_lane on trm.outbox (peer, lane, n);
create table trm.not_sent (
  id uuid primary key,
  code text not null,
  at timestamptz not null default clock_timestamp()
);

-- Heads of every stream that touches this participant: own ('out') and others' ('in'), pair and public.
create table trm.stream (
  name text primary key,
  direction text not null check (direction in ('out', 'in')),
  topic text not null,
  lane int not null,
  generation int not null,
  sequence int not null,
  digest text not null,
  -- newest time claimed by a taken or sealed record, and when this side last saw the stream move
  claimed_at timestamptz,
  moved_at timestamptz not null default clock_timestamp(),
  -- out: up to here every sealed record has been acknowledged by the bus (published in sequence order)
  published int not null default 0,
  -- out: highest own position that the other side has witnessed
  witnessed int not null default 0,
  witnessed_at timestamptz not null default clock_timestamp()
);

-- Own records as sealed, byte for byte. Nothing is sealed twice.
create table trm.sealed (
  stream text not null,
  sequence int not null,
  id uuid not null,
  digest text not null,
  envelope text not null,
  -- metadata ring, or the content of a public entry
  metadata text not null,
  heartbeat boolean not null default false,
  seen int not null default 0,
  sealed_at timestamptz not null,
  primary key (stream, sequence)
);
create unique index sealed_id on trm.sealed (id);
create table trm.published (
  stream text not null,
  sequence int not null,
  at timestamptz not null default clock_timestamp(),
  primary key (stream, sequence)
);

-- Taken positions of others' streams: authentic, linked, and decided (applied, noted, refused).
create table trm.taken (
  stream text not null,
  sequence int not null,
  id uuid not null,
  digest text not null,
  envelope text not null,
  metadata text,
  bus_offset bigint not null,
  outcome text not null check (outcome in ('applied', 'noted', 'refused')),
  step int,
  code text,
  final boolean,
  needs_person boolean not null default false,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (stream, sequence)
);
create unique index taken_id on trm.taken (stream, id);

-- Payload rings of both directions: the only part of the history that may be removed (erasure, stripping).
create table trm.payload_ring (
  stream text not null,
  sequence int not null,
  ring text not null,
  primary key (stream, sequence)
);

-- Ahead of a gap: authenticated, waiting for what is missing.
create table trm.held (
  stream text not null,
  sequence int not null,
  id uuid not null,
  digest text not null,
  topic text not null,
  lane int not null,
  key text not null,
  value bytea not null,
  bus_offset bigint not null,
  held_at timestamptz not null default clock_timestamp(),
  primary key (stream, sequence, digest)
);
-- Damage, disputes, both versions of an equivocation: kept, shown, never answered (protocol.md 5).
create table trm.set_aside (
  id bigint generated always as identity primary key,
  reason text not null check (reason in ('damaged', 'equivocation', 'disputed', 'beyond')),
  topic text not null,
  lane int not null,
  bus_offset bigint not null,
  key text not null,
  value bytea not null,
  step int not null,
  code text not null,
  stream text,
  sequence int,
  registry_version int not null,
  at timestamptz not null default clock_timestamp(),
  unique (topic, lane, bus_offset)
);
create table trm.set_aside_mended (
  set_aside bigint primary key references trm.set_aside,
  at timestamptz not null default clock_timestamp()
);

create table trm.bus_position (
  topic text not null,
  lane int not null,
  next_offset bigint not null,
  primary key (topic, lane)
);

create table trm.gap (
  stream text not null,
  first int not null,
  last int not null,
  since timestamptz not null default clock_timestamp(),
  asked_at timestamptz,
  asks int not null default 0,
  primary key (stream, first)
);
-- What another asked for again; the publisher sends it and marks it.
create table trm.resend (
  n bigint generated always as identity primary key,
  stream text not null,
  first int not null,
  last int not null,
  asked_at timestamptz not null default clock_timestamp(),
  answered_at timestamptz,
  records int not null default 0
);

create table trm.task (
  id uuid primary key,
  reference text not null,
  message bigint not null references trm.message,
  office text not null,
  function text not null,
  -- The explanation names values of the case: under the referral's content key.
  route bytea not null,
  route_key uuid not null,
  created_at timestamptz not null default clock_timestamp()
);
create unique index task_message on trm.task (message);
create index task_office on trm.task (office, created_at);
create table trm.task_answer (
  n bigint generated always as identity primary key,
  task uuid not null references trm.task,
  answer text not null,
  reason text,
  subject text not null,
  at timestamptz not null default clock_timestamp()
);
create index task_answer_task on trm.task_answer (task, n);

create table trm.incident (
  id uuid primary key,
  code text not null,
  stream text,
  sequence int,
  -- the same fault reported again finds its open incident by this
  fingerprint text not null,
  at timestamptz not null default clock_timestamp()
);
create index incident_fingerprint on trm.incident (fingerprint, at);
create table trm.incident_change (
  n bigint generated always as identity primary key,
  incident uuid not null references trm.incident,
  state text not null check (state in ('open', 'mended', 'closed')),
  at timestamptz not null default clock_timestamp()
);
create index incident_change_incident on trm.incident_change (incident, n);

-- Negative evidence: we waited and nothing came. Chained here, signed by the gateway.
create table trm.negative_evidence (
  n bigint primary key,
  previous text not null,
  content text not null,
  digest text not null
);
create table trm.negative_evidence_signature (
  n bigint primary key references trm.negative_evidence,
  signature text not null
);

-- Who read whose data, when, why. Chained; outlives the data.
create table trm.access_log (
  n bigint primary key,
  previous text not null,
  content text not null,
  digest text not null
);

create table trm.idempotency (
  subject text not null,
  key text not null,
  request text not null,
  status int not null,
  body text not null,
  location text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (subject, key)
);

grant usage on schema trm to :service_role;
grant select on all tables in schema trm to :service_role;
-- append-only: history, evidence, decisions
grant insert on trm.registry_version, trm.announced_key, trm.message, trm.message_content, trm.not_sent, trm.sealed,
  trm.published, trm.taken, trm.set_aside, trm.set_aside_mended, trm.task, trm.task_answer, trm.incident,
  trm.incident_change, trm.negative_evidence, trm.negative_evidence_signature, trm.access_log to :service_role;
-- projections, heads and queues
grant insert, update on trm.referral, trm.stream, trm.bus_position, trm.lease, trm.resend to :service_role;
grant update on trm.custody to :service_role;
grant insert, update, delete on trm.gap to :service_role;
grant insert, delete on trm.outbox, trm.content_key, trm.payload_ring, trm.held, trm.idempotency to :service_role;
