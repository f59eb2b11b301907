/**
 * Opening hours as schedules of HSDS: weekly rules in local time, with the offset that holds at the export.
 * Invariant: schedules read back as the same hours; where a rule alone would not, an attribute says what it means.
 * HSDS 3.0, schedule, and field guidance (24h opening).
 */
import type { JsonObject } from '../contract/index.ts';
import type { ContactPoint } from '../directory/index.ts';
import type { Scribe } from './vocabulary.ts';
import { offsetOf, offsetText } from './zones.ts';

type Hours = ContactPoint['hours'];
type Span = NonNullable<Hours['weekly']>[number];

export const DAYS = {
  monday: 'MO',
  tuesday: 'TU',
  wednesday: 'WE',
  thursday: 'TH',
  friday: 'FR',
  saturday: 'SA',
  sunday: 'SU',
} as const satisfies Record<Span['days'][number], string>;

/** Guidance of the standard for day and night; 24:00 is not an hour that it knows. */
export const FIRST_MINUTE = '00:00';
export const LAST_MINUTE = '23:59';
export const END_OF_DAY = '24:00';
const ALL_DAYS = Object.keys(DAYS) as readonly Span['days'][number][];
const MINUTES_PER_HOUR = 60;

export function schedulesOf(hours: Hours, at: string, scribe: Scribe): readonly JsonObject[] {
  const minutes = offsetOf(hours.timeZone, at);
  const rule = (path: string, span: Span, closesAt: string | null): JsonObject => {
    const offset = minutes === null ? '' : offsetText(minutes);
    const closes = span.closes === END_OF_DAY ? LAST_MINUTE : span.closes;
    return {
      id: scribe.id(path),
      freq: 'WEEKLY',
      byday: span.days.map((day) => DAYS[day]).join(','),
      ...(minutes === null ? {} : { timezone: minutes / MINUTES_PER_HOUR }),
      opens_at: `${span.opens}${offset}`,
      closes_at: `${closes}${offset}`,
      description: `${span.days.join(', ')}, ${span.opens} to ${span.closes}, ${hours.timeZone}`,
      ...(closesAt === null ? {} : { attributes: [scribe.extension(path, 'closes-at', closesAt)] }),
    };
  };
  const always = { days: [...ALL_DAYS], opens: FIRST_MINUTE, closes: LAST_MINUTE };
  return [
    ...(hours.always === true ? [rule('schedule/always', always, null)] : []),
    ...(hours.weekly ?? []).map((span, index) => rule(`schedule/${index}`, span, exactClose(span))),
  ];
}

export function hoursAttributes(hours: Hours, scribe: Scribe): readonly JsonObject[] {
  return [
    scribe.extension('service', 'time-zone', hours.timeZone),
    ...(hours.onHolidays === undefined ? [] : [scribe.extension('service', 'on-holidays', hours.onHolidays)]),
  ];
}

/** Null where `closes_at` says it. */
function exactClose({ days, opens, closes }: Span): string | null {
  if (closes === END_OF_DAY) return closes;
  const looksLikeAlways = opens === FIRST_MINUTE && closes === LAST_MINUTE && days.length === ALL_DAYS.length;
  return looksLikeAlways ? closes : null;
}
