/**
 * Safety alerts that are open now, over all referrals, the early ones among them: what the duty desk looks at first.
 * Invariant: what an alert says is written to the access log before it leaves. domain.md 4; protocol.md 5 (Gap).
 */
import { factsOf, ownSide } from '../../lib/casework/index.ts';
import { historyOf } from '../../lib/projection/case-history.ts';
import { earlyAlerts, referencesWithAlerts } from '../../lib/store/early-alerts.ts';
import { messagesOf } from '../../lib/store/messages.ts';
import { findReferral } from '../../lib/store/referrals.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { logRead } from './access-log.ts';
import { foldOf } from './timeline.ts';

interface AlertView {
  readonly reference: string;
  readonly class: string | null;
  readonly from: string;
  readonly at: string;
  /** It came before its turn: something that was sent before it is missing. */
  readonly early: boolean;
  readonly drill: boolean;
  readonly what: string | null;
}

export async function openAlerts(sql: Sql, context: GatewayContext, actor: Actor): Promise<object> {
  const items: AlertView[] = [];
  for (const reference of await referencesWithAlerts(sql)) {
    const referral = await findReferral(sql, reference);
    if (referral === null) continue;
    const rows = await messagesOf(sql, reference);
    const ours = ownSide(referral);
    const history = await historyOf(sql, context.crypto, rows, ours);
    for (const alert of factsOf({ history, fold: foldOf(referral, rows) }).openAlerts)
      items.push({
        reference,
        class: alert.class,
        from: alert.side === 'sender' ? referral.sender : referral.recipient,
        at: alert.at,
        early: false,
        drill: referral.drill,
        what: alert.what,
      });
  }
  for (const alert of await earlyAlerts(sql, context.crypto)) {
    const what = alert.content?.['what'];
    items.push({
      reference: alert.reference,
      class: alert.class,
      from: alert.peer,
      at: alert.at.toISOString(),
      early: true,
      drill: false,
      what: typeof what === 'string' ? what : null,
    });
  }
  // An exercise bothers the duty desk alone (domain.md 5).
  const seen = items.filter((item) => !item.drill || actor.roles.has('duty-officer'));
  for (const reference of new Set(seen.map((item) => item.reference)))
    await logRead(sql, context, actor, reference, 'casework');
  return { items: seen.toSorted((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0)) };
}
