/**
 * The business calendar of a participant: its time zone, the days on which its offices work, limits counted in them.
 * Invariant: pure; a holiday of a part of the territory, or of one religious community, shuts no office elsewhere, so a
 * limit errs on the side of ending early. domain.md 7; decision 0023.
 */
import { durationParts, validateCalendar } from '../contract/index.ts';
import {
  addDays,
  isTimeZone,
  type LocalTime,
  localTime,
  momentAt,
  msOf,
  type Weekday,
  weekdayOf,
} from './local-time.ts';

export interface Holiday {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly name: string;
  /** Part of the territory, ISO 3166-2; absent: everywhere. */
  readonly scope?: string;
  /** Only members of a religious community have the day off. */
  readonly communityOnly?: true;
  readonly moonSighting?: true;
  readonly source: string;
  readonly confirmed: boolean;
}

export interface Calendar {
  /** Participant. */
  readonly id: string;
  readonly version: number;
  readonly asOf: string;
  readonly timeZone: string;
  readonly workingDays: readonly Weekday[];
  readonly workingHours?: { readonly opens: string; readonly closes: string };
  readonly holidays: readonly Holiday[];
}

/** The participant's own; null: none is known, so days are counted by the clock on the wall. */
export function ownCalendar({
  participant,
  limits,
}: {
  readonly participant: string;
  readonly limits: { readonly calendars: ReadonlyMap<string, Calendar> };
}): Calendar | null {
  return limits.calendars.get(participant) ?? null;
}

/** `pointer` is a JSON pointer into the value; neither member ever holds a submitted value. */
export interface CalendarFault {
  readonly pointer: string;
  readonly code: string;
}

export type CalendarReading =
  | { readonly ok: true; readonly value: Calendar }
  | { readonly ok: false; readonly errors: readonly CalendarFault[] };

/** @param value parsed JSON of a `calendar.json`, written by an operator */
export function readCalendar(value: unknown): CalendarReading {
  const form = validateCalendar(value);
  if (!form.ok) return form;
  const calendar = value as Calendar;
  const errors: CalendarFault[] = [];
  if (!isTimeZone(calendar.timeZone)) errors.push({ pointer: '/timeZone', code: 'time-zone-unknown' });
  const { workingHours } = calendar;
  if (workingHours !== undefined && msOf(workingHours.opens) >= msOf(workingHours.closes))
    errors.push({ pointer: '/workingHours/closes', code: 'closes-before-it-opens' });
  return errors.length === 0 ? { ok: true, value: calendar } : { ok: false, errors };
}

/** @param part part of the territory that is asked about, ISO 3166-2; without it only what holds everywhere counts */
export function isHoliday(calendar: Calendar, date: string, part?: string): boolean {
  return calendar.holidays.some(
    (holiday) => holiday.date === date && shuts(holiday) && (holiday.scope ?? part) === part,
  );
}

/** @throws RangeError for what is no moment */
export function isWorkingDay(calendar: Calendar, at: string, part?: string): boolean {
  const { date } = localTime(at, calendar.timeZone);
  return worksOn(calendar, date) && !isHoliday(calendar, date, part);
}

/**
 * When a limit ends that begins at `from`. Days (a week is seven) are working days: the same local time on the n-th
 * working day after, and what is left of the duration on top by the clock. What begins on no working day, or outside the
 * working hours where the calendar has some, begins when work does; without a day in it the duration is wall clock alone.
 * @throws RangeError for what is no moment or no duration
 */
export function businessDue(calendar: Calendar, from: string, duration: string): string {
  const parts = durationParts(duration);
  const start = Date.parse(from);
  if (parts === null || Number.isNaN(start)) throw new RangeError('business calendar: no moment or duration');
  const { days, restMs } = parts;
  if (days === 0) return new Date(start + restMs).toISOString();
  const shut = new Set(calendar.holidays.filter(isEverywhere).map(({ date }) => date));
  const isWorking = (date: string): boolean => worksOn(calendar, date) && !shut.has(date);
  const begin = atWork(calendar, localTime(from, calendar.timeZone), isWorking);
  let { date } = begin;
  for (let left = days; left > 0; left -= 1) date = workingDayFrom(addDays(date, 1), isWorking);
  const due = momentAt(date, begin.ms, calendar.timeZone);
  return new Date(Date.parse(due) + restMs).toISOString();
}

/** The local time itself when people are at work then, else when they next are. */
function atWork(
  { workingHours }: Calendar,
  { date, ms }: LocalTime,
  isWorking: (date: string) => boolean,
): { readonly date: string; readonly ms: number } {
  const opens = workingHours === undefined ? 0 : msOf(workingHours.opens);
  const closes = msOf(workingHours?.closes ?? '24:00');
  if (isWorking(date) && ms < closes) return { date, ms: Math.max(ms, opens) };
  return { date: workingDayFrom(addDays(date, 1), isWorking), ms: opens };
}

/** This day, or the next one on which people work. The list of holidays ends, so there is one. */
function workingDayFrom(date: string, isWorking: (date: string) => boolean): string {
  let day = date;
  while (!isWorking(day)) day = addDays(day, 1);
  return day;
}

function worksOn({ workingDays }: Calendar, date: string): boolean {
  return workingDays.includes(weekdayOf(date));
}

function shuts({ communityOnly }: Holiday): boolean {
  return communityOnly !== true;
}

function isEverywhere(holiday: Holiday): boolean {
  return shuts(holiday) && holiday.scope === undefined;
}
