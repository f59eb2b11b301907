/**
 * What the contents of a referral's messages say, as far as they are held here: the ground on which guards stand.
 * Invariant: a pure fold over what was applied, in that order; content that is erased or stripped says nothing, and
 * `complete` tells that some is, so that nobody is refused for what cannot be read any more. domain.md 5 and 6.
 */
import { FactsReader } from './facts-reader.ts';
import type { JsonObject, Metadata } from '../protocol/types.ts';
import type { CaseRecord, Fold, Side } from './types.ts';

export interface RiskAssessment {
  readonly side: Side;
  readonly subject: string;
  readonly on: string;
  readonly validUntil: string | null;
}

/** Dated, and in the order of the fold: `place` is greater for what came later. */
export interface Dated {
  readonly subject: string;
  readonly on: string;
  readonly place: number;
}

export interface BestInterestsDecision extends Dated {
  readonly decision: string;
}

export interface OpenAlert {
  readonly side: Side;
  /** Class of danger, a code; `null` where it cannot be read. */
  readonly class: string | null;
  readonly at: string;
  /** What happened, in words; `null` where it cannot be read. */
  readonly what: string | null;
}

export interface Plan {
  readonly number: number | null;
  /** How many legs its metadata says it has. */
  readonly legCount: number | null;
  readonly payload: JsonObject;
}

export interface Facts {
  /** Something of the referral's own profile is held. */
  readonly isReferred: boolean;
  /** Nothing that was said has been erased or stripped: what is not there was not said. */
  readonly isComplete: boolean;
  /** Persons who were referred; an amendment adds none. */
  readonly subjects: ReadonlySet<string>;
  /** Newest profile of each person (T1), by subject. */
  readonly persons: ReadonlyMap<string, JsonObject>;
  /** Persons who are, or may be, under eighteen by either side's word; it ends by that side's assessment of the age. */
  readonly children: ReadonlySet<string>;
  /** Participants that the contents say must not learn of a person. */
  readonly doNotContact: ReadonlySet<string>;
  readonly basis: JsonObject | null;
  /** Agreements since the last change; the basis is none of them. */
  readonly agreements: readonly JsonObject[];
  /** The person's agreement has been changed: the basis's own purposes hold no longer. */
  readonly isConsentChanged: boolean;
  readonly isWithdrawn: boolean;
  /** The receiver has accepted: somebody relies on it. */
  readonly isAccepted: boolean;
  /** Purposes of agreements that a message of another family carries for itself. */
  readonly separatePurposes: ReadonlySet<string>;
  readonly riskAssessments: readonly RiskAssessment[];
  /** The family or household is suspected of taking part. */
  readonly familyInvolved: readonly Dated[];
  readonly decisions: readonly BestInterestsDecision[];
  readonly plan: Plan | null;
  /** Number of the plan that was agreed last. */
  readonly planAgreed: number | null;
  /** Last day of a reflection period; it runs on after an early resumption. */
  readonly reflectionUntil: string | null;
  /** Interviews on record: `<subject> <topic>`. */
  readonly interviews: ReadonlySet<string>;
  /** Safety alerts that nobody who knew of them has cleared, oldest first. */
  readonly openAlerts: readonly OpenAlert[];
  readonly responsibleBody: JsonObject | null;
  readonly hasPersonFeedback: boolean;
  readonly submission: { readonly at: string; readonly respondBy: string | null } | null;
  /** Newest leg that departed, of which plan, and whether somebody has met it. */
  readonly journey: {
    readonly plan: number | null;
    readonly leg: number | null;
    readonly last: boolean;
    readonly hasArrived: boolean;
  } | null;
  /** Leg that was last spoken of as under way, and when it is expected. */
  readonly travel: { readonly leg: number | null; readonly expectedAt: string | null } | null;
  /** When the referral reached a state that nothing but sealing and erasure leaves. */
  readonly closedAt: string | null;
}

/** A message as a reader of contents sees it. */
export interface Said {
  readonly side: Side;
  readonly metadata: Metadata;
  readonly payload: JsonObject | null;
  readonly at: string;
}

export interface FactsInput {
  readonly history: readonly CaseRecord[];
  readonly fold: Fold;
  /** Which messages count; without it all that were applied. */
  readonly counts?: (index: number) => boolean;
  /** Content of a draft that has not been submitted. */
  readonly draft?: JsonObject | null;
  /** Message that is judged, where it speaks for itself (see `SPEAKS_FOR_ITSELF`). */
  readonly own?: Said;
}

/** Of these the guards look at what holds with the message; of all others at what holds before it. */
export const SPEAKS_FOR_ITSELF: ReadonlySet<string> = new Set([
  'referral.submitted',
  'referral.amended',
  'consent.recorded',
]);

export function factsOf({ history, fold, counts, draft, own }: FactsInput): Facts {
  const reader = new FactsReader();
  if (draft && !fold.appliedTypes.sender.has('referral.submitted')) reader.drafted(draft);
  fold.applied.forEach((index, place) => {
    const record = history[index];
    if (record === undefined) return;
    reader.closing(fold.path[place]?.state, record.at);
    if (counts === undefined || counts(index)) reader.read(record, record);
  });
  if (own !== undefined && SPEAKS_FOR_ITSELF.has(own.metadata.type)) reader.read(own, null);
  return reader.facts();
}
