/**
 * Gaps of others' streams, and what others ask of ours: jobs of the watch and of the publisher.
 * Invariant: gaps are derived, never counted up; a request is answered once. protocol.md 5 (Gap).
 */
import type { Sql } from './sql.ts';

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
