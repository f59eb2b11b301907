/**
 * Days and times of guards. Invariant: pure, in UTC; what cannot be read as a day or time is a value of its own, never an
 * exception.
 */
const DAY_MS = 24 * 3_600_000;

/** The day of the person who signs can be ahead of UTC: the participants keep UTC+1, in summer UTC+2. */
const LOCAL_DAY_AHEAD_MS = 2 * 3_600_000;

/** `on` is a date, `at` a time; unreadable counts as in the future. */
export function inFuture(on: string | null, at: string): boolean {
  const instant = Date.parse(at);
  if (on === null || Number.isNaN(instant)) return true;
  const latest = new Date(instant + LOCAL_DAY_AHEAD_MS).toISOString();
  return on.slice(0, 10) > latest.slice(0, 10);
}

/** Whole days from the one day to the other, negative when the other is earlier; NaN where one is none. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS;
}

export function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}
