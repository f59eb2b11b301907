/**
 * Bytes and text of the wire: base64url, UTF-8, digests, key thumbprints.
 * Invariant: what is accepted has exactly one spelling (formats.md 1), so a digest names one meaning.
 */
import type { Cipher, Jwk } from './types.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** Bytes of canonical base64url (no padding, spare bits zero); `null` for anything else or another `length`. */
export function fromBase64url(text: string, length?: number): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  if (length !== undefined && bytes.length !== length) return null;
  // Node skips foreign characters and spare bits: only what it would write itself is canonical.
  return bytes.toString('base64url') === text ? bytes : null;
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** Strict UTF-8; a byte order mark is kept (and then refused by the JSON parser). `null` when malformed. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null; // TextDecoder's error says nothing more than "malformed".
  }
}

/** base64url(SHA-256(UTF-8)), contract.md 5. */
export function digest(cipher: Cipher, data: string | Uint8Array): string {
  return base64url(cipher.sha256(data));
}

/** RFC 7638 thumbprint of an OKP key. */
export function kidOf(cipher: Cipher, jwk: Jwk): string {
  return digest(cipher, `{"crv":"${jwk.crv}","kty":"OKP","x":"${jwk.x}"}`);
}

/** The public members, in wire order; drops `d` and everything else. */
export function publicJwk(jwk: Jwk): Jwk {
  return { kty: 'OKP', crv: jwk.crv, x: jwk.x };
}

const DIGEST = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** True for the canonical base64url of 32 bytes: a digest, a `kid`, a public key, a salt. */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && DIGEST.test(text);
}
