/**
 * A second reader of the bus, written from formats.md with node:crypto alone: it shares no line with the services, so
 * that an error made twice in them is still seen. Invariant: it throws at the first byte that formats.md does not allow.
 */
import assert from 'node:assert/strict';
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  verify,
} from 'node:crypto';

export interface OkpJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly d?: string;
}
type Json = Record<string, unknown>;

export const ENVELOPE_MEMBERS =
  'specversion type id source recipient time lane generation sequence previous seensequence seendigest metadatadigest payloaddigest metadatacommit payloadcommit registryversion registrydigest'.split(
    ' ',
  );
export const BUCKETS = [1024, 4096, 16_384, 65_536, 262_144];

export const digestOf = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('base64url');

export const thumbprint = ({ crv, x }: OkpJwk): string => digestOf(`{"crv":"${crv}","kty":"OKP","x":"${x}"}`);

/** Decodes only the one canonical spelling. */
export function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  assert.equal(bytes.toString('base64url'), text, 'base64url is canonical');
  return bytes;
}

/** JSON that is exactly what JSON.stringify writes, so it has neither duplicate names nor white space. */
export function exactJson(text: string, members?: readonly string[]): Json {
  const value = JSON.parse(text) as Json;
  assert.equal(JSON.stringify(value), text);
  if (members !== undefined) assert.deepEqual(Object.keys(value), members);
  return value;
}

/** Header and payload of a JWS that verifies under the key that `keyOf` gives for its `kid`. */
export function readJws(jws: string, typ: string, keyOf: (kid: string) => OkpJwk): { payload: string } {
  const parts = jws.split('.');
  assert.equal(parts.length, 3);
  const [header = '', payload = '', signature = ''] = parts;
  const { alg, typ: found, kid } = exactJson(bytesOf(header).toString(), ['alg', 'typ', 'kid']);
  assert.deepEqual([alg, found], ['Ed25519', typ]);
  const jwk = keyOf(String(kid));
  assert.equal(thumbprint(jwk), kid);
  const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
  assert.ok(verify(null, Buffer.from(`${header}.${payload}`), key, bytesOf(signature)), 'signature verifies');
  return { payload: bytesOf(payload).toString() };
}

interface Recipient {
  readonly header: { readonly alg: string; readonly kid: string; readonly epk: OkpJwk };
  readonly encrypted_key: string;
}

export interface Place {
  readonly id: string;
  readonly stream: string;
  readonly sequence: number;
}

/** Opens a ring with a private key; gives the exact plaintext and the `kid` of every reader in order. */
export function openRing(
  ring: string,
  kind: 'metadata' | 'payload',
  place: Place,
  privateKey: OkpJwk,
): { plaintext: Buffer; content: Json; readers: readonly string[] } {
  const jwe = exactJson(ring, ['protected', 'recipients', 'iv', 'ciphertext', 'tag']);
  const sealed = String(jwe['protected']);
  assert.equal(
    bytesOf(sealed).toString(),
    `{"enc":"A256GCM","typ":"trm-${kind}+jwe","record":"${place.id}","stream":"${place.stream}","sequence":${place.sequence}}`,
  );
  const recipients = jwe['recipients'] as readonly Recipient[];
  for (const { header, ...rest } of recipients) {
    assert.deepEqual(Object.keys(rest), ['encrypted_key']);
    assert.deepEqual(Object.keys(header), ['alg', 'kid', 'epk']);
    assert.deepEqual(Object.keys(header.epk), ['kty', 'crv', 'x']);
    assert.equal(header.alg, 'ECDH-ES+A256KW');
  }
  const kid = thumbprint(privateKey);
  const own = recipients.find(({ header }) => header.kid === kid);
  assert.ok(own !== undefined, 'the ring names this key');
  const wrapping = agree(privateKey, own.header.epk);
  const unwrap = createDecipheriv('id-aes256-wrap', wrapping, Buffer.alloc(8, 0xa6));
  const key = Buffer.concat([unwrap.update(bytesOf(own.encrypted_key)), unwrap.final()]);
  const iv = bytesOf(String(jwe['iv']));
  const tag = bytesOf(String(jwe['tag']));
  assert.deepEqual([key.length, iv.length, tag.length], [32, 12, 16]);
  const open = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(sealed, 'ascii')).setAuthTag(tag);
  const plaintext = Buffer.concat([open.update(bytesOf(String(jwe['ciphertext']))), open.final()]);
  return { plaintext, content: padded(plaintext), readers: recipients.map(({ header }) => header.kid) };
}

/** RFC 7518 4.6.2 with empty PartyU and PartyV: one round of SHA-256 gives the 256 bits. */
function agree(privateKey: OkpJwk, epk: OkpJwk): Buffer {
  const secret = diffieHellman({
    privateKey: createPrivateKey({ key: { ...privateKey }, format: 'jwk' }),
    publicKey: createPublicKey({ key: { ...epk }, format: 'jwk' }),
  });
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const algorithm = Buffer.from('ECDH-ES+A256KW');
  return createHash('sha256')
    .update(number(1))
    .update(secret)
    .update(number(algorithm.length))
    .update(algorithm)
    .update(number(0))
    .update(number(0))
    .update(number(256))
    .digest();
}

function padded(plaintext: Buffer): Json {
  const text = plaintext.toString('utf8');
  const core = text.replace(/ +$/, '');
  const value = exactJson(core);
  assert.equal(Object.keys(value)[0], 'salt');
  assert.equal(bytesOf(String(value['salt'])).length, 32);
  assert.equal(
    plaintext.length,
    BUCKETS.find((bucket) => bucket >= Buffer.byteLength(core)),
    'smallest bucket that holds it',
  );
  return value;
}
