/**
 * The shape of one message type's rules (messages/<type>.ts) and of what its guards look at.
 * Invariant: content guards see the same input at the sender and at the receiver, so neither can be stricter; only
 * `local` is known where the command is given and nowhere else.
 * architecture.md 1: a message type is one data folder plus one such file.
 */
import type { JsonObject, Metadata } from '../protocol/types.ts';
import type { BarEvent } from './bars.ts';
import type { Facts } from './facts.ts';
import type { Limits } from './limits.ts';
import type { Guard, GuardFailure, MessageType, Side } from './types.ts';

/** What the gateway that gives the command knows besides the messages of this referral. */
export interface LocalFacts {
  /** Bars that were set and lifted here, oldest first. */
  readonly bars: readonly BarEvent[];
  /** Day (YYYY-MM-DD) on which a referral of the same local case was redirected, the newest; `null`: none was. */
  readonly redirectedOn: string | null;
  /** Bars that stand for somebody of the same local case: a transit is about them without naming them. */
  readonly caseBars?: readonly string[];
  /** Participants whose transit referral of the same local case has been agreed. */
  readonly transitsAgreed: readonly string[];
}

/** Of a referral of which nothing is known only here. */
export const NOTHING_LOCAL: LocalFacts = { bars: [], redirectedOn: null, transitsAgreed: [] };

/** What a guard of the content may look at; `null` content has been erased or stripped and is not judged. */
export interface ContentInput {
  readonly type: MessageType;
  /** Side of the referral that sends this message. */
  readonly side: Side;
  readonly metadata: Metadata;
  readonly payload: JsonObject | null;
  /** What the messages before this one say; of a submission, an amendment or a consent, with this one. */
  readonly facts: Facts;
  /** Participants: the author of this message, and who gets it. */
  readonly from: string;
  readonly to: string;
  /** Participants: who refers, and who is asked. */
  readonly referral: { readonly from: string; readonly to: string };
  /** When the command was given, as far as the record can tell. */
  readonly at: string;
  /** Transfer basis of this direction in force. */
  readonly basis: boolean;
  /** `null` at the receiving gateway, which has facts of its own. */
  readonly local: LocalFacts | null;
  /** `null` at the receiving gateway: the sending one may have other limits. */
  readonly limits: Limits | null;
}

export interface ContentGuard {
  (input: ContentInput): GuardFailure | null;
  /** Name in the table of transitions: it holds in the rows that name it. */
  readonly guard: Guard;
}

/** What the caller of `decide` draws or looks up for the parts that a body does not carry. */
export interface PayloadContext {
  readonly draft: JsonObject | null;
  /** 32 random bytes, base64url: the seed of the handover codes (domain.md 8). */
  readonly handoverSecret: string | undefined;
  /** Participants whose bar two persons have lifted here. */
  readonly lifted: readonly string[];
}

export interface MessageRules {
  readonly type: MessageType;
  /** Which side sends it; receipts and service messages come from either. */
  readonly side: Side | 'either';
  /** Content guards, in the order in which a person is told of them. */
  readonly guards: readonly ContentGuard[];
  /** A command of this type cannot be checked without what was referred. */
  readonly needsSubmitted?: boolean;
  /** Payload without `salt`, from the body's members that are not metadata; without it exactly these. */
  readonly payloadFor?: (body: JsonObject, context: PayloadContext) => JsonObject;
}
