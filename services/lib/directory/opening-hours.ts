/**
 * Opening hours of a contact point: is somebody there now, and when is the next time that somebody will be.
 * Invariant: pure; hours are read in their own time zone, by the clock on its wall. domain.md 7; decision 0023.
 */
import { type Calendar, isHoliday } from './calendar.ts';
import { addDays, localTime, momentAt, msOf, type Weekday, weekdayOf } from './local-time.ts';

export interface OpeningHours {
  /** IANA time zone. */
  readonly timeZone: string;
  /** Day and night, holidays too. */
  readonly always?: boolean;
  readonly weekly?: readonly Span[];
  /** What public holidays of the participant do; without it they close. */
  readonly onHolidays?: 'closed' | 'open';
}

interface Span {
  readonly days: readonly Weekday[];
  /** Local time HH:MM. */
  readonly opens: string;
  /** Local time HH:MM, after `opens`; 24:00 is the end of the day. */
  readonly closes: string;
}

/**
 * @param calendar of the participant; `null`: not known, so no holiday is
 * @param part part of the territory where the contact point is, ISO 3166-2
 * @throws RangeError for what is no moment or no time zone
 */
export function isOpen(hours: OpeningHours, at: string, calendar: Calendar | null, part?: string): boolean {
  if (hours.always === true) return true;
  const { date, ms } = localTime(at, hours.timeZone);
  return spansOn(hours, date, calendar, part).some(
    ({ opens, closes }) => msOf(opens) <= ms && ms < msOf(closes),
  );
}

/** The moment itself when it is open then, else when it opens next; `null`: it never does. Parameters as for `isOpen`. */
export function nextOpening(
  hours: OpeningHours,
  at: string,
  calendar: Calendar | null,
  part?: string,
): string | null {
  const now = Date.parse(at);
  if (isOpen(hours, at, calendar, part)) return new Date(now).toISOString();
  const { date: today } = localTime(at, hours.timeZone);
  // Each holiday shuts one day of a weekly time at most; after the last of them every week is like the other.
  const days = 7 * ((calendar?.holidays.length ?? 0) + 2);
  for (let ahead = 0; ahead < days; ahead += 1) {
    const date = addDays(today, ahead);
    const [first] = spansOn(hours, date, calendar, part)
      .map(({ opens }) => momentAt(date, msOf(opens), hours.timeZone))
      .filter((moment) => Date.parse(moment) > now && isOpen(hours, moment, calendar, part))
      .toSorted();
    if (first !== undefined) return first;
  }
  return null;
}

function spansOn(
  { weekly = [], onHolidays }: OpeningHours,
  date: string,
  calendar: Calendar | null,
  part: string | undefined,
): readonly Span[] {
  if (onHolidays !== 'open' && calendar !== null && isHoliday(calendar, date, part)) return [];
  const weekday = weekdayOf(date);
  return weekly.filter(({ days }) => days.includes(weekday));
}
