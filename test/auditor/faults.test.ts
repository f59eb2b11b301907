/** Each fault code of contract.md 6 has a history that makes it, and it alone, the root. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newReference, recordValue, sealRecord, streamName } from '../../services/lib/protocol/index.ts';
import { participantOf, sealInput } from '../support/registry.ts';
import type { History } from './history.ts';
import { flip, ordinaryHistory, parts, randomDigest, roots, valueOf, type Written } from './history.ts';

const AL_RS = { from: 'al', to: 'rs', lane: 0, generation: 1 } as const;

function pick(history: History, stream: string, sequence: number): Written {
  const found = history.written.find((written) => written.stream === stream && written.sequence === sequence);
  assert.ok(found);
  return found;
}

function fault(code: string, written: Written, overrides: object = {}): object {
  const { stream, sequence, id, offset } = written;
  return { code, stream, sequence, record: id, offset, cause: null, ...overrides };
}

const gone = { record: null, offset: null };

test('an honest history has no fault and no note', async () => {
  const history = ordinaryHistory();
  const report = await history.audit();
  assert.deepEqual(report, {
    ok: true,
    records: history.written.length,
    streams: 6,
    pending: 0,
    faults: [],
    notes: [],
  });
});

test('unreadable: a value that is no record', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.al.rs/0/1', 3);
  history.at(written).value = Buffer.from('{"envelope":');
  const nameless = { stream: 'trm.al.rs/0', sequence: null };
  assert.deepEqual(roots(await history.audit()), [fault('unreadable', written, nameless)]);
});

test('form: a signed envelope that is not in the strict form', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.al.rs/0/1', 3);
  const { envelope, ...rings } = parts(history.at(written).value);
  history.at(written).value = valueOf({ envelope: `${envelope}=`, ...rings });
  assert.deepEqual(roots(await history.audit()), [fault('form', written)]);
});

test('key-unknown: signed by nobody that the registry knows', async () => {
  const history = ordinaryHistory();
  const foreign = history.world.cipher.generateKeyPair('Ed25519');
  const { value, written } = history.seal(
    AL_RS,
    { type: 'heartbeat', version: 1, drill: false },
    { signingKey: foreign },
  );
  const offset = history.store(written.topic, 0, written.id, value);
  assert.deepEqual(roots(await history.audit()), [fault('key-unknown', { ...written, offset })]);
});

test('signature: another envelope under the old signature', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.rs.al/0/1', 4);
  const { envelope, ...rings } = parts(history.at(written).value);
  const [header, payload = '', signature] = envelope.split('.');
  const changed = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { registryversion: number };
  const other = Buffer.from(JSON.stringify({ ...changed, registryversion: 2 })).toString('base64url');
  history.at(written).value = valueOf({ envelope: `${header}.${other}.${signature}`, ...rings });
  assert.deepEqual(roots(await history.audit()), [fault('signature', written)]);
});

test('envelope: a registry version with another digest than the one that was published', async () => {
  const history = ordinaryHistory();
  const written = history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    {
      registry: { version: 1, digest: randomDigest(history) },
    },
  );
  assert.deepEqual(roots(await history.audit()), [fault('envelope', written)]);
});

test('envelope: one id at two positions of a stream', async () => {
  const history = ordinaryHistory();
  const first = pick(history, 'trm.al.rs/0/1', 2);
  const written = history.post('al', 'rs', { type: 'heartbeat', version: 1, drill: false }, { id: first.id });
  assert.deepEqual(roots(await history.audit()), [fault('envelope', written)]);
});

test('misplaced: a copy under another key, and on another topic', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.al.rs/0/1', 2);
  const { value } = history.at(written);
  const again = history.store('trm.al.rs', 0, '019ab000-0000-7000-8000-000000000000', value);
  const elsewhere = history.store('trm.al.xk', 0, written.id, value);
  assert.deepEqual(roots(await history.audit()), [
    fault('misplaced', written, { offset: again }),
    fault('misplaced', written, { stream: 'trm.al.xk/0', offset: elsewhere }),
  ]);
});

test('gap: a record that was dropped, though everything after it waits for it', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.al.rs/0/1', 1);
  history.remove(written);
  const report = await history.audit();
  assert.deepEqual(roots(report), [fault('gap', written, gone)]);
});

test('equivocation: two records for one position', async () => {
  const history = ordinaryHistory();
  const written = history.heartbeat('al', 'rs');
  const before = pick(history, written.stream, written.sequence - 1);
  const head = history.head(written.stream);
  const twin = history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    {
      sequence: written.sequence,
      previous: before.digest,
    },
  );
  history.heads.set(written.stream, head);
  history.heartbeat('al', 'rs');
  assert.deepEqual(roots(await history.audit()), [fault('equivocation', twin)]);
});

test('chain: a record that names another predecessor', async () => {
  const history = ordinaryHistory();
  const written = history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    { previous: randomDigest(history) },
  );
  history.heartbeat('al', 'rs');
  assert.deepEqual(roots(await history.audit()), [fault('chain', written)]);
});

test('ring-digest: the payload rings of two records are swapped', async () => {
  const history = ordinaryHistory();
  const one = pick(history, 'trm.al.rs/0/1', 1);
  const other = pick(history, 'trm.al.rs/0/1', 3);
  const first = parts(history.at(one).value);
  const second = parts(history.at(other).value);
  history.at(one).value = valueOf({ ...first, payload: second.payload });
  history.at(other).value = valueOf({ ...second, payload: first.payload });
  assert.deepEqual(roots(await history.audit()), [fault('ring-digest', one), fault('ring-digest', other)]);
});

test('ring-digest: a payload is gone before its time', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.al.rs/0/1', 1);
  const { envelope, metadata } = parts(history.at(written).value);
  history.at(written).value = valueOf({ envelope, metadata });
  assert.deepEqual(roots(await history.audit()), [fault('ring-digest', written)]);
});

test('metadata-unreadable: a metadata ring that was not sealed to the auditor', async () => {
  const history = ordinaryHistory();
  const input = sealInput(history.world, AL_RS);
  const written = history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    {
      metadataRecipients: input.metadataRecipients.slice(0, 2),
    },
  );
  assert.deepEqual(roots(await history.audit()), [fault('metadata-unreadable', written)]);
  assert.equal((await history.audit({ depth: 'envelope' })).ok, true, 'envelopes alone show nothing of it');
});

test('schema: metadata that no schema of ours describes', async () => {
  const history = ordinaryHistory();
  const written = history.post('al', 'rs', { type: 'heartbeat', version: 1, drill: false, name: 'X' });
  assert.deepEqual(roots(await history.audit()), [fault('schema', written)]);
});

test('witness: the other side has seen another record, and everything later follows from that', async () => {
  const history = ordinaryHistory();
  const head = history.head('trm.rs.al/0/1');
  const written = history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    {
      seen: { sequence: head.sequence, digest: randomDigest(history) },
    },
  );
  history.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    {
      seen: { sequence: head.sequence, digest: randomDigest(history) },
    },
  );
  const report = await history.audit();
  assert.deepEqual(roots(report), [fault('witness', written)]);
  assert.equal(report.faults.length, 2);
});

test('witness: a directory position with another digest', async () => {
  const history = ordinaryHistory();
  const reference = newReference(history.world.cipher);
  const written = history.message('referral.submitted', 'al', 'rs', reference, null, {
    directory: { sequence: 1, digest: randomDigest(history) },
  });
  history.receipt(written);
  assert.deepEqual(roots(await history.audit()), [fault('witness', written)]);
});

test('withheld: the last records of a stream, which the other side has seen', async () => {
  const history = ordinaryHistory();
  const hidden = history.heartbeat('al', 'rs');
  history.heartbeat('rs', 'al');
  history.remove(hidden);
  assert.deepEqual(roots(await history.audit()), [fault('withheld', hidden, gone)]);
});

test('withheld: the last entry of a public topic, which a message used', async () => {
  const history = ordinaryHistory();
  history.announce('rs');
  history.receipt(
    history.message('referral.submitted', 'al', 'rs', newReference(history.world.cipher), null),
  );
  history.lane('trm.rs.public').pop();
  assert.deepEqual(roots(await history.audit()), [
    { code: 'withheld', stream: 'trm.rs.public/0/1', sequence: 2, ...gone, cause: null },
  ]);
});

test('receipt-missing: nobody has confirmed a message in time; before that it is pending', async () => {
  const history = ordinaryHistory();
  const written = history.message('referral.submitted', 'al', 'rs', newReference(history.world.cipher), null);
  history.heartbeat('rs', 'al');
  assert.deepEqual(roots(await history.audit()), [fault('receipt-missing', written)]);
  const early = await history.audit({ now: history.clock });
  const { stream, sequence, id, offset } = written;
  assert.equal(early.ok, true);
  assert.equal(early.pending, 1);
  assert.deepEqual(early.notes, [{ code: 'pending', stream, sequence, record: id, offset }]);
});

test('transition: the receiver took a message that the table has no place for; refused ones are no fault', async () => {
  const history = ordinaryHistory();
  const reference = newReference(history.world.cipher);
  const submitted = history.message('referral.submitted', 'al', 'rs', reference, null);
  history.receipt(submitted);
  history.receipt(history.message('referral.acknowledged', 'rs', 'al', reference, submitted));
  const declined = history.message('referral.declined', 'rs', 'al', reference, submitted, {
    reasons: ['no-capacity'],
  });
  history.receipt(declined);
  const refused = history.message('referral.accepted', 'rs', 'al', reference, submitted, { conditions: [] });
  history.refusal(refused);
  assert.equal((await history.audit()).ok, true);
  const taken = history.message('referral.accepted', 'rs', 'al', reference, submitted, { conditions: [] });
  history.receipt(taken);
  assert.deepEqual(roots(await history.audit()), [fault('transition', taken)]);
});

test('transition: explained by the message before it that nobody can read', async () => {
  const history = ordinaryHistory();
  const submitted = history.referral('al', 'rs')[0];
  assert.ok(submitted);
  history.heartbeat('al', 'rs');
  history.at(submitted).value = flip(history.at(submitted).value, 400);
  const report = await history.audit();
  assert.deepEqual(
    roots(report).map(({ record }) => record),
    [submitted.id],
  );
});

test('key-not-valid: a replaced key does not return', async () => {
  const { advance } = await import('../support/registry.ts');
  const { signEntry, publicJwk, REGISTRY_TOPIC } = await import('../../services/lib/protocol/index.ts');
  const history = ordinaryHistory();
  const { world } = history;
  const old = participantOf(world, 'al').signing;
  const fresh = world.cipher.generateKeyPair('Ed25519');
  const next = advance(world, (payload) => ({
    participants: payload.participants.map((entry) =>
      entry.id !== 'al'
        ? entry
        : signEntry(world.cipher, old, {
            id: 'al',
            keys: [
              { jwk: publicJwk(old), status: 'replaced' },
              { jwk: publicJwk(fresh), status: 'current' },
            ],
            auditors: entry.auditors,
          }),
    ),
  }));
  history.store(REGISTRY_TOPIC, 0, '2', next.registryValue);
  const heartbeat = { type: 'heartbeat', version: 1, drill: false };
  history.post('al', 'rs', heartbeat, { signingKey: fresh });
  assert.equal((await history.audit()).ok, true);
  const written = history.post('al', 'rs', heartbeat, { signingKey: old });
  assert.deepEqual(roots(await history.audit()), [fault('key-not-valid', written)]);
});

test('the registry: damaged, missing, or named by a signature and not there', async () => {
  const damaged = ordinaryHistory();
  const stored = damaged.lane('trm.registry')[0];
  assert.ok(stored);
  const genuine = stored.value;
  stored.value = flip(genuine, 200);
  const root = { stream: 'trm.registry/0', sequence: 1, cause: null };
  assert.deepEqual((await damaged.audit()).faults, [{ code: 'signature', ...root, record: '1', offset: 0 }]);
  stored.value = genuine;
  assert.equal((await damaged.audit()).ok, true);
  damaged.lane('trm.registry').pop();
  assert.deepEqual((await damaged.audit()).faults, [{ code: 'withheld', ...root, ...gone }]);

  const ahead = ordinaryHistory();
  ahead.post(
    'al',
    'rs',
    { type: 'heartbeat', version: 1, drill: false },
    {
      registry: { version: 2, digest: randomDigest(ahead) },
    },
  );
  assert.deepEqual((await ahead.audit()).faults, [{ code: 'withheld', ...root, sequence: 2, ...gone }]);
});

test('a public entry that was changed or dropped', async () => {
  const history = ordinaryHistory();
  history.announce('rs');
  history.announce('rs');
  const stored = history.lane('trm.rs.public')[1];
  assert.ok(stored);
  const { key, offset } = stored;
  stored.value = flip(stored.value, stored.value.length - 20);
  const [root, ...others] = roots(await history.audit());
  assert.deepEqual([root?.record, root?.offset, others], [key, offset, []]);
  history.lane('trm.rs.public').splice(1, 1);
  assert.deepEqual(roots(await history.audit()), [
    { code: 'gap', stream: 'trm.rs.public/0/1', sequence: 2, ...gone, cause: null },
  ]);
});

test('a forgery under the key of a genuine record is a fault, and mended once the genuine one stands after it', async () => {
  const history = ordinaryHistory();
  const written = pick(history, 'trm.al.rs/0/1', 2);
  const { value, key } = history.at(written);
  const offset = history.store(written.topic, 0, key, flip(value, 300));
  assert.deepEqual(
    roots(await history.audit()).map((root) => [root.record, root.sequence, root.offset]),
    [[written.id, written.sequence, offset]],
  );
  history.store(written.topic, 0, key, value);
  const report = await history.audit();
  assert.equal(report.ok, true);
  assert.deepEqual(report.notes.map(({ code }) => code).sort(), ['mended', 'repeated']);
});

test('an unsigned forgery explains nothing but itself', async () => {
  const history = ordinaryHistory();
  const foreign = history.world.cipher.generateKeyPair('Ed25519');
  const sealed = sealRecord(history.world.cipher, {
    ...sealInput(history.world, AL_RS),
    signingKey: foreign,
  });
  const id = '019ab000-0000-7000-8000-000000000001';
  const offset = history.store('trm.al.rs', 0, id, recordValue(sealed));
  const hidden = history.heartbeat('rs', 'al');
  history.heartbeat('al', 'rs');
  history.remove(hidden);
  assert.deepEqual(
    roots(await history.audit()).map(({ code, stream }) => [code, stream]),
    [
      ['key-unknown', streamName(AL_RS)],
      ['withheld', 'trm.rs.al/0/1'],
    ],
  );
  assert.ok(offset > 0);
});

test('junk at the end of a topic hides no loss before it', async () => {
  const history = ordinaryHistory();
  const dropped = pick(history, 'trm.al.rs/0/1', 2);
  history.remove(dropped);
  history.store('trm.al.rs', 0, 'junk', Buffer.from('junk'));
  assert.deepEqual(
    roots(await history.audit()).map(({ code, record, sequence }) => [code, record, sequence]),
    [
      ['unreadable', 'junk', null],
      ['gap', null, 2],
    ],
  );
});

test('a damaged batch, as Kafka reports it: every record in it, each explaining one position', async () => {
  const history = ordinaryHistory();
  const batch = [2, 3, 4].map((sequence) => pick(history, 'trm.al.rs/0/1', sequence));
  const bytes = flip(Buffer.concat(batch.map((written) => history.at(written).value)), 500);
  for (const written of batch) Object.assign(history.at(written), { key: '', value: bytes });
  const found = roots(await history.audit());
  assert.deepEqual(
    found.map(({ code, record, offset }) => [code, record, offset]).sort(),
    batch.map(({ offset }) => ['unreadable', null, offset]),
  );
});
