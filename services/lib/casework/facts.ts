/**
 * What the contents of a referral's messages say, as far as they are held here: the ground on which guards stand.
 * Invariant: a pure fold over what was applied, in that order; content that is erased or stripped says nothing, and
 * `complete` tells that some is, so that nobody is refused for what cannot be read any more. domain.md 5 and 6.
 */
import { channelOf, hasCode, isChildBand } from '../contract/index.ts';
import type { JsonObject, Metadata } from '../protocol/types.ts';
import { isObject, objects, strings, text } from './guards/reading.ts';
import { TERMINAL_STATES } from './lifecycle.ts';
import type { CaseRecord, Fold, ReferralState, Side } from './types.ts';

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
  /** Persons who are, or may be, under eighteen by the newest word of either side. */
  readonly children: ReadonlySet<string>;
  /** Participants that the contents say must not learn of a person. */
  readonly doNotContact: ReadonlySet<string>;
  readonly basis: JsonObject | null;
  /** Agreements since the last change; the basis is none of them. */
  readonly agreements: readonly JsonObject[];
  /** The person's agreement has been changed: the basis's own purposes hold no longer. */
  readonly isConsentChanged: boolean;
  readonly isWithdrawn: boolean;
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
  /** Newest leg that departed, and when it is expected. */
  readonly travel: { readonly leg: number | null; readonly expectedAt: string | null } | null;
  /** When the referral reached a state that nothing but sealing and erasure leaves. */
  readonly closedAt: string | null;
}

type Mutable<T> = { -readonly [Member in keyof T]: T[Member] };

interface Said {
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

/** Of one side the newest age band per person. */
type AgeBands = Readonly<Record<Side, Map<string, string>>>;

class FactsReader {
  readonly #bands: AgeBands = { sender: new Map(), receiver: new Map() };
  readonly #subjects = new Set<string>();
  readonly #persons = new Map<string, JsonObject>();
  readonly #doNotContact = new Set<string>();
  readonly #separate = new Set<string>();
  readonly #interviews = new Set<string>();
  readonly #risks: RiskAssessment[] = [];
  readonly #family: Dated[] = [];
  readonly #decisions: BestInterestsDecision[] = [];
  /** Alerts that nobody who knew of them has cleared. */
  #alerts: (OpenAlert & { readonly record: CaseRecord | null; isKnown: boolean })[] = [];
  #place = 0;
  #isOpen = true;
  readonly #rest: Mutable<
    Omit<
      Facts,
      | 'subjects'
      | 'persons'
      | 'children'
      | 'doNotContact'
      | 'separatePurposes'
      | 'riskAssessments'
      | 'familyInvolved'
      | 'decisions'
      | 'interviews'
      | 'openAlerts'
    >
  > = {
    isReferred: false,
    isComplete: true,
    basis: null,
    agreements: [],
    isConsentChanged: false,
    isWithdrawn: false,
    plan: null,
    planAgreed: null,
    reflectionUntil: null,
    responsibleBody: null,
    hasPersonFeedback: false,
    submission: null,
    travel: null,
    closedAt: null,
  };

  facts(): Facts {
    return {
      ...this.#rest,
      subjects: this.#subjects,
      persons: this.#persons,
      children: this.#children(),
      doNotContact: this.#doNotContact,
      separatePurposes: this.#separate,
      riskAssessments: this.#risks,
      familyInvolved: this.#family,
      decisions: this.#decisions,
      interviews: this.#interviews,
      openAlerts: this.#alerts.map(({ side, class: danger, at, what }) => ({
        side,
        class: danger,
        at,
        what,
      })),
    };
  }

  closing(state: ReferralState | undefined, at: string): void {
    const isOpen = state === undefined || !TERMINAL_STATES.has(state);
    if (this.#isOpen && !isOpen) this.#rest.closedAt = at;
    this.#isOpen = isOpen;
  }

  /** `record`: the message as it is held; `null` for one that is only being decided. */
  read(said: Said, record: CaseRecord | null): void {
    this.#place += 1;
    const { metadata, payload, side } = said;
    const rest = this.#rest;
    if (payload === null && channelOf(metadata.type) === 'protection') rest.isComplete = false;
    const body = payload?.['responsibleBody'];
    if (isObject(body)) rest.responsibleBody = body;
    for (const participant of strings(payload?.['doNotContact'])) this.#doNotContact.add(participant);
    switch (metadata.type) {
      case 'referral.submitted':
        rest.submission = { at: said.at, respondBy: text(metadata['respondBy']) };
        return this.#referred(said);
      case 'referral.amended':
      case 'referral.clarification-provided':
        return this.#profile(said);
      case 'status.asserted':
        return this.#ages(side, payload);
      case 'return.identity-check-requested':
        this.#ages(side, payload);
        return this.#agreedSeparately(payload);
      case 'assessment.risk':
        return this.#assessed(said);
      case 'assessment.best-interests':
        return this.#decided(payload);
      case 'interview.recorded':
        return this.#interviewed(payload);
      case 'consent.recorded':
      case 'consent.changed':
        return this.#agreed(said);
      case 'consent.withdrawn':
      case 'referral.withdrawn':
        rest.isWithdrawn = true;
        return;
      case 'referral.on-hold':
        return this.#held(metadata);
      case 'return.plan-proposed':
        rest.plan = { number: numberOf(metadata['plan']), payload: payload ?? {} };
        return;
      case 'return.plan-agreed':
        rest.planAgreed = numberOf(metadata['plan']);
        return;
      case 'transfer.departed':
      case 'transfer.delayed':
      case 'transit.entered':
        rest.travel = {
          leg: numberOf(metadata['leg']) ?? rest.travel?.leg ?? null,
          expectedAt: text(metadata['expectedAt']),
        };
        return;
      case 'person.feedback':
        rest.hasPersonFeedback = true;
        return;
      case 'safety.alert':
        this.#alerts.push({
          side,
          class: text(metadata['class']),
          at: said.at,
          what: text(payload?.['what']),
          record,
          isKnown: false,
        });
        return;
      case 'safety.alert-cleared':
        this.#alerts = this.#alerts.filter((alert) => alert.side !== side && !alert.isKnown);
        return;
      case 'receipt.delivered':
        return this.#delivered(metadata);
      case 'data.erased':
        rest.isComplete = false;
        return;
      default:
        // Tracing, identity checks and the justice channel carry agreements of their own (domain.md 6.1).
        return this.#agreedSeparately(payload);
    }
  }

  drafted(draft: JsonObject): void {
    for (const participant of strings(draft['doNotContact'])) this.#doNotContact.add(participant);
    this.#referred({
      side: 'sender',
      payload: draft,
      at: '',
      metadata: { type: 'referral.submitted', version: 1, drill: false },
    });
  }

  #referred(said: Said): void {
    for (const person of objects(said.payload?.['persons'])) {
      const subject = text(person['subject']);
      if (subject !== null) this.#subjects.add(subject);
    }
    this.#profile(said);
  }

  #profile({ side, payload, at }: Said): void {
    if (payload === null) return;
    this.#rest.isReferred = true;
    for (const person of objects(payload['persons'])) {
      const subject = text(person['subject']);
      if (subject === null) continue;
      this.#persons.set(subject, { ...this.#persons.get(subject), ...person });
      if (objects(person['risks']).some((risk) => risk['code'] === FAMILY_INVOLVED))
        this.#family.push({ subject, on: at.slice(0, 10), place: this.#place });
    }
    this.#ages(side, payload);
    const basis = payload['basis'];
    if (isObject(basis)) this.#rest.basis = basis;
  }

  #children(): ReadonlySet<string> {
    const sides = [this.#bands.sender, this.#bands.receiver];
    const subjects = new Set(sides.flatMap((bands) => [...bands.keys()]));
    return new Set(
      [...subjects].filter((subject) => sides.some((bands) => isChild(bands.get(subject) ?? null))),
    );
  }

  #ages(side: Side, payload: JsonObject | null): void {
    for (const person of objects(payload?.['persons'])) {
      const subject = text(person['subject']);
      const band = text(person['ageBand']);
      if (subject !== null && band !== null) this.#bands[side].set(subject, band);
    }
  }

  #assessed({ side, payload, at }: Said): void {
    for (const person of objects(payload?.['persons'])) {
      const subject = text(person['subject']);
      if (subject === null) continue;
      const on = text(person['on']) ?? at.slice(0, 10);
      this.#risks.push({ side, subject, on, validUntil: text(person['validUntil']) });
      if (strings(person['factors']).includes(FAMILY_INVOLVED))
        this.#family.push({ subject, on, place: this.#place });
    }
  }

  #decided(payload: JsonObject | null): void {
    for (const person of objects(payload?.['persons'])) {
      const subject = text(person['subject']);
      const decision = text(person['decision']);
      const on = text(person['on']);
      if (subject !== null && decision !== null && on !== null)
        this.#decisions.push({ subject, decision, on, place: this.#place });
    }
  }

  #interviewed(payload: JsonObject | null): void {
    for (const person of objects(payload?.['persons']))
      for (const topic of strings(payload?.['topics'])) {
        const subject = text(person['subject']);
        if (subject !== null) this.#interviews.add(interviewOf(subject, topic));
      }
  }

  #agreed({ metadata, payload }: Said): void {
    const agreement = payload?.['agreement'];
    if (!isObject(agreement)) return;
    const isChange = metadata.type === 'consent.changed';
    this.#rest.agreements = isChange ? [agreement] : [...this.#rest.agreements, agreement];
    if (isChange) this.#rest.isConsentChanged = true;
  }

  #agreedSeparately(payload: JsonObject | null): void {
    const agreement = payload?.['agreement'];
    if (isObject(agreement))
      for (const purpose of strings(agreement['purposes'])) this.#separate.add(purpose);
  }

  #held(metadata: Metadata): void {
    const until = text(metadata['reviewOn']);
    if (until === null || !strings(metadata.reasons).includes(REFLECTION)) return;
    const { reflectionUntil } = this.#rest;
    this.#rest.reflectionUntil =
      reflectionUntil === null || until > reflectionUntil ? until : reflectionUntil;
  }

  /** The other side knows an alert once it has confirmed its delivery; only then can it clear it. */
  #delivered({ answers }: Metadata): void {
    for (const alert of this.#alerts)
      if (alert.record?.stream === answers?.stream && alert.record?.sequence === answers?.sequence)
        alert.isKnown = true;
  }
}

export const REFLECTION = 'reflection-period';
const FAMILY_INVOLVED = 'family-involved';

export function interviewOf(subject: string, topic: string): string {
  return `${subject} ${topic}`;
}

/**
 * Who may be under eighteen is presumed to be (CETS 197 art. 10(3)); the code list says of which bands that holds. A band
 * that this version does not know never makes a receiver refuse: it is put before a person (protocol.md 10).
 */
function isChild(band: string | null): boolean {
  return band !== null && hasCode('age-band', band) && isChildBand(band);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
