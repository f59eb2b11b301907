/**
 * The nouns of casework: a message of a referral as metadata shows it, and what the fold says about a referral.
 * Nothing here holds personal data: an auditor without payload keys builds every one of these (domain.md 4).
 */
import type { MessageType, ReferralState, Role } from '../contract/index.ts';
import type { Metadata } from '../protocol/types.ts';

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
  /** Place among the messages of the same side: sequence order, unsealed last. */
  readonly order: number;
  readonly metadata: Metadata;
}

export interface Rejection {
  readonly index: number;
  readonly code: 'transition' | 'guard';
}

/**
 * What all messages of one reference amount to. Every number is an index into the array that was folded; of a
 * repeated message only one index appears.
 */
export interface Fold {
  readonly state: ReferralState;
  /** In the order applied. */
  readonly applied: readonly number[];
  readonly rejected: readonly Rejection[];
  /** Refused by the other side's gateway: they move nothing, whoever folds. */
  readonly refused: readonly number[];
  /** What they answer, or something before them, has not been read yet (rebuild, gap). */
  readonly waiting: readonly number[];
  /** Messages whose delivery the other side's gateway has confirmed. */
  readonly delivered: readonly number[];
  /** Position of the newest applied message per type; a type whose newest is not sealed yet has none. */
  readonly positions: Readonly<Partial<Record<string, Position>>>;
}

/** What a person hears when a rule stops a command: what is wrong, who can mend it, how the case stands meanwhile. */
export interface GuardFailure {
  readonly guard: Guard;
  readonly who: Role;
  /** Never a submitted value. */
  readonly detail: string;
  readonly case: string;
}

/** Closed union of the rules that a gateway enforces (domain.md 6). */
export type Guard =
  | 'role'
  | 'four-eyes'
  | 'transfer-basis'
  | 'recipient-keys'
  | 'recipient-directory'
  | 'consent-or-basis'
  | 'do-not-contact'
  | 'guardian'
  | 'reasons-required'
  | 'subjects'
  | 'disclosure-tier'
  | 'period'
  | 'answers';

export type { MessageType, ReferralState, Role };
