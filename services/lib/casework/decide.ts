/**
 * Decides a command at the gateway: the message that it makes, or why it makes none (protocol.md 4 step 1).
 * Invariant: every check that can fail is made here, on arguments alone; schemas and the padded size are the caller's.
 * Order: transition, then guards, as contract.md 4 lists the checks.
 */
import { operationByType } from '../contract/index.ts';
import type { Operation, Transition } from '../contract/index.ts';
import type { Head, JsonObject, Metadata } from '../protocol/types.ts';
import { liftedBars } from './bars.ts';
import { factsOf } from './facts.ts';
import { guardsOf } from './guards-of-row.ts';
import { approve, needsFourEyes } from './guards/four-eyes.ts';
import type { Actor } from './guards/four-eyes.ts';
import { pick } from './guards/reading.ts';
import { answersOf, enter, rowFor } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import { contentOfDraft } from './messages/referral.submitted.ts';
import { respondBy } from './limits.ts';
import type { CalendarOf, Limits } from './limits.ts';
import { toAnswer } from './positions.ts';
import { type ContentInput, type LocalFacts, NOTHING_LOCAL } from './rule.ts';
import { guardFailure } from './texts.ts';
import { STAYS_DRAFT, UNCHANGED } from './texts/text.ts';
import {
  type CaseRecord,
  type Fold,
  type GuardFailure,
  type MessageType,
  ownSide,
  type ReferralState,
  type Role,
  type Side,
} from './types.ts';

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
  /** Messages of the referral that count here, with the contents held here; `fold` is theirs. */
  readonly history: readonly CaseRecord[];
  readonly fold: Fold;
  /** Side that the actor speaks for; left out, the one of the direction. Inside one participant it is `actingSide`. */
  readonly side?: Side;
  /** `null`: the gateway's own clock, which no role is needed for and only automatic operations are open to. */
  readonly actor: Actor | null;
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
    readonly limits: Limits;
    /** Business calendars, in which routine limits are counted; left out, none is known. */
    readonly calendarOf?: CalendarOf;
    /** What is known here besides the messages; left out, nothing is. */
    readonly local?: LocalFacts;
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
const DRAFTING: ReadonlySet<ReferralState> = new Set(['draft', 'enquiry']);

function failed(failure: GuardFailure): Decision {
  return { ok: false, code: 'guard-failed', ...failure };
}

/** What is still a draft has no time limits to speak of. */
function failedIn(state: ReferralState, failure: GuardFailure): Decision {
  const isDraft = state === 'draft' && failure.case === UNCHANGED;
  return failed(isDraft ? { ...failure, case: STAYS_DRAFT } : failure);
}

/** The role that the actor gives this command in: four eyes choose it where the row asks for them. */
function roleFor(
  { actor, referral }: DecideInput,
  { roles, automatic }: Operation,
  row: Transition,
): { readonly role: Role | null } | GuardFailure {
  if (actor === null) return automatic ? { role: null } : guardFailure('role');
  if (needsFourEyes(row))
    return approve({ actor, roles, drafter: referral.drafter, urgency: referral.urgency });
  const role = roles.find((item) => actor.roles.includes(item));
  return role === undefined ? guardFailure('role') : { role };
}

export function decide(input: DecideInput): Decision {
  const { type, body, referral, history, fold, now, context } = input;
  const operation = operationByType(type);
  const rules = rulesOf(type);
  const side: Side = input.side ?? ownSide(referral);
  if (operation === null || rules === undefined) return { ok: false, code: 'transition-not-allowed' };

  const isInput = (member: string): boolean => operation.input.includes(member);
  const own = pick(body, isInput);
  const common = {
    type,
    version: VERSION,
    reference: referral.reference,
    urgency: referral.urgency,
    drill: referral.drill,
  };
  const answering = toAnswer(fold, type, side);
  // What can be answered chooses the row; where nothing can, the row is taken as if it could, and its guard says so.
  const row = [answering?.type ?? null, ...answersOf(type)]
    .map((answered) => rowFor(fold, side, { ...common, ...own }, answered))
    .find((item) => item !== null);
  if (row === undefined || (operation.side !== 'either' && operation.side !== side))
    return { ok: false, code: 'transition-not-allowed' };

  const as = roleFor(input, operation, row);
  if (!('role' in as)) return failedIn(fold.state, as);
  if (answering !== null && answering.position === null) return failedIn(fold.state, guardFailure('answers'));
  const { draft } = referral;
  if (type === 'referral.submitted' && draft === null)
    return failedIn(fold.state, guardFailure('draft-missing'));

  const rest = pick(body, (member) => !isInput(member));
  const local = context.local ?? NOTHING_LOCAL;
  const lifted = liftedBars(local.bars);
  const payload = rules.payloadFor?.(rest, { draft, handoverSecret: context.handoverSecret, lifted }) ?? rest;
  const { from, to } = referral;
  const calendarOf = context.calendarOf ?? (() => null);
  const due = respondBy(context.limits, type, referral.urgency, now, { side, from, to, calendarOf });
  const { reasons, ...ownMembers } = own;
  const metadata: Metadata & JsonObject = {
    ...common,
    ...(as.role === null ? {} : { role: as.role }),
    ...(answering?.position
      ? { answers: { stream: answering.position.stream, sequence: answering.position.sequence } }
      : {}),
    ...(context.directory === null
      ? {}
      : { directory: { sequence: context.directory.sequence, digest: context.directory.digest } }),
    ...(due === null ? {} : { respondBy: due }),
    // Common members come before a message's own ones (formats.md 4).
    ...(reasons === undefined ? {} : { reasons: reasons as readonly string[] }),
    ...ownMembers,
  };
  const facts = factsOf({
    history,
    fold,
    // Later than that, the other side knows what was sent and nothing of a draft.
    draft: draft === null || !DRAFTING.has(fold.state) ? null : contentOfDraft(draft),
    own: { side, metadata, payload, at: now },
  });
  if (rules.needsSubmitted === true && !facts.isReferred)
    return failedIn(fold.state, guardFailure('submitted-missing'));
  const content: ContentInput = {
    type,
    side,
    metadata,
    payload,
    facts,
    from: side === 'sender' ? referral.from : referral.to,
    to: side === 'sender' ? referral.to : referral.from,
    referral,
    at: now,
    basis: context.basis,
    local,
    limits: context.limits,
  };
  for (const guard of guardsOf(rules, row)) {
    const failure = guard(content);
    if (failure !== null) return failedIn(fold.state, failure);
  }
  if (context.directory === null) return failedIn(fold.state, guardFailure('recipient-directory'));
  if (context.keys === 'unknown') return failedIn(fold.state, guardFailure('recipient-keys'));
  return { ok: true, metadata, payload, state: enter(row, fold).state };
}
