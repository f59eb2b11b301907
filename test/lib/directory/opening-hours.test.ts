// Is somebody there: opening hours over nights, weekends, holidays and changes of the clock.
// Invariant under test: the next opening is open, and nothing before it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Calendar } from '../../../services/lib/directory/calendar.ts';
import { WEEKDAYS } from '../../../services/lib/directory/local-time.ts';
import { isOpen, nextOpening, type OpeningHours } from '../../../services/lib/directory/opening-hours.ts';

const told = { source: 'invented', confirmed: false } as const;
const calendar: Calendar = {
  id: 'ba',
  version: 1,
  asOf: '2026-11-23',
  timeZone: 'Europe/Sarajevo',
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  holidays: [
    { date: '2026-11-25', name: 'Dan državnosti', scope: 'BA-BIH', ...told },
    { date: '2027-01-01', name: 'Novogodišnji dan', ...told },
  ],
};
const office: OpeningHours = {
  timeZone: 'Europe/Sarajevo',
  weekly: [
    { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], opens: '08:00', closes: '16:00' },
  ],
};
/** From Friday evening to Saturday morning: two spans. */
const night: OpeningHours = {
  timeZone: 'Europe/Sarajevo',
  weekly: [
    { days: ['friday'], opens: '20:00', closes: '24:00' },
    { days: ['saturday'], opens: '00:00', closes: '06:00' },
  ],
};

test('an office opens and closes by its own clock', () => {
  assert.equal(isOpen(office, '2026-11-27T06:59:59.999Z', calendar), false);
  assert.equal(isOpen(office, '2026-11-27T07:00:00.000Z', calendar), true);
  assert.equal(isOpen(office, '2026-11-27T15:00:00.000Z', calendar), false);
  assert.equal(isOpen(office, '2026-07-31T06:00:00.000Z', calendar), true);
  assert.equal(nextOpening(office, '2026-11-27T15:00:00.000Z', calendar), '2026-11-30T07:00:00.000Z');
  assert.equal(nextOpening(office, '2026-11-27T12:00:00.000Z', calendar), '2026-11-27T12:00:00.000Z');
});

test('a night goes over midnight in two spans', () => {
  assert.equal(isOpen(night, '2026-11-27T22:59:59.999Z', null), true);
  assert.equal(isOpen(night, '2026-11-27T23:00:00.000Z', null), true);
  assert.equal(isOpen(night, '2026-11-28T05:00:00.000Z', null), false);
  assert.equal(nextOpening(night, '2026-11-28T05:00:00.000Z', null), '2026-12-04T19:00:00.000Z');
});

test('holidays close, but for who stays open or is always there', () => {
  const newYear = '2027-01-01T10:00:00.000Z';
  assert.equal(isOpen(office, newYear, calendar), false);
  assert.equal(nextOpening(office, newYear, calendar), '2027-01-04T07:00:00.000Z');
  assert.equal(isOpen(office, newYear, null), true);
  assert.equal(isOpen({ ...office, onHolidays: 'open' }, newYear, calendar), true);
  assert.equal(isOpen({ timeZone: 'Europe/Sarajevo', always: true }, newYear, calendar), true);
});

test('a holiday of one part closes there', () => {
  const wednesday = '2026-11-25T10:00:00.000Z';
  assert.equal(isOpen(office, wednesday, calendar, 'BA-BIH'), false);
  assert.equal(nextOpening(office, wednesday, calendar, 'BA-BIH'), '2026-11-26T07:00:00.000Z');
  assert.equal(isOpen(office, wednesday, calendar, 'BA-SRP'), true);
  assert.equal(isOpen(office, wednesday, calendar), true);
});

test('where nobody ever is, there is no next opening', () => {
  assert.equal(nextOpening({ timeZone: 'UTC' }, '2026-11-27T10:00:00.000Z', null), null);
  const backwards = {
    timeZone: 'UTC',
    weekly: [{ days: ['friday'], opens: '16:00', closes: '08:00' }],
  } as const;
  assert.equal(nextOpening(backwards, '2026-11-27T10:00:00.000Z', null), null);
});

test('an hour that the clock leaves out opens when it is put forward', () => {
  const early: OpeningHours = {
    timeZone: 'Europe/Sarajevo',
    weekly: [{ days: ['sunday'], opens: '02:30', closes: '04:00' }],
  };
  assert.equal(nextOpening(early, '2027-03-28T00:00:00.000Z', null), '2027-03-28T01:00:00.000Z');
});

test('the next opening is open, and the quarters of an hour before it are not', () => {
  const quarter = 15 * 60_000;
  const span = fc
    .tuple(
      fc.subarray([...WEEKDAYS], { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 4, max: 22 }),
      fc.integer({ min: 1, max: 8 }),
    )
    .map(([days, opens, hours]) => ({ days, opens: time(opens), closes: time(Math.min(opens + hours, 24)) }));
  const moment = fc.integer({ min: 0, max: 4 * 366 * 24 }).map((at) => Date.UTC(2026, 0, 1) + at * quarter);
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 3 }), moment, (weekly, at) => {
      const hours: OpeningHours = { timeZone: 'Europe/Sarajevo', weekly };
      const next = nextOpening(hours, new Date(at).toISOString(), calendar);
      assert.ok(next !== null && isOpen(hours, next, calendar));
      for (let before = at; before < Date.parse(next); before += quarter)
        assert.ok(!isOpen(hours, new Date(before).toISOString(), calendar));
    }),
    { numRuns: 200 },
  );
});

function time(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
