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
  'clarification',
  'accepted',
  'accepted-conditionally',
  'declined',
  'redirected',
  'arranging',
  'in-transit',
  'not-arrived',
  'arrived',
  'in-assistance',
  'on-hold',
  'completed',
  'not-possible',
  'withdrawn',
  'withdrawal-confirmed',
  'expired',
  'entered-in-error',
  'sealed',
  'erased',
] as const;
export type ReferralState = (typeof referralStates)[number];

export type Urgency = 'emergency' | 'urgent' | 'routine';

export const limitNames = [
  'deliver',
  'acknowledge',
  'decide',
  'clarify',
  'plan',
  'arrive',
  'confirm-withdrawal',
  'review-hold',
  'review-emergency',
  'first-feedback',
  'retention',
] as const;
export type LimitName = (typeof limitNames)[number];

export interface StateRow {
  readonly state: ReferralState;
  readonly seenBy: 'sender' | 'both';
  readonly terminal: boolean;
  readonly meaning: string;
}

/** What the metadata member must hold for the row to be taken; an absent list is empty. */
export type RowCondition =
  | { readonly member: string; readonly is: 'empty' | 'not-empty' }
  | { readonly member: string; readonly equals: string | number | boolean };

export interface Transition {
  /** `referral.drafted` is local and no message. */
  readonly message: MessageType | 'referral.drafted';
  readonly kind: 'message' | 'machine' | 'local';
  readonly side: 'sender' | 'receiver' | 'either';
  /** Empty where a gateway sends it by itself. */
  readonly roles: readonly Role[];
  /**
   * What kind of referral the row is of: one of a person, which is also what a row without it is, or the small one that a
   * `transit.announced` opened and whose other end knows nobody (domain.md 8). A draft is of neither kind yet.
   */
  readonly referral?: 'transit' | 'either';
  /** Empty: there is no referral yet. */
  readonly from: readonly ReferralState[];
  /** `same`: the state stays as it is. `held`: the state in which the referral was put on hold. */
  readonly to: ReferralState | 'same' | 'held';
  readonly when?: RowCondition;
  /** Only when the referral was put on hold in one of these; rows from `on-hold` alone carry it. */
  readonly heldIn?: readonly ReferralState[];
  /** Types of the message that its `answers` names. */
  readonly answers?: readonly MessageType[];
  /** Rules of lib/casework/guards that the sending gateway applies. */
  readonly guards: readonly string[];
  readonly startsLimits: readonly LimitName[];
  /** Code list of the metadata member `reasons`. */
  readonly reasons?: string;
  /** Types of which one message each must have gone before. */
  readonly needs?: readonly MessageType[];
  /** Where neither order lets both of two messages count, the other one goes first. */
  readonly yields?: boolean;
  /** The gateway's clock may send it by itself, then without a role. */
  readonly automatic?: boolean;
}

export interface Limit {
  readonly startedBy: readonly MessageType[];
  /** Messages; with `local` the names of events that never leave the gateway. */
  readonly metBy: readonly string[];
  readonly calendar: Readonly<Record<Urgency, 'wall-clock' | 'business'>>;
  /** ISO 8601; defaults that a deployment confirms. */
  readonly duration: Readonly<Record<Urgency, string>>;
  /** True where the message that starts it names the end in `respondBy`. */
  readonly carried: boolean;
  /** Between a message of `by` and the next one of `until` the clock stands still. */
  readonly pausedBy?: readonly {
    readonly by: readonly MessageType[];
    readonly until: readonly MessageType[];
  }[];
  /** Metadata member of the starting message from which the duration counts, instead of its own time. */
  readonly after?: string;
  /** Only for referrals of this urgency. */
  readonly only?: Urgency;
  /** Kept by one gateway for itself: the other side's has no such clock. */
  readonly local?: boolean;
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
