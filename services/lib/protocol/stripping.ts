/**
 * When a record may lack its payload ring: once its time is over, or at or below a position that its own sender has named
 * in the chain as erased. Anywhere else a missing payload is damage. protocol.md 7; decision 0012.
 */
import { parseStreamName } from './names.ts';
import type { Metadata, Stream } from './types.ts';

/** A record keeps its payload on the bus this long after it was sealed. */
export const STRIPPED_AFTER_MS = 14 * 24 * 60 * 60_000;
/** A sender waits this much longer, so that no reader whose clock is slow takes it for too early. */
export const STRIPPING_MARGIN_MS = 10 * 60_000;

/** A sender's word about its own stream: payloads at or below `through` are gone. */
export interface Declared {
  readonly stream: string;
  readonly through: number;
}

const OUTCOME_ERASED = 'erased';

/** What an opened message declares; `place`: where it stands. Null where it declares nothing that it could. */
export function declarationOf(
  metadata: Pick<Metadata, 'type'>,
  place: { readonly stream: Stream; readonly sequence: number },
): Declared | null {
  const { type, stream, through, outcome } = metadata as Readonly<Record<string, unknown>>;
  const declares = type === 'data.erased' || (type === 'data.erasure-receipt' && outcome === OUTCOME_ERASED);
  if (!declares || typeof stream !== 'string' || typeof through !== 'number') return null;
  const named = parseStreamName(stream);
  const own = place.stream;
  // Nobody speaks for another's stream, and nobody of what is still to come.
  if (named === null || named.from !== own.from || named.to !== own.to || named.generation > own.generation)
    return null;
  const isSame = named.generation === own.generation && named.lane === own.lane;
  return isSame && through >= place.sequence ? null : { stream, through };
}

/** Is a position at or below a declared one? An older generation of the same direction lies below altogether. */
export function isBelow(
  position: { readonly stream: string; readonly sequence: number },
  declared: Declared,
): boolean {
  if (position.stream === declared.stream) return position.sequence <= declared.through;
  const at = parseStreamName(position.stream);
  const named = parseStreamName(declared.stream);
  return (
    at !== null &&
    named !== null &&
    at.from === named.from &&
    at.to === named.to &&
    at.generation < named.generation
  );
}
