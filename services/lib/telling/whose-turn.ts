/**
 * Whether this participant has to act before a limit ends. domain.md 7 (clocks).
 * Invariant: clock and escalation answer alike; where both sides may act, or are one participant, it is ours too.
 */
import { ownSide } from '../casework/index.ts';
import { isDomestic, type ReferralRow } from '../store/referrals.ts';

/** `side`: of who has to act (`actorOf`). */
export function isOursToAct(side: string, referral: ReferralRow): boolean {
  return isDomestic(referral) || side === 'either' || side === ownSide(referral);
}
