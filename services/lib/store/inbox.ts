/**
 * Others' streams as taken: what was applied, noted or refused, what is held behind a gap, what was set aside.
 * Invariant: the rows, the stream's head and the next bus offset change in one transaction that locks the stream row.
 * protocol.md 5.
 */
import type { OpeningCode, OpeningStep } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface TakenRecord {
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  readonly digest: string;
  readonly envelope: string;
  /** Null for heartbeats: a receiver keeps their envelope and offset only. */
  readonly metadata: string | null;
  readonly payload: string | null;
  readonly offset: bigint;
  readonly outcome: 'applied' | 'noted' | 'refused';
  readonly step: OpeningStep | null;
  readonly code: OpeningCode | null;
  readonly final: boolean | null;
  readonly needsPerson: boolean;
}

export async function insertTaken(sql: Sql, record: TakenRecord): Promise<void> {
  await sql.query(
    `with ring as (insert into trm.payload_ring (stream, sequence, ring) select $1, $2, $7 where $7::text is not null on conflict do nothing)
     insert into trm.taken (stream, sequence, id, digest, envelope, metadata, bus_offset, outcome, step, code, final, needs_person)
     values ($1, $2, $3, $4, $5, $6, $8, $9, $10, $11, $12, $13)`,
    [
      record.stream,
      record.sequence,
      record.id,
      record.digest,
      record.envelope,
      record.metadata,
      record.payload,
      record.offset,
      record.outcome,
      record.step,
      record.code,
      record.final,
      record.needsPerson,
    ],
  );
}

export interface KnownPosition {
  readonly sequence: number;
  readonly id: string;
  readonly digest: string;
}

/** What is known of these positions and ids of a stream, taken or held: the input of step 6 and of the id check. */
export async function knownPositions(
  sql: Sql,
  stream: string,
  sequences: readonly number[],
  ids: readonly string[],
): Promise<readonly KnownPosition[]> {
  return sql.query<KnownPosition>(
    `select sequence, id, digest from trm.taken where stream = $1 and (sequence = any($2::int[]) or id = any($3::uuid[]))
     union all
     select sequence, id, digest from trm.held where stream = $1 and (sequence = any($2::int[]) or id = any($3::uuid[]))`,
    [stream, sequences, ids],
  );
}

export async function takenDigest(sql: Sql, stream: string, sequence: number): Promise<string | null> {
  const rows = await sql.query<{ digest: string }>(
    `select digest from trm.taken where stream = $1 and sequence = $2`,
    [stream, sequence],
  );
  return rows[0]?.digest ?? null;
}

export interface HeldRecord {
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  readonly digest: string;
  readonly topic: string;
  readonly lane: number;
  readonly key: string;
  readonly value: Uint8Array;
  readonly bus_offset: bigint;
}

export async function hold(sql: Sql, record: HeldRecord): Promise<void> {
  await sql.query(
    `insert into trm.held (stream, sequence, id, digest, topic, lane, key, value, bus_offset)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      record.stream,
      record.sequence,
      record.id,
      record.digest,
      record.topic,
      record.lane,
      record.key,
      Buffer.from(record.value),
      record.bus_offset,
    ],
  );
}

export async function heldAt(sql: Sql, stream: string, sequence: number): Promise<readonly HeldRecord[]> {
  return sql.query<HeldRecord>(
    `select * from trm.held where stream = $1 and sequence = $2 order by held_at`,
    [stream, sequence],
  );
}

export async function heldSequences(sql: Sql, stream: string): Promise<readonly number[]> {
  const rows = await sql.query<{ sequence: number }>(
    `select distinct sequence from trm.held where stream = $1 order by sequence`,
    [stream],
  );
  return rows.map((row) => row.sequence);
}

export async function release(sql: Sql, stream: string, sequence: number): Promise<void> {
  await sql.query(`delete from trm.held where stream = $1 and sequence = $2`, [stream, sequence]);
}

export interface SetAside {
  readonly reason: 'damaged' | 'equivocation' | 'disputed' | 'beyond';
  readonly topic: string;
  readonly lane: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
  readonly step: OpeningStep;
  readonly code: OpeningCode;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly registryVersion: number;
}

/** Damaged bytes are an attacker's: kept up to this size, the largest a well-formed record can have. */
const SET_ASIDE_BYTES = 1_048_576;
const KEY_CHARACTERS = 256;

export async function setAside(sql: Sql, record: SetAside): Promise<void> {
  await sql.query(
    `insert into trm.set_aside (reason, topic, lane, bus_offset, key, value, step, code, stream, sequence, registry_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      record.reason,
      record.topic,
      record.lane,
      record.offset,
      record.key.slice(0, KEY_CHARACTERS).replaceAll('\0', ''),
      Buffer.from(record.value.subarray(0, SET_ASIDE_BYTES)),
      record.step,
      record.code,
      record.stream,
      record.sequence,
      record.registryVersion,
    ],
  );
}

export interface SetAsideRow {
  readonly id: string;
  readonly topic: string;
  readonly lane: number;
  readonly bus_offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
}

/** Damaged under an older registry version: a new one may know the key or the generation (protocol.md 5). */
export async function damagedBefore(sql: Sql, registryVersion: number): Promise<readonly SetAsideRow[]> {
  return sql.query<SetAsideRow>(
    `select id::text, topic, lane, bus_offset, key, value from trm.set_aside s
     where reason = 'damaged' and registry_version < $1 and not exists (select 1 from trm.set_aside_mended m where m.set_aside = s.id)
     order by topic, lane, bus_offset limit 1000`,
    [registryVersion],
  );
}

export async function mendSetAside(sql: Sql, id: string): Promise<void> {
  await sql.query(`insert into trm.set_aside_mended (set_aside) values ($1) on conflict do nothing`, [id]);
}

/**
 * Damaged values whose record has been taken since, under the same bus key: they and their incidents are mended. What
 * the damaged bytes claim about their position is not asked, for it may be what was damaged.
 */
export async function mendDamagedByKey(sql: Sql, topic: string, lane: number): Promise<number> {
  const rows = await sql.query(
    `with mended as (
       insert into trm.set_aside_mended (set_aside)
       select s.id from trm.set_aside s where s.topic = $1 and s.lane = $2 and s.reason = 'damaged'
         and not exists (select 1 from trm.set_aside_mended m where m.set_aside = s.id)
         and exists (select 1 from trm.stream h join trm.taken t on t.stream = h.name
           where h.direction = 'in' and h.topic = s.topic and h.lane = s.lane and t.id::text = s.key)
       on conflict do nothing returning set_aside)
     insert into trm.incident_change (incident, state)
     select i.id, 'mended' from mended m join trm.set_aside s on s.id = m.set_aside
       join trm.incident i on i.fingerprint = s.code || ':' || s.topic || '/' || s.lane || ':' || s.bus_offset
     where not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')
     returning incident`,
    [topic, lane],
  );
  return rows.length;
}

export async function nextOffset(sql: Sql, topic: string, lane: number): Promise<bigint | null> {
  const rows = await sql.query<{ next_offset: bigint }>(
    `select next_offset from trm.bus_position where topic = $1 and lane = $2`,
    [topic, lane],
  );
  return rows[0]?.next_offset ?? null;
}

/** Locks the lane's row first: two members that both believe to own a lane take turns, and the later one sees the other's work. */
export async function lockPosition(sql: Sql, topic: string, lane: number): Promise<bigint> {
  await sql.query(
    `insert into trm.bus_position (topic, lane, next_offset) values ($1, $2, 0) on conflict do nothing`,
    [topic, lane],
  );
  const rows = await sql.query<{ next_offset: bigint }>(
    `select next_offset from trm.bus_position where topic = $1 and lane = $2 for update`,
    [topic, lane],
  );
  return rows[0]?.next_offset ?? 0n;
}

export async function storePosition(sql: Sql, topic: string, lane: number, next: bigint): Promise<void> {
  await sql.query(`update trm.bus_position set next_offset = $3 where topic = $1 and lane = $2`, [
    topic,
    lane,
    next,
  ]);
}

export interface GapRow {
  readonly stream: string;
  readonly first: number;
  readonly last: number;
  readonly since: Date;
  readonly asked_at: Date | null;
  readonly asks: number;
}

/** The gaps of a stream are replaced as a whole: they are derived from its head and what is held. */
export async function replaceGaps(
  sql: Sql,
  stream: string,
  gaps: readonly { first: number; last: number }[],
): Promise<void> {
  await sql.query(`delete from trm.gap where stream = $1 and first <> all($2::int[])`, [
    stream,
    gaps.map((gap) => gap.first),
  ]);
  if (gaps.length === 0) return;
  await sql.query(
    `insert into trm.gap (stream, first, last) select $1, * from unnest($2::int[], $3::int[])
     on conflict (stream, first) do update set last = excluded.last where trm.gap.last <> excluded.last`,
    [stream, gaps.map((gap) => gap.first), gaps.map((gap) => gap.last)],
  );
}

export async function gapsOf(
  sql: Sql,
  stream: string,
): Promise<readonly { readonly first: number; readonly last: number }[]> {
  return sql.query(`select first, last from trm.gap where stream = $1 order by first`, [stream]);
}

export async function gaps(sql: Sql): Promise<readonly GapRow[]> {
  return sql.query<GapRow>(`select * from trm.gap order by stream, first`);
}

/** Gaps that have waited `waitMs` and were not asked for yet, or asked long enough ago (back-off doubles each time). */
export async function gapsToAsk(sql: Sql, waitMs: number, maxBackoffMs: number): Promise<readonly GapRow[]> {
  return sql.query<GapRow>(
    `select * from trm.gap where
       case when asked_at is null then since + $1 * interval '1 ms' <= clock_timestamp()
       else asked_at + least($1 * power(2, least(asks, 20)), $2) * interval '1 ms' <= clock_timestamp() end
     order by stream, first for update skip locked`,
    [waitMs, maxBackoffMs],
  );
}

export async function markAsked(sql: Sql, stream: string, first: number): Promise<void> {
  await sql.query(
    `update trm.gap set asked_at = clock_timestamp(), asks = asks + 1 where stream = $1 and first = $2`,
    [stream, first],
  );
}

export async function requestResend(sql: Sql, stream: string, first: number, last: number): Promise<void> {
  await sql.query(`insert into trm.resend (stream, first, last) values ($1, $2, $3)`, [stream, first, last]);
}

export interface ResendRow {
  readonly n: string;
  readonly stream: string;
  readonly first: number;
  readonly last: number;
}

export async function openResends(sql: Sql): Promise<readonly ResendRow[]> {
  return sql.query<ResendRow>(
    `select n::text, stream, first, last from trm.resend where answered_at is null order by n`,
  );
}

export async function recordsResentLastHour(sql: Sql, stream: string): Promise<number> {
  const rows = await sql.query<{ records: number }>(
    `select coalesce(sum(records), 0)::int as records from trm.resend where stream = $1 and answered_at > clock_timestamp() - interval '1 hour'`,
    [stream],
  );
  return rows[0]?.records ?? 0;
}

export async function markResent(sql: Sql, n: string, records: number): Promise<void> {
  await sql.query(`update trm.resend set answered_at = clock_timestamp(), records = $2 where n = $1`, [
    n,
    records,
  ]);
}

export interface InStream {
  readonly name: string;
  readonly sequence: number;
  readonly digest: string;
  /** Envelope of the head, for the key that signed it; null before the first. */
  readonly envelope: string | null;
  /** Highest position that waits behind a gap. */
  readonly ahead: number | null;
  readonly gaps: boolean;
  /** Something on this lane was damaged and is not mended. */
  readonly damaged: boolean;
}

/** Others' streams of one bus lane, locked until the transaction ends. */
export async function lockInStreams(sql: Sql, topic: string, lane: number): Promise<readonly InStream[]> {
  const rows = await sql.query<{ name: string; sequence: number; digest: string }>(
    `select name, sequence, digest from trm.stream where direction = 'in' and topic = $1 and lane = $2 order by name for update`,
    [topic, lane],
  );
  if (rows.length === 0) return [];
  const facts = await sql.query<Omit<InStream, 'sequence' | 'digest'>>(
    `select s.name, t.envelope, (select max(h.sequence) from trm.held h where h.stream = s.name) as ahead,
       exists (select 1 from trm.gap g where g.stream = s.name) as gaps,
       exists (select 1 from trm.set_aside a where a.topic = $2 and a.lane = $3 and a.reason = 'damaged'
         and not exists (select 1 from trm.set_aside_mended m where m.set_aside = a.id)) as damaged
     from trm.stream s left join trm.taken t on t.stream = s.name and t.sequence = s.sequence where s.name = any($1::text[])`,
    [rows.map((row) => row.name), topic, lane],
  );
  const byName = new Map(facts.map((fact) => [fact.name, fact]));
  const nothing = { envelope: null, ahead: null, gaps: false, damaged: false };
  return rows.map((row) => ({ ...row, ...nothing, ...byName.get(row.name) }));
}

export interface Unanswered {
  readonly id: string;
  readonly stream: string;
  readonly sequence: number;
  readonly publishedAt: Date;
}

/** Own casework messages without a receipt, published longer ago than the limit and not yet recorded as such. */
export async function unanswered(
  sql: Sql,
  types: readonly string[],
  limitMs: number,
): Promise<readonly Unanswered[]> {
  return sql.query<Unanswered>(
    `select m.id, s.stream, s.sequence, d.at as "publishedAt"
     from trm.message m join trm.sealed s on s.id = m.id join trm.published d on d.stream = s.stream and d.sequence = s.sequence
     where m.direction = 'out' and m.type = any($1::text[]) and d.at < clock_timestamp() - $2 * interval '1 ms'
       and not exists (select 1 from trm.message r where r.direction = 'in' and r.type in ('receipt.delivered', 'receipt.refused')
         and r.metadata ? 'answers' and r.metadata->'answers'->>'stream' = s.stream and ((r.metadata->'answers')->>'sequence')::int = s.sequence)
       and not exists (select 1 from trm.incident i where i.code = 'unanswered' and i.stream = s.stream and i.sequence = s.sequence)
     order by d.at limit 100`,
    [types, limitMs],
  );
}

/** Our own message at a position of our stream, as a receipt names it. */
export async function ownMessageAt(
  sql: Sql,
  stream: string,
  sequence: number,
): Promise<{ readonly reference: string | null; readonly type: string; readonly sealedAt: Date } | null> {
  const rows = await sql.query<{ reference: string | null; type: string; sealedAt: Date }>(
    `select m.reference, m.type, s.sealed_at as "sealedAt" from trm.sealed s join trm.message m on m.id = s.id and m.direction = 'out'
     where s.stream = $1 and s.sequence = $2`,
    [stream, sequence],
  );
  return rows[0] ?? null;
}
