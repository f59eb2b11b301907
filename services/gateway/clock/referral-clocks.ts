/**
 * The clocks of one referral as its own participant keeps them: messages, local events, limits of the pair.
 * Invariant: whoever asks (view or clock) is told the same. domain.md 7.
 */
import {
  type CaseRecord,
  type Clock,
  type Fold,
  clocksOf,
  limitsFor,
  ownSide,
} from '../../lib/casework/index.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import { localEventTimes } from '../../lib/store/local-events.ts';
import type { ReferralRow } from '../../lib/store/referrals.ts';
import type { GatewayContext } from '../context.ts';

export async function referralClocks(
  sql: Sql,
  context: Pick<GatewayContext, 'limits' | 'now'>,
  referral: ReferralRow,
  history: readonly Pick<CaseRecord, 'side' | 'metadata' | 'at'>[],
  fold: Pick<Fold, 'applied' | 'path'>,
): Promise<readonly Clock[]> {
  const { defaults, overrides } = context.limits;
  return clocksOf({
    history,
    fold,
    local: await localEventTimes(sql, referral.reference),
    ours: ownSide(referral),
    urgency: referral.urgency,
    limits: limitsFor(defaults, overrides, referral.sender, referral.recipient),
    now: new Date(context.now()).toISOString(),
  });
}
