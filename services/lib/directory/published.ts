/**
 * What of a contact point everyone on the exchange may see: decided field by field, never the address.
 * Invariant: a field leaves the participant only if its confidentiality says `exchange`; channels and address are for
 * the own participant where nothing is said. domain.md 7.
 */
import type { DirectoryEntryConfirmedContentV1 } from '../contract/index.ts';
import { isStale, type Standing, standingAt } from './standing.ts';
import type { ContactPoint, Directory, Listed } from './types.ts';

export type PublishedPoint = DirectoryEntryConfirmedContentV1['contactPoint'];
export type Field = keyof NonNullable<ContactPoint['confidentiality']>;
export type Circle = 'exchange' | 'participant' | 'duty-desk';

const FIELDS: readonly Field[] = [
  'name',
  'aliases',
  'address',
  'channels',
  'services',
  'ageBands',
  'sexes',
  'languages',
  'jurisdictions',
  'hours',
];

/** Named one by one: what a contact point may have one day does not leave before somebody has thought of it. */
const PUBLISHED: readonly (keyof PublishedPoint & keyof ContactPoint)[] = [
  'id',
  'name',
  'functions',
  'kind',
  'aliases',
  'predecessors',
  'services',
  'ageBands',
  'sexes',
  'languages',
  'jurisdictions',
  'hours',
  'channels',
  'source',
  'asOf',
];

export function circleOf({ confidentiality }: ContactPoint, field: Field): Circle {
  const said: Circle | undefined = confidentiality?.[field];
  // An address never leaves, even where an entry that no schema would let pass says so.
  if (field === 'address') return said === undefined || said === 'exchange' ? 'participant' : said;
  return said ?? (field === 'channels' ? 'participant' : 'exchange');
}

/** The contact point without the fields that a circle may not see. */
export function seenBy(point: ContactPoint, circle: Circle): Partial<ContactPoint> {
  const allowed: readonly Circle[] =
    circle === 'exchange'
      ? ['exchange']
      : circle === 'participant'
        ? ['exchange', 'participant']
        : ['exchange', 'participant', 'duty-desk'];
  const hidden = new Set<string>(FIELDS.filter((field) => !allowed.includes(circleOf(point, field))));
  return Object.fromEntries(Object.entries(point).filter(([member]) => !hidden.has(member)));
}

export function published(directory: Directory, listed: Listed, at: string): PublishedPoint {
  const seen = seenBy(listed.point, 'exchange');
  const { vacant } = standingAt(directory, listed, at);
  return {
    ...(Object.fromEntries(
      PUBLISHED.flatMap((member) => (seen[member] === undefined ? [] : [[member, seen[member]]])),
    ) as unknown as PublishedPoint),
    verifiedOn: listed.verifiedOn,
    ...(vacant.length === 0 ? {} : { vacant: [...vacant] }),
  };
}

/** An entry as its participant published it; `content` null: suspended or closed. */
export interface PublishedEntry {
  readonly state: Listed['state'];
  readonly content: PublishedPoint | null;
}

/** As far as a partner can know it: nobody there in this function (null: in any), or not made sure of for long. */
export function publishedStanding(
  { state, content }: PublishedEntry,
  at: string,
  fn: string | null = null,
): Standing {
  if (state !== 'active') return state;
  const vacant: readonly string[] = content?.vacant ?? [];
  const isVacant =
    fn === null ? vacant.length > 0 && vacant.length === content?.functions.length : vacant.includes(fn);
  if (isVacant) return 'vacant';
  return content === null || isStale(content.verifiedOn, at) ? 'stale' : 'works';
}
