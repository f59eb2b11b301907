// Keys: what may be enrolled, which announced key a sender uses, and proofs over trees of envelopes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  base64url,
  checkEnrolment,
  chooseKeys,
  consistencyProof,
  inclusionProof,
  kidOf,
  leafHash,
  merkleRoot,
  publicJwk,
  utf8,
  verifyConsistency,
  verifyInclusion,
  weekOf,
  type AnnouncedKey,
  type Jwk,
} from '../../../services/lib/protocol/index.ts';

const ed = (hex: string): Jwk => ({ kty: 'OKP', crv: 'Ed25519', x: base64url(Buffer.from(hex, 'hex')) });
const x = (hex: string): Jwk => ({ kty: 'OKP', crv: 'X25519', x: base64url(Buffer.from(hex, 'hex')) });

describe('enrolment', () => {
  test('fresh keys pass', () => {
    for (let round = 0; round < 50; round += 1) {
      assert.equal(checkEnrolment(cipher, publicJwk(cipher.generateKeyPair('Ed25519'))), 'ok');
      assert.equal(checkEnrolment(cipher, publicJwk(cipher.generateKeyPair('X25519'))), 'ok');
    }
  });

  // The eight torsion points of edwards25519, then their non-canonical spellings.
  for (const hex of [
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ]) {
    test(`${hex} is of low order`, () => {
      assert.equal(checkEnrolment(cipher, ed(hex)), 'low-order');
    });
  }

  test('y at or above the field is non-canonical; y that is on no point is form', () => {
    assert.equal(checkEnrolment(cipher, ed(`f0${'ff'.repeat(30)}7f`)), 'non-canonical');
    assert.equal(checkEnrolment(cipher, ed(`02${'00'.repeat(31)}`)), 'form');
  });

  test('about half of all y are on no point', () => {
    let refused = 0;
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(cipher.sha256(utf8(`y${round}`)));
      const verdict = checkEnrolment(cipher, { kty: 'OKP', crv: 'Ed25519', x: base64url(bytes) });
      assert.ok(verdict === 'ok' || verdict === 'form');
      if (verdict === 'form') refused += 1;
    }
    assert.ok(refused > 60 && refused < 140);
  });

  test('low-order and non-canonical keys for encryption', () => {
    for (const hex of [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ]) {
      assert.equal(checkEnrolment(cipher, x(hex)), 'low-order', hex);
    }
    assert.equal(checkEnrolment(cipher, x(`f0${'ff'.repeat(30)}7f`)), 'non-canonical');
    assert.equal(checkEnrolment(cipher, x(`09${'00'.repeat(30)}80`)), 'non-canonical');
    assert.equal(checkEnrolment(cipher, x(`09${'00'.repeat(31)}`)), 'ok');
  });

  test('what is no key is form', () => {
    const { x: text } = cipher.generateKeyPair('Ed25519');
    for (const jwk of [
      { kty: 'EC', crv: 'Ed25519', x: text },
      { kty: 'OKP', crv: 'Ed448', x: text },
      { kty: 'OKP', crv: 'Ed25519', x: `${text}=` },
      { kty: 'OKP', crv: 'Ed25519', x: text.slice(1) },
      { kty: 'OKP', crv: 'Ed25519' },
    ]) {
      assert.equal(checkEnrolment(cipher, jwk as Jwk), 'form');
    }
  });
});

describe('announced keys', () => {
  const key = (
    participant: string,
    series: 'payload' | 'metadata',
    from: string,
    to: string | null,
  ): AnnouncedKey => {
    const jwk = publicJwk(cipher.generateKeyPair('X25519'));
    return { participant, series, jwk, kid: kidOf(cipher, jwk), from, to };
  };

  test('a week runs from Monday to Monday, UTC', () => {
    const week = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' };
    for (const time of ['2026-11-23T00:00:00.000Z', '2026-11-25T10:00:00.000Z', '2026-11-29T23:59:59.999Z']) {
      assert.deepEqual(weekOf(time), week);
    }
    assert.equal(weekOf('2026-11-22T23:59:59.999Z').to, week.from);
    assert.equal(weekOf('1969-12-31T00:00:00.000Z').from, '1969-12-29T00:00:00.000Z');
  });

  test('the payload key is the first one announced for the week; none is none', () => {
    const week = weekOf('2026-11-25T10:00:00.000Z');
    const next = weekOf(week.to);
    const first = key('rs', 'payload', week.from, week.to);
    const keys = [
      key('al', 'payload', week.from, week.to),
      first,
      key('rs', 'payload', week.from, week.to),
      key('rs', 'payload', next.from, next.to),
    ];
    assert.equal(chooseKeys(keys, 'rs', week.from).payload, first.jwk);
    assert.equal(chooseKeys(keys, 'rs', '2026-11-29T23:59:59.999Z').payload, first.jwk);
    assert.equal(chooseKeys(keys, 'rs', week.to).payload, keys[3]?.jwk);
    assert.equal(chooseKeys(keys, 'rs', next.to).payload, null);
    assert.equal(chooseKeys(keys, 'me', week.from).payload, null);
  });

  test('the metadata key is the latest that has started', () => {
    const old = key('rs', 'metadata', '2026-01-01T00:00:00.000Z', null);
    const now = key('rs', 'metadata', '2026-06-01T00:00:00.000Z', null);
    const later = key('rs', 'metadata', '2027-01-01T00:00:00.000Z', null);
    const keys = [now, later, old];
    assert.equal(chooseKeys(keys, 'rs', '2026-11-25T10:00:00.000Z').metadata, now.jwk);
    assert.equal(chooseKeys(keys, 'rs', '2026-05-31T23:59:59.999Z').metadata, old.jwk);
    assert.equal(chooseKeys(keys, 'rs', '2025-01-01T00:00:00.000Z').metadata, null);
  });
});

describe('trees', () => {
  const leaves = Array.from({ length: 40 }, (_, index) => leafHash(cipher, utf8(`envelope ${index}`)));
  const rootOf = (size: number) => merkleRoot(cipher, leaves.slice(0, size));

  test('every leaf of every tree proves itself, and only itself', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      const tree = leaves.slice(0, size);
      for (const [index, leaf] of tree.entries()) {
        const proof = inclusionProof(cipher, tree, index);
        assert.equal(verifyInclusion(cipher, proof, index, size, leaf, rootOf(size)), true);
        const other = leaves[(index + 1) % leaves.length] ?? leaf;
        assert.equal(verifyInclusion(cipher, proof, index, size, other, rootOf(size)), false);
      }
    }
  });

  test('every tree proves that it holds every earlier one', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      for (let old = 1; old <= size; old += 1) {
        const proof = consistencyProof(cipher, leaves.slice(0, size), old);
        assert.equal(verifyConsistency(cipher, proof, old, size, rootOf(old), rootOf(size)), true);
        if (old < size)
          assert.equal(verifyConsistency(cipher, proof, old, size, rootOf(size), rootOf(old)), false);
      }
    }
  });

  test('a proof with a hash more, less or changed is refused', () => {
    const proof = inclusionProof(cipher, leaves, 11);
    const [leaf = new Uint8Array()] = leaves.slice(11);
    const verify = (changed: readonly Uint8Array[]) =>
      verifyInclusion(cipher, changed, 11, leaves.length, leaf, rootOf(40));
    assert.equal(verify(proof), true);
    fc.assert(
      fc.property(fc.nat(proof.length - 1), fc.nat(255), (at, bit) => {
        const bad = proof.map((hash) => Uint8Array.from(hash));
        const hash = bad[at] ?? new Uint8Array();
        hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        assert.equal(verify(bad), false);
        assert.equal(verify(proof.toSpliced(at, 1)), false);
        assert.equal(verify(proof.toSpliced(at, 0, leaf)), false);
      }),
    );
    assert.equal(verify([...proof, leaf]), false);
  });
});
