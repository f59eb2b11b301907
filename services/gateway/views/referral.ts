/**
 * One referral as a token may see it: list row, and detail with timeline, what may be done now, tasks and draft.
 * Invariant: every payload that leaves here is first written to the access log, in the same transaction.
 * contract.md 4; domain.md 3.
 */
import { allowed, type Fold, ownSide, type Side } from '../../lib/casework/index.ts';
import type { Json } from '../../lib/protocol/types.ts';
import { contentsOf } from '../../lib/projection/case-history.ts';
import { callsOf } from '../../lib/store/calls.ts';
import { clockFactsOf } from '../../lib/store/clock-facts.ts';
import { localEventsOf } from '../../lib/store/local-events.ts';
import { waitingMessages } from '../../lib/store/justice.ts';
import { messagesOf } from '../../lib/store/messages.ts';
import { draftOf, isDomestic, type ReferralRow } from '../../lib/store/referrals.ts';
import { answersOf, movesOf } from '../../lib/store/tasks.ts';
import { unmetOf } from '../../lib/store/unmet.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { logRead } from './access-log.ts';
import { taskViews } from './task.ts';
import { callEntries, clockEntries, localEntries, moveEntries, unmetEntries } from './local-entries.ts';
import { standingOf } from './standing.ts';
import { foldOf, timelineOf } from './timeline.ts';
import { referralScope, taskScope } from './visibility.ts';
import { readable, visibleReferral } from './visible-referral.ts';

/** `wanted`: the direction that was asked for, if one was. */
export function listView(
  row: ReferralRow,
  actor: Actor,
  wanted: ReferralRow['direction'] | null = null,
): Readonly<Record<string, Json>> {
  return {
    reference: row.reference,
    direction: directionFor(row, actor, wanted),
    from: row.sender,
    to: row.recipient,
    state: row.state,
    urgency: row.urgency,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** @throws Problem `not-found`, also for what the token may not know of. */
export async function referralView(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
): Promise<object> {
  const { referral, tasks } = await visibleReferral(sql, context, actor, reference);
  const rows = await messagesOf(sql, reference);
  const loaded = await contentsOf(sql, context.crypto, rows);
  const contents = await readable(sql, context, actor, rows, loaded);
  const draft = ['draft', 'enquiry'].includes(referral.state)
    ? await draftOf(sql, context.crypto, referral)
    : null;
  // An acknowledgement's empty payload says nothing about anybody.
  const told = [...contents.values()].some((payload) => Object.keys(payload).length > 0);
  if (told || draft !== null) await logRead(sql, context, actor, reference, 'casework');

  const submitted = rows.findLast(({ n, type }) => type === 'referral.submitted' && contents.has(n));
  const content = submitted === undefined ? undefined : contents.get(submitted.n);
  const scope = taskScope(actor);
  const events = await localEventsOf(sql, context.crypto, reference);
  const folded = foldOf(referral, rows);
  return {
    ...listView(referral, actor),
    persons: content?.['persons'] ?? null,
    basis: content?.['basis'] ?? null,
    timeline: timelineOf({
      referral,
      rows,
      fold: folded,
      answers: await answersOf(sql, reference),
      events: [
        ...localEntries(actor, events),
        ...clockEntries(await clockFactsOf(sql, reference)),
        ...callEntries(await callsOf(sql, reference)),
        ...moveEntries(await movesOf(sql, reference)),
        ...unmetEntries(await unmetOf(sql, reference)),
      ],
      participant: context.participant,
      contents,
      waiting: await waitingMessages(sql, reference),
    }),
    allowed: allowedTo(actor, referral, folded),
    tasks: await taskViews(
      sql,
      context,
      tasks.filter(({ office }) => scope === null || scope.includes(office)),
    ),
    ...(await standingOf(sql, context, { referral, rows, loaded, fold: folded, draft, events })),
    ...(draft === null ? {} : { draft }),
  };
}

/** Inside one participant a token may act for either side: which one, each command finds out (casework/acting-side.ts). */
export function allowedTo(actor: Actor, referral: ReferralRow, folded: Fold): readonly string[] {
  const who = { sub: actor.sub, roles: [...actor.roles], office: actor.office };
  const draft = { drafter: referral.drafter, urgency: referral.urgency };
  const own = ownSide(referral);
  const sides: readonly Side[] = isDomestic(referral) ? ['sender', 'receiver'] : [own];
  return [...new Set(sides.flatMap((side) => allowed(folded, who, side, draft)))];
}

/**
 * A domestic referral is both: sent for whoever drafted it, their office and roles that see all; received for another
 * office, which knows it by its task, and in a list of what was received.
 */
function directionFor(
  row: ReferralRow,
  actor: Actor,
  wanted: ReferralRow['direction'] | null,
): ReferralRow['direction'] {
  if (!isDomestic(row)) return row.direction;
  if (wanted !== null) return wanted;
  const drafts = row.drafter === actor.sub || (actor.office !== null && actor.office === row.office);
  return drafts || referralScope(actor) === null ? 'sent' : 'received';
}
