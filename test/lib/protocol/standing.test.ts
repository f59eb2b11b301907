// What the registry says of a key or a generation shows in the record: disputed, not valid, or evidence only.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticate,
  kidOf,
  publicJwk,
  recordValue,
  sealRecord,
  signEntry,
  type AuthenticRecord,
  type KeyBefore,
  type OpeningFault,
  type ParticipantEntry,
  type RegistryKey,
  type RegistryPayload,
  type SealedRecord,
  type SealInput,
  type Stream,
} from '../../../services/lib/protocol/index.ts';
import { advance, makeWorld, participantOf, sealInput, type World } from '../../support/registry.ts';

const world = makeWorld(cipher);
const al = participantOf(world, 'al');
const stream: Stream = { from: 'al', to: 'rs', lane: 0, generation: 1 };
const next = cipher.generateKeyPair('Ed25519');

interface Sealed {
  readonly input: SealInput;
  readonly record: SealedRecord;
}

function seal(overrides: Partial<SealInput> = {}, place = stream): Sealed {
  const input = sealInput(world, place, overrides);
  return { input, record: sealRecord(cipher, input) };
}

function judge({ input, record }: Sealed, at: World, keyBefore?: KeyBefore): AuthenticRecord | OpeningFault {
  const value = recordValue(record);
  return authenticate(cipher, at.state, { topic: 'trm.al.rs', lane: 0, key: input.id, value }, keyBefore);
}

/** The world after `al` has a new key, its old one having become `old`. */
function rotated(old: Omit<RegistryKey, 'jwk'>): World {
  return advance(world, (payload: RegistryPayload) => ({
    participants: payload.participants.map((entry): ParticipantEntry => {
      if (entry.id !== 'al') return entry;
      const keys: RegistryKey[] = [
        { jwk: publicJwk(al.signing), ...old },
        { jwk: publicJwk(next), status: 'current' },
      ];
      return signEntry(cipher, al.signing, { id: entry.id, keys, auditors: entry.auditors });
    }),
  }));
}

test('a revoked key is trusted up to the position that its owner stands by, and disputed beyond', () => {
  const records = [1, 2, 3].map((sequence) => seal({ sequence }));
  const [, second] = records;
  assert.ok(second);
  const standsBy = [{ stream: 'trm.al.rs/0/1', sequence: 2, digest: second.record.digest }];
  const revoked = rotated({ status: 'revoked', standsBy });
  const disputed = [...records, seal({ sequence: 2 })].map((one) => {
    const outcome = judge(one, revoked);
    assert.ok(outcome.ok);
    return outcome.disputed;
  });
  assert.deepEqual(disputed, [false, false, true, true]);
});

test('what a stolen key signs after its successor has signed is disputed, and no mere damage', () => {
  const second = seal({ sequence: 2 });
  const standsBy = [{ stream: 'trm.al.rs/0/1', sequence: 2, digest: second.record.digest }];
  const revoked = rotated({ status: 'revoked', standsBy });
  const afterNext: KeyBefore = () => kidOf(cipher, next);
  const forged = judge(seal({ sequence: 4 }), revoked, afterNext);
  assert.ok(forged.ok);
  assert.equal(forged.disputed, true);
  // Its owner stands by that position, but the stream had gone on to the new key before it.
  assert.deepEqual(judge(seal({ sequence: 1 }), revoked, afterNext), {
    ok: false,
    step: 5,
    code: 'key-not-valid',
  });
});

test('a replaced key still verifies what it signed, but never follows its successor in a stream', () => {
  const replaced = rotated({ status: 'replaced' });
  const old = seal({ sequence: 5 });
  const fresh = seal({ sequence: 5, signingKey: next });
  const after =
    (kid: string): KeyBefore =>
    (name, sequence) => {
      assert.equal(name, 'trm.al.rs/0/1');
      assert.equal(sequence, 5);
      return kid;
    };
  const oldKid = kidOf(cipher, al.signing);
  assert.equal(judge(old, replaced).ok, true);
  assert.equal(judge(old, replaced, after(oldKid)).ok, true);
  assert.equal(judge(fresh, replaced, after(oldKid)).ok, true);
  assert.deepEqual(judge(old, replaced, after(kidOf(cipher, next))), {
    ok: false,
    step: 5,
    code: 'key-not-valid',
  });
  // A reader that has not read the newer version yet does not know the key: it reads the registry and tries again.
  assert.deepEqual(judge(fresh, world), { ok: false, step: 3, code: 'key-unknown' });
});

test('beyond what both ends held, the older generation is evidence only', () => {
  const [second, third] = [seal({ sequence: 2 }), seal({ sequence: 3 })];
  const after = ['trm.al.rs/0/1', 'trm.rs.al/0/1'].map((name) => ({
    stream: name,
    sequence: 2,
    digest: second.record.digest,
  }));
  const renewed = advance(world, (payload) => ({
    pairs: payload.pairs.map((pair) => ({ ...pair, generation: 2, reason: 'loss', after })),
  }));
  const evidence = [second, third].map((one) => {
    const outcome = judge(one, renewed);
    assert.ok(outcome.ok);
    return outcome.evidenceOnly;
  });
  assert.deepEqual(evidence, [false, true]);
  const first = seal({ previous: second.record.digest }, { ...stream, generation: 2 });
  assert.deepEqual(judge(first, world), { ok: false, step: 5, code: 'misplaced' });
  const outcome = judge(first, renewed);
  assert.ok(outcome.ok);
  assert.equal(outcome.evidenceOnly, false);
  assert.equal(outcome.streamName, 'trm.al.rs/0/2');
});
