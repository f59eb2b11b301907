/**
 * JWE (RFC 7516) general JSON serialisation as the rings use it: ECDH-ES+A256KW over X25519, A256GCM, a fresh
 * `epk` per recipient in that recipient's header (formats.md 3). Nothing optional of the RFC is read or written.
 */
import { base64url, fromBase64url, utf8 } from './encoding.ts';
import { ProtocolError } from './errors.ts';
import { hasExactly, parseStrictJsonText } from './strict-json.ts';
import type { Cipher, PrivateJwk, Recipient } from './types.ts';

const ALG = 'ECDH-ES+A256KW';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const WRAPPED_BYTES = 40;

export interface ParsedJwe {
  readonly protected: string;
  readonly recipients: readonly JweRecipient[];
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

export interface JweRecipient {
  readonly kid: string;
  readonly epk: { readonly kty: 'OKP'; readonly crv: 'X25519'; readonly x: string };
  readonly encryptedKey: string;
}

function lengthPrefixed(text: string): Uint8Array {
  const bytes = utf8(text);
  const out = Buffer.alloc(4 + bytes.length);
  out.writeUInt32BE(bytes.length, 0);
  out.set(bytes, 4);
  return out;
}

/** Concat KDF of RFC 7518 4.6, one round (keys up to 256 bits), empty PartyUInfo and PartyVInfo. */
export function concatKdf(
  cipher: Cipher,
  secret: Uint8Array,
  algorithmId: string,
  keyBits: number,
): Uint8Array {
  const round = Buffer.from([0, 0, 0, 1]);
  const info = Buffer.concat([lengthPrefixed(algorithmId), Buffer.alloc(8), Buffer.alloc(4)]);
  info.writeUInt32BE(keyBits, info.length - 4);
  return cipher.sha256(Buffer.concat([round, secret, info])).subarray(0, keyBits / 8);
}

/** What follows the shared secret in the KDF input never changes here. */
const WRAP_INFO = Buffer.concat([lengthPrefixed(ALG), Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])]);
const FIRST_ROUND = Buffer.from([0, 0, 0, 1]);

function wrappingKey(cipher: Cipher, secret: Uint8Array): Uint8Array {
  return cipher.sha256(Buffer.concat([FIRST_ROUND, secret, WRAP_INFO]));
}

/** Seals `plaintext` for each recipient, in the order given. */
export function sealJwe(
  cipher: Cipher,
  protectedHeader: string,
  recipients: readonly Recipient[],
  plaintext: Uint8Array,
): string {
  if (recipients.length === 0) throw new ProtocolError('no-recipient', 'a ring needs at least one recipient');
  const protectedText = base64url(utf8(protectedHeader));
  const key = cipher.randomBytes(KEY_BYTES);
  const iv = cipher.randomBytes(IV_BYTES);
  const entries = recipients.map(({ kid, jwk }) => {
    const ephemeral = cipher.generateKeyPair('X25519');
    const secret = cipher.agree(ephemeral, jwk);
    if (secret === null) throw new ProtocolError('bad-key', `the encryption key ${kid} is of low order`);
    const wrapped = cipher.wrapKey(wrappingKey(cipher, secret), key);
    const epk = { kty: 'OKP', crv: 'X25519', x: ephemeral.x };
    return { header: { alg: ALG, kid, epk }, encrypted_key: base64url(wrapped) };
  });
  const { ciphertext, tag } = cipher.encryptGcm(key, iv, utf8(protectedText), plaintext);
  return JSON.stringify({
    protected: protectedText,
    recipients: entries,
    iv: base64url(iv),
    ciphertext: base64url(ciphertext),
    tag: base64url(tag),
  });
}

function parseRecipient(value: unknown): JweRecipient | null {
  if (!hasExactly(value, ['header', 'encrypted_key']) || typeof value.encrypted_key !== 'string') return null;
  const { header } = value;
  if (!hasExactly(header, ['alg', 'kid', 'epk']) || header.alg !== ALG || typeof header.kid !== 'string')
    return null;
  const { epk } = header;
  if (!hasExactly(epk, ['kty', 'crv', 'x']) || epk.kty !== 'OKP' || epk.crv !== 'X25519') return null;
  if (typeof epk.x !== 'string') return null;
  return { kid: header.kid, epk: { kty: 'OKP', crv: 'X25519', x: epk.x }, encryptedKey: value.encrypted_key };
}

/** Shape of a ring: exactly the members of formats.md 3, canonical base64url, one entry per `kid`. */
export function parseJwe(text: string): ParsedJwe | null {
  const parsed = parseStrictJsonText(text);
  if (!parsed.ok) return null;
  const ring = parsed.value;
  if (!hasExactly(ring, ['protected', 'recipients', 'iv', 'ciphertext', 'tag'])) return null;
  if (typeof ring.protected !== 'string' || typeof ring.iv !== 'string') return null;
  if (typeof ring.ciphertext !== 'string' || typeof ring.tag !== 'string') return null;
  const iv = fromBase64url(ring.iv, IV_BYTES);
  const tag = fromBase64url(ring.tag, TAG_BYTES);
  const ciphertext = fromBase64url(ring.ciphertext);
  if (iv === null || tag === null || ciphertext === null || !Array.isArray(ring.recipients)) return null;
  const recipients: JweRecipient[] = [];
  const kids = new Set<string>();
  for (const value of ring.recipients as readonly unknown[]) {
    const recipient = parseRecipient(value);
    if (recipient === null || kids.has(recipient.kid)) return null;
    kids.add(recipient.kid);
    recipients.push(recipient);
  }
  return { protected: ring.protected, recipients, iv, ciphertext, tag };
}

/** Plaintext for one recipient; `null` when its entry, the key or the tag is wrong. */
export function openJwe(
  cipher: Cipher,
  jwe: ParsedJwe,
  recipient: JweRecipient,
  key: PrivateJwk,
): Uint8Array | null {
  const wrapped = fromBase64url(recipient.encryptedKey, WRAPPED_BYTES);
  if (wrapped === null || fromBase64url(recipient.epk.x, KEY_BYTES) === null) return null;
  const secret = cipher.agree(key, recipient.epk);
  if (secret === null) return null; // low-order `epk`: the wrapping key would be known to everyone
  const contentKey = cipher.unwrapKey(wrappingKey(cipher, secret), wrapped);
  if (contentKey === null) return null;
  return cipher.decryptGcm(contentKey, jwe.iv, Buffer.from(jwe.protected, 'latin1'), jwe.ciphertext, jwe.tag);
}
