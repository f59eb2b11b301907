/**
 * Heads of streams and the bytes that were sealed into them.
 * Invariant: whoever seals holds the row lock of `trm.stream`, so a sequence is given once and the chain has no fork.
 * protocol.md 4.
 */
import type { Head, Stream } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

/** `local`: both sides of domestic referrals; published and witnessed are what our own router has taken of it. */
export type StreamDirection = 'out' | 'in' | 'local';

export interface StreamRow {
  readonly name: string;
  readonly direction: StreamDirection;
  readonly topic: string;
  readonly lane: number;
  readonly generation: number;
  readonly sequence: number;
  readonly digest: string;
  readonly claimed_at: Date | null;
  readonly moved_at: Date;
  readonly published: number;
  readonly witnessed: number;
  readonly witnessed_at: Date;
}

export interface StreamPlace extends Pick<Stream, 'lane' | 'generation'> {
  readonly name: string;
  readonly direction: StreamDirection;
  readonly topic: string;
}

/** Makes the row at its first use, then locks it until the transaction ends. */
export async function lockStream(sql: Sql, place: StreamPlace, initial: Head): Promise<StreamRow> {
  const held = await sql.query<StreamRow>(`select * from trm.stream where name = $1 for update`, [
    place.name,
  ]);
  if (held[0] !== undefined) return held[0];
  await sql.query(
    `insert into trm.stream (name, direction, topic, lane, generation, sequence, digest) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [
      place.name,
      place.direction,
      place.topic,
      place.lane,
      place.generation,
      initial.sequence,
      initial.digest,
    ],
  );
  const made = await sql.query<StreamRow>(`select * from trm.stream where name = $1 for update`, [
    place.name,
  ]);
  if (made[0] === undefined) throw new Error('stream row vanished');
  return made[0];
}

export async function streamHead(sql: Sql, name: string): Promise<Head | null> {
  const rows = await sql.query<Head>(`select sequence, digest from trm.stream where name = $1`, [name]);
  return rows[0] ?? null;
}

export async function listStreams(sql: Sql): Promise<readonly StreamRow[]> {
  return sql.query<StreamRow>(`select * from trm.stream order by direction desc, name`);
}

export async function advance(sql: Sql, name: string, head: Head, claimedAt: string | null): Promise<void> {
  await sql.query(
    `update trm.stream set sequence = $2, digest = $3, claimed_at = greatest(claimed_at, $4::timestamptz), moved_at = clock_timestamp()
     where name = $1`,
    [name, head.sequence, head.digest, claimedAt],
  );
}

/** The other side has taken our records up to `sequence`. Never goes back. */
export async function setWitnessed(sql: Sql, name: string, sequence: number): Promise<void> {
  await sql.query(
    `update trm.stream set witnessed = $2, witnessed_at = clock_timestamp() where name = $1 and witnessed < $2`,
    [name, sequence],
  );
}

export interface SealedRow {
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  readonly digest: string;
  readonly envelope: string;
  readonly metadata: string;
  /** Absent once stripped or erased; absent for public entries. */
  readonly payload: string | null;
}

export interface NewSealed extends SealedRow {
  readonly heartbeat: boolean;
  readonly seen: number;
  readonly sealedAt: string;
}

export async function insertSealed(sql: Sql, rows: readonly NewSealed[]): Promise<void> {
  await sql.query(
    `insert into trm.sealed (stream, sequence, id, digest, envelope, metadata, heartbeat, seen, sealed_at)
     select * from unnest($1::text[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::int[], $9::timestamptz[])`,
    [
      rows.map((row) => row.stream),
      rows.map((row) => row.sequence),
      rows.map((row) => row.id),
      rows.map((row) => row.digest),
      rows.map((row) => row.envelope),
      rows.map((row) => row.metadata),
      rows.map((row) => row.heartbeat),
      rows.map((row) => row.seen),
      rows.map((row) => row.sealedAt),
    ],
  );
  await insertPayloadRings(sql, rows);
}

export async function insertPayloadRings(
  sql: Sql,
  rows: readonly { stream: string; sequence: number; payload: string | null }[],
): Promise<void> {
  const withRing = rows.filter((row) => row.payload !== null);
  if (withRing.length === 0) return;
  await sql.query(
    `insert into trm.payload_ring (stream, sequence, ring) select * from unnest($1::text[], $2::int[], $3::text[]) on conflict do nothing`,
    [
      withRing.map((row) => row.stream),
      withRing.map((row) => row.sequence),
      withRing.map((row) => row.payload),
    ],
  );
}

const SEALED = `select s.stream, s.sequence, s.id, s.digest, s.envelope, s.metadata, p.ring as payload
  from trm.sealed s left join trm.payload_ring p using (stream, sequence)`;

/** Sealed and not yet acknowledged by the bus, in sequence order within each stream. */
export async function unpublished(sql: Sql, limit: number): Promise<readonly SealedRow[]> {
  return sql.query<SealedRow>(
    `select s.stream, s.sequence, s.id, s.digest, s.envelope, s.metadata, p.ring as payload
     from trm.stream h join trm.sealed s on s.stream = h.name and s.sequence > h.published
     left join trm.payload_ring p on p.stream = s.stream and p.sequence = s.sequence
     where h.direction = 'out' and h.sequence > h.published order by s.stream, s.sequence limit $1`,
    [limit],
  );
}

export async function sealedRange(
  sql: Sql,
  stream: string,
  first: number,
  last: number,
): Promise<readonly SealedRow[]> {
  return sql.query<SealedRow>(
    `${SEALED} where s.stream = $1 and s.sequence between $2 and $3 order by s.sequence`,
    [stream, first, last],
  );
}

export async function sealedDigest(sql: Sql, stream: string, sequence: number): Promise<string | null> {
  const rows = await sql.query<{ digest: string }>(
    `select digest from trm.sealed where stream = $1 and sequence = $2`,
    [stream, sequence],
  );
  return rows[0]?.digest ?? null;
}

/** Digest by sequence of everything ever sealed into a stream. */
export async function sealedDigests(sql: Sql, stream: string): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ sequence: number; digest: string }>(
    `select sequence, digest from trm.sealed where stream = $1`,
    [stream],
  );
  return new Map(rows.map((row) => [row.sequence, row.digest]));
}

/** Acknowledged by the bus; given in sequence order per stream, so the highest one stands for all before it. */
export async function markPublished(
  sql: Sql,
  rows: readonly { stream: string; sequence: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `with r as (select * from unnest($1::text[], $2::int[]) as r (stream, sequence)),
       kept as (insert into trm.published (stream, sequence) select stream, sequence from r on conflict do nothing)
     update trm.stream h set published = d.sequence
     from (select stream, max(sequence) as sequence from r group by stream) d
     where h.name = d.stream and h.published < d.sequence`,
    [rows.map((row) => row.stream), rows.map((row) => row.sequence)],
  );
}

/** Own streams whose oldest record that nobody has witnessed yet was published longer ago than this. */
export async function unwitnessedFor(sql: Sql, ms: number): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ name: string }>(
    `select h.name from trm.stream h join trm.published d on d.stream = h.name and d.sequence = h.witnessed + 1
     where h.direction = 'out' and d.at < clock_timestamp() - $1 * interval '1 ms'`,
    [ms],
  );
  return new Set(rows.map((row) => row.name));
}
