/**
 * Decides a command at the gateway: the message that it makes, or why it makes none (protocol.md 4 step 1).
 * Invariant: every check that can fail is made here, on arguments alone; schemas and the padded size are the caller's.
 * Order: transition, then guards, as contract.md 4 lists the checks.
 */
import { operationByType } from '../contract/index.ts';
import type { Head, JsonObject, Metadata } from '../protocol/types.ts';
import { approve } from './guards/four-eyes.ts';
import type { Actor } from './guards/four-eyes.ts';
import { pick } from './guards/reading.ts';
import { answersOf } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import { contentOfDraft } from './messages/referral.submitted.ts';
import { respondBy } from './limits.ts';
import type { Limits } from './limits.ts';
import { stateAfter } from './rules.ts';
import { guardFailure } from './texts.ts';
import type { Fold, GuardFailure, MessageType, Position, ReferralState, Role, Side } from './types.ts';

export interface DecideInput {
  readonly type: MessageType;
  /** Flat command body, schema-valid. */
  readonly body: JsonObject;
  readonly referral: {
    readonly reference: string;
    readonly direction: 'sent' | 'received';
    /** Participant that refers, and the one asked. */
    readonly from: string;
    readonly to: string;
    readonly urgency: 'emergency' | 'urgent' | 'routine';
    readonly drill: boolean;
    /** `sub` of who drafted. */
    readonly drafter: string | null;
    readonly draft: JsonObject | null;
  };
  readonly fold: Fold;
  /** Side that the actor speaks for; left out, the one of the direction. Inside one participant it is `actingSide`. */
  readonly side?: Side;
  readonly actor: Actor;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly context: {
    /** Transfer basis in force now from this participant to the other. */
    readonly basis: boolean;
    /** Whether the other side's payload and metadata keys for now are known. */
    readonly keys: 'known' | 'unknown';
    /** Newest position read of the other side's public stream. */
    readonly directory: Head | null;
    /** 32 random bytes, base64url; only `referral.accepted` uses it. */
    readonly handoverSecret?: string;
    /** Per command type the position that it answers (`positionsToAnswer`). */
    readonly positions: Readonly<Partial<Record<string, Position | null>>>;
    readonly limits: Limits;
    /** Payload of `referral.submitted` where the draft is gone, e.g. after a rebuild. */
    readonly submitted?: JsonObject | null;
  };
}

export type Decision =
  | {
      readonly ok: true;
      /** Both without `salt`. */
      readonly metadata: Metadata & JsonObject;
      readonly payload: JsonObject;
      /** State of the referral once this message counts. */
      readonly state: ReferralState;
    }
  | { readonly ok: false; readonly code: 'transition-not-allowed' }
  | ({ readonly ok: false; readonly code: 'guard-failed' } & GuardFailure);

const VERSION = 1;

function failed(failure: GuardFailure): Decision {
  return { ok: false, code: 'guard-failed', ...failure };
}

/** The role that the actor gives this command in: four eyes choose it for a submission. */
function roleFor(input: DecideInput, roles: readonly Role[]): { readonly role: Role } | GuardFailure {
  if (input.type === 'referral.submitted')
    return approve({ actor: input.actor, drafter: input.referral.drafter, urgency: input.referral.urgency });
  const role = roles.find((item) => input.actor.roles.includes(item));
  return role === undefined ? guardFailure('role') : { role };
}

export function decide(input: DecideInput): Decision {
  const { type, body, referral, fold, now, context } = input;
  const operation = operationByType(type);
  const rules = rulesOf(type);
  const side: Side = input.side ?? (referral.direction === 'sent' ? 'sender' : 'receiver');
  if (operation === null || rules === undefined) return { ok: false, code: 'transition-not-allowed' };

  const isInput = (member: string): boolean => operation.input.includes(member);
  const answering = answersOf(type).length > 0;
  const position = answering ? context.positions[type] : undefined;
  const own = pick(body, isInput);
  const common = {
    type,
    version: VERSION,
    reference: referral.reference,
    urgency: referral.urgency,
    drill: referral.drill,
  };
  const state = stateAfter(fold.state, side, { ...common, ...own }, null);
  if (state === null || operation.side !== side) return { ok: false, code: 'transition-not-allowed' };

  const as = roleFor(input, operation.roles);
  if (!('role' in as)) return failed(as);
  if (answering && (position === undefined || position === null)) return failed(guardFailure('answers'));
  if (type === 'referral.submitted' && referral.draft === null) return failed(guardFailure('draft-missing'));

  const draft = referral.draft === null ? null : contentOfDraft(referral.draft);
  const submitted = context.submitted ?? draft;
  if (rules.needsSubmitted === true && submitted === null) return failed(guardFailure('submitted-missing'));
  const rest = pick(body, (member) => !isInput(member));
  const payload =
    rules.payloadFor?.(rest, { draft: referral.draft, handoverSecret: context.handoverSecret }) ?? rest;
  const due = respondBy(context.limits, type, referral.urgency, now);
  const { reasons, ...ownMembers } = own;
  const metadata: Metadata & JsonObject = {
    ...common,
    role: as.role,
    ...(position ? { answers: { stream: position.stream, sequence: position.sequence } } : {}),
    ...(context.directory === null
      ? {}
      : { directory: { sequence: context.directory.sequence, digest: context.directory.digest } }),
    ...(due === null ? {} : { respondBy: due }),
    // Common members come before a message's own ones (formats.md 4).
    ...(reasons === undefined ? {} : { reasons: reasons as readonly string[] }),
    ...ownMembers,
  };
  const to = side === 'sender' ? referral.to : referral.from;
  const content = { type, metadata, payload, submitted, to, at: now, basis: context.basis };
  for (const guard of rules.guards) {
    const failure = guard(content);
    if (failure !== null) return failed(failure);
  }
  if (context.directory === null) return failed(guardFailure('recipient-directory'));
  if (context.keys === 'unknown') return failed(guardFailure('recipient-keys'));
  return { ok: true, metadata, payload, state };
}
