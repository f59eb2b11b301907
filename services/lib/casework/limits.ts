/**
 * Time limits: ISO 8601 durations per urgency, defaults for all and other values per ordered pair (domain.md 7).
 * Invariant: data only; a limit that is not known starts no clock. Where the table says `business`, days are working days
 * of the participant who has to act; where its calendar is not known, the wall clock, which ends earlier (decision 0023).
 */
import { durationMs, operationByType, transitions, type Limit } from '../contract/index.ts';
import { type Calendar, businessDue } from '../directory/calendar.ts';
import { otherSide, type Side } from './types.ts';

export { durationMs };

const URGENCIES = ['emergency', 'urgent', 'routine'] as const;
export type Urgency = (typeof URGENCIES)[number];

export function isUrgency(value: unknown): value is Urgency {
  return URGENCIES.some((urgency) => urgency === value);
}

/** ISO 8601 duration per limit and urgency, e.g. `limits.acknowledge.emergency` = `PT1H`. */
export type Limits = Readonly<Record<string, Readonly<Partial<Record<Urgency, string>>>>>;

/** The business calendar of a participant; `null`: it is not known here. */
export type CalendarOf = (participant: string) => Calendar | null;

/** By ordered pair `<from>.<to>`; what a pair does not name keeps its default. */
export type LimitOverrides = ReadonlyMap<string, Limits>;

/** Kept by the participant itself and in no message: how long an office may think before somebody else is asked. */
export const TASK_LIMIT = 'answer-task';
/** Ours: a task has to leave time to ask another office within the limit of the decision. */
const TASK_DURATIONS = { emergency: 'PT1H', urgent: 'PT4H', routine: 'P1D' } as const;

export const defaultLimits: Limits = {
  ...Object.fromEntries(Object.entries(transitions.limits).map(([name, limit]) => [name, limit.duration])),
  [TASK_LIMIT]: TASK_DURATIONS,
};

export function limitsFor(defaults: Limits, overrides: LimitOverrides, from: string, to: string): Limits {
  const own = overrides.get(`${from}.${to}`) ?? {};
  return Object.fromEntries(
    Object.entries(defaults).map(([name, durations]) => [name, { ...durations, ...own[name] }]),
  );
}

/** Name of the limit whose end a message of this type carries as `respondBy`. */
export function limitStartedBy(type: string): string | null {
  return carriedBy(type)?.[0] ?? null;
}

function carriedBy(type: string): readonly [string, Limit] | null {
  return (
    Object.entries(transitions.limits).find(
      ([, limit]) => limit.carried && limit.startedBy.some((starting) => starting === type),
    ) ?? null
  );
}

/** Who starts a limit, and what is known of the calendars of both ends. */
export interface Ends {
  readonly side: Side;
  /** Participants: who refers, and who is asked. */
  readonly from: string;
  readonly to: string;
  readonly calendarOf: CalendarOf;
}

/** When the limit that this message starts ends, or `null` when it starts none. Without `ends` by the wall clock. */
export function respondBy(
  limits: Limits,
  type: string,
  urgency: Urgency,
  now: string,
  ends?: Ends,
): string | null {
  const started = carriedBy(type);
  if (started === null) return null;
  const [name, limit] = started;
  const duration = limits[name]?.[urgency];
  const length = duration === undefined ? null : durationMs(duration);
  const start = Date.parse(now);
  if (duration === undefined || length === null || Number.isNaN(start)) return null;
  const calendar = ends === undefined ? null : calendarFor(limit, urgency, ends);
  return calendar === null ? new Date(start + length).toISOString() : businessDue(calendar, now, duration);
}

function calendarFor(limit: Limit, urgency: Urgency, { side, from, to, calendarOf }: Ends): Calendar | null {
  if (limit.calendar[urgency] !== 'business') return null;
  return calendarOf(actsOn(limit, side) === 'sender' ? from : to);
}

/** Side that has to act: the other one wherever it can send what meets the limit, else the one that started it. */
export function actsOn({ metBy }: Pick<Limit, 'metBy'>, startedBy: Side): Side {
  const other = otherSide(startedBy);
  const sides = metBy.map((type) => operationByType(type)?.side);
  return sides.some((side) => side === 'either' || side === other) ? other : startedBy;
}

export type LimitsFile =
  | { readonly ok: true; readonly overrides: LimitOverrides }
  | { readonly ok: false; readonly problems: readonly string[] };

const PAIR = /^[a-z][a-z0-9]{1,15}\.[a-z][a-z0-9]{1,15}$/;

/** TRM_LIMITS_FILE, parsed: `{"al.rs":{"acknowledge":{"emergency":"PT30M"}}}`. All problems at once. */
export function readLimits(value: unknown): LimitsFile {
  if (!isRecord(value)) return { ok: false, problems: ['the limits file is not a JSON object'] };
  const problems: string[] = [];
  const overrides = new Map<string, Limits>();
  for (const [pair, limits] of Object.entries(value)) {
    if (!PAIR.test(pair) || !isRecord(limits)) {
      problems.push(`${pair}: not the limits of an ordered pair`);
      continue;
    }
    const own = Object.entries(limits).map(
      ([name, durations]): [string, Partial<Record<Urgency, string>>] => {
        if (defaultLimits[name] !== undefined && isRecord(durations))
          return [name, readDurations(durations, `${pair}.${name}`, problems)];
        problems.push(`${pair}.${name}: not a limit`);
        return [name, {}];
      },
    );
    overrides.set(pair, Object.fromEntries(own));
  }
  return problems.length === 0 ? { ok: true, overrides } : { ok: false, problems };
}

function readDurations(
  durations: Readonly<Record<string, unknown>>,
  place: string,
  problems: string[],
): Partial<Record<Urgency, string>> {
  const read: Partial<Record<Urgency, string>> = {};
  for (const [urgency, duration] of Object.entries(durations)) {
    const known = URGENCIES.find((item) => item === urgency);
    if (known !== undefined && typeof duration === 'string' && durationMs(duration) !== null)
      read[known] = duration;
    else problems.push(`${place}.${urgency}: not a duration of an urgency`);
  }
  return read;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
