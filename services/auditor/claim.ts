/**
 * What a value that failed says of itself: who wrote it, and at which position. For naming it and for finding what
 * its loss explains; nothing here is authenticated, so the caller holds it against the stream before it is believed.
 */
import { streamName } from '../lib/protocol/index.ts';

export interface Claim {
  readonly id: string;
  /** Stream name as claimed, public streams included. */
  readonly stream: string;
  readonly sequence: number;
  /** base64url, unchecked. */
  readonly previous: string;
}

/** The envelope stands first; its JWS is about 1.5 KiB. */
const LOOK_BYTES = 8 * 1024;
/** Something with the outline of a compact JWS, wherever the JSON around it broke. */
const JWS = /([A-Za-z0-9_-]{40,})\.([A-Za-z0-9_-]{80,})\.([A-Za-z0-9_-]{86})(?![A-Za-z0-9_-])/;

/** The envelope string in a value whose JSON cannot be read; null when there is nothing like one. */
export function findEnvelope(value: Uint8Array): string | null {
  return JWS.exec(lookAt(value))?.[0] ?? null;
}

export function readClaim(value: Uint8Array): Claim | null {
  // The signature may be what broke: header and payload are enough to read.
  const payload = /([A-Za-z0-9_-]{40,})\.([A-Za-z0-9_-]{80,})/.exec(lookAt(value))?.[2];
  if (payload === undefined) return null;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return null; // The parser's message quotes the input.
  }
  if (typeof json !== 'object' || json === null) return null;
  const { id, source, recipient, lane, generation, sequence, previous } = json as Record<string, unknown>;
  if (typeof id !== 'string' || typeof previous !== 'string') return null;
  const from = participantOf(source);
  if (from === null || !isCount(lane) || !isCount(generation) || !isCount(sequence)) return null;
  const to = recipient === undefined ? 'public' : participantOf(recipient);
  if (to === null) return null;
  return { id, stream: streamName({ from, to, lane, generation }), sequence, previous };
}

function lookAt(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, LOOK_BYTES)).toString(
    'latin1',
  );
}

function participantOf(urn: unknown): string | null {
  return typeof urn === 'string' ? (/^urn:trm:([a-z][a-z0-9]{1,15})$/.exec(urn)?.[1] ?? null) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
