// Public topics: signed by their owner, one chain each, read with the same strictness as pair topics.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticatePublic,
  base64url,
  kidOf,
  nameHead,
  newId,
  positionOf,
  publicStreamName,
  publicJwk,
  publicValue,
  signPublicEntry,
  utf8,
  type JsonObject,
  type PublicEntry,
  type PublicEntryInput,
} from '../../../services/lib/protocol/index.ts';
import { makeWorld, participantOf } from '../../support/registry.ts';

const world = makeWorld(cipher);
const al = participantOf(world, 'al');
const [week] = al.payload;
assert.ok(week);
const content: JsonObject = {
  type: 'key.announced',
  version: 1,
  series: 'payload',
  keys: [{ jwk: { ...publicJwk(week.jwk) }, from: week.from, to: week.to }],
};

function entry(overrides: Partial<PublicEntryInput> = {}): { id: string; entry: PublicEntry } {
  const input: PublicEntryInput = {
    participant: 'al',
    id: newId(cipher, Date.parse(world.now)),
    time: world.now,
    sequence: 1,
    previous: nameHead(cipher, publicStreamName('al')).digest,
    registry: { version: world.state.version, digest: world.state.digest },
    signingKey: al.signing,
    content,
    ...overrides,
  };
  return { id: input.id, entry: signPublicEntry(cipher, input) };
}

function read(id: string, value: Uint8Array, change: { topic?: string; lane?: number } = {}) {
  return authenticatePublic(cipher, world.state, {
    topic: 'trm.al.public',
    lane: 0,
    key: id,
    value,
    ...change,
  });
}

test('an announcement is read as it was written, in the form of formats.md', () => {
  const { id, entry: made } = entry();
  const outcome = read(id, publicValue(made));
  assert.ok(outcome.ok, `refused: ${outcome.ok ? '' : outcome.code}`);
  assert.equal(outcome.participant, 'al');
  assert.deepEqual(outcome.content, content);
  assert.equal(outcome.digest, made.digest);
  assert.equal(outcome.kid, kidOf(cipher, al.signing));
  assert.equal(outcome.disputed, false);
  assert.deepEqual(Object.keys(outcome.envelope), [
    'specversion', 'type', 'id', 'source', 'time', 'lane', 'generation', 'sequence', 'previous', 'contentdigest',
    'registryversion', 'registrydigest',
  ]); // prettier-ignore
  const head = nameHead(cipher, publicStreamName('al'));
  assert.deepEqual(positionOf(outcome, { head, digestAt: null }), { kind: 'next' });
});

test('every single changed byte is found', () => {
  const { id, entry: made } = entry();
  const value = publicValue(made);
  for (let at = 0; at < value.length; at += 1) {
    const bytes = Buffer.from(value);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    assert.equal(read(id, bytes).ok, false, `byte ${at}`);
  }
});

test('entries at another place, by another hand, or with another content', () => {
  const { id, entry: made } = entry();
  const value = publicValue(made);
  const codeOf = (outcome: { ok: boolean; code?: string }) => outcome.code;
  assert.equal(codeOf(read(id, value, { topic: 'trm.rs.public' })), 'key-unknown');
  assert.equal(codeOf(read(id, value, { topic: 'trm.al.rs' })), 'key-unknown');
  assert.equal(codeOf(read(id, value, { lane: 1 })), 'misplaced');
  assert.equal(codeOf(read(newId(cipher, 0), value)), 'misplaced');
  const rs = entry({ signingKey: participantOf(world, 'rs').signing });
  assert.equal(codeOf(read(rs.id, publicValue(rs.entry))), 'key-unknown');
  const other = publicValue({
    envelope: made.envelope,
    content: made.content.replace('payload', 'metadata'),
  });
  assert.equal(codeOf(read(id, other)), 'ring-digest');
  const wrong = entry({ content: { ...content, series: 'other' } });
  assert.equal(codeOf(read(wrong.id, publicValue(wrong.entry))), 'schema');
  const reordered = utf8(JSON.stringify({ content: made.content, envelope: made.envelope }));
  assert.equal(codeOf(read(id, reordered)), 'unreadable');
});

test('the envelope of a record does not pass for one of a public entry', () => {
  const { id, entry: made } = entry();
  const [head = '', body = ''] = made.envelope.split('.');
  const text = Buffer.from(body, 'base64url').toString().replace('"time"', '"recipient":"urn:trm:rs","time"');
  const start = `${head}.${base64url(utf8(text))}`;
  const envelope = `${start}.${base64url(cipher.sign(al.signing, utf8(start)))}`;
  const outcome = read(id, publicValue({ envelope, content: made.content }));
  assert.deepEqual(outcome, { ok: false, step: 5, code: 'envelope' });
});
