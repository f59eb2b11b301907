// Over whole referrals of every kind, moved and stretched in time: counts of adjoining periods add up, partners add up to
// all, and what does not count changes nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  measures,
  type Figures,
  type Measure,
  type ReferralRecord,
} from '../../../services/lib/statistics/index.ts';
import { told } from '../casework/stories.ts';
import { DAY, figures, HOUR, moved, recordOf } from './support.ts';

const WHOLE = told().map(([, pair]) => recordOf(pair));
/** They begin on 22 November 2026. */
const FROM = Date.parse('2026-11-01T00:00:00.000Z');
const RUNS = 60;

const referral: fc.Arbitrary<ReferralRecord> = fc
  .record({
    story: fc.nat(WHOLE.length - 1),
    later: fc.integer({ min: -40 * 24, max: 40 * 24 }),
    factor: fc.constantFrom(0.5, 1, 3, 20, 100),
    direction: fc.constantFrom('sent', 'received', 'domestic'),
    partner: fc.constantFrom('al', 'me', 'rs'),
    urgency: fc.constantFrom('emergency', 'urgent', 'routine'),
    seen: fc.array(
      fc.record({
        limit: fc.constantFrom('acknowledge', 'decide', 'arrive'),
        percent: fc.constantFrom(50, 100, 200),
        hour: fc.nat(60 * 24),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ story, later, factor, seen, ...changes }) => {
    const record = moved(WHOLE[story] ?? assert.fail(), later * HOUR, factor);
    const facts = seen.map(({ hour, ...fact }) => ({
      ...fact,
      at: new Date(FROM + hour * HOUR).toISOString(),
    }));
    return { ...record, ...changes, facts };
  });
const referrals = fc.array(referral, { minLength: 1, maxLength: 12 });

/** Not of a moment but of what happened within the period. */
const ADD_UP: ReadonlySet<Measure> = new Set(
  (Object.keys(measures) as Measure[]).filter(
    (name) => measures[name].kind === 'count' && name !== 'open' && name !== 'overdue',
  ),
);

/** Every count by indicator, group and measure; zeros are left out. */
function countsOf(shown: Figures): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id, rows } of shown.indicators)
    for (const { group, values } of rows)
      for (const [name, value] of Object.entries(values))
        if (ADD_UP.has(name as Measure) && typeof value === 'number' && value > 0)
          counts.set(`${id} ${JSON.stringify(group)} ${name}`, value);
  return counts;
}

void test('a period split in two adds up', () => {
  fc.assert(
    fc.property(referrals, fc.integer({ min: 1, max: 60 * 24 - 1 }), (records, hour) => {
      const [from, middle, to] = [FROM, FROM + hour * HOUR, FROM + 60 * DAY].map((at) =>
        new Date(at).toISOString(),
      );
      assert.ok(from !== undefined && middle !== undefined && to !== undefined);
      const now = '2027-06-01T00:00:00.000Z';
      const whole = countsOf(figures(records, { period: { from, to }, now }));
      const halves = [
        countsOf(figures(records, { period: { from, to: middle }, now })),
        countsOf(figures(records, { period: { from: middle, to }, now })),
      ];
      const sum = new Map<string, number>();
      for (const half of halves) for (const [key, value] of half) sum.set(key, (sum.get(key) ?? 0) + value);
      assert.deepEqual(new Map([...sum].toSorted()), new Map([...whole].toSorted()));
    }),
    { numRuns: RUNS },
  );
});

void test('an exercise changes nothing, and no order of the referrals does', () => {
  fc.assert(
    fc.property(referrals, referral, (records, other) => {
      const shown = figures(records);
      assert.deepEqual(figures([...records, { ...other, drill: true }]), shown);
      assert.deepEqual(figures(records.toReversed()), shown);
    }),
    { numRuns: RUNS },
  );
});

void test('the rows of all partners are the sum of theirs, and asking for one gives its rows', () => {
  fc.assert(
    fc.property(referrals, (records) => {
      const shown = figures(records);
      for (const { id, rows } of shown.indicators) {
        const sums = new Map<string, number>();
        for (const { group, values } of rows)
          for (const [name, value] of Object.entries(values)) {
            if (!('partner' in group) || !(measures[name as Measure].kind === 'count')) continue;
            const key = JSON.stringify([{ ...group, partner: null }, name]);
            const sign = group.partner === null ? 1 : -1;
            sums.set(key, (sums.get(key) ?? 0) + sign * Number(value));
          }
        for (const [key, left] of sums) assert.equal(left, 0, `${id} ${key}`);
      }
      const own = (of: Figures): unknown =>
        of.indicators.map(({ rows }) => rows.filter(({ group }) => group.partner === 'al'));
      const ofPartners = {
        ...shown,
        indicators: shown.indicators.filter(({ id }) => !/^(nobody|liveness)/.test(id)),
      };
      assert.deepEqual(own(figures(records, { partner: 'al' })), own(ofPartners));
    }),
    { numRuns: RUNS },
  );
});

void test('no reference, no role and no position of a message is in any figure', () => {
  fc.assert(
    fc.property(referrals, (records) => {
      const text = JSON.stringify(figures(records));
      for (const { reference } of records) assert.ok(!text.includes(reference));
      assert.doesNotMatch(text, /officer|focal-point|trm\.|salt|subject/);
    }),
    { numRuns: RUNS },
  );
});
