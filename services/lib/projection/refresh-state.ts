/**
 * Folds the messages of a referral anew and stores the state that they come to.
 * Invariant: `trm.referral.state` is a projection; whoever changes what counts among the messages calls this in the same
 * transaction. domain.md 4.
 */
import { fold, ownSide } from '../casework/index.ts';
import { caseMessages, messagesOf } from '../store/messages.ts';
import { lockReferral, setState } from '../store/referrals.ts';
import type { Sql } from '../store/sql.ts';

/** Locks the referral. One that is not here stays so. `at`: ISO 8601. */
export async function refreshState(sql: Sql, reference: string, at: string): Promise<void> {
  const referral = await lockReferral(sql, reference);
  if (referral === null) return;
  const weAre = ownSide(referral);
  const { state } = fold(caseMessages(await messagesOf(sql, reference), weAre));
  if (state !== referral.state) await setState(sql, reference, state, at);
}
