// What of a content may be kept about whom, and the stripped form of bytes that nobody can open.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { recordValue } from '../../../services/lib/protocol/index.ts';
import { namesErased, subjectOf, withoutErased } from '../../../services/lib/store/erased.ts';
import { withoutPayload } from '../../../services/lib/store/erasure.ts';

const A = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const B = 'b57e90c2-14fd-4d08-a6b3-9d2f7e1c0a68';
const C = 'c0a8d1e2-3b4c-4d5e-8f60-7a8b9c0d1e2f';
const one = { all: false, subjects: new Set([A]) };
const nobody = { all: false, subjects: new Set<string>() };

describe('whom a content is about', () => {
  test('one person: a subject of its own, or the only entry of persons', () => {
    assert.equal(subjectOf({ subject: A, text: 'words' }), A);
    assert.equal(subjectOf({ persons: [{ subject: A }], text: 'words' }), A);
    assert.equal(subjectOf({ persons: [{ subject: A }, { subject: B }] }), null);
    assert.equal(subjectOf({ text: 'words' }), null);
    assert.equal(subjectOf({ persons: [] }), null);
  });

  test('what carries the basis of a referral is about the whole case', () => {
    assert.equal(subjectOf({ persons: [{ subject: A }], basis: { kind: 'agreement' } }), null);
  });
});

describe('what is kept when one is erased', () => {
  test('entries of the others, and what speaks of nobody', () => {
    const content = { persons: [{ subject: A, sex: 'female' }, { subject: B }], text: 'words' };
    assert.deepEqual(withoutErased(content, one), { persons: [{ subject: B }], text: 'words' });
    assert.deepEqual(withoutErased(content, nobody), content);
    assert.ok(namesErased(content, one));
    assert.ok(!namesErased({ persons: [{ subject: B }], text: 'words' }, one));
  });

  test('nothing of what is about that person alone, and nothing at all of a referral that is erased', () => {
    assert.deepEqual(withoutErased({ subject: A, text: 'words' }, one), {});
    assert.deepEqual(withoutErased({ persons: [{ subject: A }], text: 'words' }, one), {});
    assert.deepEqual(withoutErased({ persons: [{ subject: B }] }, { all: true, subjects: new Set() }), {});
    assert.ok(namesErased({ text: 'words' }, { all: true, subjects: new Set() }));
    assert.ok(!namesErased({}, { all: true, subjects: new Set() }));
  });

  test('whatever the persons are, no word of an erased one is left and none of the others is lost', () => {
    const person = fc.record({ subject: fc.constantFrom(A, B, C), note: fc.string() });
    fc.assert(
      fc.property(fc.array(person), fc.subarray([A, B, C]), (persons, gone) => {
        const erased = { all: false, subjects: new Set(gone) };
        const left = withoutErased({ persons }, erased);
        const kept = (left['persons'] ?? []) as readonly { subject: string }[];
        assert.deepEqual(
          kept,
          persons.filter(({ subject }) => !erased.subjects.has(subject)),
        );
      }),
    );
  });
});

describe('bytes that nobody can open lose their payload', () => {
  const ring = (): string =>
    JSON.stringify({ protected: 'e30', ciphertext: randomBytes(40).toString('base64url') });
  const envelope = 'a.b.c';
  const metadata = ring();
  const payload = ring();
  const stripped = Buffer.from(recordValue({ envelope, metadata }));

  test('a record becomes its stripped form; a stripped one stays as it is', () => {
    assert.deepEqual(withoutPayload(recordValue({ envelope, metadata, payload })), stripped);
    assert.deepEqual(withoutPayload(stripped), stripped);
  });

  test('a damaged one keeps at most what stood before the payload', () => {
    const secret = Buffer.from((JSON.parse(payload) as { ciphertext: string }).ciphertext);
    const whole = Buffer.from(recordValue({ envelope, metadata, payload }));
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      const cut = withoutPayload(damaged);
      assert.ok(!cut.includes(secret.subarray(0, 20)) && !cut.includes(secret.subarray(-20)), `byte ${at}`);
    }
    assert.ok(!withoutPayload(whole.subarray(0, whole.length - 5)).includes(secret.subarray(0, 20)));
    assert.equal(withoutPayload(randomBytes(100)).length, 0);
  });
});
