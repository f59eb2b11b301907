// Two channels, two series of keys: neither opens the other's payload, and a ring that mixes them opens to nobody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticate,
  chooseKeys,
  digest,
  kidOf,
  openMetadata,
  openRings,
  publicJwk,
  recordValue,
  sealRecord,
  type AuthenticRecord,
  type JsonObject,
  type Jwk,
  type Recipient,
} from '../../../services/lib/protocol/index.ts';
import { makeWorld, mounted, participantOf, sealInput } from '../../support/registry.ts';

const world = makeWorld(cipher, { participants: ['al', 'rs'], auditors: ['audit'] });
const stream = { from: 'al', to: 'rs', lane: 0, generation: 1 };
const CANARY = 'canary-of-the-channel';

const common = {
  version: 1,
  reference: '4FQ20WZ7D1LF',
  urgency: 'routine',
  drill: false,
  directory: { sequence: 3, digest: digest(cipher, 'x') },
};
const notice = { type: 'justice.hearing-notice', role: 'justice-liaison', ...common };
const declined = {
  type: 'referral.declined',
  role: 'national-focal-point',
  ...common,
  answers: { stream: 'trm.rs.al/0/1', sequence: 1 },
  reasons: ['no-capacity'],
};
const hearing: JsonObject = {
  persons: [{ subject: '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53', standing: 'witness' }],
  proceeding: { kind: 'criminal', court: 'court-first-instance', body: CANARY },
  hearing: { at: '2027-02-15T09:30:00.000Z', attendance: 'invited' },
};

type Series = 'payload' | 'justice';

function keyOf(id: string, series: Series): Recipient {
  const [first] = participantOf(world, id)[series];
  assert.ok(first);
  return { kid: kidOf(cipher, first.jwk), jwk: publicJwk(first.jwk) };
}

function record(metadata: JsonObject, payload: JsonObject, readers: readonly Recipient[]): AuthenticRecord {
  const input = sealInput(world, stream, { metadata, payload, payloadRecipients: readers });
  const value = recordValue(sealRecord(cipher, input));
  const outcome = authenticate(cipher, world.state, { topic: 'trm.al.rs', lane: 0, key: input.id, value });
  assert.ok(outcome.ok);
  return outcome;
}

const both = (series: Series): Recipient[] => [keyOf('al', series), keyOf('rs', series)];
const unopenable = { ok: false, step: 8, code: 'ring-unopenable' };

test('a payload of the justice channel is opened by its keys at both ends', () => {
  const sealed = record(notice, hearing, both('justice'));
  for (const id of ['al', 'rs']) {
    const opened = openRings(cipher, mounted(world, id, { justice: true }), sealed);
    assert.ok(opened.ok);
    assert.deepEqual(opened.payload, hearing);
    assert.equal(opened.keptSealed, false);
  }
});

test('without keys of the channel the payload stays sealed, and that is no fault', () => {
  const opened = openRings(
    cipher,
    mounted(world, 'rs', { justice: false }),
    record(notice, hearing, both('justice')),
  );
  assert.ok(opened.ok);
  assert.equal(opened.metadata.type, 'justice.hearing-notice');
  assert.equal(opened.payload, null);
  assert.equal(opened.payloadPlain, null);
  assert.equal(opened.keptSealed, true);
  assert.ok(!JSON.stringify(opened).includes(CANARY));
});

test('protection keys in the place of justice keys open nothing, and the reverse', () => {
  const justice = record(notice, hearing, both('justice'));
  const { payload, metadata, justice: weeks } = participantOf(world, 'rs');
  const find = (keys: readonly { readonly jwk: Jwk & { readonly d: string } }[]) => {
    const byKid = new Map(keys.map(({ jwk }) => [kidOf(cipher, jwk), jwk]));
    return (kid: string) => byKid.get(kid) ?? null;
  };
  // A protection role that calls its keys those of the channel.
  const posing = { find: find([metadata]), justice: { find: find([...payload, metadata]) } };
  assert.deepEqual(openRings(cipher, posing, justice), unopenable);

  const protection = record(declined, { text: CANARY }, both('payload'));
  const liaison = { find: find([metadata]), justice: { find: find(weeks) } };
  assert.deepEqual(openRings(cipher, liaison, protection), unopenable);
  const auditor = world.auditors.get('audit');
  assert.ok(auditor);
  const seen = openMetadata(cipher, auditor.keys, justice);
  assert.ok(seen.ok);
  assert.ok(!JSON.stringify(seen).includes(CANARY));
});

test('a payload under keys of the other channel is refused, whoever holds both', () => {
  const holder = mounted(world, 'rs', { justice: true });
  const withoutJustice = mounted(world, 'rs', {});
  for (const keys of [holder, withoutJustice]) {
    assert.deepEqual(openRings(cipher, keys, record(notice, hearing, both('payload'))), unopenable);
    assert.deepEqual(openRings(cipher, keys, record(declined, { text: 'x' }, both('justice'))), unopenable);
  }
});

test('a ring that names keys of both channels is refused: one of its readers should not have been one', () => {
  const holder = mounted(world, 'rs', { justice: true });
  const mixed = [
    [...both('justice'), keyOf('rs', 'payload')],
    [...both('justice'), keyOf('al', 'payload')],
    [keyOf('al', 'payload'), keyOf('rs', 'justice')],
    [keyOf('al', 'justice'), keyOf('rs', 'payload')],
  ];
  for (const readers of mixed) {
    assert.deepEqual(openRings(cipher, holder, record(notice, hearing, readers)), unopenable);
    assert.deepEqual(openRings(cipher, holder, record(declined, { text: 'x' }, readers)), unopenable);
  }
});

test('of a type that this version does not know the channel is told from the ring, so that it can wait for an upgrade', () => {
  const later = { ...notice, type: 'justice.unheard-of' };
  const outcome = openRings(cipher, mounted(world, 'rs', {}), record(later, hearing, both('justice')));
  assert.ok(!outcome.ok);
  assert.equal(outcome.code, 'type-unknown');
});

test('a sender chooses the key of the week from the series of the channel, and none where none was announced', () => {
  const chosen = chooseKeys(world.announced, 'rs', world.now);
  assert.deepEqual(chosen.justice, keyOf('rs', 'justice').jwk);
  assert.deepEqual(chosen.payload, keyOf('rs', 'payload').jwk);
  const [, next] = participantOf(world, 'rs').justice;
  assert.ok(next);
  assert.deepEqual(chooseKeys(world.announced, 'rs', next.from).justice, publicJwk(next.jwk));
  assert.equal(chooseKeys(world.announced, 'rs', next.to).justice, null);
  const without = world.announced.filter(({ series }) => series !== 'justice');
  assert.equal(chooseKeys(without, 'rs', world.now).justice, null);
  assert.notEqual(chooseKeys(without, 'rs', world.now).payload, null);
});
