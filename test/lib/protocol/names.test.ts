// Names and references: what is written parses back, and nothing else parses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  idOk,
  laneOf,
  nameHead,
  newId,
  newReference,
  opposite,
  parsePairTopic,
  parsePublicTopic,
  parseReference,
  parseStreamName,
  participantIdOk,
  publicStreamName,
  streamName,
  type Cipher,
} from '../../../services/lib/protocol/index.ts';

const SYMBOLS = '0123456789DFGLNQRUVWZ';

test('stream names go there and back', () => {
  const id = fc.stringMatching(/^[a-z][a-z0-9]{1,15}$/).filter((text) => participantIdOk(text));
  const count = fc.integer({ min: 0, max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(
      id,
      id,
      count,
      count.map((value) => Math.max(1, value)),
      (from, to, lane, generation) => {
        const stream = { from, to, lane, generation };
        assert.deepEqual(parseStreamName(streamName(stream)), stream);
        assert.deepEqual(opposite(opposite(stream)), stream);
      },
    ),
  );
});

for (const name of [
  'trm.al.rs',
  'trm.al.rs/0',
  'trm.al.rs/0/0',
  'trm.al.rs/00/1',
  'trm.al.rs/0/01',
  'trm.al.rs/-1/1',
  'trm.al.rs/0/1/',
  'trm.al.rs/0/2147483648',
  'trm.AL.rs/0/1',
  'trm.a.rs/0/1',
  'trm.al.public/0/1',
  'trm.registry.al/0/1',
  'trm.al.rs/0/1\n',
]) {
  test(`no stream: ${JSON.stringify(name)}`, () => {
    assert.equal(parseStreamName(name), null);
  });
}

test('pair topics and public topics are told apart', () => {
  assert.deepEqual(parsePairTopic('trm.al.rs'), { from: 'al', to: 'rs' });
  assert.equal(parsePairTopic('trm.al.public'), null);
  assert.equal(parsePairTopic('trm.registry'), null);
  assert.equal(parsePublicTopic('trm.al.public'), 'al');
  assert.equal(parsePublicTopic('trm.public.public'), null);
  assert.equal(parsePublicTopic('trm.al.rs'), null);
});

test('an empty stream starts at the digest of its name', () => {
  // Known value: base64url(SHA-256("trm.al.public/0/1")), computed with another tool.
  const name = publicStreamName('al');
  assert.deepEqual(nameHead(cipher, name), {
    sequence: 0,
    digest: Buffer.from(cipher.sha256(Buffer.from('trm.al.public/0/1'))).toString('base64url'),
  });
});

test('a lane follows from the first four bytes of the hash', () => {
  assert.equal(laneOf(cipher, null, 7), 0);
  assert.equal(laneOf(cipher, '4FQ20WZ7D1LF', 1), 0);
  const four: Pick<Cipher, 'sha256'> = { sha256: () => Uint8Array.of(0xff, 0xff, 0xff, 0xfe, 9, 9) };
  assert.equal(laneOf({ ...cipher, ...four }, 'X', 10), 4294967294 % 10);
  assert.throws(() => laneOf(cipher, null, 0), { code: 'wrong-use' });
});

test('the example of formats.md is a reference, in any case, with spaces and hyphens', () => {
  assert.equal(parseReference('4FQ20WZ7D1LF'), '4FQ20WZ7D1LF');
  assert.equal(parseReference('4fq2-0wz7 d1lf'), '4FQ20WZ7D1LF');
  assert.equal(parseReference('4FQ20WZ7D1L'), null);
  assert.equal(parseReference('4FQ20WZ7D1LFF'), null);
  assert.equal(parseReference('4FQ20WZ7D1LA'), null);
});

test('every single error and every swap of neighbours is caught', () => {
  let tried = 0;
  for (let round = 0; round < 200; round += 1) {
    const reference = newReference(cipher);
    assert.equal(parseReference(reference), reference);
    for (let place = 0; place < reference.length; place += 1) {
      for (const symbol of SYMBOLS) {
        if (symbol === reference[place]) continue;
        tried += 1;
        assert.equal(parseReference(reference.slice(0, place) + symbol + reference.slice(place + 1)), null);
      }
      const [one = '', other = ''] = [reference[place], reference[place + 1]];
      if (place === reference.length - 1 || one === other) continue;
      tried += 1;
      assert.equal(
        parseReference(reference.slice(0, place) + other + one + reference.slice(place + 2)),
        null,
      );
    }
  }
  assert.ok(tried > 48_000);
});

test('ids are UUIDs of version 7 that carry their time', () => {
  const at = Date.parse('2026-11-22T10:00:00.000Z');
  const id = newId(cipher, at);
  assert.equal(idOk(id), true);
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), at);
  assert.notEqual(newId(cipher, at), id);
  assert.equal(idOk(id.toUpperCase()), false);
});
