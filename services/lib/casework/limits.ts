/**
 * Time limits: ISO 8601 durations per urgency, defaults for all and other values per ordered pair (domain.md 7).
 * Invariant: data only; a limit that is not known starts no clock. Wall clock for every urgency: the business calendar
 * of the receiver, in which the table counts routine limits, comes with the duty roster.
 */
import { durationMs, transitions } from '../contract/index.ts';

export { durationMs };

const URGENCIES = ['emergency', 'urgent', 'routine'] as const;
export type Urgency = (typeof URGENCIES)[number];

export function isUrgency(value: unknown): value is Urgency {
  return URGENCIES.some((urgency) => urgency === value);
}

/** ISO 8601 duration per limit and urgency, e.g. `limits.acknowledge.emergency` = `PT1H`. */
export type Limits = Readonly<Record<string, Readonly<Partial<Record<Urgency, string>>>>>;

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
  const started = Object.entries(transitions.limits).find(
    ([, limit]) => limit.carried && limit.startedBy.some((starting) => starting === type),
  );
  return started?.[0] ?? null;
}

/** When the limit that this message starts ends, or `null` when it starts none. */
export function respondBy(limits: Limits, type: string, urgency: Urgency, now: string): string | null {
  const name = limitStartedBy(type);
  const duration = name === null ? undefined : limits[name]?.[urgency];
  const length = duration === undefined ? null : durationMs(duration);
  const start = Date.parse(now);
  if (length === null || Number.isNaN(start)) return null;
  return new Date(start + length).toISOString();
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
