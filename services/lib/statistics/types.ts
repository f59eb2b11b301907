/**
 * What monitoring figures are counted from, and what they are: plain data on both ends.
 * Invariant: nothing here can hold content, and nothing of a figure names a referral or a person. domain.md 9.
 */
import type { Limits, Side, Standing } from '../casework/index.ts';
import type { Metadata } from '../protocol/types.ts';
import type { Dimension, IndicatorId, Measure } from './definitions.ts';

export const directions = ['sent', 'received', 'domestic'] as const;
export type Direction = (typeof directions)[number];

/** One message that counted, with the standing that it led to. */
export interface CaseEvent {
  readonly side: Side;
  /** ISO 8601, as all times here. */
  readonly at: string;
  readonly metadata: Metadata;
  readonly standing: Standing;
}

/** A clock came to this share of its time; recorded when it was seen. */
export interface ReachedFact {
  readonly limit: string;
  readonly percent: 50 | 100 | 200;
  readonly at: string;
}

export interface ReferralRecord {
  /** Only tells referrals apart; it never leaves. */
  readonly reference: string;
  readonly direction: Direction;
  /** The other participant; of a domestic referral the participant itself. */
  readonly partner: string;
  readonly urgency: string;
  readonly drill: boolean;
  /** Each message once, in the order of the fold. */
  readonly events: readonly CaseEvent[];
  /** What happened only here, by name. */
  readonly local: readonly { readonly type: string; readonly at: string }[];
  readonly limits: Limits;
  readonly ours: Side;
  readonly facts: readonly ReachedFact[];
}

/** Nobody of the directory fitted a service that somebody needed. */
export interface UnmetNeed {
  readonly at: string;
  /** Code of `services`. */
  readonly service: string;
}

/** What came of asking a contact point whether it works; by exercises, which count here alone. */
export interface LivenessFact {
  readonly contactPoint: string;
  readonly function: string;
  readonly at: string;
  readonly kind: 'asked' | 'answered' | 'failed';
}

/** `from` belongs to it, `to` does not. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface FiguresInput {
  readonly period: Period;
  readonly now: string;
  /** Only what concerns this partner; null: all. */
  readonly partner: string | null;
  readonly referrals: readonly ReferralRecord[];
  readonly unmetNeeds: readonly UnmetNeed[];
  readonly liveness: readonly LivenessFact[];
}

/** A member that is null stands for all of its kind together. */
export type Group = Readonly<Partial<Record<Dimension, string | null>>>;

export interface FigureRow {
  readonly group: Group;
  /** Null: there is nothing to say it from. */
  readonly values: Readonly<Partial<Record<Measure, number | string | null>>>;
}

export interface Indicator {
  readonly id: IndicatorId;
  readonly rows: readonly FigureRow[];
}

export interface Figures {
  readonly period: Period;
  /** Up to when was counted: the end of the period, or now while it lasts. */
  readonly asOf: string;
  readonly partner: string | null;
  readonly indicators: readonly Indicator[];
}
