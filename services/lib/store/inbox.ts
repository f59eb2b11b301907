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
