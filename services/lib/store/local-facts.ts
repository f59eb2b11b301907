/**
 * What only this participant knows of a referral and its rules ask for: bars that were set or lifted here, and what the
 * other referrals of the same local case came to. domain.md 4, 6.1, 6.2 and 8. Never on the bus.
 */
import type { LocalFacts, ReferralState } from '../casework/index.ts';
import { siblingsOf } from './cases.ts';
import type { Sql } from './sql.ts';

/** Of an agreement to a passage nothing is left in these (domain.md 4); one that was made use of still was agreed. */
const CLOSED_TRANSITS: readonly ReferralState[] = [
  'withdrawn',
  'withdrawal-confirmed',
  'not-possible',
  'entered-in-error',
];

/** Of these referrals, those of which anything is known only here. */
export async function withLocalFacts(sql: Sql, references: readonly string[]): Promise<readonly string[]> {
  const rows = await sql.query<{ reference: string }>(
    `select reference from trm.local_event where reference = any($1) and type like 'contact-bar.%'
     union select reference from trm.case_referral where reference = any($1)`,
    [references],
  );
  return rows.map(({ reference }) => reference);
}

export async function localFactsOf(sql: Sql, reference: string): Promise<LocalFacts> {
  const bars = await sql.query<{ type: string; subject: string; participant: string | null }>(
    `select type, subject, participant from trm.local_event
     where reference = $1 and type like 'contact-bar.%' order by n`,
    [reference],
  );
  const siblings = await siblingsOf(sql, reference);
  if (siblings.length === 0) return { bars, redirectedOn: null, transitsAgreed: [] };
  const words = await sql.query<{ type: string; peer: string; at: Date; state: ReferralState }>(
    `select m.type, m.peer, m.at, r.state from trm.message m join trm.referral r using (reference)
     left join trm.taken t on t.stream = m.stream and t.sequence = m.sequence
     where m.reference = any($1) and m.direction = 'in' and m.type in ('referral.redirected', 'transit.agreed')
       and t.outcome is distinct from 'refused' order by m.at`,
    [siblings],
  );
  const redirected = words.findLast(({ type }) => type === 'referral.redirected');
  return {
    bars,
    redirectedOn: redirected?.at.toISOString().slice(0, 10) ?? null,
    transitsAgreed: [
      ...new Set(
        words
          .filter(({ type, state }) => type === 'transit.agreed' && !CLOSED_TRANSITS.includes(state))
          .map(({ peer }) => peer),
      ),
    ],
  };
}
