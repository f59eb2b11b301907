/**
 * Reads lanes of the embedded bus in position order.
 * Invariant: what stands in the table is handed on as it stands, however it came there; a row that was removed,
 * moved or altered by hand is the reader's caller to judge (contract.md 6), never a reason to stop.
 */
import type pg from 'pg';
import type { BusRecord, Lane } from '../port.ts';
import { query } from './database.ts';

const PAGE_RECORDS = 256;
/** A page stops growing past this many bytes of values; one record is always read. */
const PAGE_BYTES = 4 * 1024 * 1024;

interface Row {
  readonly position: string;
  readonly key: string | null;
  readonly value: Uint8Array | null;
}

const PAGE = `
  select position, key, value from (
    select position, key, value,
      sum(coalesce(length(value), 0)) over (order by position) - coalesce(length(value), 0) as before
    from (
      select position, key, value from bus.record
      where topic = $1 and lane = $2 and position >= $3 and ($4::bigint is null or position < $4)
      order by position limit ${PAGE_RECORDS}
    ) as page
  ) as measured
  where before < ${PAGE_BYTES} order by position`;

/** The next records at or after `from`, before `end` when given; empty when there are none. */
export async function readPage(
  pool: pg.Pool,
  lane: Lane,
  from: bigint,
  end: bigint | null,
): Promise<BusRecord[]> {
  const rows = await query<Row>(pool, PAGE, [lane.topic, lane.lane, from, end]);
  return rows.map((row) => ({
    topic: lane.topic,
    lane: lane.lane,
    offset: BigInt(row.position),
    key: row.key ?? '',
    value: row.value ?? new Uint8Array(),
  }));
}

/** Null when the topic does not exist or may not be read. */
export async function endOf(pool: pg.Pool, lane: Lane): Promise<bigint | null> {
  const rows = await query<{ end: string | null }>(pool, 'select bus.end_of($1, $2) as end', [
    lane.topic,
    lane.lane,
  ]);
  const end = rows[0]?.end ?? null;
  return end === null ? null : BigInt(end);
}

/** Positions count from 0; a row that was put below by hand is read too. */
export async function beginningOf(pool: pg.Pool, lane: Lane): Promise<bigint> {
  const rows = await query<{ first: string | null }>(
    pool,
    'select least(0, min(position)) as first from bus.record where topic = $1 and lane = $2',
    [lane.topic, lane.lane],
  );
  return BigInt(rows[0]?.first ?? 0);
}
