/**
 * Local time of a time zone, and the moment that a local time stands for.
 * Invariant: pure; what a zone does at a change of its clock comes from Intl. A local time that the change leaves out
 * stands for the moment of the change, one that comes twice for the first time that it comes. domain.md 7.
 */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface LocalTime {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly weekday: Weekday;
  /** What the clock on the wall shows, in milliseconds since midnight. */
  readonly ms: number;
}

export const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_FIRST = 3;

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError for what is no moment or no time zone */
export function localTime(at: string, timeZone: string): LocalTime {
  const instant = momentOf(at);
  const wall = instant + offsetAt(instant, timeZone);
  const day = Math.floor(wall / DAY_MS);
  const date = dateOf(day);
  return { date, weekday: weekdayOf(date), ms: wall - day * DAY_MS };
}

/** `ms` since midnight by the clock on the wall; DAY_MS is the midnight at the end. ISO 8601 UTC. */
export function momentAt(date: string, ms: number, timeZone: string): string {
  const wall = momentOf(`${date}T00:00:00.000Z`) + ms;
  // A change of the clock that matters lies less than a day away.
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  const earliest = wall - Math.max(before, after);
  const latest = wall - Math.min(before, after);
  const found = [earliest, latest].find((instant) => instant + offsetAt(instant, timeZone) === wall);
  return new Date(found ?? changeBetween(earliest, latest, timeZone)).toISOString();
}

/** The day so many days later. */
export function addDays(date: string, days: number): string {
  return dateOf(dayOf(date) + days);
}

export function weekdayOf(date: string): Weekday {
  const index = (((dayOf(date) + WEEKDAY_OF_FIRST) % 7) + 7) % 7;
  return WEEKDAYS[index] as Weekday;
}

/** Milliseconds since midnight of a time HH:MM; 24:00 is the end of the day. */
export function msOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** Days since 1970. */
function dayOf(date: string): number {
  return momentOf(`${date}T00:00:00.000Z`) / DAY_MS;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function momentOf(at: string): number {
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) throw new RangeError('local time: not a moment');
  return instant;
}

/** The first moment after a clock was put forward; before it lies `from`, not before it `to`. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(from, timeZone);
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** What is added to UTC at this moment. */
function offsetAt(instant: number, timeZone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}

/** Making one is slow; there are no more of them than zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
