/**
 * Schedules of HSDS as opening hours: rules that are the same every week, in one time zone.
 * Invariant: a rule that says anything else is told of and left out; night hours become two spans, for a span ends with
 * its day. HSDS 3.0, schedule; RFC 5545.
 */
import type { ContactPoint } from '../directory/index.ts';
import { attributesIn, type Attributes } from './attributes.ts';
import { DAYS, END_OF_DAY, FIRST_MINUTE, LAST_MINUTE } from './export-hours.ts';
import type { Node } from './node.ts';
import { fixedZone, minutesIn, offsetsIn } from './zones.ts';

type Hours = ContactPoint['hours'];
type Span = NonNullable<Hours['weekly']>[number];
type Day = Span['days'][number];

export interface HoursContext {
  /** ISO 8601 date. */
  readonly today: string;
  /** For times that come without a distance from UTC. */
  readonly timeZone: string;
}

export interface ReadHours {
  readonly hours: Hours;
  /** The file says no time zone. */
  readonly zoneDefaulted: boolean;
}

interface Rule {
  readonly node: Node;
  readonly days: readonly Day[];
  readonly opens: string;
  readonly closes: string;
  /** `closes` is to the letter: the last minute is not the end of the day. */
  readonly exact: boolean;
  readonly offsets: readonly number[];
}

const MOST_SPANS = 21;
const MINUTES_PER_HOUR = 60;
const TIME = /^((?:[01]\d|2[0-3]):[0-5]\d|24:00)(?::[0-5]\d(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const CODES: ReadonlyMap<string, Day> = new Map(
  Object.entries(DAYS).map(([day, code]) => [code as string, day as Day]),
);
const WEEK = [...CODES.values()];
/** Parts of a rule with which it is not the same every week. */
const OTHER_PARTS = ['byweekno', 'bymonthday', 'byyearday', 'count'] as const;

export function hoursOf(
  schedules: readonly Node[],
  attributes: Attributes,
  context: HoursContext,
): ReadHours {
  const rules = schedules.flatMap((node) => ruleOf(node, context.today) ?? []);
  const { timeZone, zoneDefaulted } = zoneOf(rules, attributes, context);
  const distances = offsetsIn(timeZone, context.today);
  const fitting = rules.filter(({ node, offsets }) => {
    const fits = offsets.every((offset) => distances.has(offset));
    if (!fits) node.drop(null, 'time-zone');
    return fits;
  });
  const weekly: Span[] = [];
  let always = false;
  for (const rule of fitting) {
    if (isAlways(rule)) always = true;
    else {
      const spans = spansOf(rule);
      if (weekly.length + spans.length > MOST_SPANS) rule.node.drop(null, 'too-many');
      else weekly.push(...spans);
    }
  }
  const onHolidays = attributes.matching('on-holidays', (text) => text === 'open' || text === 'closed');
  return {
    hours: {
      timeZone,
      ...(always ? { always } : {}),
      ...(weekly.length === 0 ? {} : { weekly }),
      ...(onHolidays === null ? {} : { onHolidays: onHolidays as 'open' | 'closed' }),
    },
    zoneDefaulted,
  };
}

/** The zone that the file names, else the importer's if the times fit it, else one without summer time. */
function zoneOf(
  rules: readonly Rule[],
  attributes: Attributes,
  { today, timeZone }: HoursContext,
): { readonly timeZone: string; readonly zoneDefaulted: boolean } {
  const offsets = rules.flatMap((rule) => rule.offsets);
  const fits = (zone: string): boolean => {
    const distances = offsetsIn(zone, today);
    return offsets.every((offset) => distances.has(offset));
  };
  const named = attributes.matching('time-zone', (text) => offsetsIn(text, today).size > 0);
  if (named !== null) {
    if (fits(named)) return { timeZone: named, zoneDefaulted: false };
    attributes.contradicts('time-zone');
  }
  const [first] = offsets;
  if (first === undefined) return { timeZone, zoneDefaulted: true };
  const fixed = fits(timeZone) ? timeZone : fixedZone(first);
  return { timeZone: fixed ?? timeZone, zoneDefaulted: fixed === null };
}

function ruleOf(node: Node, today: string): Rule | null {
  const attributes = attributesIn(node);
  const no = (why: 'format' | 'not-weekly' | 'not-valid-now'): null => {
    node.drop(null, why);
    return null;
  };
  const freq = node.value('freq') ?? 'WEEKLY';
  const interval = node.value('interval') ?? 1;
  if (freq !== 'WEEKLY' || interval !== 1 || OTHER_PARTS.some((part) => node.has(part)))
    return no('not-weekly');
  const from = [node.day('valid_from'), node.day('dtstart')];
  const to = [node.day('valid_to'), node.day('until')];
  if (from.some((day) => day !== null && day > today) || to.some((day) => day !== null && day < today))
    return no('not-valid-now');
  const days = daysIn(node.value('byday'));
  const opens = timeIn(node.value('opens_at'));
  const closes = timeIn(node.value('closes_at'));
  if (days === null || opens === null || closes === null || opens.time === END_OF_DAY) return no('format');
  const exact = attributes.matching('closes-at', (text) => text === END_OF_DAY || text === LAST_MINUTE);
  if (exact !== null && closes.time !== LAST_MINUTE) attributes.contradicts('closes-at');
  const literal = exact !== null && closes.time === LAST_MINUTE;
  if (!literal && opens.time === closes.time && opens.time !== FIRST_MINUTE) return no('format');
  const hours = node.number('timezone');
  const given = [opens, closes].flatMap(({ offset }) => offset ?? []);
  return {
    node,
    days,
    opens: opens.time,
    closes: literal ? exact : closes.time,
    exact: literal,
    offsets: given.length > 0 || hours === null ? given : [hours * MINUTES_PER_HOUR],
  };
}

function daysIn(value: unknown): readonly Day[] | null {
  if (typeof value !== 'string' || value.length > 100) return null;
  const days = value.split(',').map((code) => CODES.get(code.trim().toUpperCase()));
  return days.some((day) => day === undefined) ? null : [...new Set(days as Day[])];
}

function timeIn(value: unknown): { readonly time: string; readonly offset: number | null } | null {
  const [, time, zone] = typeof value === 'string' && value.length <= 40 ? (TIME.exec(value) ?? []) : [];
  if (time === undefined) return null;
  return { time, offset: zone === undefined ? null : minutesIn(zone) };
}

/** What the standard's guidance calls a strong signal for day and night. */
function isAlways({ days, opens, closes, exact }: Rule): boolean {
  return (
    !exact &&
    days.length === WEEK.length &&
    opens === FIRST_MINUTE &&
    [LAST_MINUTE, END_OF_DAY, FIRST_MINUTE].includes(closes)
  );
}

function spansOf({ days, opens, closes }: Rule): readonly Span[] {
  if (closes > opens) return [{ days: [...days], opens, closes }];
  const evening = { days: [...days], opens, closes: END_OF_DAY };
  if (closes === FIRST_MINUTE) return [evening];
  const after = days.flatMap((day) => WEEK[(WEEK.indexOf(day) + 1) % WEEK.length] ?? []);
  return [evening, { days: after, opens: FIRST_MINUTE, closes }];
}
