/**
 * The clocks of one referral as its own participant keeps them: messages, local events, tasks, limits of the pair.
 * Invariant: whoever asks (view, clock, escalation) is told the same. domain.md 7.
 */
import {
  type CaseRecord,
  type Clock,
  type Fold,
  clocksOf,
  type LimitOverrides,
  type Limits,
  limitsFor,
  ownSide,
  taskClocks,
} from '../casework/index.ts';
import { localEventTimes } from '../store/local-events.ts';
import type { ReferralRow } from '../store/referrals.ts';
import type { Sql } from '../store/sql.ts';
import { taskTimes } from '../store/tasks.ts';

export interface LimitsKept {
  readonly limits: { readonly defaults: Limits; readonly overrides: LimitOverrides };
}

export async function referralClocks(
  sql: Sql,
  { limits: kept }: LimitsKept,
  referral: ReferralRow,
  history: readonly Pick<CaseRecord, 'side' | 'metadata' | 'at'>[],
  fold: Pick<Fold, 'applied' | 'path' | 'state'>,
  /** ISO 8601, UTC. */
  now: string,
): Promise<readonly Clock[]> {
  const { urgency } = referral;
  const limits = limitsFor(kept.defaults, kept.overrides, referral.sender, referral.recipient);
  const local = await localEventTimes(sql, referral.reference);
  const ours = ownSide(referral);
  return [
    ...clocksOf({ history, fold, local, ours, urgency, limits, now }),
    ...taskClocks({
      tasks: await taskTimes(sql, referral.reference),
      state: fold.state,
      urgency,
      limits,
      now,
    }),
  ];
}
