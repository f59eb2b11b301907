/**
 * Bars against telling a participant of the person, and their lifting by two persons. Local. domain.md 6.2 and 6.8.
 * Invariant: a bar holds from the moment that it is set; it falls only when a second person confirms the first one's
 * proposal, and both reasons are kept.
 */
import type { LocalBody } from '../../../lib/contract/index.ts';
import { openProposal, standingBars } from '../../../lib/casework/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { insertLocalEvent, type LocalEvent, localEventsOf } from '../../../lib/store/local-events.ts';
import type { ReferralRow } from '../../../lib/store/referrals.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { done, local, lockKnown, takeLocal } from './local.ts';
import { listedBars } from './listed-bars.ts';

interface BarBody {
  readonly participant: string;
  readonly reason: string;
  readonly text?: string;
}

async function begin(
  sql: Sql,
  context: GatewayContext,
  name: LocalBody,
  reference: string | null,
  body: JsonObject,
): Promise<{ readonly referral: ReferralRow; readonly bar: BarBody }> {
  const registry = await takeLocal(sql, context, name, body);
  const bar = body as unknown as BarBody;
  // A misspelt id would bar nobody and look as if it did.
  if (registry.participant(bar.participant) === null)
    throw new Problem('content-invalid', {
      errors: [{ pointer: '/participant', code: 'participantUnknown' }],
    });
  return { referral: await lockKnown(sql, reference), bar };
}

type BarEvent = Pick<LocalEvent, 'type' | 'participant' | 'code' | 'content'>;

function told(type: BarEvent['type'], { participant, reason, text }: BarBody): BarEvent {
  return { type, participant, code: reason, content: text === undefined ? null : { text } };
}

export async function setBar(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string | null,
  body: JsonObject,
  roles: readonly string[],
): Promise<Work> {
  const { referral, bar } = await begin(sql, context, 'contact-bar.set', reference, body);
  await insertLocalEvent(sql, context.crypto, {
    ...local(context, actor, referral, roles),
    ...told('contact-bar.set', bar),
  });
  return done(referral);
}

/** The first call proposes; the same call by another person lifts. */
export async function liftBar(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string | null,
  body: JsonObject,
  roles: readonly string[],
): Promise<Work> {
  const { referral, bar } = await begin(sql, context, 'contact-bar.lifted', reference, body);
  const events = await localEventsOf(sql, context.crypto, referral.reference);
  const listed = await listedBars(sql, context, referral);
  if (!standingBars(events, listed).includes(bar.participant)) throw new Problem('transition-not-allowed');
  const proposal = openProposal(events, bar.participant);
  if (proposal !== null && proposal.subject === actor.sub)
    throw new Problem('guard-failed', {
      guard: 'four-eyes',
      who: 'national-focal-point',
      detail: 'A bar is lifted by another person than the one who proposed it.',
      case: 'The bar stands. Nothing is sent to that participant until a second person lifts it.',
    });
  await insertLocalEvent(sql, context.crypto, {
    ...local(context, actor, referral, roles),
    ...told(proposal === null ? 'contact-bar.lift-proposed' : 'contact-bar.lifted', bar),
  });
  return done(referral);
}
