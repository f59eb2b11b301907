/**
 * One answer per idempotency key, scoped to the token's subject. Only a 201 is kept; a refusal leaves the key free.
 * Invariant: the answer is stored in the transaction that does the work, so a repeated key never does it twice.
 * contract.md 4.
 */
import type { Sql } from './sql.ts';

export interface KeptAnswer {
  readonly request: string;
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
}

export type KeyState =
  | { readonly state: 'free' }
  | { readonly state: 'in-progress' }
  | { readonly state: 'kept'; readonly answer: KeptAnswer };

/** Claims the key for this transaction. `in-progress`: another transaction holds it right now. */
export async function claimKey(sql: Sql, subject: string, key: string): Promise<KeyState> {
  const claimed = await sql.query<{ claimed: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('trm.idempotency:' || $1 || ':' || $2, 0)) as claimed`,
    [subject, key],
  );
  if (claimed[0]?.claimed !== true) return { state: 'in-progress' };
  const rows = await sql.query<KeptAnswer>(
    `select request, status, body, location from trm.idempotency where subject = $1 and key = $2`,
    [subject, key],
  );
  return rows[0] === undefined ? { state: 'free' } : { state: 'kept', answer: rows[0] };
}

export async function keepAnswer(sql: Sql, subject: string, key: string, answer: KeptAnswer): Promise<void> {
  await sql.query(
    `insert into trm.idempotency (subject, key, request, status, body, location) values ($1, $2, $3, $4, $5, $6)`,
    [subject, key, answer.request, answer.status, answer.body, answer.location],
  );
}

/** Keys are kept seven days. */
export async function forgetOldKeys(sql: Sql): Promise<void> {
  await sql.query(`delete from trm.idempotency where created_at < clock_timestamp() - interval '7 days'`);
}
