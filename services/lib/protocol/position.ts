/**
 * Step 6 of opening: where a record stands in its stream, decided on the envelope alone (protocol.md 5).
 * Invariant: a stream has one record per position; a second one with another digest is equivocation, never a choice.
 */
import { ProtocolError } from './errors.ts';
import type { Head } from './types.ts';

export type Position =
  | { readonly kind: 'next' }
  /** Positions `first` to `last` are missing before this one. */
  | { readonly kind: 'gap'; readonly first: number; readonly last: number }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'equivocation' };

export interface KnownPosition {
  /** Last taken position; before the first, `initialHead`. */
  readonly head: Head;
  /** Digest known at the record's own sequence, taken or held; `null` when none is. */
  readonly digestAt: string | null;
}

interface Positioned {
  readonly digest: string;
  readonly envelope: { readonly sequence: number; readonly previous: string };
}

export function positionOf(record: Positioned, known: KnownPosition): Position {
  const { sequence, previous } = record.envelope;
  const { head } = known;
  const digestAt = sequence === head.sequence ? head.digest : known.digestAt;
  if (digestAt !== null && digestAt !== record.digest) return { kind: 'equivocation' };
  if (sequence <= head.sequence) {
    if (digestAt === null)
      throw new ProtocolError('wrong-use', 'a taken position was asked for without its digest');
    return { kind: 'duplicate' };
  }
  // A held record comes here once more when the gap before it is closed: then it is next, not a duplicate.
  if (sequence === head.sequence + 1) return { kind: previous === head.digest ? 'next' : 'equivocation' };
  if (digestAt !== null) return { kind: 'duplicate' };
  return { kind: 'gap', first: head.sequence + 1, last: sequence - 1 };
}
