/**
 * The period that figures are asked for: a month, or two moments; the last full calendar month when nothing is said.
 * Invariant: UTC, `from` before `to`, at most MOST_DAYS, and not wholly in the future.
 */
import type { Period } from './types.ts';

const DAY_MS = 24 * 3_600_000;
/** A leap year. */
export const MOST_DAYS = 366;

export interface AskedPeriod {
  readonly month: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export type PeriodReading =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly member: keyof AskedPeriod; readonly code: 'format' | 'range' };

export const MONTH_PATTERN = '^\\d{4}-(0[1-9]|1[0-2])$';
export const MOMENT_PATTERN = '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?Z)?$';

/** `now`: ISO 8601. */
export function readPeriod({ month, from, to }: AskedPeriod, now: string): PeriodReading {
  if (from === null && to === null) {
    const asked = month ?? monthBefore(now);
    const period = new RegExp(MONTH_PATTERN).test(asked) ? monthOf(asked) : null;
    return period === null ? { ok: false, member: 'month', code: 'format' } : inRange(period, now, 'month');
  }
  if (month !== null) return { ok: false, member: 'month', code: 'range' };
  const [start, end] = [momentOf(from), momentOf(to)];
  if (start === null) return { ok: false, member: 'from', code: 'format' };
  if (end === null) return { ok: false, member: 'to', code: 'format' };
  return inRange({ from: start, to: end }, now, 'from');
}

function inRange(period: Period, now: string, member: keyof AskedPeriod): PeriodReading {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  if (from >= Date.parse(now)) return { ok: false, member, code: 'range' };
  return to > from && to - from <= MOST_DAYS * DAY_MS
    ? { ok: true, period }
    : { ok: false, member: member === 'from' ? 'to' : member, code: 'range' };
}

function monthOf(month: string): Period | null {
  const from = new Date(`${month}-01T00:00:00.000Z`);
  if (Number.isNaN(from.getTime())) return null;
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + 1);
  return { from: from.toISOString(), to: to.toISOString() };
}

function monthBefore(now: string): string {
  const first = new Date(`${now.slice(0, 'YYYY-MM'.length)}-01T00:00:00.000Z`);
  first.setUTCMonth(first.getUTCMonth() - 1);
  return first.toISOString().slice(0, 'YYYY-MM'.length);
}

function momentOf(text: string | null): string | null {
  if (text === null || !new RegExp(MOMENT_PATTERN).test(text)) return null;
  const time = new Date(text.includes('T') ? text : `${text}T00:00:00.000Z`);
  // A day that does not exist would become another one.
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== text.slice(0, 10)
    ? null
    : time.toISOString();
}
