/**
 * Next-day review of what a duty officer sent alone in an emergency. Local. domain.md 6.8; anchors-domain 7.2.
 * Invariant: another person reviews than the one who sent, and an emergency is reviewed once.
 */
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { authorsOf, insertLocalEvent, localEventsOf } from '../../../lib/store/local-events.ts';
import { type MessageRow, stands, messagesOf } from '../../../lib/store/messages.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { done, local, lockKnown, takeLocal } from './local.ts';

const SENT_ALONE_BY = 'duty-officer';

/** The submission that one person sent alone; null where two did, or nothing was sent. */
export function sentAlone(rows: readonly MessageRow[]): MessageRow | null {
  return (
    rows.findLast(
      (row) =>
        row.type === 'referral.submitted' &&
        row.direction === 'out' &&
        row.role === SENT_ALONE_BY &&
        stands(row),
    ) ?? null
  );
}

export async function reviewReferral(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string | null,
  body: JsonObject,
  roles: readonly string[],
): Promise<Work> {
  await takeLocal(sql, context, 'referral.reviewed', body);
  const referral = await lockKnown(sql, reference);
  const sent = sentAlone(await messagesOf(sql, referral.reference));
  const events = await localEventsOf(sql, context.crypto, referral.reference);
  if (sent === null || events.some(({ type }) => type === 'referral.reviewed'))
    throw new Problem('transition-not-allowed');
  const author = (await authorsOf(sql, [sent.n])).get(sent.n);
  if (author === actor.sub)
    throw new Problem('guard-failed', {
      guard: 'four-eyes',
      who: 'national-focal-point',
      detail: 'What one person sent alone is reviewed by another one.',
      case: 'The referral goes on. The review stays open and is shown until another focal point has made it.',
    });
  const { outcome, text } = body as { outcome: string; text?: string };
  await insertLocalEvent(sql, context.crypto, {
    ...local(context, actor, referral, roles),
    type: 'referral.reviewed',
    participant: null,
    code: outcome,
    content: text === undefined ? null : { text },
  });
  return done(referral);
}
