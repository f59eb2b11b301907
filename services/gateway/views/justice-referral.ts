/**
 * One referral as a justice liaison sees it: where it stands, what proceedings said in it, what may be said next.
 * Invariant: nothing of the protection side comes here, and no content leaves before the access log has it.
 * domain.md 6.4; decision 0013.
 */
import { channelOf } from '../../lib/contract/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { waitingMessages } from '../../lib/store/justice.ts';
import { custody } from '../../lib/store/custody.ts';
import { loadContent } from '../../lib/store/message-content.ts';
import { type MessageRow, messagesOf } from '../../lib/store/messages.ts';
import { findReferral } from '../../lib/store/referrals.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { Problem } from '../http/problem.ts';
import { logRead } from './access-log.ts';
import { allowedTo, listView } from './referral.ts';
import { foldOf, timelineOf } from './timeline.ts';

/** @throws Problem `not-found`, also where proceedings have said nothing and can say nothing now */
export async function justiceReferralView(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
): Promise<object> {
  const referral = await findReferral(sql, reference);
  if (referral === null) throw new Problem('not-found');
  const rows = await messagesOf(sql, reference);
  const ours = rows.filter(({ type }) => channelOf(type) === 'justice');
  const folded = foldOf(referral, rows);
  const open = allowedTo(actor, referral, folded).filter((type) => channelOf(type) === 'justice');
  if (ours.length === 0 && open.length === 0) throw new Problem('not-found');
  const contents = await readable(sql, context, ours);
  if (contents.size > 0) await logRead(sql, context, actor, reference, 'justice');
  const timeline = timelineOf({
    referral,
    rows,
    fold: folded,
    answers: [],
    events: [],
    participant: context.participant,
    contents,
    waiting: await waitingMessages(sql, reference),
  });
  return {
    ...listView(referral, actor),
    timeline: timeline.filter(({ type }) => channelOf(type) === 'justice'),
    allowed: open,
  };
}

async function readable(
  sql: Sql,
  { crypto }: GatewayContext,
  rows: readonly MessageRow[],
): Promise<ReadonlyMap<string, JsonObject>> {
  // A gateway without the channel's key shows that something came, and not what.
  if (crypto.justiceKek === undefined) return new Map();
  // As with every content: what a restored database holds may have been erased since (protocol.md 7).
  if ((await custody(sql)).state === 'rebuild') return new Map();
  const loaded = await loadContent(
    sql,
    crypto,
    rows.filter(({ outcome }) => outcome !== 'refused').map(({ n }) => n),
    'justice',
  );
  // Every message of the channel says something: what is empty here is sealed still, or erased.
  return new Map(
    [...loaded].flatMap(([n, payload]) =>
      payload === null || Object.keys(payload).length === 0 ? [] : [[n, payload] as const],
    ),
  );
}
