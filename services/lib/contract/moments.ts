/**
 * Examples that stay valid: a string such as `@now+PT2H` or `@today-P2D` stands for a moment and is written out when
 * the example is read.
 * Invariant: no clock here, the caller says what time it is; what is no such string stays as it is. formats.md 1.
 */
import type { Json, JsonObject } from './json.ts';

const MOMENT = /^@(now|today)(?:([+-])(P.+))?$/;
const DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/;
const UNIT_MS = [7 * 24 * 3_600_000, 24 * 3_600_000, 3_600_000, 60_000, 1_000] as const;

/** `null` when it is no such duration. Months and years have no fixed length and are none. */
export function durationMs(duration: string): number | null {
  const match = DURATION.exec(duration);
  if (match === null || duration.endsWith('T') || duration === 'P') return null;
  return UNIT_MS.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}

/** Its days (a week is seven) and the milliseconds of the rest; `null` when it is no such duration. */
export function durationParts(duration: string): { readonly days: number; readonly restMs: number } | null {
  const length = durationMs(duration);
  if (length === null) return null;
  const [, weeks = 0, days = 0] = DURATION.exec(duration) ?? [];
  const whole = 7 * Number(weeks) + Number(days);
  return { days: whole, restMs: length - whole * UNIT_MS[1] };
}

/** A copy of the example with every moment written out: times in UTC with milliseconds, days as `YYYY-MM-DD`. */
export function atMoment(example: JsonObject, now: string | number | Date): JsonObject {
  const start = new Date(now).getTime();
  const write = (value: Json): Json => {
    if (typeof value === 'string') return written(value, start);
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map(write);
    return Object.fromEntries(Object.entries(value).map(([member, of]) => [member, write(of)]));
  };
  return write(example) as JsonObject;
}

function written(text: string, start: number): string {
  const match = MOMENT.exec(text);
  if (match === null) return text;
  const [, kind, sign, duration] = match;
  const length = duration === undefined ? 0 : durationMs(duration);
  if (length === null) return text;
  const moment = new Date(start + (sign === '-' ? -length : length)).toISOString();
  return kind === 'today' ? moment.slice(0, 'YYYY-MM-DD'.length) : moment;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);
