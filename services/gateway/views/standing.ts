/**
 * How a referral stands beside its state: who is responsible, which clocks run, what alarm is open, whom nobody may tell,
 * which case it belongs to, whether a review is due. Invariant: codes, times and the name of the body; no person's data.
 * domain.md 4, 6.2, 6.7, 6.8, 7 and 8.
 */
import { type Fold, factsOf, ownSide, standingBars } from '../../lib/casework/index.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { withContents } from '../../lib/projection/case-history.ts';
import { caseIdOf } from '../../lib/store/cases.ts';
import type { LocalEvent } from '../../lib/store/local-events.ts';
import type { MessageRow } from '../../lib/store/messages.ts';
import type { ReferralRow } from '../../lib/store/referrals.ts';
import { referralClocks } from '../../lib/projection/referral-clocks.ts';
import { sentAlone } from '../commands/local/review.ts';
import type { GatewayContext } from '../context.ts';

export interface StandingInput {
  readonly referral: ReferralRow;
  readonly rows: readonly MessageRow[];
  /** Their payloads by message number (`contentsOf`). */
  readonly loaded: ReadonlyMap<string, JsonObject | null>;
  readonly fold: Fold;
  readonly draft: JsonObject | null;
  readonly events: readonly LocalEvent[];
}

/** States from which on the receiver is responsible: the person has been met there (domain.md 4). */
const AFTER_ARRIVAL: ReadonlySet<string> = new Set(['arrived', 'in-assistance', 'completed']);

export async function standingOf(
  sql: Sql,
  context: GatewayContext,
  { referral, rows, loaded, fold, draft, events }: StandingInput,
): Promise<object> {
  const history = withContents(rows, ownSide(referral), loaded);
  const facts = factsOf({ history, fold, draft });
  const clocks = await referralClocks(
    sql,
    context,
    referral,
    history,
    fold,
    new Date(context.now()).toISOString(),
  );
  const body = facts.responsibleBody?.['name'];
  const review = events.find(({ type }) => type === 'referral.reviewed');
  return {
    drill: referral.drill,
    held: fold.held,
    responsible: {
      participant: hasArrived(fold) ? referral.recipient : referral.sender,
      body: typeof body === 'string' ? body : null,
    },
    clocks,
    alerts: facts.openAlerts.map(({ side, class: danger, at }) => ({
      class: danger,
      from: side === 'sender' ? referral.sender : referral.recipient,
      at,
    })),
    bars: standingBars(events, [...facts.doNotContact]),
    case: await caseIdOf(sql, referral.reference),
    review: review?.code ?? (sentAlone(rows) === null ? null : 'due'),
    needsPerson: rows.some((row) => row.needsPerson || row.beyond),
  };
}

/** Responsibility passes at arrival, and does not go back with a hold or an unfinished assistance. */
function hasArrived(fold: Fold): boolean {
  return fold.path.some(({ state }) => AFTER_ARRIVAL.has(state));
}
