/** Examples that name moments instead of times (formats.md 1): written out, and nothing else is touched. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atMoment, durationMs, durationParts } from '../../../services/lib/contract/moments.ts';

const NOW = '2026-12-31T23:30:00.000Z';
const at = (text: string): unknown => atMoment({ on: text }, NOW)['on'];

test('a moment is a time in UTC, a day is a date in UTC, before and after', () => {
  assert.equal(at('@now'), NOW);
  assert.equal(at('@now+PT45M'), '2027-01-01T00:15:00.000Z');
  assert.equal(at('@now-P1DT30M'), '2026-12-30T23:00:00.000Z');
  assert.equal(at('@today'), '2026-12-31');
  assert.equal(at('@today+P1D'), '2027-01-01');
  assert.equal(at('@today-P2W'), '2026-12-17');
});

test('a text that is no moment stays as it is', () => {
  for (const text of ['', '@', '@now+', '@now+1D', '@now+P1M', '@tomorrow', 'x@now', '@now+PT2H later'])
    assert.equal(at(text), text);
});

test('moments are found at every depth, and the example itself stays as it was', () => {
  const example = { a: [{ b: '@today' }, '@now', 3, null, true], c: { d: [] } };
  const kept = structuredClone(example);
  assert.deepEqual(atMoment(example, new Date(NOW)), {
    a: [{ b: '2026-12-31' }, NOW, 3, null, true],
    c: { d: [] },
  });
  assert.deepEqual(example, kept);
});

test('a duration has a fixed length or is none', () => {
  assert.equal(durationMs('P1DT2H3M4S'), 93_784_000);
  assert.equal(durationMs('PT0S'), 0);
  for (const text of ['P', 'PT', 'P1DT', 'P1M', 'P1Y', '1D', 'P-1D']) assert.equal(durationMs(text), null);
});

test('the days of a duration stand apart from the rest of it, a week as seven of them', () => {
  assert.deepEqual(durationParts('P1W2DT3H'), { days: 9, restMs: 10_800_000 });
  assert.deepEqual(durationParts('PT36H'), { days: 0, restMs: 129_600_000 });
  assert.deepEqual(durationParts('P14D'), { days: 14, restMs: 0 });
  assert.equal(durationParts('P1M'), null);
});
