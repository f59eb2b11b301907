/**
 * What monitoring figures are counted from: referrals that anything of a period can concern, the times of their local
 * events, and what their clocks came to. Messages come from messages.ts as ever.
 * Invariant: metadata alone; no content and no content key is read here. domain.md 9.
 */
import type { ReferralRow } from './referrals.ts';
import type { Sql } from './sql.ts';

export type CountedReferral = Pick<
  ReferralRow,
  'reference' | 'direction' | 'sender' | 'recipient' | 'urgency' | 'drill'
>;

/**
 * Referrals with a message or a fact of a clock in the period, or still open. Exercises are left out here already: there
 * may be one for each function and week. `terminal`: states in which nothing more is waited for.
 */
export async function countedReferrals(
  sql: Sql,
  { from, to }: { readonly from: string; readonly to: string },
  terminal: readonly string[],
): Promise<readonly CountedReferral[]> {
  return sql.query(
    `select reference, direction, sender, recipient, urgency, drill from trm.referral r
     where not drill and state <> 'draft'
       and exists (select 1 from trm.message m where m.reference = r.reference and m.at < $2)
       and (not state = any($3)
         or exists (select 1 from trm.message m where m.reference = r.reference and m.at >= $1)
         or exists (select 1 from trm.clock_fact c where c.reference = r.reference and c.at >= $1))
     order by reference`,
    [from, to, terminal],
  );
}

/** Types and times by reference, oldest first. */
export async function localTimesOf(
  sql: Sql,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly type: string; readonly at: string }[]>> {
  const rows = await sql.query<{ reference: string; type: string; at: Date }>(
    `select reference, type, at from trm.local_event where reference = any($1) order by n`,
    [references],
  );
  return Map.groupBy(
    rows.map(({ reference, type, at }) => ({ reference, type, at: at.toISOString() })),
    ({ reference }) => reference,
  );
}

export interface ReachedRow {
  readonly limit: string;
  readonly percent: 50 | 100 | 200;
  readonly at: string;
}

/** Facts of clocks by reference. */
export async function reachedOf(
  sql: Sql,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly ReachedRow[]>> {
  const rows = await sql.query<Omit<ReachedRow, 'at'> & { reference: string; at: Date }>(
    `select reference, limit_name as limit, percent, at from trm.clock_fact where reference = any($1)
     order by at, limit_name, percent`,
    [references],
  );
  return Map.groupBy(
    rows.map(({ reference, limit, percent, at }) => ({ reference, limit, percent, at: at.toISOString() })),
    ({ reference }) => reference,
  );
}
