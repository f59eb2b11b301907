/** Whatever single byte of a stored value changes, the root fault is that record and nothing else is (issue 3). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Report } from '../../services/auditor/report.ts';
import { flip, ordinaryHistory, parts, roots, type Written } from './history.ts';

const history = ordinaryHistory();

function assertNames(report: Report, written: Written, what: string): void {
  assert.equal(report.ok, false, what);
  const found = roots(report);
  assert.equal(found.length, 1, `${what}: one root, not ${JSON.stringify(report.faults)}`);
  const [root] = found;
  assert.ok(root);
  assert.equal(root.record, written.id, what);
  assert.equal(root.offset, written.offset, what);
  assert.ok(
    root.sequence === written.sequence || root.sequence === null,
    `${what}: sequence ${root.sequence}`,
  );
  const place = root.sequence === null ? `${written.topic}/${written.lane}` : written.stream;
  assert.equal(root.stream, place, what);
}

async function withFlip(written: Written, at: number, mask: number): Promise<Report> {
  const stored = history.at(written);
  const genuine = stored.value;
  stored.value = flip(genuine, at, mask);
  try {
    return await history.audit();
  } finally {
    stored.value = genuine;
  }
}

test('any changed byte of any record', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (record, byte, mask) => {
      const written = history.written[record % history.written.length];
      assert.ok(written);
      const at = byte % history.at(written).value.length;
      assertNames(
        await withFlip(written, at, mask),
        written,
        `byte ${at} ^ ${mask} of ${written.stream} ${written.sequence}`,
      );
    }),
    { numRuns: 100 },
  );
});

test('any changed byte of an envelope, where the position itself is at stake', async () => {
  const end = (written: Written): number => parts(history.at(written).value).envelope.length + 13;
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (record, byte, mask) => {
      const written = history.written[record % history.written.length];
      assert.ok(written);
      const at = byte % end(written);
      assertNames(
        await withFlip(written, at, mask),
        written,
        `byte ${at} ^ ${mask} of ${written.stream} ${written.sequence}`,
      );
    }),
    { numRuns: 100 },
  );
});

test('a record whose changed byte makes it look like a public entry is still the one that is missing', async () => {
  // The name of `recipient` in the envelope's payload breaks; what is left claims a position of the public stream.
  const written = history.written.filter(({ topic }) => !topic.endsWith('.public')).at(-1);
  assert.ok(written);
  const { envelope } = parts(history.at(written).value);
  const payload = envelope.split('.')[1] ?? '';
  const before = Buffer.from(payload, 'base64url').toString('utf8').indexOf('"recipient"');
  const at = Buffer.from(history.at(written).value).indexOf(payload) + Math.ceil(((before + 4) * 4) / 3);
  for (const mask of [1, 2, 3, 4])
    assertNames(await withFlip(written, at, mask), written, `recipient ^ ${mask}`);
});

test('first, middle and last byte of each ring of every third record', async () => {
  for (const written of history.written.filter((_, index) => index % 3 === 0)) {
    const text = Buffer.from(history.at(written).value).toString('latin1');
    const rings = [
      text.indexOf('"envelope":"') + 12,
      text.indexOf('"metadata":"') + 12,
      text.indexOf('"payload":"') + 11,
    ];
    const ends = [text.indexOf('","metadata"') - 1, text.indexOf('","payload"') - 1, text.length - 3];
    for (const [index, start] of rings.entries()) {
      const end = ends[index] ?? start;
      for (const at of [start, Math.floor((start + end) / 2), end]) {
        assertNames(
          await withFlip(written, at, 1),
          written,
          `byte ${at} of ${written.stream} ${written.sequence}`,
        );
      }
    }
  }
});

test('restored, the history is whole again', async () => {
  assert.equal((await history.audit()).ok, true);
});
