// Local times of zones that put their clocks forward and back, by an hour, by half of one, or not at all.
// Invariant under test: a local time and its moment say the same both ways, but where the clock leaves a time out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  isTimeZone,
  localTime,
  momentAt,
  msOf,
  WEEKDAYS,
  weekdayOf,
} from '../../../services/lib/directory/local-time.ts';

const BELGRADE = 'Europe/Belgrade';
const ZONES = [
  BELGRADE,
  'Europe/Tirane',
  'Europe/Sarajevo',
  'Europe/Podgorica',
  'Europe/Skopje',
  'Europe/Rome',
  'UTC',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
] as const;
const HOUR = 3_600_000;
const zones = fc.constantFrom(...ZONES);
const moments = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

test('a moment has its day, its weekday and its time in the zone', () => {
  assert.deepEqual(localTime('2026-11-27T14:00:00.000Z', BELGRADE), {
    date: '2026-11-27',
    weekday: 'friday',
    ms: 15 * HOUR,
  });
  assert.deepEqual(localTime('2026-07-31T22:30:00.250Z', BELGRADE), {
    date: '2026-08-01',
    weekday: 'saturday',
    ms: HOUR / 2 + 250,
  });
  assert.equal(localTime('2026-12-31T23:00:00Z', BELGRADE).ms, 0);
});

test('a time that the clock leaves out is the moment at which it is put forward', () => {
  const change = '2027-03-28T01:00:00.000Z';
  assert.equal(momentAt('2027-03-28', 2 * HOUR, BELGRADE), change);
  assert.equal(momentAt('2027-03-28', 2.5 * HOUR, BELGRADE), change);
  assert.equal(momentAt('2027-03-28', 3 * HOUR, BELGRADE), change);
  assert.equal(momentAt('2027-03-28', 2 * HOUR - 1, BELGRADE), '2027-03-28T00:59:59.999Z');
  assert.equal(localTime(change, BELGRADE).ms, 3 * HOUR);
});

test('a time that comes twice is the first of both', () => {
  assert.equal(momentAt('2026-10-25', 2.5 * HOUR, BELGRADE), '2026-10-25T00:30:00.000Z');
  assert.equal(localTime('2026-10-25T00:30:00.000Z', BELGRADE).ms, 2.5 * HOUR);
  assert.equal(localTime('2026-10-25T01:30:00.000Z', BELGRADE).ms, 2.5 * HOUR);
  assert.equal(momentAt('2026-10-25', 3 * HOUR, BELGRADE), '2026-10-25T02:00:00.000Z');
});

test('the end of a day is the beginning of the next', () => {
  assert.equal(momentAt('2026-12-31', msOf('24:00'), BELGRADE), momentAt('2027-01-01', 0, BELGRADE));
});

test('any moment is found again by its local time, or is the second time that it comes', () => {
  fc.assert(
    fc.property(moments, zones, (at, zone) => {
      const local = localTime(at, zone);
      const found = momentAt(local.date, local.ms, zone);
      assert.deepEqual(localTime(found, zone), local);
      const earlier = Date.parse(at) - Date.parse(found);
      assert.ok(earlier >= 0 && earlier <= HOUR, `${zone} ${at} ${found}`);
    }),
    { numRuns: 2_000 },
  );
});

test('a later local time of a day never comes earlier', () => {
  const ms = fc.integer({ min: 0, max: 24 * HOUR });
  const days = fc.integer({ min: 0, max: 20_000 }).map((day) => addDays('1995-01-01', day));
  fc.assert(
    fc.property(days, ms, ms, zones, (date, one, other, zone) => {
      const [first, second] = [Math.min(one, other), Math.max(one, other)];
      assert.ok(momentAt(date, first, zone) <= momentAt(date, second, zone));
      const local = localTime(momentAt(date, first, zone), zone);
      if (first < 24 * HOUR) assert.ok(local.date === date && local.ms >= first);
    }),
    { numRuns: 2_000 },
  );
});

test('days of the week follow one another over the ends of years', () => {
  for (let day = 0; day < 800; day += 1) {
    const date = addDays('2026-02-23', day);
    assert.equal(weekdayOf(date), WEEKDAYS[day % 7], date);
  }
  assert.equal(weekdayOf('1969-12-31'), 'wednesday');
});

test('what is no zone and no moment is told', () => {
  assert.ok(isTimeZone('Europe/Podgorica'));
  assert.ok(!isTimeZone('Europe/Prishtina'));
  assert.throws(() => localTime('2026-11-27T14:00:00.000Z', 'Nowhere/Town'), RangeError);
  assert.throws(() => localTime('yesterday', BELGRADE), RangeError);
});
