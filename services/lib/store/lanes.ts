/**
 * Where this participant stands on each bus lane, and what it knows of the lane's streams.
 * Invariant: the next offset is stored in the transaction that did the work before it. protocol.md 5.
 */
import type { Sql } from './sql.ts';

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
