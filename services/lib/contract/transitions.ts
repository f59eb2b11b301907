/**
 * The lifecycle of a referral as one table (`schemas/transitions.json`).
 * Invariant: state, message, who, guards and next state are data that code, OpenAPI, documents and tests read.
 * domain.md 4; limits are defaults (anchors-domain 7.2).
 */
import { transitionsFile, type MessageType, type Role } from './generated/index.ts';

export const referralStates = [
  'draft',
  'enquiry',
  'submitted',
  'delivered',
  'acknowledged',
  'accepted',
  'accepted-conditionally',
  'declined',
] as const;
export type ReferralState = (typeof referralStates)[number];

export type Urgency = 'emergency' | 'urgent' | 'routine';
export type LimitName = 'deliver' | 'acknowledge' | 'decide';

export interface StateRow {
  readonly state: ReferralState;
  readonly seenBy: 'sender' | 'both';
  readonly terminal: boolean;
  readonly meaning: string;
}

export interface Transition {
  /** `referral.drafted` is local and no message. */
  readonly message: MessageType | 'referral.drafted';
  readonly kind: 'message' | 'machine' | 'local';
  readonly side: 'sender' | 'receiver';
  /** Empty where a gateway sends it by itself. */
  readonly roles: readonly Role[];
  /** Empty: there is no referral yet. */
  readonly from: readonly ReferralState[];
  readonly to: ReferralState;
  /** Only when the metadata list `member` is empty (or absent), or not empty. */
  readonly when?: { readonly member: string; readonly is: 'empty' | 'not-empty' };
  /** Types of the message that its `answers` names. */
  readonly answers?: readonly MessageType[];
  /** Rules of lib/casework/guards that the sending gateway applies. */
  readonly guards: readonly string[];
  readonly startsLimits: readonly LimitName[];
}

export interface Limit {
  readonly startedBy: MessageType;
  readonly metBy: readonly MessageType[];
  readonly calendar: Readonly<Record<Urgency, 'wall-clock' | 'business'>>;
  /** ISO 8601; defaults that a deployment confirms. */
  readonly duration: Readonly<Record<Urgency, string>>;
  /** True where the message that starts it names the end in `respondBy`. */
  readonly carried: boolean;
}

export interface TransitionTable {
  readonly version: number;
  readonly asOf: string;
  readonly source: string;
  readonly states: readonly StateRow[];
  readonly limits: Readonly<Record<LimitName, Limit>>;
  readonly escalation: readonly { readonly percent: number; readonly to: string }[];
  readonly transitions: readonly Transition[];
}

// Shape checked by test/contract/schemas/transitions.test.ts; TypeScript widens imported JSON too far to see it.
export const transitions = transitionsFile as TransitionTable;
