/**
 * The nouns of casework: a message of a referral as metadata shows it, and what the fold says about a referral.
 * Nothing of the fold holds personal data: an auditor without payload keys builds every one of these (domain.md 4).
 */
import type { MessageType, ReferralState, Role } from '../contract/index.ts';
import type { JsonObject, Metadata } from '../protocol/types.ts';

/** `sender` is the participant that refers, `receiver` the one asked; not who sent this one message's bytes. */
export type Side = 'sender' | 'receiver';

export interface Position {
  readonly stream: string;
  readonly sequence: number;
}

export interface CaseMessage {
  readonly side: Side;
  /** `null` with `sequence`: our own message that the publisher has not sealed yet. */
  readonly stream: string | null;
  readonly sequence: number | null;
  /** Place among the messages of the same side: by generation and sequence, unsealed last. */
  readonly order: number;
  readonly metadata: Metadata;
}

/** A message with what only its two ends can read. */
export interface CaseRecord extends CaseMessage {
  /** Without `salt`; `null` when it was stripped or has been erased. */
  readonly payload: JsonObject | null;
  /** ISO 8601: when it was decided here, or when its author says that it was sealed. */
  readonly at: string;
}

/** Where a referral stands. `held`: the state in which it was put on hold, `null` unless it is. */
export interface Standing {
  readonly state: ReferralState;
  readonly held: ReferralState | null;
  /** It is about a passage and not about a person: a `transit.announced` opened it (domain.md 8). */
  readonly isTransit: boolean;
}

export interface Rejection {
  readonly index: number;
  readonly code: 'transition' | 'guard';
}

/**
 * What all messages of one reference amount to. Every number is an index into the array that was folded; of a
 * repeated message only one index appears.
 */
export interface Fold extends Standing {
  /** In the order applied. */
  readonly applied: readonly number[];
  /** Where the referral stood after each applied message. */
  readonly path: readonly Standing[];
  readonly rejected: readonly Rejection[];
  /** Refused by the other side's gateway: they move nothing, whoever folds. */
  readonly refused: readonly number[];
  /** What they answer, or something before them, has not been read yet (rebuild, gap). */
  readonly waiting: readonly number[];
  /** Messages whose delivery the other side's gateway has confirmed. */
  readonly delivered: readonly number[];
  /** By side and type the position of the newest applied message; a type whose newest is not sealed yet has none. */
  readonly positions: Readonly<Record<Side, Readonly<Partial<Record<string, Position>>>>>;
  /** Types of which each side has an applied message. */
  readonly appliedTypes: Readonly<Record<Side, ReadonlySet<string>>>;
}

/** What a person hears when a rule stops a command: what is wrong, who can mend it, how the case stands meanwhile. */
export interface GuardFailure {
  readonly guard: Guard;
  readonly who: Role;
  /** Never a submitted value. */
  readonly detail: string;
  readonly case: string;
}

/** Closed union of the rules that a gateway enforces (domain.md 6); the table of transitions names them. */
export type Guard =
  | 'role'
  | 'four-eyes'
  | 'transfer-basis'
  | 'recipient-keys'
  | 'recipient-directory'
  | 'consent-or-basis'
  | 'renewed-consent'
  | 'do-not-contact'
  | 'guardian'
  | 'reasons-required'
  | 'subjects'
  | 'disclosure-tier'
  | 'period'
  | 'answers'
  | 'attributed-status'
  | 'unconditional-support'
  | 'accountable-recipient'
  | 'late-decline-reason'
  | 'competent-named'
  | 'review-date'
  | 'reflection-period'
  | 'fresh-risk-assessments'
  | 'assessment-date'
  | 'children-only'
  | 'best-interests'
  | 'parent-complicity'
  | 'voluntary-return'
  | 'plan-legs'
  | 'plan-agreed'
  | 'legs-in-order'
  | 'consent-reconfirmed'
  | 'transit-agreed'
  | 'expected-time'
  | 'person-feedback'
  | 'feedback-consent'
  | 'separate-consent'
  | 'interview-register'
  | 'alert-open'
  | 'limit-passed'
  | 'retention'
  | 'erasure-ground';

export type { MessageType, ReferralState, Role };

/** Side of a participant in a referral that it sent, or that came to it. */
export function ownSide({ direction }: { readonly direction: 'sent' | 'received' }): Side {
  return direction === 'sent' ? 'sender' : 'receiver';
}

export function otherSide(side: Side): Side {
  return side === 'sender' ? 'receiver' : 'sender';
}
