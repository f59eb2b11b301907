/**
 * Time zones and their distance from UTC.
 * Invariant: pure, the moment is an argument; a zone that does not exist is never an exception.
 * HSDS 3.0, schedule (timezone is a number, opens_at carries an offset).
 */

const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;
const MONTHS = 12;
const MINUTES_PER_HOUR = 60;
/** Zones `Etc/GMT…` reach so far. */
const WEST_HOURS = -12;
const EAST_HOURS = 14;

/** Minutes east of UTC; null for a zone or a moment that is none. */
export function offsetOf(zone: string, at: string): number | null {
  const format = formatOf(zone);
  const time = Date.parse(at);
  return format === null || Number.isNaN(time) ? null : offsetAt(format, time);
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  if (!NAME.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}

function offsetAt(format: Intl.DateTimeFormat, time: number): number | null {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName');
  return minutesIn(name?.value.replace('GMT', '') ?? '');
}

/** `+01:00`, `-0530`, `+02`, `Z` or nothing; null for another text. */
export function minutesIn(text: string): number | null {
  if (text === '' || text === 'Z') return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  if (sign === undefined) return null;
  const distance = Number(hours) * MINUTES_PER_HOUR + Number(minutes);
  return sign === '-' ? 0 - distance : distance;
}

export function offsetText(minutes: number): string {
  const two = (count: number): string => String(count).padStart(2, '0');
  const distance = Math.abs(minutes);
  const hours = Math.floor(distance / MINUTES_PER_HOUR);
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(distance % MINUTES_PER_HOUR)}`;
}

/** Every distance that the zone has in the year of this day; empty for a zone that does not exist. */
export function offsetsIn(zone: string, day: string): ReadonlySet<number> {
  const format = formatOf(zone);
  const year = Number(day.slice(0, 4));
  if (format === null || !Number.isInteger(year)) return new Set();
  const times = Array.from({ length: MONTHS }, (_, month) => [
    Date.UTC(year, month, 1, 12),
    Date.UTC(year, month, 15, 12),
  ]).flat();
  return new Set(times.flatMap((time) => offsetAt(format, time) ?? []));
}

/** A zone without summer time; null where none is at this distance. */
export function fixedZone(minutes: number): string | null {
  if (minutes === 0) return 'UTC';
  const hours = minutes / MINUTES_PER_HOUR;
  if (!Number.isInteger(hours) || hours < WEST_HOURS || hours > EAST_HOURS) return null;
  // POSIX counts west of Greenwich as positive.
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}
