/**
 * Age bands to the youngest and the oldest who are served, and back.
 * Invariant: a range is written only where it says no more than the bands do; a band that is read overlaps the range.
 * HSDS 3.0, service (minimum_age, maximum_age); CTDC codebook v2, ageBroad.
 */
import { codeList } from '../contract/index.ts';

export interface AgeRange {
  readonly minimum: number | null;
  readonly maximum: number | null;
}

interface Band {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

const ADULT = { code: 'adult', from: 18, to: Number.POSITIVE_INFINITY } as const;
/** From here on a highest age means that there is none: directories write 99, 100 or 120. */
const NO_OLDEST = 99;
const OLDEST = 150;

const bands: readonly Band[] = codeList('age-band').codes.flatMap(({ code }) => {
  const [, from, to] = /^(\d+)-(\d+|plus)$/.exec(code) ?? [];
  if (from === undefined) return [];
  return [{ code, from: Number(from), to: to === 'plus' ? Number.POSITIVE_INFINITY : Number(to) }];
});

/** Null where the bands leave a gap between them, or none of them is a span of years. */
export function rangeOf(codes: readonly string[]): AgeRange | null {
  const spans = [...bands, ADULT]
    .filter(({ code }) => codes.includes(code))
    .sort((left, right) => left.from - right.from);
  const [first] = spans;
  if (first === undefined) return null;
  let end = first.to;
  for (const span of spans) {
    if (span.from > end + 1) return null;
    end = Math.max(end, span.to);
  }
  return { minimum: first.from, maximum: Number.isFinite(end) ? end : null };
}

export interface ReadBands {
  /** Empty: every age. */
  readonly codes: readonly string[];
  /** A band reaches beyond the range. */
  readonly widened: boolean;
}

/** Null for a range that is none. */
export function bandsOf({ minimum, maximum }: AgeRange): ReadBands | null {
  const from = minimum ?? 0;
  const to = maximum === null || maximum >= NO_OLDEST ? Number.POSITIVE_INFINITY : maximum;
  if (!Number.isFinite(from) || from < 0 || from > OLDEST || Number.isNaN(to) || to < from) return null;
  if (from === 0 && to === Number.POSITIVE_INFINITY) return { codes: [], widened: false };
  const overlapping = bands.filter((band) => band.from <= to && from <= band.to);
  const adults = from <= ADULT.from && to === ADULT.to ? [ADULT.code] : [];
  return {
    codes: [...overlapping.map(({ code }) => code), ...adults],
    widened: overlapping.some((band) => band.from < from || band.to > to),
  };
}
