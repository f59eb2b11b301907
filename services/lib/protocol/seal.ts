/**
 * Sealing a message into a record of three rings (formats.md 2 and 3, protocol.md 3).
 * Invariant: two teams that follow formats.md write the same bytes, but for keys, salts and initial values.
 */
import { base64url, digest, kidOf, utf8 } from './encoding.ts';
import { ProtocolError } from './errors.ts';
import { sealJwe } from './jwe.ts';
import { signCompactJws } from './jws.ts';
import { opposite, streamName } from './names.ts';
import type { Cipher, Envelope, JsonObject, MessageContent, SealedRecord, SealInput } from './types.ts';

const KIB = 1024;
/** Sizes in bytes to which a ring's plaintext is padded (protocol.md 3). */
export const METADATA_BUCKETS: readonly number[] = [KIB];
export const PAYLOAD_BUCKETS: readonly number[] = [KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB];
const SALT_BYTES = 32;
/** 32 bytes in base64url. */
const SALT_PLACE = 'A'.repeat(43);
const SPACE = 0x20;

export type RingType = 'trm-metadata+jwe' | 'trm-payload+jwe';

/** The smallest bucket that holds `length` bytes; `null` when none does. */
export function bucketFor(length: number, buckets: readonly number[]): number | null {
  return buckets.find((bucket) => bucket >= length) ?? null;
}

function withSalt(salt: string, members: JsonObject): Uint8Array {
  if (Object.hasOwn(members, 'salt'))
    throw new ProtocolError('wrong-use', 'content must come without its salt');
  return utf8(JSON.stringify({ salt, ...members }));
}

function pad(bytes: Uint8Array, buckets: readonly number[]): Uint8Array {
  const bucket = bucketFor(bytes.length, buckets);
  if (bucket === null) throw new ProtocolError('too-large', 'the content does not fit its largest bucket');
  const padded = Buffer.alloc(bucket, SPACE);
  padded.set(bytes);
  return padded;
}

/** Whether a message fits its rings; asked when a command is given, so that sealing cannot fail on size. */
export function measure(content: MessageContent): 'fits' | 'metadata-too-large' | 'payload-too-large' {
  if (bucketFor(withSalt(SALT_PLACE, content.metadata).length, METADATA_BUCKETS) === null)
    return 'metadata-too-large';
  if (bucketFor(withSalt(SALT_PLACE, content.payload).length, PAYLOAD_BUCKETS) === null)
    return 'payload-too-large';
  return 'fits';
}

/** Protected header of a ring: exactly these members in this order. */
export function ringHeader(typ: RingType, id: string, stream: string, sequence: number): string {
  return JSON.stringify({ enc: 'A256GCM', typ, record: id, stream, sequence });
}

/** @throws ProtocolError `too-large`, `no-recipient`, `bad-key`, `wrong-use`; nothing is kept of a failed call. */
export function sealRecord(cipher: Cipher, input: SealInput): SealedRecord {
  const { stream, id, sequence, seen, registry } = input;
  const name = streamName(stream);
  const metadataPlain = pad(
    withSalt(base64url(cipher.randomBytes(SALT_BYTES)), input.metadata),
    METADATA_BUCKETS,
  );
  const payloadPlain = pad(
    withSalt(base64url(cipher.randomBytes(SALT_BYTES)), input.payload),
    PAYLOAD_BUCKETS,
  );
  const ring = (typ: RingType) => ringHeader(typ, id, name, sequence);
  const metadata = sealJwe(cipher, ring('trm-metadata+jwe'), input.metadataRecipients, metadataPlain);
  const payload = sealJwe(cipher, ring('trm-payload+jwe'), input.payloadRecipients, payloadPlain);
  const content: Envelope = {
    specversion: '1.0',
    type: 'trm.record.v1',
    id,
    source: `urn:trm:${stream.from}`,
    recipient: `urn:trm:${stream.to}`,
    time: input.time,
    lane: stream.lane,
    generation: stream.generation,
    sequence,
    previous: input.previous,
    seensequence: seen.sequence,
    seendigest: seen.sequence === 0 ? digest(cipher, streamName(opposite(stream))) : seen.digest,
    metadatadigest: digest(cipher, metadata),
    payloaddigest: digest(cipher, payload),
    metadatacommit: digest(cipher, metadataPlain),
    payloadcommit: digest(cipher, payloadPlain),
    registryversion: registry.version,
    registrydigest: registry.digest,
  };
  const kid = kidOf(cipher, input.signingKey);
  const bytes = utf8(JSON.stringify(content));
  const envelope = signCompactJws(cipher, 'trm-envelope+jws', kid, input.signingKey, bytes);
  return { envelope, metadata, payload, digest: digest(cipher, envelope) };
}

/** Bus bytes of a record; without `payload` the stripped form (contract.md 5). */
export function recordValue(record: {
  envelope: string;
  metadata: string;
  payload?: string | null;
}): Uint8Array {
  const { envelope, metadata, payload } = record;
  return utf8(
    JSON.stringify(
      payload === undefined || payload === null ? { envelope, metadata } : { envelope, metadata, payload },
    ),
  );
}
