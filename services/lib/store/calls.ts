/**
 * Steps of escalations and who was told in them; what came of each telling.
 * Invariant: a step once per crossing of a limit, an outcome once per call and channel; codes and pseudonyms only.
 * domain.md 7 (clocks, notification).
 */
import type { Sql } from './sql.ts';

/** Notified with the `sub` of who is called. */
export const CALLS_CHANNEL = 'trm_call';

export interface StepRow {
  readonly id: string;
  readonly reference: string;
  readonly limit: string;
  readonly startedAt: string;
  readonly percent: number;
  readonly at: string;
}

/** False: this step was taken already. */
export async function insertStep(sql: Sql, step: StepRow): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.escalation_step (id, reference, limit_name, started_at, percent, at)
     values ($1, $2, $3, $4, $5, $6) on conflict (reference, limit_name, started_at, percent) do nothing returning id`,
    [step.id, step.reference, step.limit, step.startedAt, step.percent, step.at],
  );
  return rows.length > 0;
}

export async function findStep(sql: Sql, id: string): Promise<StepRow | null> {
  const rows = await sql.query<Omit<StepRow, 'startedAt' | 'at'> & { startedAt: Date; at: Date }>(
    `select id, reference, limit_name as limit, started_at as "startedAt", percent, at
     from trm.escalation_step where id = $1`,
    [id],
  );
  const [row] = rows;
  return row === undefined
    ? null
    : { ...row, startedAt: row.startedAt.toISOString(), at: row.at.toISOString() };
}

export interface CallRow {
  readonly id: string;
  readonly step: string | null;
  readonly reference: string | null;
  readonly kind: string;
  readonly because: string;
  readonly contactPoint: string;
  readonly function: string;
  readonly subject: string;
  readonly rank: string;
  readonly appointment: string;
  /** The call that could not reach its person. */
  readonly insteadOf: string | null;
  readonly at: Date;
}

export async function insertCall(sql: Sql, call: Omit<CallRow, 'at'> & { at: string }): Promise<void> {
  await sql.query(
    `insert into trm.call (id, step, reference, kind, because, contact_point, function, subject, rank, appointment, instead_of, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      call.id,
      call.step,
      call.reference,
      call.kind,
      call.because,
      call.contactPoint,
      call.function,
      call.subject,
      call.rank,
      call.appointment,
      call.insteadOf,
      call.at,
    ],
  );
  await sql.query(`select pg_notify($1, $2)`, [CALLS_CHANNEL, call.subject]);
}

const CALL = `select id, step, reference, kind, because, contact_point as "contactPoint", function, subject, rank,
    appointment, instead_of as "insteadOf", at from trm.call`;

export async function findCall(sql: Sql, id: string): Promise<CallRow | null> {
  return (await sql.query<CallRow>(`${CALL} where id = $1`, [id]))[0] ?? null;
}

/** Oldest first. */
export async function callsOf(sql: Sql, reference: string): Promise<readonly CallRow[]> {
  return sql.query<CallRow>(`${CALL} where reference = $1 order by n`, [reference]);
}

/** A call, those that it stands in for, and all others of its step: who was tried, and whether a try may still reach somebody. */
export async function triedWith(
  sql: Sql,
  { id, step }: Pick<CallRow, 'id' | 'step'>,
): Promise<readonly { readonly subject: string; readonly stands: boolean }[]> {
  return sql.query(
    `with recursive before as (
       select id, instead_of from trm.call where id = $1
       union select c.id, c.instead_of from trm.call c join before b on c.id = b.instead_of)
     select c.subject, not exists (select 1 from trm.call_outcome o where o.call = c.id and o.outcome <> 'accepted') as stands
     from trm.call c where c.step = $2 or c.id in (select id from before)`,
    [id, step],
  );
}

export interface ToldRow extends CallRow {
  readonly outcomes: readonly {
    readonly channel: string;
    readonly outcome: string;
    readonly code: string | null;
  }[];
}

/** Newest first; `subject` null: of everybody. */
export async function listCalls(sql: Sql, subject: string | null): Promise<readonly ToldRow[]> {
  return sql.query<ToldRow>(
    `select c.*, coalesce((select jsonb_agg(jsonb_build_object('channel', o.channel, 'outcome', o.outcome, 'code', o.code) order by o.n)
         from trm.call_outcome o where o.call = c.id), '[]') as outcomes
     from (${CALL}) c join trm.call k using (id) where $1::text is null or c.subject = $1 order by k.n desc limit 500`,
    [subject],
  );
}

export type CallOutcome = 'accepted' | 'bounced' | 'failed' | 'not-configured' | 'void';

/** False: it was recorded already. */
export async function recordOutcome(
  sql: Sql,
  row: { call: string; channel: string; outcome: CallOutcome; code: string | null; at: string },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.call_outcome (call, channel, outcome, code, at) values ($1, $2, $3, $4, $5)
     on conflict (call, channel) do nothing returning n`,
    [row.call, row.channel, row.outcome, row.code, row.at],
  );
  return rows.length > 0;
}

export async function outcomesOf(sql: Sql, call: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ channel: string }>(`select channel from trm.call_outcome where call = $1`, [
    call,
  ]);
  return new Set(rows.map(({ channel }) => channel));
}
