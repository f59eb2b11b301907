/**
 * Whether a contact point works: as people have decided, as they last made sure, as it was last measured.
 * Invariant: only what works gets a case; what does not says why, wherever it is shown. domain.md 7.
 */
import { vacantFunctions } from './staffing.ts';
import type { Directory, Listed, Measured } from './types.ts';

/** domain.md 7: confirmed again every 90 days (default). */
export const STALE_AFTER_DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;

export type Standing = 'works' | 'stale' | 'unreachable' | 'vacant' | 'suspended' | 'closed';

export interface Stood {
  readonly standing: Standing;
  readonly verifiedOn: string;
  readonly stale: boolean;
  /** First moment of the day from which it counts as stale. */
  readonly staleFrom: string;
  readonly vacant: readonly string[];
  readonly measured: Measured | null;
}

/** True from the 90th day after the verification on. A day that is none counts as stale, at whatever moment. */
export function isStale(verifiedOn: string, at: string): boolean {
  const day = startOf(verifiedOn);
  return day === null || !(Date.parse(at) < day + STALE_AFTER_DAYS * DAY_MS);
}

export function staleFrom(verifiedOn: string): string {
  const day = startOf(verifiedOn);
  return day === null ? verifiedOn : new Date(day + STALE_AFTER_DAYS * DAY_MS).toISOString();
}

/** Null for what is no day, such as 30 February, which `Date.parse` would take for a day of March. */
function startOf(date: string): number | null {
  const day = Date.parse(`${date}T00:00:00.000Z`);
  return !Number.isNaN(day) && new Date(day).toISOString().slice(0, 10) === date ? day : null;
}

/** The first reason for which it does not work, in the order: closed, suspended, unreachable, vacant, stale. */
export function standingAt(
  directory: Directory,
  { point, state, verifiedOn }: Listed,
  at: string,
  /** Null: of the whole contact point, which is reachable while any of its functions is. */
  fn: string | null = null,
): Stood {
  const results = directory.measured.filter(
    (item) =>
      item.contactPoint === point.id && (fn === null || item.function === undefined || item.function === fn),
  );
  const measured = results.toSorted((left, right) => (left.at < right.at ? 1 : -1))[0] ?? null;
  const vacant = vacantFunctions(directory, point.id, at);
  const stale = isStale(verifiedOn, at);
  const unreachable = results.length > 0 && results.every(({ kind }) => kind !== 'answered');
  const standing: Standing =
    state !== 'active'
      ? state
      : unreachable
        ? 'unreachable'
        : vacant.length === point.functions.length
          ? 'vacant'
          : stale
            ? 'stale'
            : 'works';
  return { standing, verifiedOn, stale, staleFrom: staleFrom(verifiedOn), vacant, measured };
}
