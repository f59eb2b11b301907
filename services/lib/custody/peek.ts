/**
 * A look at a bus value without believing it: which position does it claim, and what is the digest of its envelope?
 * Invariant: nothing from here is acted on before the record has been authenticated, or its digest found in our own table.
 */
import { digest, streamName } from '../protocol/index.ts';
import type { Cipher } from '../protocol/types.ts';

/** Every member is the bus operator's word. */
export interface Claim {
  readonly digest: string;
  readonly stream: string;
  readonly sequence: number;
  readonly seenSequence: number;
  readonly seenDigest: string;
  /** A payload ring stands there, whatever it is. */
  readonly hasPayload: boolean;
}

/** Null when it does not even look like a record. */
export function peek(cipher: Cipher, topic: string, value: Uint8Array): Claim | null {
  try {
    const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8');
    const { envelope, payload } = JSON.parse(text) as { envelope?: unknown; payload?: unknown };
    if (typeof envelope !== 'string') return null;
    const claims = JSON.parse(
      Buffer.from(envelope.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as Record<string, unknown>;
    const { lane, generation, sequence, seensequence, seendigest } = claims;
    if (!isCount(lane) || !isCount(generation) || !isCount(sequence)) return null;
    const [, from, to] = topic.split('.');
    const stream =
      to === 'public'
        ? `${topic}/${lane}/${generation}`
        : streamName({ from: from ?? '', to: to ?? '', lane, generation });
    return {
      digest: digest(cipher, envelope),
      stream,
      sequence,
      seenSequence: isCount(seensequence) ? seensequence : 0,
      seenDigest: typeof seendigest === 'string' ? seendigest : '',
      hasPayload: payload !== undefined,
    };
  } catch {
    return null;
  }
}

/**
 * Is the value what its genuine envelope says: its key, its rings, its form? Asked only where the envelope is known to be
 * ours by its digest. A missing payload is intact: who may have stripped it is judged elsewhere.
 */
export function isIntact(
  cipher: Cipher,
  { key, value }: { readonly key: string; readonly value: Uint8Array },
): boolean {
  const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8');
  const parsed = JSON.parse(text) as Partial<Record<string, string>>;
  const { envelope = '', ...rings } = parsed;
  const named = JSON.parse(Buffer.from(envelope.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
  return (
    named['id'] === key &&
    JSON.stringify(parsed) === text &&
    Object.entries(rings).every(
      ([ring, bytes]) => typeof bytes === 'string' && digest(cipher, bytes) === named[`${ring}digest`],
    )
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
