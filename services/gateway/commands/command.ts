/**
 * The one way of every casework message: content, referral, decision, then message, content and outbox row together.
 * Invariant: every check that can fail is made here, under the referral's row lock, before anything is written; who got
 * a 201 can rely on it although no bus was asked. protocol.md 4 step 1; contract.md 4 (order of checks).
 */
import { mendAlerts } from '../../lib/store/early-alerts.ts';
import { historyOf } from '../../lib/projection/case-history.ts';
import { setAuthor } from '../../lib/store/local-events.ts';
import { localFactsOf } from '../../lib/store/local-facts.ts';
import { insertMessage, messagesOf } from '../../lib/store/messages.ts';
import {
  actingSide,
  automatic,
  decide,
  type Decision,
  type DecideInput,
  type Fold,
  fold,
  heldToCaseBars,
  limitsFor,
  ownSide,
  type Side,
} from '../../lib/casework/index.ts';
import { rowsOf, type MessageType, type Operation } from '../../lib/contract/index.ts';
import { base64url, laneOf, newId, publicStreamName, type RegistryState } from '../../lib/protocol/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { storeContent } from '../../lib/store/message-content.ts';
import { enqueue } from '../../lib/store/outbox.ts';
import {
  draftOf,
  isDomestic,
  lockReferral,
  peerOf,
  type ReferralRow,
  setState,
} from '../../lib/store/referrals.ts';
import { streamHead } from '../../lib/store/streams.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import type { Work } from '../http/idempotency.ts';
import { Problem } from '../http/problem.ts';
import { contentChecks } from './checks.ts';
import { erasingBy } from './erasing.ts';
import { caseBarsOf } from './local/listed-bars.ts';
import { readyForCommands } from './ready.ts';

export interface Command {
  readonly operation: Operation;
  /** Null: the path holds none that can exist; told only after the content has been checked. */
  readonly reference: string | null;
  readonly body: JsonObject;
  /** Side that the actor asks to speak for, where both are this participant. */
  readonly side?: Side | null;
}

const SECRET_BYTES = 32;

/** @throws Problem whatever stands in the way; the transaction then rolls back and the idempotency key stays free. */
export async function giveCommand(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  { operation, reference, body, side = null }: Command,
): Promise<Work & { readonly message: string }> {
  const registry = await readyForCommands(sql, context);
  const checks = context.checks ?? contentChecks;
  const validation = checks.command(operation.type, body);
  if (!validation.ok) throw new Problem('content-invalid', { errors: validation.errors });
  const referral = reference === null ? null : await lockReferral(sql, reference);
  if (reference === null || referral === null) throw new Problem('not-found');

  const input = await inputOf(sql, context, registry, actor, operation, referral, body, side);
  if (side !== null && input.side !== side) throw new Problem('transition-not-allowed');
  const decision = decide(input);
  if (!decision.ok) throw refused(decision, operation, input.fold);
  const done = await carryOut(sql, context, registry, { operation, referral, input, decision });
  await setAuthor(sql, done.n, actor.sub);
  const { message, state } = done;
  return { status: 201, body: { reference, message, state }, message };
}

/**
 * What the gateway's own clock sends (transitions.json, `automatic`), by the same rules as a person; null when they say
 * that it is not time yet. The referral's row is locked by the caller.
 */
export async function giveAutomatic(
  sql: Sql,
  context: GatewayContext,
  referral: ReferralRow,
  operation: Operation,
): Promise<{ readonly message: string } | null> {
  const registry = await readyForCommands(sql, context);
  const input = await inputOf(sql, context, registry, null, operation, referral, {});
  const decision = automatic(input);
  return decision.ok ? carryOut(sql, context, registry, { operation, referral, input, decision }) : null;
}

interface Decided {
  readonly operation: Operation;
  readonly referral: ReferralRow;
  readonly input: DecideInput & { readonly side: Side };
  readonly decision: Extract<Decision, { ok: true }>;
}

/** Message, content and outbox row of what has been decided. `n`: number of the message. */
async function carryOut(
  sql: Sql,
  context: GatewayContext,
  registry: RegistryState,
  { operation, referral, input, decision }: Decided,
): Promise<{ readonly n: string; readonly message: string; readonly state: string }> {
  const checks = context.checks ?? contentChecks;
  const { reference } = referral;
  const { payload, state } = decision;
  const peer = peerOf(referral);
  const erasing = await erasingBy(sql, context, { reference, peer }, decision.metadata, payload);
  const metadata = { ...decision.metadata, ...erasing.declares };
  // A message that its receiver must refuse is a fault of ours.
  if (!checks.sealable(metadata, payload))
    throw new Error(`command: ${metadata.type} was decided against its own schema`);
  if (checks.measure({ metadata, payload }) !== 'fits') throw new Problem('too-large');

  // The id carries the time of the decision to the receiver, which judges the message by it.
  const at = input.now;
  const id = newId(context.cipher, Date.parse(at));
  const n = await insertMessage(sql, {
    id,
    direction: 'out',
    peer,
    metadata,
    stream: null,
    sequence: null,
    at,
    side: input.side,
  });
  await setState(sql, reference, state, at);
  await erasing.carryOut(id, at);
  if (metadata.type === 'safety.alert-acknowledged' || metadata.type === 'safety.alert-cleared')
    await mendAlerts(sql, reference);
  const { type, personal, channel = 'protection' } = operation;
  await storeContent(sql, context.crypto, n, reference, payload, channel, type.startsWith('safety.'));
  const lane = laneOf(context.cipher, reference, registry.pair(context.participant, peer)?.lanes ?? 1);
  const content = { metadata, payload };
  await enqueue(sql, context.crypto, { id, peer, lane, type, personal, channel, reference, ...content });
  return { n, message: id, state };
}

async function inputOf(
  sql: Sql,
  context: GatewayContext,
  registry: RegistryState,
  actor: Actor | null,
  operation: Operation,
  referral: ReferralRow,
  body: JsonObject,
  wanted: Side | null = null,
): Promise<DecideInput & { readonly side: Side }> {
  const rows = await messagesOf(sql, referral.reference);
  const weAre = ownSide(referral);
  const history = await historyOf(sql, context.crypto, rows, weAre);
  const folded = fold(history);
  const now = new Date(context.now()).toISOString();
  const peer = peerOf(referral);
  const draft = await draftOf(sql, context.crypto, referral);
  const state = folded.state;
  // Only what may be sealed now is checked for being complete: in any other state it is the transition that is wrong.
  if (operation.type === 'referral.submitted' && draft !== null && operation.fromStates.includes(state)) {
    const complete = (context.checks ?? contentChecks).draft(draft);
    if (!complete.ok)
      throw new Problem('content-invalid', {
        errors: complete.errors,
        detail:
          'The draft is not complete: errors names what is missing or wrong in it. Without an agreement of the person, or a basis with somebody who authorised it, nothing goes.',
        who: 'liaison-officer',
        case: 'Nothing was sent. The referral stays a draft; prepare it anew with what is missing.',
      });
  }
  return {
    type: operation.type,
    body,
    referral: {
      reference: referral.reference,
      direction: referral.direction,
      from: referral.sender,
      to: referral.recipient,
      urgency: referral.urgency as DecideInput['referral']['urgency'],
      drill: referral.drill,
      drafter: referral.drafter,
      draft,
    },
    history,
    fold: folded,
    side:
      isDomestic(referral) && actor !== null
        ? actingSide({ operation, messages: history, fold: folded, drafted: referral, actor, wanted })
        : weAre,
    actor: actor === null ? null : { sub: actor.sub, roles: [...actor.roles], office: actor.office },
    now,
    context: {
      basis: registry.mayTransfer(context.participant, peer, now),
      keys: (await keysFound(sql, context, peer, now, operation.channel)) ? 'known' : 'unknown',
      directory: await streamHead(sql, publicStreamName(peer)),
      handoverSecret: base64url(context.cipher.randomBytes(SECRET_BYTES)),
      limits: limitsFor(
        context.limits.defaults,
        context.limits.overrides,
        referral.sender,
        referral.recipient,
      ),
      calendarOf: (participant) => context.limits.calendars.get(participant) ?? null,
      local: {
        ...(await localFactsOf(sql, referral.reference)),
        // Reading them opens every content of the case's other referrals.
        ...(heldToCaseBars(operation.type)
          ? { caseBars: await caseBarsOf(sql, context, referral.reference) }
          : {}),
      },
    },
  };
}

/** The router may have read them a moment ago: nobody is refused for what our own database holds already. */
async function keysFound(
  sql: Sql,
  context: GatewayContext,
  peer: string,
  now: string,
  channel: Operation['channel'],
): Promise<boolean> {
  if (channel === 'justice' && context.crypto.justiceKek === undefined) return false;
  const series = channel === 'justice' ? 'justice' : 'payload';
  if (keysKnown(context, peer, now, series)) return true;
  await context.trust.refresh(sql);
  return keysKnown(context, peer, now, series);
}

/** A ring names sender and receiver, each under its series: without our own keys nothing can be sealed either. */
function keysKnown(
  context: GatewayContext,
  peer: string,
  now: string,
  series: 'payload' | 'justice',
): boolean {
  return [peer, context.participant].every((participant) => {
    const keys = context.trust.keysOf(participant, now);
    return keys[series] !== null && keys.metadata !== null;
  });
}

/** The keys that are missing are those of the channel; the text of the guard speaks of the other ones. */
const JUSTICE_KEYS = {
  guard: 'recipient-keys',
  who: 'gateway-operator',
  detail:
    'One of the two participants has no keys of the justice channel yet, so nothing can be sealed in it.',
  case: 'Nothing was sent. Protection and help go on as they are: they never wait for the justice channel.',
} as const;

const ONLY_PASSES =
  'This referral is about a passage: whoever is travelled through learns legs, times and a number of persons, and nothing of a person. What you may do now stands in "allowed" of the referral.';
const BEGINS_ANEW =
  'This referral is about a person, and a passage has one of its own. Begin it with a new draft to the participant on the way.';

/** Whether a transit, or a referral about a person, has room for the command in some state. */
function isForKind(type: MessageType, isTransit: boolean): boolean {
  return rowsOf(type).some(({ referral }) => referral === 'either' || isTransit === (referral === 'transit'));
}

function refused(
  decision: Extract<Decision, { ok: false }>,
  { type, channel, fromStates, side }: Operation,
  { state, held, isTransit }: Fold,
): Problem {
  if (decision.code === 'transition-not-allowed') {
    const now = held === null ? `"${state}"` : `"${state}" (put on hold in "${held}")`;
    const whose = side === 'either' ? 'either side' : `the ${side}`;
    if (state !== 'draft' && !isForKind(type, isTransit))
      return new Problem('transition-not-allowed', { detail: isTransit ? ONLY_PASSES : BEGINS_ANEW });
    return new Problem('transition-not-allowed', {
      detail: `The referral is ${now}. This command is for ${whose} to give, in: ${fromStates.join(', ')}. What you may do now stands in "allowed" of the referral.`,
    });
  }
  if (decision.guard === 'recipient-keys' && channel === 'justice')
    return new Problem('guard-failed', JUSTICE_KEYS);
  return new Problem('guard-failed', {
    guard: decision.guard,
    who: decision.who,
    detail: decision.detail,
    case: decision.case,
  });
}
