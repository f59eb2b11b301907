// A record goes from sealing to opening unchanged, and nothing but that record, at its place, opens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticate,
  base64url,
  checkRings,
  digest,
  measure,
  openMetadata,
  openRings,
  positionOf,
  initialHead,
  recordValue,
  refusalIsFinal,
  sealRecord,
  type AuthenticRecord,
  type JsonObject,
  type SealedRecord,
  type SealInput,
} from '../../../services/lib/protocol/index.ts';
import { makeWorld, participantOf, sealInput } from '../../support/registry.ts';

const world = makeWorld(cipher, { participants: ['al', 'me', 'rs'], auditors: ['audit'] });
const stream = { from: 'al', to: 'rs', lane: 0, generation: 1 };
const receiver = participantOf(world, 'rs');
const sender = participantOf(world, 'al');

const declined: JsonObject = {
  type: 'referral.declined',
  version: 1,
  reference: '4FQ20WZ7D1LF',
  urgency: 'routine',
  drill: false,
  role: 'national-focal-point',
  answers: { stream: 'trm.rs.al/0/1', sequence: 1 },
  directory: { sequence: 3, digest: digest(cipher, 'x') },
  reasons: ['no-capacity'],
};

function sealed(overrides: Partial<SealInput> = {}): { input: SealInput; record: SealedRecord } {
  const input = sealInput(world, stream, overrides);
  return { input, record: sealRecord(cipher, input) };
}

function raw(input: SealInput, value: Uint8Array) {
  return {
    topic: `trm.${input.stream.from}.${input.stream.to}`,
    lane: input.stream.lane,
    key: input.id,
    value,
  };
}

function authentic(input: SealInput, record: SealedRecord): AuthenticRecord {
  const outcome = authenticate(cipher, world.state, raw(input, recordValue(record)));
  assert.ok(outcome.ok, `refused: ${outcome.ok ? '' : outcome.code}`);
  return outcome;
}

test('what is sealed is opened by receiver and sender, its metadata by the auditor, by nobody else', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2000 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 2 ** 31 - 1 }), (note, sequence) => {
      const { input, record } = sealed({ metadata: declined, payload: { text: note }, sequence });
      const outcome = authentic(input, record);
      assert.equal(outcome.digest, record.digest);
      assert.equal(outcome.disputed, false);
      assert.equal(outcome.evidenceOnly, false);
      assert.equal(outcome.envelope.sequence, sequence);
      assert.equal(checkRings(cipher, outcome), null);
      for (const { keys } of [receiver, sender]) {
        const opened = openRings(cipher, keys, outcome);
        assert.ok(opened.ok, `not opened: ${opened.ok ? '' : opened.code}`);
        assert.deepEqual(opened.metadata, declined);
        assert.deepEqual(opened.payload, { text: note });
        assert.equal(digest(cipher, opened.metadataPlain), outcome.envelope.metadatacommit);
        assert.equal(digest(cipher, opened.payloadPlain ?? ''), outcome.envelope.payloadcommit);
        assert.equal(Buffer.byteLength(opened.metadataPlain), 1024);
        assert.ok([1024, 4096, 16384].includes(Buffer.byteLength(opened.payloadPlain ?? '')));
      }
      const auditor = world.auditors.get('audit');
      assert.ok(auditor);
      const seen = openMetadata(cipher, auditor.keys, outcome);
      assert.ok(seen.ok);
      assert.deepEqual(seen.metadata, declined);
      assert.deepEqual(openRings(cipher, auditor.keys, outcome), {
        ok: false,
        step: 8,
        code: 'ring-unopenable',
      });
      const stranger = openMetadata(cipher, participantOf(world, 'me').keys, outcome);
      assert.deepEqual(stranger, { ok: false, step: 8, code: 'ring-unopenable' });
    }),
    { numRuns: 25 },
  );
});

test('the stripped form authenticates and gives its metadata, no payload', () => {
  const { input, record } = sealed({ metadata: declined, payload: { text: 'secret' } });
  const value = recordValue({ envelope: record.envelope, metadata: record.metadata });
  const outcome = authenticate(cipher, world.state, raw(input, value));
  assert.ok(outcome.ok);
  assert.equal(outcome.payloadRing, null);
  assert.equal(checkRings(cipher, outcome), null);
  const opened = openRings(cipher, receiver.keys, outcome);
  assert.ok(opened.ok);
  assert.equal(opened.payload, null);
  assert.equal(opened.payloadPlain, null);
});

test('the bytes are those of formats.md', () => {
  const { input, record } = sealed();
  assert.equal(
    Buffer.from(recordValue(record)).toString(),
    JSON.stringify({ envelope: record.envelope, metadata: record.metadata, payload: record.payload }),
  );
  const [header = '', body = ''] = record.envelope.split('.');
  assert.match(
    Buffer.from(header, 'base64url').toString(),
    /^\{"alg":"Ed25519","typ":"trm-envelope\+jws","kid":"[\w-]{43}"\}$/,
  );
  const envelope = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  assert.deepEqual(Object.keys(envelope), [
    'specversion', 'type', 'id', 'source', 'recipient', 'time', 'lane', 'generation', 'sequence', 'previous',
    'seensequence', 'seendigest', 'metadatadigest', 'payloaddigest', 'metadatacommit', 'payloadcommit',
    'registryversion', 'registrydigest',
  ]); // prettier-ignore
  assert.equal(envelope.previous, digest(cipher, 'trm.al.rs/0/1'));
  assert.equal(envelope.seendigest, digest(cipher, 'trm.rs.al/0/1'));
  const ring = JSON.parse(record.metadata) as Record<string, string> & { recipients: unknown[] };
  assert.deepEqual(Object.keys(ring), ['protected', 'recipients', 'iv', 'ciphertext', 'tag']);
  assert.equal(ring.recipients.length, 3);
  assert.equal(
    Buffer.from(ring.protected ?? '', 'base64url').toString(),
    `{"enc":"A256GCM","typ":"trm-metadata+jwe","record":"${input.id}","stream":"trm.al.rs/0/1","sequence":1}`,
  );
});

test('a heartbeat and a small message have the same shape on the bus', () => {
  const one = recordValue(sealed().record).length;
  const other = recordValue(sealed({ metadata: declined, payload: { text: 'x'.repeat(500) } }).record).length;
  assert.equal(one, other);
});

test('sizes are measured in bytes of UTF-8, salt included', () => {
  const text = (length: number) => ({ metadata: declined, payload: { text: 'a'.repeat(length) } });
  const overhead = Buffer.byteLength(JSON.stringify({ salt: 'A'.repeat(43), text: '' }));
  assert.equal(measure(text(256 * 1024 - overhead)), 'fits');
  assert.equal(measure(text(256 * 1024 - overhead + 1)), 'payload-too-large');
  assert.equal(
    measure({ metadata: declined, payload: { text: 'ë'.repeat(128 * 1024 - 10) } }),
    'payload-too-large',
  );
  assert.equal(
    measure({ metadata: { ...declined, note: 'x'.repeat(1024) }, payload: {} }),
    'metadata-too-large',
  );
  assert.throws(() => sealed(text(256 * 1024)), { code: 'too-large' });
});

test('the largest record is below the size limit and opens', () => {
  const overhead = Buffer.byteLength(JSON.stringify({ salt: 'A'.repeat(43), text: '' }));
  const { input, record } = sealed({ payload: { text: 'a'.repeat(256 * 1024 - overhead) } });
  const outcome = authentic(input, record);
  assert.equal(checkRings(cipher, outcome), null);
});

test('sealing the same input twice shares no secret', () => {
  const input = sealInput(world, stream, { metadata: declined, payload: { text: 'x' } });
  const [one, other] = [sealRecord(cipher, input), sealRecord(cipher, input)];
  assert.notEqual(one.metadata, other.metadata);
  const [first, second] = [authentic(input, one), authentic(input, other)];
  assert.notEqual(first.envelope.payloadcommit, second.envelope.payloadcommit);
});

for (const [name, change, step, code] of [
  ['another topic of the same sender', { topic: 'trm.al.me' }, 5, 'misplaced'],
  ["another sender's topic", { topic: 'trm.rs.al' }, 3, 'key-unknown'],
  ['another lane', { lane: 1 }, 5, 'misplaced'],
  ['another bus key', { key: '01a20627-4ca9-70a8-971e-7911fe6ee66c' }, 5, 'misplaced'],
  ['a topic of nobody', { topic: 'trm.registry' }, 3, 'key-unknown'],
] as const) {
  test(`a genuine record under ${name} is ${code}`, () => {
    const { input, record } = sealed();
    const outcome = authenticate(cipher, world.state, { ...raw(input, recordValue(record)), ...change });
    assert.deepEqual(outcome, { ok: false, step, code });
  });
}

test('a lane or generation that the registry does not know is misplaced', () => {
  for (const place of [
    { ...stream, lane: 1 },
    { ...stream, generation: 2 },
  ]) {
    const input = sealInput(world, place, { previous: digest(cipher, 'x') });
    const outcome = authenticate(cipher, world.state, raw(input, recordValue(sealRecord(cipher, input))));
    assert.deepEqual(outcome, { ok: false, step: 5, code: 'misplaced' });
  }
});

test('a ring of another record is found out by its digest, and by its header if the sender signs it', () => {
  const one = sealed({ metadata: declined, payload: { text: 'one' } });
  const other = sealed({ metadata: declined, payload: { text: 'other' } });
  const swapped = authentic(one.input, { ...one.record, payload: other.record.payload });
  assert.deepEqual(checkRings(cipher, swapped), { ok: false, step: 7, code: 'ring-digest' });
  assert.deepEqual(
    checkRings(cipher, authentic(one.input, { ...one.record, metadata: other.record.metadata })),
    { ok: false, step: 7, code: 'ring-digest' },
  );
  assert.deepEqual(openRings(cipher, receiver.keys, swapped), { ok: false, step: 8, code: 'ring-header' });
  const crossed = authentic(one.input, { ...one.record, payload: one.record.metadata });
  assert.deepEqual(openRings(cipher, receiver.keys, crossed), { ok: false, step: 8, code: 'ring-header' });
});

test('a plaintext that was not committed to is refused', () => {
  const { input, record } = sealed();
  const outcome = authentic(input, record);
  const envelope = { ...outcome.envelope, payloadcommit: digest(cipher, 'other') };
  const opened = openRings(cipher, receiver.keys, { ...outcome, envelope });
  assert.deepEqual(opened, { ok: false, step: 8, code: 'commitment' });
});

test('a message of an unknown type or version is refused, not for good; one against its schema for good', () => {
  const step = 9;
  for (const [metadata, code, final] of [
    [{ type: 'referral.unheard', version: 1, drill: false }, 'type-unknown', false],
    [{ type: 'heartbeat', version: 99, drill: false }, 'version-unknown', false],
    [{ type: 'heartbeat', version: 1 }, 'schema', true],
    [{ type: 7, version: 1 }, 'schema', true],
  ] as const) {
    const { input, record } = sealed({ metadata });
    const opened = openRings(cipher, receiver.keys, authentic(input, record));
    assert.deepEqual(opened, { ok: false, step, code, opened: metadata });
    assert.equal(refusalIsFinal(code), final);
  }
});

test('a code that no list knows asks for a person and is no refusal', () => {
  const metadata = { ...declined, reasons: ['a-reason-of-tomorrow'] };
  const { input, record } = sealed({ metadata });
  const opened = openRings(cipher, receiver.keys, authentic(input, record));
  assert.ok(opened.ok);
  assert.equal(opened.needsPerson, true);
  const known = sealed({ metadata: declined });
  const plain = openRings(cipher, receiver.keys, authentic(known.input, known.record));
  assert.ok(plain.ok);
  assert.equal(plain.needsPerson, false);
});

test('positions: next, gap, duplicate, equivocation', () => {
  const head = { sequence: 4, digest: 'four' };
  const at = (sequence: number, own: string, previous: string) => ({
    digest: own,
    envelope: { sequence, previous },
  });
  assert.deepEqual(positionOf(at(5, 'five', 'four'), { head, digestAt: null }), { kind: 'next' });
  assert.deepEqual(positionOf(at(5, 'five', 'four'), { head, digestAt: 'five' }), { kind: 'next' });
  assert.deepEqual(positionOf(at(5, 'five', 'else'), { head, digestAt: null }), { kind: 'equivocation' });
  assert.deepEqual(positionOf(at(5, 'five', 'four'), { head, digestAt: 'cinq' }), { kind: 'equivocation' });
  assert.deepEqual(positionOf(at(4, 'four', 'three'), { head, digestAt: null }), { kind: 'duplicate' });
  assert.deepEqual(positionOf(at(4, 'vier', 'three'), { head, digestAt: null }), { kind: 'equivocation' });
  assert.deepEqual(positionOf(at(2, 'two', 'one'), { head, digestAt: 'two' }), { kind: 'duplicate' });
  assert.deepEqual(positionOf(at(2, 'zwei', 'one'), { head, digestAt: 'two' }), { kind: 'equivocation' });
  assert.deepEqual(positionOf(at(8, 'eight', 'seven'), { head, digestAt: null }), {
    kind: 'gap',
    first: 5,
    last: 7,
  });
  assert.deepEqual(positionOf(at(8, 'eight', 'seven'), { head, digestAt: 'eight' }), { kind: 'duplicate' });
  assert.deepEqual(positionOf(at(8, 'acht', 'seven'), { head, digestAt: 'eight' }), { kind: 'equivocation' });
  assert.throws(() => positionOf(at(2, 'two', 'one'), { head, digestAt: null }), { code: 'wrong-use' });
});

test('a stream of records links from its name', () => {
  let head = initialHead(cipher, world.state, stream);
  for (let sequence = 1; sequence <= 5; sequence += 1) {
    const { input, record } = sealed({ sequence, previous: head.digest });
    const outcome = authentic(input, record);
    assert.deepEqual(positionOf(outcome, { head, digestAt: null }), { kind: 'next' });
    head = { sequence, digest: outcome.digest };
  }
});

test('a signature by a key of another participant, or by no enrolled key, is key-unknown', () => {
  for (const signingKey of [receiver.signing, cipher.generateKeyPair('Ed25519')]) {
    const input = sealInput(world, stream, { signingKey });
    const outcome = authenticate(cipher, world.state, raw(input, recordValue(sealRecord(cipher, input))));
    assert.deepEqual(outcome, { ok: false, step: 3, code: 'key-unknown' });
  }
});

test('a ring sealed to a low-order key is never made', () => {
  const zero = { kty: 'OKP', crv: 'X25519', x: base64url(new Uint8Array(32)) } as const;
  assert.throws(() => sealed({ payloadRecipients: [{ kid: 'x', jwk: zero }] }), { code: 'bad-key' });
  assert.throws(() => sealed({ payloadRecipients: [] }), { code: 'no-recipient' });
});
