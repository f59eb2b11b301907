/**
 * What each monitoring figure says: its text, its counting unit, what is counted, how it is grouped and measured.
 * Invariant: the one source; API, CSV, OpenAPI and pages show these words, and every row has exactly these members.
 * domain.md 9; decision 0025.
 */

export type Dimension =
  'direction' | 'urgency' | 'partner' | 'reason' | 'limit' | 'service' | 'contactPoint' | 'function';

export const dimensions: readonly Dimension[] = [
  'direction',
  'urgency',
  'partner',
  'reason',
  'limit',
  'service',
  'contactPoint',
  'function',
];

interface MeasureText {
  readonly kind: 'count' | 'seconds' | 'share' | 'time';
  readonly text: string;
}

/** Below this many values a ninth decile is the word of one of them. */
export const P90_LEAST = 10;

const measureTexts = {
  referrals: { kind: 'count', text: 'Number of referrals.' },
  medianSeconds: {
    kind: 'seconds',
    text: 'Middle value; of an even number the mean of the two in the middle.',
  },
  p90Seconds: {
    kind: 'seconds',
    text: `Nearest rank: nine in ten took at most this long. Empty below ${P90_LEAST} values.`,
  },
  minSeconds: { kind: 'seconds', text: 'Shortest.' },
  maxSeconds: { kind: 'seconds', text: 'Longest.' },
  open: { kind: 'count', text: 'Begun and neither reached nor over at the end of the period (or now).' },
  longestOpenSeconds: { kind: 'seconds', text: 'How long the longest of the open ones has lasted so far.' },
  endedWithout: { kind: 'count', text: 'Ended within the period without reaching it.' },
  passed: {
    kind: 'count',
    text: 'Referrals in which this limit passed for the first time within the period.',
  },
  overdue: {
    kind: 'count',
    text: 'Referrals in which this limit has passed and is still open at the end of the period (or now).',
  },
  reached50: {
    kind: 'count',
    text: 'Referrals that came to half of the time within the period, for the first time.',
  },
  reached100: {
    kind: 'count',
    text: 'Referrals that came to the whole time within the period, for the first time.',
  },
  reached200: {
    kind: 'count',
    text: 'Referrals that came to twice the time within the period, for the first time.',
  },
  completed: { kind: 'count', text: 'Referrals completed within the period.' },
  withFeedback: {
    kind: 'count',
    text: 'Of these, with feedback of the service or of the person before completion.',
  },
  withServiceFeedback: { kind: 'count', text: 'Of the completed, with feedback of the service.' },
  withPersonFeedback: { kind: 'count', text: 'Of the completed, with feedback of the person.' },
  share: { kind: 'share', text: 'withFeedback divided by completed; empty when nothing was completed.' },
  events: { kind: 'count', text: 'Number of events.' },
  asked: { kind: 'count', text: 'Times asked within the period.' },
  answered: { kind: 'count', text: 'Answers within the period.' },
  failed: { kind: 'count', text: 'Times within the period that asking was given up.' },
  lastAnsweredAt: { kind: 'time', text: 'Newest answer within the period; empty when there was none.' },
} as const satisfies Readonly<Record<string, MeasureText>>;

export type Measure = keyof typeof measureTexts;
export const measures: Readonly<Record<Measure, MeasureText>> = measureTexts;
export const measureNames = Object.keys(measureTexts) as readonly Measure[];

export interface Definition {
  readonly id: string;
  readonly unit: 'referral' | 'event';
  readonly definition: string;
  /** What is counted. */
  readonly population: string;
  readonly groupedBy: readonly Dimension[];
  readonly measures: readonly Measure[];
}

const TIME: readonly Measure[] = [
  'referrals',
  'medianSeconds',
  'p90Seconds',
  'minSeconds',
  'maxSeconds',
  'open',
  'longestOpenSeconds',
  'endedWithout',
];
const BY_URGENCY: readonly Dimension[] = ['direction', 'urgency', 'partner'];
const BY_REASON: readonly Dimension[] = ['direction', 'partner', 'reason'];
const REASONS =
  'A referral with several reasons counts under each of them and once in the row of all reasons. A reason that is not in the code list counts as "other".';

export const definitions = [
  {
    id: 'submitted',
    unit: 'referral',
    definition: 'Referrals that were submitted.',
    population: 'Referrals submitted within the period.',
    groupedBy: BY_URGENCY,
    measures: ['referrals'],
  },
  {
    id: 'time-to-acknowledge',
    unit: 'referral',
    definition:
      'From the submission of a referral until a person on the receiving side has acknowledged it, by the clock on the wall.',
    population:
      'Referrals acknowledged within the period; beside them those that wait for it or ended without it.',
    groupedBy: BY_URGENCY,
    measures: TIME,
  },
  {
    id: 'time-to-decide',
    unit: 'referral',
    definition:
      'From the acknowledgement of a referral until it is first accepted, declined or redirected. Time that waits for a clarification, or in which the referral is on hold, is left out, as the limit leaves it out.',
    population:
      'Referrals decided within the period; beside them those that wait for it or ended without it.',
    groupedBy: BY_URGENCY,
    measures: TIME,
  },
  {
    id: 'time-to-arrive',
    unit: 'referral',
    definition:
      'From the first acceptance of a referral until the person has arrived and responsibility has passed, so planning and journey together. Time on hold is left out. Where help begins without a journey, the referral ended without an arrival.',
    population:
      'Referrals whose person arrived within the period; beside them those that wait for it or ended without it.',
    groupedBy: BY_URGENCY,
    measures: TIME,
  },
  {
    id: 'overdue',
    unit: 'referral',
    definition:
      'A limit passes when its time is used up, pauses left out, before what it waits for has happened. In the row of all limits a referral counts when the first of them passes. Its end is the one that the starting message names, else that of the limit which this participant keeps for the pair; the end of the retention is no delay and is left out.',
    population: 'Referrals with a limit that ran within the period.',
    groupedBy: ['direction', 'partner', 'limit'],
    measures: ['passed', 'overdue'],
  },
  {
    id: 'escalations',
    unit: 'referral',
    definition:
      'How far clocks came before they were met: half of their time, all of it, twice as much, as this gateway recorded it when it was so. In the row of all limits the first of them counts. A gateway that stood still recorded it later, and after a rebuild only what was still open.',
    population: 'Referrals with a recorded step of a clock within the period.',
    groupedBy: ['direction', 'partner', 'limit'],
    measures: ['reached50', 'reached100', 'reached200'],
  },
  {
    id: 'declined-by-reason',
    unit: 'referral',
    definition: `Referrals declined, also after they had been accepted, by coded reason. ${REASONS}`,
    population: 'Referrals declined within the period.',
    groupedBy: BY_REASON,
    measures: ['referrals'],
  },
  {
    id: 'redirected-by-reason',
    unit: 'referral',
    definition: `Referrals for which the receiver was not competent and named who is, by coded reason. ${REASONS}`,
    population: 'Referrals redirected within the period.',
    groupedBy: BY_REASON,
    measures: ['referrals'],
  },
  {
    id: 'not-possible-by-reason',
    unit: 'referral',
    definition: `Referrals that were tried and could not be done, by coded reason. ${REASONS}`,
    population: 'Referrals found not possible within the period.',
    groupedBy: BY_REASON,
    measures: ['referrals'],
  },
  {
    id: 'withdrawn-by-reason',
    unit: 'referral',
    definition: `Referrals withdrawn by the sender, or ended by a withdrawn consent, by coded reason. ${REASONS}`,
    population: 'Referrals withdrawn within the period.',
    groupedBy: BY_REASON,
    measures: ['referrals'],
  },
  {
    id: 'entered-in-error-by-reason',
    unit: 'referral',
    definition: `Referrals that their sender marked as entered in error, by coded reason. They stay in every other figure up to that moment. ${REASONS}`,
    population: 'Referrals marked within the period.',
    groupedBy: BY_REASON,
    measures: ['referrals'],
  },
  {
    id: 'expired',
    unit: 'referral',
    definition: 'Referrals that nobody acknowledged although every escalation had been made.',
    population: 'Referrals expired within the period.',
    groupedBy: BY_URGENCY,
    measures: ['referrals'],
  },
  {
    id: 'closed-with-feedback',
    unit: 'referral',
    definition:
      'Completed referrals for which feedback had come before the completion, from the service or from the person.',
    population: 'Referrals completed within the period.',
    groupedBy: ['direction', 'partner'],
    measures: ['completed', 'withFeedback', 'withServiceFeedback', 'withPersonFeedback', 'share'],
  },
  {
    id: 'nobody-fits',
    unit: 'event',
    definition:
      'Times that no contact point of the directory fitted what a person needed, by service. A need of two services is two events. A service that is not in the code list counts as "other".',
    population: 'Unmet needs recorded within the period.',
    groupedBy: ['service'],
    measures: ['events'],
  },
  {
    id: 'liveness',
    unit: 'event',
    definition:
      'Whether contact points answer: exercises that ask a function of a contact point, their answers, and those given up. An answer belongs to the newest open question before it; times are those of answers within the period.',
    population: 'Questions, answers and failures within the period.',
    groupedBy: ['contactPoint', 'function'],
    measures: ['asked', 'answered', 'failed', 'open', 'medianSeconds', 'lastAnsweredAt'],
  },
] as const satisfies readonly Definition[];

export type IndicatorId = (typeof definitions)[number]['id'];

const byId = new Map<string, Definition>(definitions.map((definition) => [definition.id, definition]));

export function definitionOf(id: IndicatorId): Definition {
  const found = byId.get(id);
  // Ids are those of the list.
  if (found === undefined) throw new TypeError(`no indicator ${id}`);
  return found;
}

/** What goes for all of them; shown beside the figures. */
export const generalNotes: readonly string[] = [
  'Counted from the metadata of messages alone; no content is opened.',
  'Exercises never count, but for the liveness of contact points. Passages of a transit belong to the referral of the person who travels and do not count again.',
  'Each referral counts once, in the period in which it first happened, so that the counts of two adjoining periods add up to those of both together; medians do not. What is open or overdue is so at the end of the period.',
  'Times are those that the messages carry; a message that arrives late can still change the figures of a period that is over.',
  'Sent, received and domestic referrals are told apart: who acknowledges and decides is the partner, this participant, and another office of it.',
  'Numbers are small: a median stands beside the number of values that it comes from, and nobody is ranked.',
];
