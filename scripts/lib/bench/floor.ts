/**
 * The benchmark's floor: records of the same form and the same number of bytes, without cryptography and without checks.
 * Invariant: a ring's ciphertext is its plaintext under one constant mask (else PostgreSQL would compress it, and write
 * less), all the rest is filler; so store and bus do for it what they do for a sealed record. Never imported by a service.
 */
import type { GatewayOptions } from '../../../services/gateway/service.ts';
import type { RouterOptions } from '../../../services/router/service.ts';
import {
  METADATA_BUCKETS,
  PAYLOAD_BUCKETS,
  digest,
  streamName,
} from '../../../services/lib/protocol/index.ts';
import type {
  Envelope,
  JsonObject,
  Metadata,
  Recipient,
  Stream,
} from '../../../services/lib/protocol/types.ts';

type Overrides<T extends { readonly overrides?: object }> = NonNullable<T['overrides']>;
type Seal = NonNullable<Overrides<GatewayOptions>['seal']>;
type Checks = NonNullable<Overrides<GatewayOptions>['checks']>;
type Opening = NonNullable<Overrides<RouterOptions>['opening']>;

const SPACE = 0x20;
/** The largest bucket of a ring. */
const NOISE_BYTES = 256 * 1024;
const NOISE = noise();
const TEXT = Buffer.from(NOISE.subarray(0, 512)).toString('base64url');
let fillerAt = 0;
/** Filler in the base64url lengths of what stands in rings and envelopes (formats.md 2 and 3). */
const DIGEST = filler(43);
const WRAPPED = filler(54);
const IV = filler(16);
const TAG = filler(22);
const SIGNATURE = filler(86);
const HEADER = Buffer.from(`{"alg":"Ed25519","typ":"trm-envelope+jws","kid":"${DIGEST}"}`).toString(
  'base64url',
);

/** The same bytes in every process; no secret, only hard to compress. */
function noise(): Uint8Array {
  const bytes = new Uint8Array(NOISE_BYTES);
  let state = 0x9e3779b9;
  for (let index = 0; index < bytes.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state & 0xff;
  }
  return bytes;
}

function filler(length: number): string {
  fillerAt += length;
  return TEXT.slice(fillerAt - length, fillerAt);
}

/** Both ways. */
function mask(bytes: Uint8Array): void {
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = (bytes[index] ?? 0) ^ (NOISE[index] ?? 0);
}

/** Same members, same lengths, nothing secret and nothing signed; the envelope's digest is real, because the store compares it. */
export const floorSeal: Seal = (cipher, input) => {
  const { stream, id, sequence, seen, registry } = input;
  const name = streamName(stream);
  const ring = (
    typ: string,
    content: JsonObject,
    buckets: readonly number[],
    recipients: readonly Recipient[],
  ) =>
    identityRing(
      JSON.stringify({ enc: 'A256GCM', typ, record: id, stream: name, sequence }),
      content,
      buckets,
      recipients,
    );
  const metadata = ring('trm-metadata+jwe', input.metadata, METADATA_BUCKETS, input.metadataRecipients);
  const payload = ring('trm-payload+jwe', input.payload, PAYLOAD_BUCKETS, input.payloadRecipients);
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
    seendigest: seen.digest,
    metadatadigest: DIGEST,
    payloaddigest: DIGEST,
    metadatacommit: DIGEST,
    payloadcommit: DIGEST,
    registryversion: registry.version,
    registrydigest: registry.digest,
  };
  const envelope = `${HEADER}.${Buffer.from(JSON.stringify(content)).toString('base64url')}.${SIGNATURE}`;
  return { envelope, metadata, payload, digest: digest(cipher, envelope) };
};

function identityRing(
  header: string,
  content: JsonObject,
  buckets: readonly number[],
  recipients: readonly Recipient[],
): string {
  const bytes = Buffer.from(JSON.stringify({ salt: DIGEST, ...content }), 'utf8');
  const plain = Buffer.alloc(buckets.find((bucket) => bucket >= bytes.length) ?? bytes.length, SPACE);
  plain.set(bytes);
  mask(plain);
  return JSON.stringify({
    protected: Buffer.from(header).toString('base64url'),
    recipients: recipients.map(({ kid }) => ({
      header: { alg: 'ECDH-ES+A256KW', kid, epk: { kty: 'OKP', crv: 'X25519', x: DIGEST } },
      encrypted_key: WRAPPED,
    })),
    iv: IV,
    ciphertext: plain.toString('base64url'),
    tag: TAG,
  });
}

/** Reads what `floorSeal` wrote: no signature, no schema, no ring digest, no key. */
export const floorOpening: Opening = {
  authenticate: (cipher, _registry, raw) => {
    const { buffer, byteOffset, byteLength } = raw.value;
    const record = JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString('utf8')) as {
      envelope: string;
      metadata: string;
      payload?: string;
    };
    const envelope = JSON.parse(
      Buffer.from(record.envelope.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as Envelope;
    const [, from = '', to = ''] = raw.topic.split('.');
    const stream: Stream = { from, to, lane: envelope.lane, generation: envelope.generation };
    return {
      ok: true,
      stream,
      streamName: streamName(stream),
      envelope,
      envelopeString: record.envelope,
      digest: digest(cipher, record.envelope),
      metadataRing: record.metadata,
      payloadRing: record.payload ?? null,
      kid: DIGEST,
      disputed: false,
      evidenceOnly: false,
    };
  },
  checkRings: () => null,
  openRings: (_cipher, _keys, record) => {
    const metadata = contentOf(record.metadataRing);
    const payload = record.payloadRing === null ? null : contentOf(record.payloadRing);
    return {
      ok: true,
      metadata: metadata.content as unknown as Metadata,
      metadataPlain: metadata.plain,
      payload: payload?.content ?? null,
      payloadPlain: payload?.plain ?? null,
      keptSealed: false,
      needsPerson: false,
    };
  },
};

const CIPHERTEXT = '"ciphertext":"';

function contentOf(ring: string): { content: JsonObject; plain: string } {
  const from = ring.indexOf(CIPHERTEXT) + CIPHERTEXT.length;
  const bytes = Buffer.from(ring.slice(from, ring.indexOf('"', from)), 'base64url');
  mask(bytes);
  const plain = bytes.toString('utf8');
  const { salt: _salt, ...content } = JSON.parse(plain) as JsonObject;
  return { content, plain };
}

const VALID = { ok: true, unknownCodes: [] } as const;

/** A command's content is taken as it comes: no schema, no size. */
export const floorChecks: Checks = {
  command: () => VALID,
  draft: () => VALID,
  sealable: () => true,
  measure: () => 'fits',
};

/** Told with the figures, so that nobody has to guess what the ratio compares. */
export const FLOOR_LEAVES_OUT = [
  'signature, key agreement, key wrapping and encryption of records, and their reverse',
  'ring digests and commitments, strict JSON and JWS forms, envelope schema, key status',
  'schemas and sizes of commands and of opened content',
] as const;
export const FLOOR_KEEPS = [
  'HTTP with its token, idempotency, the decision, every statement, transaction, lock and byte',
  'encryption of the personal columns, SHA-256 of the envelope (the store compares it)',
  'heartbeats, lease, LISTEN and NOTIFY, the bus, the routing decision and its task, logs and metrics',
] as const;
