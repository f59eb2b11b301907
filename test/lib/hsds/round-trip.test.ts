// A directory that leaves as HSDS and comes back has lost nothing but confirmations, whatever its codes, texts and hours
// are; and no circle learns from its export what it may not see. HSDS 3.0; domain.md 7.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { validateContactPoint } from '../../../services/lib/contract/index.ts';
import type { JsonObject } from '../../../services/lib/contract/index.ts';
import {
  circleOf,
  type Circle,
  type ContactPoint,
  type Listed,
} from '../../../services/lib/directory/index.ts';
import { exportHsds, importHsds } from '../../../services/lib/hsds/index.ts';
import { contactPoint, directory, exporting, FIELDS, importing, listed } from './generators.ts';

const wire = (value: JsonObject): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function carried({ point, verifiedOn }: Listed): ContactPoint {
  return {
    ...point,
    verifiedOn,
    ...(point.channels === undefined
      ? {}
      : { channels: point.channels.map((channel) => ({ ...channel, confirmed: false })) }),
  };
}

for (const at of ['2026-11-23T12:00:00.000Z', '2026-07-01T00:30:00.000Z'])
  test(`what the duty desk exports comes back as it was (${at.slice(0, 7)})`, () => {
    fc.assert(
      fc.property(directory, (entries) => {
        const back = importHsds(wire(exportHsds(entries, exporting('duty-desk', at))), importing);
        assert.ok(back.ok);
        assert.deepEqual(back.contactPoints, entries.map(carried));
        assert.deepEqual(back.defaulted, []);
        // What is told is that some of them did not work, and nothing else.
        for (const { why } of back.dropped) assert.equal(why, 'status');
      }),
      { numRuns: 200 },
    );
  });

test('what any circle exports is read without a fault, and names nobody as not known but what it hides', () => {
  fc.assert(
    fc.property(listed, fc.constantFrom<Circle>('exchange', 'participant'), (entry, circle) => {
      const back = importHsds(wire(exportHsds([entry], exporting(circle))), importing);
      assert.ok(back.ok);
      const [point] = back.contactPoints;
      assert.ok(point !== undefined && validateContactPoint(point).ok);
      assert.equal(point.id, entry.point.id);
      assert.deepEqual(point.functions, entry.point.functions);
    }),
    { numRuns: 200 },
  );
});

const RANK: Readonly<Record<Circle, number>> = { exchange: 0, participant: 1, 'duty-desk': 2 };

test('a hidden field leaves no trace: whatever stands in it, the export is the same', () => {
  fc.assert(
    fc.property(
      listed,
      contactPoint,
      fc.constantFrom<Circle>('exchange', 'participant', 'duty-desk'),
      (entry, other, circle) => {
        const hidden = FIELDS.filter((field) => RANK[circleOf(entry.point, field)] > RANK[circle]);
        const changed: Record<string, unknown> = { ...entry.point };
        for (const field of hidden)
          if (other[field] === undefined) delete changed[field];
          else changed[field] = other[field];
        if (circle === 'exchange') {
          delete changed['office'];
          assert.ok(hidden.includes('address'));
        }
        assert.deepEqual(
          exportHsds([{ ...entry, point: changed as unknown as ContactPoint }], exporting(circle)),
          exportHsds([entry], exporting(circle)),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('no value of a hidden field stands in the text of an export', () => {
  const secret = 'SECRET-4711';
  fc.assert(
    fc.property(listed, fc.constantFrom<Circle>('exchange', 'participant'), (entry, circle) => {
      const point: ContactPoint = {
        ...entry.point,
        name: `${secret} house`,
        aliases: [`${secret} alias`],
        address: `${secret} street`,
        channels: [{ channel: 'duty-phone', value: secret, source: secret, confirmed: true }],
        hours: { timeZone: `Europe/${secret}` },
        confidentiality: Object.fromEntries(FIELDS.map((field) => [field, 'duty-desk'])),
      };
      const text = JSON.stringify(exportHsds([{ ...entry, point }], exporting(circle)));
      assert.ok(!text.includes(secret));
      assert.ok(JSON.stringify(exportHsds([{ ...entry, point }], exporting('duty-desk'))).includes(secret));
    }),
  );
});

test('the exchange never learns who may see what, nor the office', () => {
  fc.assert(
    fc.property(listed, (entry) => {
      const text = JSON.stringify(
        exportHsds(
          [{ ...entry, point: { ...entry.point, office: 'office-of-ours' } }],
          exporting('exchange'),
        ),
      );
      assert.ok(!text.includes('"code":"confidentiality"') && !text.includes('office-of-ours'));
      assert.ok(!text.includes('address_1'));
    }),
  );
});
