// The adapter gives exactly what the standards' own examples give, and turns every failure into a value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher as cipher } from '../../../../services/lib/platform/cipher/node-cipher.ts';
import type { Jwk, PrivateJwk } from '../../../../services/lib/protocol/index.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const b64 = (text: string): string => hex(text).toString('base64url');

test('signs and verifies the first example of RFC 8032 7.1', () => {
  const key: PrivateJwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    x: b64('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
    d: b64('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
  };
  const signature = cipher.sign(key, new Uint8Array());
  assert.equal(
    Buffer.from(signature).toString('hex'),
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
  assert.equal(cipher.verify(key, new Uint8Array(), signature), true);
  assert.equal(cipher.verify(key, Uint8Array.of(0), signature), false);
});

test('a key or signature of the wrong size is a failed verification, not an exception', () => {
  const key = cipher.generateKeyPair('Ed25519');
  const data = Buffer.from('data');
  assert.equal(cipher.verify({ ...key, x: 'AAAA' }, data, cipher.sign(key, data)), false);
  assert.equal(cipher.verify(key, data, new Uint8Array(63)), false);
  assert.equal(cipher.verify({ ...key, crv: 'X25519' }, data, cipher.sign(key, data)), false);
});

test('agrees on the example of RFC 7748 6.1', () => {
  const alice: Jwk = {
    kty: 'OKP',
    crv: 'X25519',
    x: b64('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'),
  };
  const bob: PrivateJwk = {
    kty: 'OKP',
    crv: 'X25519',
    x: b64('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
    d: b64('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'),
  };
  const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
  assert.equal(Buffer.from(cipher.agree(bob, alice) ?? []).toString('hex'), shared);
});

test('an all-zero agreement is null', () => {
  const key = cipher.generateKeyPair('X25519');
  assert.equal(cipher.agree(key, { kty: 'OKP', crv: 'X25519', x: b64('00'.repeat(32)) }), null);
});

test('wraps and unwraps the 256-bit example of RFC 3394 4.6', () => {
  const kek = hex('000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F');
  const key = hex('00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F');
  const wrapped = hex('28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21');
  assert.deepEqual(Buffer.from(cipher.wrapKey(kek, key)), wrapped);
  assert.deepEqual(cipher.unwrapKey(kek, wrapped), key);
  wrapped.writeUInt8(wrapped.readUInt8(7) ^ 1, 7);
  assert.equal(cipher.unwrapKey(kek, wrapped), null);
});

test('GCM opens only what it sealed, under the same associated data', () => {
  const [key, iv] = [cipher.randomBytes(32), cipher.randomBytes(12)];
  const [aad, plain] = [Buffer.from('aad'), Buffer.from('plain')];
  const { ciphertext, tag } = cipher.encryptGcm(key, iv, aad, plain);
  assert.deepEqual(cipher.decryptGcm(key, iv, aad, ciphertext, tag), plain);
  assert.equal(cipher.decryptGcm(key, iv, Buffer.from('aae'), ciphertext, tag), null);
  assert.equal(cipher.decryptGcm(key, iv, aad, ciphertext, tag.subarray(0, 12)), null);
});

test('many keys pass through the bounded cache without a mix-up', () => {
  const data = Buffer.from('data');
  const keys = Array.from({ length: 1100 }, () => cipher.generateKeyPair('Ed25519'));
  const signatures = keys.map((key) => cipher.sign(key, data));
  for (const [index, key] of keys.entries()) {
    assert.equal(cipher.verify(key, data, signatures[index] ?? new Uint8Array()), true);
  }
  const [first] = keys;
  assert.ok(first);
  assert.equal(cipher.verify(first, data, signatures[1] ?? new Uint8Array()), false);
});
