/**
 * The directory as a token may see it: each contact point with its standing, and who is there; a partner's as published.
 * Invariant: what is stale, vacant, suspended or does not answer says so wherever it is shown; a field is shown to the
 * circle that may see it. domain.md 7.
 */
import {
  isStale,
  publishedStanding,
  seenBy,
  staffingOf,
  staleFrom,
  standingAt,
  type Circle,
  type Directory,
  type Listed,
} from '../../lib/directory/index.ts';
import type { Role } from '../../lib/contract/index.ts';
import type { PartnerEntry } from '../../lib/store/partner-directory.ts';
import type { Actor } from '../http/auth.ts';

/** These see every field, and where persons are told. */
const SEE_ALL: readonly Role[] = [
  'duty-officer',
  'national-focal-point',
  'directory-editor',
  'directory-confirmer',
];

export function circleFor(actor: Actor): Circle {
  return SEE_ALL.some((role) => actor.roles.has(role)) ? 'duty-desk' : 'participant';
}

export function directoryView(
  directory: Directory,
  actor: Actor,
  filter: { readonly function: string | null },
  at: string,
): readonly object[] {
  const circle = circleFor(actor);
  return directory.contactPoints
    .filter(
      ({ point }) =>
        filter.function === null || (point.functions as readonly string[]).includes(filter.function),
    )
    .map((listed) => pointView(directory, listed, circle, at));
}

function pointView(directory: Directory, listed: Listed, circle: Circle, at: string): object {
  const stood = standingAt(directory, listed, at);
  return {
    participant: null,
    id: listed.point.id,
    standing: stood.standing,
    stale: stood.stale,
    staleFrom: stood.staleFrom,
    verifiedOn: stood.verifiedOn,
    vacant: [...stood.vacant],
    reachable:
      stood.measured === null
        ? null
        : { answered: stood.measured.kind === 'answered', at: stood.measured.at },
    entry: seenBy(listed.point, circle),
    persons: persons(directory, listed, circle, at),
  };
}

function persons(directory: Directory, { point }: Listed, circle: Circle, at: string): readonly object[] {
  return directory.appointments
    .filter(({ contactPoint }) => contactPoint === point.id)
    .map((item) => {
      const { available, away } = staffingOf(directory, point.id, item.function, at);
      const gone = away.find(({ subject }) => subject === item.subject);
      return {
        appointment: item.id,
        function: item.function,
        subject: item.subject,
        rank: item.rank,
        from: item.from,
        to: item.to ?? null,
        there: available.some(({ subject }) => subject === item.subject),
        away: gone?.because ?? null,
        until: gone?.until ?? null,
        notify: circle === 'duty-desk' ? (item.notify ?? []) : null,
      };
    });
}

export function partnerView(
  entries: readonly PartnerEntry[],
  filter: { readonly function: string | null },
  at: string,
): readonly object[] {
  return entries
    .filter(
      ({ content }) =>
        filter.function === null ||
        ((content?.functions ?? []) as readonly string[]).includes(filter.function),
    )
    .map((entry) => {
      const stale = entry.content === null || isStale(entry.content.verifiedOn, at);
      return {
        participant: entry.participant,
        id: entry.key,
        standing: publishedStanding(entry, at),
        stale,
        staleFrom: entry.content === null ? null : staleFrom(entry.content.verifiedOn),
        verifiedOn: entry.content?.verifiedOn ?? null,
        vacant: entry.content?.vacant ?? [],
        reachable: null,
        entry: entry.content,
        persons: [],
      };
    });
}

export function dutyView(directory: Directory, at: string): readonly object[] {
  return directory.contactPoints
    .filter(({ state }) => state !== 'closed')
    .flatMap((listed) =>
      listed.point.functions.map((fn) => {
        const { available, away } = staffingOf(directory, listed.point.id, fn, at);
        return {
          contactPoint: listed.point.id,
          function: fn,
          standing: standingAt(directory, listed, at, fn).standing,
          there: available.map(({ subject, rank }) => ({ subject, rank })),
          away: away.map(({ subject, rank, because, until }) => ({ subject, rank, because, until })),
        };
      }),
    );
}
