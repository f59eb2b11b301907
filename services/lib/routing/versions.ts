// The versions of a participant's pack, and which of them counted at a moment.
// Invariant: pure; the same versions and moment give the same pack, and an edit leaves the answers of the past alone.
// domain.md 7 (data, versioned, dated; re-runnable as of any past moment), formats.md 8.
import { readPack, type ReadingFault } from './read.ts';
import { instantOf, RoutingError } from './route.ts';
import type { Pack } from './types.ts';

/** The current pack first, then the earlier ones, latest first. */
export type PackVersions = readonly [current: Pack, ...earlier: Pack[]];

export type PacksReading =
  | { readonly ok: true; readonly value: PackVersions }
  | { readonly ok: false; readonly file: string; readonly errors: readonly ReadingFault[] };

const CURRENT = 'pack.json';
const EARLIER = /^pack-([1-9][0-9]{0,9})\.json$/;

/**
 * The latest version whose `asOf` is not after the moment; before the first of them, the first.
 * @throws RoutingError when the moment, or the date of a pack, is no moment in time.
 */
export function packAsOf(packs: PackVersions, moment: string): Pack {
  const at = instantOf(moment);
  if (at === null) throw new RoutingError('as-of', 'asOf is neither a date nor a UTC time');
  const [current, ...earlier] = packs;
  const latestFirst = [current, ...earlier].sort((a, b) => b.version - a.version);
  return latestFirst.find((pack) => dayOf(pack) <= at) ?? latestFirst.at(-1) ?? current;
}

/**
 * Takes `pack.json` and, beside it, the earlier versions `pack-<version>.json`.
 * @param names file names of the folder; others than these are left alone
 * @param jsonOf parsed JSON of one of them
 */
export function readPacks(names: readonly string[], jsonOf: (name: string) => unknown): PacksReading {
  const current = readPack(jsonOf(CURRENT));
  if (!current.ok) return { ok: false, file: CURRENT, errors: current.errors };
  const earlier: Pack[] = [];
  for (const name of names) {
    const said = EARLIER.exec(name)?.[1];
    if (said === undefined) continue;
    const reading = readPack(jsonOf(name));
    if (!reading.ok) return { ok: false, file: name, errors: reading.errors };
    const errors = misplaced(reading.value, Number(said), current.value);
    if (errors.length > 0) return { ok: false, file: name, errors };
    earlier.push(reading.value);
  }
  earlier.sort((a, b) => b.version - a.version);
  return { ok: true, value: [current.value, ...earlier] };
}

function misplaced(pack: Pack, said: number, current: Pack): readonly ReadingFault[] {
  const errors: ReadingFault[] = [];
  if (pack.id !== current.id) errors.push({ pointer: '/id', code: 'pack-other' });
  // The name says the version, so that two files cannot both claim to be the same one.
  if (pack.version !== said) errors.push({ pointer: '/version', code: 'version-other' });
  if (pack.version >= current.version) errors.push({ pointer: '/version', code: 'version-not-earlier' });
  return errors;
}

function dayOf(pack: Pack): number {
  const ms = instantOf(pack.asOf);
  if (ms === null) throw new RoutingError('pack', 'a pack has an asOf that is no date');
  return ms;
}
