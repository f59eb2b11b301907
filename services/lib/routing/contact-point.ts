/**
 * From the competent office to a contact point of it that works and fits; where none works, to the coordinator.
 * Invariant: what is stale, suspended, vacant or does not answer gets nothing in silence: it is passed over, and said why.
 * Same pack, case, directory and moment: same answer. domain.md 7.
 */
import type { Calendar } from '../directory/calendar.ts';
import { isOpen } from '../directory/opening-hours.ts';
import { type Directory, firstThere, type Listed, staffingOf, standingAt } from '../directory/index.ts';
import { route } from './route.ts';
import type { Chosen, Pack, Route, RoutingCase } from './types.ts';

export interface PointBecause {
  /** `open` and `languages` choose between contact points that fit; they keep none from fitting. */
  readonly fact: 'standing' | 'staffed' | 'open' | 'ageBand' | 'sex' | 'jurisdiction' | 'languages';
  readonly value: readonly string[];
  readonly wanted: readonly string[];
  readonly holds: boolean;
}

export interface ConsideredPoint {
  readonly contactPoint: string;
  /** Every entry of `because` holds, but that of the languages: they only say who is asked first. */
  readonly fits: boolean;
  readonly because: readonly PointBecause[];
}

/** An office that is competent and has no contact point that works and fits. */
export interface Bypassed {
  readonly office: string;
  readonly function: string;
  readonly considered: readonly ConsideredPoint[];
}

export interface RoutedCase extends Route {
  /** Null: the directory lists none for this office and function, or none of them works. */
  readonly contactPoint: string | null;
  /** `sub` of who is there now and is asked first; null: nobody is known. */
  readonly asked: string | null;
  readonly considered: readonly ConsideredPoint[];
  readonly bypassed: readonly Bypassed[];
}

/** `directory` null: none is kept, so the office alone is chosen. */
export function routeToPoint(
  pack: Pack,
  kase: RoutingCase,
  asOf: string,
  directory: Directory | null,
  calendar: Calendar | null = null,
): RoutedCase {
  const ruled = route(pack, kase, asOf);
  const routed =
    directory === null
      ? ruled
      : {
          ...ruled,
          unmet: ruled.unmet.filter(({ service }) => !isGiven(directory, service, kase, ruled.asOf)),
        };
  const { chosen, asOf: at } = routed;
  const nothing = { contactPoint: null, asked: null, considered: [], bypassed: [] };
  if (chosen === null || directory === null) return { ...routed, ...nothing };
  const found = choosePoint(directory, chosen, kase, at, calendar);
  if (found.contactPoint !== null || found.considered.length === 0)
    return { ...routed, ...found, bypassed: [] };
  const bypassed = [{ office: chosen.office, function: chosen.function, considered: found.considered }];
  const { office, function: fn } = pack.fallback;
  if ((office === chosen.office && fn === chosen.function) || kase.exclude?.includes(office))
    return { ...routed, ...found, bypassed };
  const instead: Chosen = { office, function: fn, rule: null };
  const next = choosePoint(directory, instead, kase, at, calendar);
  return { ...routed, chosen: instead, fallback: true, ...next, bypassed };
}

/** A contact point that works gives the service to these persons, whatever the pack says of its offices. */
function isGiven(directory: Directory, service: string, kase: RoutingCase, at: string): boolean {
  return directory.contactPoints
    .filter(({ point }) => (point.services as readonly string[] | undefined)?.includes(service) === true)
    .some((listed) => listed.point.functions.some((fn) => judge(directory, listed, fn, kase, at, null).fits));
}

export type Choice = Pick<RoutedCase, 'contactPoint' | 'asked' | 'considered'>;

/** The contact point of one office and function that gets a case. */
export function choosePoint(
  directory: Directory,
  { office, function: fn }: Chosen,
  kase: RoutingCase,
  at: string,
  calendar: Calendar | null = null,
): Choice {
  const known = directory.contactPoints.filter(
    ({ point }) => point.office === office && point.functions.includes(fn),
  );
  // What has closed is of interest only where nothing has come in its place: the office is then not reached either.
  const open = known.filter(({ state }) => state !== 'closed');
  const listed = open.length > 0 ? open : known;
  const judged = listed
    .map((item) => ({ item, judgement: judge(directory, item, fn, kase, at, calendar) }))
    .sort((left, right) => (left.item.point.id < right.item.point.id ? -1 : 1));
  const considered = judged.map(({ judgement }) => judgement);
  const speaks = ({ point }: Listed): boolean => isSpoken(point.languages ?? [], kase.languages ?? []);
  const fitting = judged.filter(({ judgement }) => judgement.fits).map(({ item }) => item);
  // Whoever speaks the person's language is asked first; that nobody does is no reason to ask nobody.
  const isOpenNow = ({ point }: Listed): boolean => isOpen(point.hours, at, calendar);
  // What does not wait for the morning goes first where somebody is there now.
  const atOnce = (kase.urgency ?? []).some((urgency) => urgency !== 'routine');
  const preferred = atOnce && fitting.some(isOpenNow) ? fitting.filter(isOpenNow) : fitting;
  const chosen = preferred.find(speaks) ?? preferred[0];
  if (chosen === undefined) return { contactPoint: null, asked: null, considered };
  const asked = firstThere(directory, chosen.point.id, fn, at)?.subject ?? null;
  return { contactPoint: chosen.point.id, asked, considered };
}

function judge(
  directory: Directory,
  listed: Listed,
  fn: string,
  kase: RoutingCase,
  at: string,
  calendar: Calendar | null,
): ConsideredPoint {
  const { point } = listed;
  const { standing } = standingAt(directory, listed, at, fn);
  const staffed = staffingOf(directory, point.id, fn, at).available.map(({ subject }) => subject);
  const serves = (
    fact: PointBecause['fact'],
    value: readonly string[] | undefined,
    wanted: readonly string[] | undefined,
  ): readonly PointBecause[] =>
    wanted === undefined || wanted.length === 0 || value === undefined || value.length === 0
      ? []
      : [
          {
            fact,
            value: [...value],
            wanted: [...wanted],
            // A group goes together: it must take every one of them.
            holds:
              fact === 'languages' ? isSpoken(wanted, value) : value.every((code) => wanted.includes(code)),
          },
        ];
  const because: readonly PointBecause[] = [
    { fact: 'standing', value: [standing], wanted: ['works'], holds: standing === 'works' },
    { fact: 'staffed', value: [String(staffed.length)], wanted: [], holds: staffed.length > 0 },
    {
      fact: 'open',
      value: [isOpen(point.hours, at, calendar) ? 'open' : 'closed'],
      wanted: ['open'],
      holds: isOpen(point.hours, at, calendar),
    },
    ...serves('ageBand', kase.ageBand, point.ageBands),
    ...serves('sex', kase.sex, point.sexes),
    ...serves('jurisdiction', kase.jurisdiction, point.jurisdictions),
    ...serves('languages', kase.languages, point.languages),
  ];
  const fits = because.every(({ fact, holds }) => holds || fact === 'languages' || fact === 'open');
  return { contactPoint: point.id, fits, because };
}

/** Is any of the languages spoken there? Whoever speaks one speaks it in whatever script it is written. */
function isSpoken(there: readonly string[], wanted: readonly string[]): boolean {
  const spoken = there.map(withoutScript);
  return wanted.some((code) => spoken.includes(withoutScript(code)));
}

function withoutScript(language: string): string {
  return language.split('-')[0] ?? language;
}
