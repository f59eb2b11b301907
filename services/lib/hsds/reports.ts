/**
 * What an import says of a file: what was left out where and why, and what an entry still needs from a person.
 * Invariant: pointers hold names of the standard's members and positions, codes are a closed union; nothing submitted
 * is repeated, and there is a limit to what is said. contract.md 4 (errors).
 */
export const dropCodes = [
  /** A contact point has no member for it. */
  'no-member',
  /** The standard has no such member; the pointer names the object that holds it. */
  'member-unknown',
  /** An attribute of somebody else's taxonomy. */
  'taxonomy-unknown',
  'code-unknown',
  'format',
  'too-long',
  'too-many',
  /** Several values where there is one; the first counts. */
  'one-only',
  /** The same id or key again. */
  'twice',
  /** Contact points are bound to functions: names of persons, their numbers and addresses are not taken. */
  'person',
  /** Said in words only: a person must read it. */
  'in-words',
  /** A rule that is not the same every week. */
  'not-weekly',
  'not-valid-now',
  /** An offset that fits no time zone, or not the one of the other times. */
  'time-zone',
  /** An attribute of ours does not say what the standard member says; the standard one counts. */
  'contradicts',
  /** The range cuts through an age band; the whole band is taken. */
  'age-widened',
  /** The service does not exist any more: no entry is made. */
  'closed',
  /** It did not work when the file was written; the entry does not say so. */
  'status',
  /** No id that a key can be made of: no entry is made. */
  'no-key',
  /** No name: no entry is made. */
  'no-name',
  /** An organization that gives no service: no entry is made. */
  'no-service',
  /** What was read is no contact point: no entry is made. */
  'invalid',
  /** There is more that is not told. */
  'more',
] as const;
export type DropCode = (typeof dropCodes)[number];

export interface Dropped {
  /** JSON pointer into the file. */
  readonly pointer: string;
  readonly why: DropCode;
}

/** Nobody reads more than this. */
const MOST_DROPPED = 2_000;

/** Each pointer and code once. */
export class Reports {
  private readonly dropped = new Map<string, Dropped>();
  private more = false;

  drop(pointer: string, why: DropCode): void {
    const key = `${why} ${pointer}`;
    if (this.dropped.size < MOST_DROPPED || this.dropped.has(key)) this.dropped.set(key, { pointer, why });
    else this.more = true;
  }

  all(): readonly Dropped[] {
    return [...this.dropped.values(), ...(this.more ? [{ pointer: '', why: 'more' } as const] : [])];
  }
}
