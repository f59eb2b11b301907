/**
 * Whether somebody still has to act for what a clock has come to. domain.md 7 (clocks).
 * Invariant: looked at anew whenever somebody is about to be told, so that what was answered meanwhile bothers nobody.
 */
import { type Clock, fold, ownSide, type Side, TASK_LIMIT } from '../../lib/casework/index.ts';
import { transitions } from '../../lib/contract/index.ts';
import { datedMessages } from '../../lib/projection/case-history.ts';
import { referralClocks } from '../../lib/projection/referral-clocks.ts';
import { messagesOf } from '../../lib/store/messages.ts';
import type { ReferralRow } from '../../lib/store/referrals.ts';
import type { EscalationJob } from '../../lib/telling/escalation-job.ts';
import type { RouterContext, Sql } from '../context.ts';

export interface Waiting {
  readonly waits: boolean;
  /** Side whose message began the clock. */
  readonly startedBy: Side | null;
}

/** `isTaken`: the step was taken already, and with its end a task has moved on. */
export async function waitingFor(
  context: Pick<RouterContext, 'limits' | 'now'>,
  sql: Sql,
  referral: ReferralRow,
  { limit, startedAt, percent }: EscalationJob,
  isTaken = false,
): Promise<Waiting> {
  const rows = await messagesOf(sql, referral.reference);
  const history = datedMessages(rows, ownSide(referral));
  const now = context.now().toISOString();
  const clocks = await referralClocks(sql, context, referral, history, fold(history), now);
  const starter = history.findLast(
    ({ at, metadata }) => at === startedAt && startsLimit(limit, metadata.type),
  );
  const isIt = (clock: Clock): boolean =>
    clock.limit === limit &&
    (clock.startedAt === startedAt || (isTaken && limit === TASK_LIMIT && percent >= 100));
  // At twice the time the referral has expired, which is what is told.
  const hasExpired = percent === 200 && limit !== TASK_LIMIT && referral.state === 'expired';
  return {
    waits: hasExpired || clocks.some((clock) => isIt(clock) && OPEN.has(clock.state)),
    startedBy: starter?.side ?? null,
  };
}

const OPEN: ReadonlySet<Clock['state']> = new Set(['running', 'passed', 'paused']);

function startsLimit(limit: string, type: string): boolean {
  const known = Object.entries(transitions.limits).find(([name]) => name === limit)?.[1];
  return known?.startedBy.some((starting) => starting === type) === true;
}
