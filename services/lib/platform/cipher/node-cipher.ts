/**
 * The protocol's Cipher on node:crypto (OpenSSL). Synchronous; outcomes are values, only wrong use throws.
 * Long-lived keys are imported once: public ones in bounded maps, private ones for as long as their JWK object lives.
 */
import {
  createCipheriv,
  createHmac,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { Cipher, Jwk, PrivateJwk } from '../../protocol/types.ts';

/** Far more than the keys of a region; bounds memory against a registry full of noise. */
const MAX_CACHED_KEYS = 1024;
const GCM = 'aes-256-gcm';
const WRAP = 'id-aes256-wrap';
/** Initial value of RFC 3394 2.2.3.1; unwrapping fails unless it comes out again. */
const WRAP_IV = Buffer.alloc(8, 0xa6);
const TAG = { authTagLength: 16 };

const publicKeys = new Map<string, KeyObject>();
/** Keyed by the JWK object, so that a destroyed key does not live on in here. */
const privateKeys = new WeakMap<PrivateJwk, KeyObject>();
const ephemeralKeys = new WeakMap<PrivateJwk, KeyObject>();

/**
 * Node asks whether it was given a KeyObject by an exception that it catches. The exception's stack would cost more than
 * the import, so none is taken meanwhile; for the same reason symmetric keys are handed over as KeyObjects below.
 */
function importPublic(jwk: Jwk): KeyObject {
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return createPublicKey({ format: 'jwk', key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x } });
  } finally {
    Error.stackTraceLimit = depth;
  }
}

function cachedPublic(jwk: Jwk): KeyObject {
  const name = jwk.crv + jwk.x;
  const known = publicKeys.get(name);
  if (known !== undefined) return known;
  const key = importPublic(jwk);
  if (publicKeys.size >= MAX_CACHED_KEYS) {
    const [oldest] = publicKeys.keys();
    if (oldest !== undefined) publicKeys.delete(oldest);
  }
  publicKeys.set(name, key);
  return key;
}

function cachedPrivate(jwk: PrivateJwk): KeyObject {
  const known = ephemeralKeys.get(jwk) ?? privateKeys.get(jwk);
  if (known !== undefined) return known;
  const key = createPrivateKey({ format: 'jwk', key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, d: jwk.d } });
  privateKeys.set(jwk, key);
  return key;
}

export const nodeCipher: Cipher = {
  sha256: (data) => hash('sha256', data, 'buffer'),
  hmacSha256: (key, data) => createHmac('sha256', key).update(data).digest(),
  randomBytes: (length) => randomBytes(length),

  sign: (key, data) => sign(null, data, cachedPrivate(key)),

  verify(key, data, signature) {
    if (key.crv !== 'Ed25519') return false;
    try {
      return verify(null, data, cachedPublic(key), signature);
    } catch {
      return false; // an `x` that is no key; nothing was verified, and there is nothing more to say
    }
  },

  generateKeyPair(crv) {
    const { privateKey } = crv === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    const { x, d } = privateKey.export({ format: 'jwk' });
    if (x === undefined || d === undefined) throw new TypeError('OpenSSL exported no OKP key');
    const jwk: PrivateJwk = { kty: 'OKP', crv, x, d };
    ephemeralKeys.set(jwk, privateKey);
    return jwk;
  },

  agree(key, peer) {
    const privateKey = cachedPrivate(key);
    try {
      // Sealing: our key is fresh and the peer's lasts. Opening: the peer's is a fresh `epk`, not worth keeping.
      const publicKey = ephemeralKeys.has(key) ? cachedPublic(peer) : importPublic(peer);
      return diffieHellman({ privateKey, publicKey });
    } catch {
      return null; // all-zero result, or an `x` that is no X25519 key
    }
  },

  encryptGcm(key, iv, aad, plaintext) {
    const cipher = createCipheriv(GCM, createSecretKey(key), iv, TAG);
    cipher.setAAD(aad);
    const ciphertext = cipher.update(plaintext);
    cipher.final();
    return { ciphertext, tag: cipher.getAuthTag() };
  },

  decryptGcm(key, iv, aad, ciphertext, tag) {
    if (tag.length !== TAG.authTagLength) return null;
    const decipher = createDecipheriv(GCM, createSecretKey(key), iv, TAG);
    decipher.setAAD(aad);
    decipher.setAuthTag(tag);
    const plaintext = decipher.update(ciphertext);
    try {
      decipher.final();
    } catch {
      return null; // the tag does not fit; the bytes above must not be looked at
    }
    return plaintext;
  },

  wrapKey(kek, key) {
    const cipher = createCipheriv(WRAP, createSecretKey(kek), WRAP_IV);
    return Buffer.concat([cipher.update(key), cipher.final()]);
  },

  unwrapKey(kek, wrapped) {
    const decipher = createDecipheriv(WRAP, createSecretKey(kek), WRAP_IV);
    try {
      return Buffer.concat([decipher.update(wrapped), decipher.final()]);
    } catch {
      return null; // the integrity value did not come out
    }
  },
};
