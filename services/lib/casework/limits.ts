/**
 * Time limits: ISO 8601 durations per urgency, defaults for all and other values per ordered pair (domain.md 7).
 * Invariant: data only; a limit that is not known starts no clock. Wall clock for every urgency: the business calendar
 * of the receiver, which routine limits count in, comes with the duty roster.
 */
export type LimitName = 'acknowledge' | 'decide';
export type Urgency = 'emergency' | 'urgent' | 'routine';

/** ISO 8601 durations of weeks, days, hours, minutes and seconds. */
export type Limits = Readonly<Record<LimitName, Readonly<Record<Urgency, string>>>>;

export type LimitOverrides = ReadonlyMap<string, Partial<Record<LimitName, Partial<Record<Urgency, string>>>>>;

const NAMES: readonly LimitName[] = ['acknowledge', 'decide'];
const URGENCIES: readonly Urgency[] = ['emergency', 'urgent', 'routine'];

const DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/;
const UNIT_MS = [7 * 24 * 3_600_000, 24 * 3_600_000, 3_600_000, 60_000, 1_000] as const;

/** `null` when it is no such duration. Months and years have no fixed length and are none. */
export function durationMs(duration: string): number | null {
  const match = DURATION.exec(duration);
  if (match === null || duration.endsWith('T') || duration === 'P') return null;
  return UNIT_MS.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}

export function limitsFor(defaults: Limits, overrides: LimitOverrides, from: string, to: string): Limits {
  const own = overrides.get(`${from}.${to}`);
  if (own === undefined) return defaults;
  return {
    acknowledge: { ...defaults.acknowledge, ...own.acknowledge },
    decide: { ...defaults.decide, ...own.decide },
  };
}

/** When the limit ends, or `null` when there is none for this urgency. */
export function respondBy(limits: Limits, name: LimitName, urgency: string, now: string): string | null {
  const known = URGENCIES.find((item) => item === urgency);
  const duration = known === undefined ? null : durationMs(limits[name][known]);
  const start = Date.parse(now);
  if (duration === null || Number.isNaN(start)) return null;
  return new Date(start + duration).toISOString();
}

export type LimitsFile =
  | { readonly ok: true; readonly overrides: LimitOverrides }
  | { readonly ok: false; readonly problems: readonly string[] };

/** TRM_LIMITS_FILE, parsed: `{"al.rs":{"acknowledge":{"emergency":"PT30M"}}}`. */
export function readLimits(value: unknown): LimitsFile {
  const problems: string[] = [];
  const overrides = new Map<string, Partial<Record<LimitName, Partial<Record<Urgency, string>>>>>();
  if (!isRecord(value)) return { ok: false, problems: ['the limits file is not a JSON object'] };
  for (const [pair, limits] of Object.entries(value)) {
    if (!/^[a-z][a-z0-9]{1,15}\.[a-z][a-z0-9]{1,15}$/.test(pair)) problems.push(`${pair}: not an ordered pair`);
    const own: Partial<Record<LimitName, Partial<Record<Urgency, string>>>> = {};
    for (const [name, durations] of Object.entries(isRecord(limits) ? limits : { [pair]: limits })) {
      const known = NAMES.find((item) => item === name);
      if (known === undefined || !isRecord(durations)) problems.push(`${pair}.${name}: not a limit`);
      else own[known] = readDurations(durations, `${pair}.${name}`, problems);
    }
    overrides.set(pair, own);
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
    if (known === undefined || typeof duration !== 'string' || durationMs(duration) === null)
      problems.push(`${place}.${urgency}: not a duration`);
    else read[known] = duration;
  }
  return read;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
