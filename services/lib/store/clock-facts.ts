/**
 * Facts of clocks: that half, all or twice the time of a limit has passed. Recorded once, never changed. domain.md 7.
 * Invariant: a clock that starts again has facts of its own.
 */
import type { Sql } from './sql.ts';

export interface ClockFact {
  readonly limit: string;
  readonly startedAt: string;
  readonly percent: 0 | 50 | 100 | 200;
  readonly dueAt: string;
  readonly at: string;
}

/** True when it is new. */
export async function recordClockFact(sql: Sql, reference: string, fact: ClockFact): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.clock_fact (reference, limit_name, started_at, percent, due_at, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning percent`,
    [reference, fact.limit, fact.startedAt, fact.percent, fact.dueAt, fact.at],
  );
  return rows.length > 0;
}

/** Oldest first. */
export async function clockFactsOf(sql: Sql, reference: string): Promise<readonly ClockFact[]> {
  const rows = await sql.query<{
    limit: string;
    startedAt: Date;
    percent: 0 | 50 | 100 | 200;
    dueAt: Date;
    at: Date;
  }>(
    `select limit_name as limit, started_at as "startedAt", percent, due_at as "dueAt", at
     from trm.clock_fact where reference = $1 order by at, limit_name, percent`,
    [reference],
  );
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    at: row.at.toISOString(),
  }));
}

/** Referrals that a clock may run for, with the moment of their last change. */
export async function clockedReferrals(
  sql: Sql,
): Promise<readonly { readonly reference: string; readonly changed: string }[]> {
  return sql.query(
    `select reference, to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US') || ' ' || state as changed
     from trm.referral where state not in ('draft', 'sealed', 'erased') order by updated_at`,
  );
}
