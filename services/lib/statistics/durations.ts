/**
 * Lengths of time as figures: whole seconds, middle values, and how they are written.
 * Invariant: no value is invented: nothing from an empty list, no ninth decile from a few.
 */
import { P90_LEAST } from './definitions.ts';

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** The clocks of two participants differ a little: what seems to end before it began took no time. */
export function secondsOf(ms: number): number {
  return Math.max(0, Math.round(ms / SECOND_MS));
}

export interface Spread {
  readonly median: number | null;
  readonly p90: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const size = sorted.length;
  const low = sorted[Math.ceil(size / 2) - 1];
  const high = sorted[Math.floor(size / 2)];
  return {
    median: low === undefined || high === undefined ? null : Math.round((low + high) / 2),
    p90: size < P90_LEAST ? null : (sorted[Math.ceil(size * 0.9) - 1] ?? null),
    min: sorted[0] ?? null,
    max: sorted.at(-1) ?? null,
  };
}

/** ISO 8601, days and below. */
export function isoDuration(seconds: number): string {
  const days = Math.floor(seconds / DAY_S);
  const parts = [
    [Math.floor((seconds % DAY_S) / HOUR_S), 'H'],
    [Math.floor((seconds % HOUR_S) / MINUTE_S), 'M'],
    [seconds % MINUTE_S, 'S'],
  ] as const;
  const time = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('');
  if (days === 0) return time === '' ? 'PT0S' : `PT${time}`;
  return `P${days}D${time === '' ? '' : `T${time}`}`;
}
