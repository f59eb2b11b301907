/**
 * "Nobody fits": services that were asked for and that nobody here gives to this person. domain.md 7.
 * Invariant: each once per referral; codes only, so that it can be counted.
 */
import type { Sql } from './sql.ts';

/** False: it was recorded already. */
export async function recordUnmet(
  sql: Sql,
  reference: string,
  service: string,
  at: string,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.unmet_need (reference, service, at) values ($1, $2, $3) on conflict do nothing returning service`,
    [reference, service, at],
  );
  return rows.length > 0;
}

/** Oldest first. */
export async function unmetOf(
  sql: Sql,
  reference: string,
): Promise<readonly { readonly service: string; readonly at: Date }[]> {
  return sql.query(`select service, at from trm.unmet_need where reference = $1 order by at, service`, [
    reference,
  ]);
}

/** Of a period, oldest first; exercises are left out. */
export async function unmetBetween(
  sql: Sql,
  from: string,
  to: string,
): Promise<readonly { readonly service: string; readonly at: string }[]> {
  const rows = await sql.query<{ service: string; at: Date }>(
    `select u.service, u.at from trm.unmet_need u join trm.referral r on r.reference = u.reference
     where u.at >= $1 and u.at < $2 and not r.drill order by u.at, u.service`,
    [from, to],
  );
  return rows.map(({ service, at }) => ({ service, at: at.toISOString() }));
}
