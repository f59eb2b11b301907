/**
 * Indicators that count referrals: submitted, times, limits, escalations, ends by reason, feedback.
 * Invariant: a referral falls into a period by the moment at which something first happened in it, so adjoining periods
 * add up; nothing of a referral but its group goes on. domain.md 9; decision 0025.
 */
import type { Clock } from '../casework/index.ts';
import { hasCode } from '../contract/index.ts';
import { definitionOf, type Dimension, type IndicatorId } from './definitions.ts';
import { spreadOf } from './durations.ts';
import { arrivalSpan, clocksAt, clockSpan, type Span } from './spans.ts';
import { Table, withSums } from './table.ts';
import { directions, type CaseEvent, type Group, type Indicator, type ReferralRecord } from './types.ts';

/** `asOf`: end of what is counted. */
interface Asked {
  readonly referrals: readonly ReferralRecord[];
  readonly from: string;
  readonly asOf: string;
}

interface Counted extends Asked {
  /** Of a record as it stood at `asOf`. */
  readonly clocksOf: (record: ReferralRecord) => readonly Clock[];
}

const URGENCIES = ['emergency', 'urgent', 'routine'] as const;
/** Its end is the end of keeping data, which nobody waits for. */
const NO_DELAY = 'retention';

export function caseworkFigures(asked: Asked): readonly Indicator[] {
  const clocks = new Map(asked.referrals.map((record) => [record, clocksAt(record, asked.asOf)]));
  const clocksOf = (record: ReferralRecord): readonly Clock[] => clocks.get(record) ?? [];
  const counted: Counted = { ...asked, clocksOf };
  const { asOf } = asked;
  return [
    counts(counted, 'submitted', firstOf('referral.submitted')),
    times(counted, 'time-to-acknowledge', (record) =>
      clockSpan(record, clocksOf(record), 'acknowledge', asOf),
    ),
    times(counted, 'time-to-decide', (record) => clockSpan(record, clocksOf(record), 'decide', asOf)),
    times(counted, 'time-to-arrive', (record) => arrivalSpan(record, asOf)),
    overdue(counted),
    escalations(counted),
    byReason(counted, 'declined-by-reason', 'decline-reasons', firstOf('referral.declined')),
    byReason(counted, 'redirected-by-reason', 'redirect-reasons', firstOf('referral.redirected')),
    byReason(counted, 'not-possible-by-reason', 'not-possible-reasons', firstOf('referral.not-possible')),
    byReason(counted, 'withdrawn-by-reason', 'withdrawal-reasons', (events) =>
      events.find(({ standing }) => standing.state === 'withdrawn'),
    ),
    byReason(counted, 'entered-in-error-by-reason', 'error-reasons', firstOf('referral.entered-in-error')),
    counts(counted, 'expired', firstOf('referral.expired')),
    closedWithFeedback(counted),
  ];
}

type Find = (events: readonly CaseEvent[]) => CaseEvent | undefined;

const firstOf =
  (type: string): Find =>
  (events) =>
    events.find(({ metadata }) => metadata.type === type);

function isWithin(at: string, { from, asOf }: Counted): boolean {
  const time = Date.parse(at);
  return time >= Date.parse(from) && time < Date.parse(asOf);
}

const groupOf = ({ direction, urgency, partner }: ReferralRecord): Group => ({ direction, urgency, partner });

/** Rows of all partners together are there even when nothing fell into them: zero is a figure too. */
function tableOf<V>(id: IndicatorId, make: () => V): Table<V> {
  const { groupedBy } = definitionOf(id);
  const table = new Table<V>(groupedBy, make);
  for (const direction of directions)
    for (const urgency of groupedBy.includes('urgency') ? URGENCIES : [null])
      table.at({ direction, urgency });
  return table;
}

function counts(counted: Counted, id: IndicatorId, find: Find): Indicator {
  const table = tableOf(id, () => ({ referrals: 0 }));
  for (const record of counted.referrals) {
    const event = find(record.events);
    if (event === undefined || !isWithin(event.at, counted)) continue;
    for (const group of withSums(groupOf(record), ['partner'])) table.at(group).referrals += 1;
  }
  return { id, rows: table.rows((value) => value) };
}

function times(
  counted: Counted,
  id: IndicatorId,
  spanOf: (record: ReferralRecord) => Span | null,
): Indicator {
  const table = tableOf(id, () => ({ reached: [] as number[], open: [] as number[], ended: 0 }));
  for (const record of counted.referrals) {
    const span = spanOf(record);
    if (span === null || (span.at !== null && !isWithin(span.at, counted))) continue;
    for (const group of withSums(groupOf(record), ['partner'])) {
      const row = table.at(group);
      if (span.end === 'reached') row.reached.push(span.seconds);
      else if (span.end === 'open') row.open.push(span.seconds);
      else row.ended += 1;
    }
  }
  return {
    id,
    rows: table.rows(({ reached, open, ended }) => {
      const { median, p90, min, max } = spreadOf(reached);
      return {
        referrals: reached.length,
        medianSeconds: median,
        p90Seconds: p90,
        minSeconds: min,
        maxSeconds: max,
        open: open.length,
        longestOpenSeconds: spreadOf(open).max,
        endedWithout: ended,
      };
    }),
  };
}

function overdue(counted: Counted): Indicator {
  const id = 'overdue';
  const table = tableOf(id, () => ({ passed: 0, overdue: 0 }));
  const passedIn = (clocks: readonly Clock[]): readonly Clock[] =>
    clocks.filter(({ limit, percent }) => percent >= 100 && limit !== NO_DELAY);
  const namesOf = (clocks: readonly Clock[]): ReadonlySet<string> =>
    new Set(clocks.map(({ limit }) => limit));
  for (const record of counted.referrals) {
    const passed = passedIn(counted.clocksOf(record));
    if (passed.length === 0) continue;
    const before = namesOf(passedIn(clocksAt(record, counted.from)));
    const fresh = [...namesOf(passed)].filter((limit) => !before.has(limit));
    const late = [...namesOf(passed.filter(({ state }) => state !== 'met' && state !== 'cancelled'))];
    addPerCode(record, 'limit', fresh, before.size === 0, (group) => (table.at(group).passed += 1));
    addPerCode(record, 'limit', late, true, (group) => (table.at(group).overdue += 1));
  }
  return { id, rows: table.rows((value) => value) };
}

function escalations(counted: Counted): Indicator {
  const id = 'escalations';
  const table = tableOf(id, () => ({ reached50: 0, reached100: 0, reached200: 0 }));
  for (const record of counted.referrals) {
    for (const percent of [50, 100, 200] as const) {
      const first = new Map<string, string>();
      for (const { limit, at } of record.facts.filter((fact) => fact.percent === percent)) {
        const held = first.get(limit);
        if (held === undefined || Date.parse(at) < Date.parse(held)) first.set(limit, at);
      }
      first.delete(NO_DELAY);
      const fresh = [...first].flatMap(([limit, at]) => (isWithin(at, counted) ? [limit] : []));
      const isFirst = ![...first.values()].some((at) => Date.parse(at) < Date.parse(counted.from));
      addPerCode(record, 'limit', fresh, isFirst, (group) => (table.at(group)[`reached${percent}`] += 1));
    }
  }
  return { id, rows: table.rows((value) => value) };
}

/**
 * A referral with two codes counts under each, and once in the row of all of them where it `isNew`: otherwise it has
 * counted in an earlier period already.
 */
function addPerCode(
  record: ReferralRecord,
  dimension: Dimension,
  codes: readonly string[],
  isNew: boolean,
  add: (group: Group) => void,
): void {
  for (const code of new Set(codes))
    withSums({ ...groupOf(record), [dimension]: code }, ['partner']).forEach(add);
  if (codes.length > 0 && isNew) withSums(groupOf(record), ['partner']).forEach(add);
}

function byReason(counted: Counted, id: IndicatorId, list: string, find: Find): Indicator {
  const table = tableOf(id, () => ({ referrals: 0 }));
  for (const record of counted.referrals) {
    const event = find(record.events);
    if (event === undefined || !isWithin(event.at, counted)) continue;
    // What another participant wrote: only what the list knows is shown.
    const reasons = event.metadata.reasons ?? [];
    const known = reasons.map((reason) => (hasCode(list, reason) ? reason : 'other'));
    addPerCode(record, 'reason', known.length === 0 ? ['other'] : known, true, (group) => {
      table.at(group).referrals += 1;
    });
  }
  return { id, rows: table.rows((value) => value) };
}

function closedWithFeedback(counted: Counted): Indicator {
  const id = 'closed-with-feedback';
  const table = tableOf(id, () => ({
    completed: 0,
    withFeedback: 0,
    withServiceFeedback: 0,
    withPersonFeedback: 0,
  }));
  for (const record of counted.referrals) {
    const end = record.events.findIndex(({ metadata }) => metadata.type === 'referral.completed');
    const completed = record.events[end];
    if (completed === undefined || !isWithin(completed.at, counted)) continue;
    const types = new Set(record.events.slice(0, end).map(({ metadata }) => metadata.type));
    const ofService = types.has('service.feedback') ? 1 : 0;
    const ofPerson = types.has('person.feedback') ? 1 : 0;
    for (const group of withSums(groupOf(record), ['partner'])) {
      const row = table.at(group);
      row.completed += 1;
      row.withFeedback += Math.max(ofService, ofPerson);
      row.withServiceFeedback += ofService;
      row.withPersonFeedback += ofPerson;
    }
  }
  return {
    id,
    rows: table.rows((row) => ({
      ...row,
      share: row.completed === 0 ? null : Math.round((row.withFeedback * 1_000) / row.completed) / 1_000,
    })),
  };
}
