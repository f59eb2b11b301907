/**
 * What is missing of a stream. A sender may sign any position up to 2^31 - 1: finding out what that leaves missing must
 * not cost two thousand million steps, or one bad partner stops the router of everybody's cases.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { missingRanges } from '../../services/router/gaps.ts';

void test('the ranges are exactly what is neither taken nor held', () => {
  fc.assert(
    fc.property(
      fc.nat(20),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
      fc.nat(45),
      (head, held, end) => {
        const present = held.filter((sequence) => sequence > head).sort((a, b) => a - b);
        const last = Math.max(end, ...present);
        const expected: number[] = [];
        for (let sequence = head + 1; sequence <= last; sequence += 1)
          if (!present.includes(sequence)) expected.push(sequence);
        const found: number[] = [];
        const ranges = missingRanges(head, present, end);
        for (const { first, last: to } of ranges)
          for (let sequence = first; sequence <= to; sequence += 1) found.push(sequence);
        assert.deepEqual(found, expected);
        for (const [index, range] of ranges.entries()) {
          assert.ok(range.first <= range.last);
          assert.ok(
            index === 0 || range.first > (ranges[index - 1]?.last ?? 0) + 1,
            'neighbours are one range',
          );
        }
      },
    ),
  );
});

void test('a position far ahead leaves one range', () => {
  const far = 2 ** 31 - 1;
  assert.deepEqual(missingRanges(7, [9, far], 0), [
    { first: 8, last: 8 },
    { first: 10, last: far - 1 },
  ]);
});
