/**
 * Reads one message after the other and keeps what each says of a referral (facts.ts).
 * One reader, although long: each message has a few lines here, and what they add up to is seen only together.
 * Invariant: nothing throws, whatever stands in a content: a member of another kind reads as absent.
 */
import { channelOf, hasCode, isChildBand } from '../contract/index.ts';
import type { JsonObject, Metadata } from '../protocol/types.ts';
import type { BestInterestsDecision, Dated, Facts, OpenAlert, RiskAssessment, Said } from './facts.ts';
import { isObject, objects, strings, text } from './guards/reading.ts';
import { TERMINAL_STATES } from './lifecycle.ts';
import type { CaseRecord, ReferralState, Side } from './types.ts';

type Mutable<T> = { -readonly [Member in keyof T]: T[Member] };

/** Of one side the age band per person that counts. */
type AgeBands = Readonly<Record<Side, Map<string, string>>>;

export class FactsReader {
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
    isAccepted: false,
    plan: null,
    planAgreed: null,
    reflectionUntil: null,
    responsibleBody: null,
    hasPersonFeedback: false,
    submission: null,
    journey: null,
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
        return this.#ages(side, payload, isAgeAssessed);
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
        rest.plan = {
          number: numberOf(metadata['plan']),
          legCount: numberOf(metadata['legCount']),
          payload: payload ?? {},
        };
        return;
      case 'return.plan-agreed':
        rest.planAgreed = numberOf(metadata['plan']);
        return;
      case 'transfer.departed':
        rest.journey = {
          plan: numberOf(metadata['plan']),
          leg: numberOf(metadata['leg']),
          last: metadata['last'] === true,
          hasArrived: false,
        };
        return this.#expected(metadata);
      case 'transfer.delayed':
      case 'transit.entered':
        return this.#expected(metadata);
      case 'transfer.arrived':
        if (rest.journey !== null && rest.journey.leg === numberOf(metadata['leg']))
          rest.journey = { ...rest.journey, hasArrived: true };
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
      case 'referral.accepted':
        rest.isAccepted = true;
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

  /**
   * A side's newest band counts; but whom it has once presumed to be a child, it grows up by an assessment of the age
   * alone (CETS 197 art. 10(3)), which only an assertion carries.
   */
  #ages(
    side: Side,
    payload: JsonObject | null,
    isAssessed: (person: JsonObject) => boolean = () => false,
  ): void {
    const bands = this.#bands[side];
    for (const person of objects(payload?.['persons'])) {
      const subject = text(person['subject']);
      const band = text(person['ageBand']);
      if (subject === null || band === null) continue;
      const isPresumed = isChild(bands.get(subject) ?? null) && !isChild(band);
      if (!isPresumed || isAssessed(person)) bands.set(subject, band);
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

  #expected(metadata: Metadata): void {
    const leg = numberOf(metadata['leg']) ?? this.#rest.travel?.leg ?? null;
    this.#rest.travel = { leg, expectedAt: text(metadata['expectedAt']) };
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
export function isChild(band: string | null): boolean {
  return band !== null && hasCode('age-band', band) && isChildBand(band);
}

/** To say that nobody has assessed it is no assessment. */
function isAgeAssessed({ ageAssessment }: JsonObject): boolean {
  return isObject(ageAssessment) && ageAssessment['method'] !== 'none';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
