/**
 * Reachability as measured: checks that were sent to a contact point, and what came of every asking.
 * Invariant: append-only; each fact once per thing that it is about. domain.md 7 (liveness).
 */
import type { Measured } from '../directory/index.ts';
import type { Sql } from './sql.ts';

export type LivenessKind = 'asked' | 'answered' | 'failed' | 'bounced';

export interface LivenessFact {
  readonly contactPoint: string;
  readonly function: string;
  readonly kind: LivenessKind;
  readonly cause: 'task' | 'check' | 'notice' | 'verification';
  /** The task, check or call that it is about. */
  readonly about: string;
  readonly subject: string | null;
  readonly at: string;
}

/** False: it stood there already. */
export async function recordLiveness(sql: Sql, fact: LivenessFact): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.liveness_fact (contact_point, function, kind, cause, about, subject, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (about, kind) do nothing returning n`,
    [fact.contactPoint, fact.function, fact.kind, fact.cause, fact.about, fact.subject, fact.at],
  );
  return rows.length > 0;
}

/** The newest answer or failure of each function of each contact point; one bounced message alone says nothing of a desk. */
export async function measuredAsOf(sql: Sql, at: string | null): Promise<readonly Measured[]> {
  const rows = await sql.query<{
    contactPoint: string;
    function: string;
    kind: Measured['kind'];
    at: Date;
  }>(
    `select distinct on (contact_point, function) contact_point as "contactPoint", function, kind, at from trm.liveness_fact
     where kind in ('answered', 'failed') and ($1::timestamptz is null or at <= $1)
     order by contact_point, function, n desc`,
    [at],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** An answer belongs to a question that may have been asked before the period. */
const ASKED_BEFORE = "interval '31 days'";

/** What was asked, answered and not answered in a period, with the questions before it. Oldest first. */
export async function measuredBetween(
  sql: Sql,
  from: string,
  to: string,
): Promise<readonly (Omit<LivenessFact, 'kind'> & { readonly kind: Exclude<LivenessKind, 'bounced'> })[]> {
  const rows = await sql.query<
    Omit<LivenessFact, 'at' | 'kind'> & { kind: Exclude<LivenessKind, 'bounced'>; at: Date }
  >(
    `select contact_point as "contactPoint", function, kind, cause, about, subject, at
     from trm.liveness_fact where kind <> 'bounced' and cause in ('check', 'task')
       and at >= $1::timestamptz - ${ASKED_BEFORE} and at < $2 order by n`,
    [from, to],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export interface CheckRow {
  readonly id: string;
  readonly contactPoint: string;
  readonly function: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly state: 'open' | 'answered' | 'failed';
}

export async function insertCheck(
  sql: Sql,
  check: { id: string; contactPoint: string; function: string; askedAt: string; dueAt: string },
): Promise<void> {
  await sql.query(
    `insert into trm.liveness_check (id, contact_point, function, asked_at, due_at) values ($1, $2, $3, $4, $5)`,
    [check.id, check.contactPoint, check.function, check.askedAt, check.dueAt],
  );
}

const CHECK = `select c.id, c.contact_point as "contactPoint", c.function, c.asked_at as "askedAt", c.due_at as "dueAt",
    case when exists (select 1 from trm.liveness_fact f where f.about = c.id and f.kind = 'answered') then 'answered'
      when exists (select 1 from trm.liveness_fact f where f.about = c.id and f.kind = 'failed') then 'failed'
      else 'open' end as state
  from trm.liveness_check c`;

/** Newest first. */
export async function listChecks(sql: Sql, state: CheckRow['state'] | null): Promise<readonly CheckRow[]> {
  return sql.query<CheckRow>(
    `select * from (${CHECK}) k where $1::text is null or k.state = $1 order by k."askedAt" desc, k.id limit 500`,
    [state],
  );
}

export async function findCheck(sql: Sql, id: string): Promise<CheckRow | null> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.check:' || $1, 0))`, [id]);
  const rows = await sql.query<CheckRow>(`${CHECK} where c.id = $1`, [id]);
  return rows[0] ?? null;
}

/** `<contact point>/<function>` of everything that was asked since. */
export async function lastAsked(sql: Sql, since: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ key: string }>(
    `select distinct contact_point || '/' || function as key from trm.liveness_check where asked_at >= $1`,
    [since],
  );
  return new Set(rows.map(({ key }) => key));
}
