/**
 * The shape of one message type's rules (messages/<type>.ts) and of what its guards look at.
 * Invariant: content guards see the same input at the sender and at the receiver, so neither can be stricter.
 * architecture.md 1: a message type is one data folder plus one such file.
 */
import type { JsonObject, Metadata } from '../protocol/types.ts';
import type { GuardFailure, MessageType, Side } from './types.ts';

/** What a guard of the content may look at; `null` content has been erased or stripped and is not judged. */
export interface ContentInput {
  readonly type: MessageType;
  readonly metadata: Metadata;
  readonly payload: JsonObject | null;
  /** Payload of `referral.submitted` (at the sender before that: the draft), `null` when not at hand. */
  readonly submitted: JsonObject | null;
  /** Participant that gets this message. */
  readonly to: string;
  /** When the command was given, or when the record says that it was sealed. */
  readonly at: string;
  /** Transfer basis of this direction in force. */
  readonly basis: boolean;
}

export type ContentGuard = (input: ContentInput) => GuardFailure | null;

/** What the caller of `decide` draws or looks up for the parts that a body does not carry. */
export interface PayloadContext {
  readonly draft: JsonObject | null;
  /** 32 random bytes, base64url: the seed of the handover codes (domain.md 8). */
  readonly handoverSecret: string | undefined;
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
