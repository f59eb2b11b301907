/**
 * What a public key must be before anyone is asked to trust it: canonical, a point of its curve, not of low order.
 * Such keys verify signatures, or agree on secrets, that everyone knows; later steps rely on their absence (protocol.md 5).
 */
import { fromBase64url } from './encoding.ts';
import type { Cipher, Jwk } from './types.ts';

export type EnrolmentVerdict = 'ok' | 'low-order' | 'non-canonical' | 'form';

/** Field of both curves. */
const P = 2n ** 255n - 19n;
const SIGN_BIT = 1n << 255n;

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1)
    value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % P;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** Constant of edwards25519, -121665/121666. */
const D = ((((P - 121665n) * power(121666n, P - 2n)) % P) + P) % P;

/**
 * The y of the eight torsion points: order 1 (y = 1), 2 (y = -1), 4 (y = 0, two signs) and 8 (two y, two signs).
 * With both signs refused for each, these are all of them.
 */
const TORSION_Y: ReadonlySet<bigint> = new Set([
  1n,
  P - 1n,
  0n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
]);

function checkEd25519(bytes: Uint8Array): EnrolmentVerdict {
  const encoded = littleEndian(bytes);
  const y = encoded & (SIGN_BIT - 1n);
  if (TORSION_Y.has(y % P)) return 'low-order';
  if (y >= P) return 'non-canonical';
  // x^2 = (y^2 - 1) / (d*y^2 + 1) must be a square (RFC 8032 5.1.3); x = 0 belongs to torsion points only.
  const ySquare = (y * y) % P;
  const quotient = (((ySquare - 1n + P) % P) * power((D * ySquare + 1n) % P, P - 2n)) % P;
  return power(quotient, (P - 1n) / 2n) === 1n ? 'ok' : 'form';
}

function checkX25519(cipher: Cipher, jwk: Jwk, bytes: Uint8Array): EnrolmentVerdict {
  // A low-order peer makes every agreement all-zero, whatever our own key is.
  if (cipher.agree(cipher.generateKeyPair('X25519'), jwk) === null) return 'low-order';
  return littleEndian(bytes) < P ? 'ok' : 'non-canonical';
}

/** Verdict on a public key that someone asks to enrol or announces; the value is an outsider's. */
export function checkEnrolment(cipher: Cipher, jwk: Jwk): EnrolmentVerdict {
  if (jwk.kty !== 'OKP' || typeof jwk.x !== 'string') return 'form';
  const bytes = fromBase64url(jwk.x, 32);
  if (bytes === null) return 'form';
  if (jwk.crv === 'Ed25519') return checkEd25519(bytes);
  return jwk.crv === 'X25519' ? checkX25519(cipher, jwk, bytes) : 'form';
}
