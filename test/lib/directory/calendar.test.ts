// Limits counted in working days: weekends, holidays, parts of a territory, working hours, changes of the clock.
// Invariant under test: a limit ends later than it begins, on a working day, and never earlier for being longer.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
  businessDue,
  type Calendar,
  isHoliday,
  isWorkingDay,
  readCalendar,
} from '../../../services/lib/directory/calendar.ts';
import { localTime, msOf, WEEKDAYS, weekdayOf } from '../../../services/lib/directory/local-time.ts';

const told = { source: 'invented', confirmed: false } as const;
const rs: Calendar = {
  id: 'rs',
  version: 1,
  asOf: '2026-11-23',
  timeZone: 'Europe/Belgrade',
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  holidays: [
    { date: '2026-11-11', name: 'Дан примирја', ...told },
    { date: '2027-01-01', name: 'Нова година', ...told },
  ],
};
const withHours: Calendar = { ...rs, workingHours: { opens: '08:00', closes: '16:00' } };

suite('a limit of days ends at the same local time of a working day', () => {
  const cases: readonly (readonly [story: string, from: string, duration: string, due: string])[] = [
    ['over a weekend', '2026-11-27T14:00:00.000Z', 'P1D', '2026-11-30T14:00:00.000Z'],
    ['within a week', '2026-11-23T08:15:30.125Z', 'P3D', '2026-11-26T08:15:30.125Z'],
    ['over a holiday', '2026-11-10T09:00:00.000Z', 'P1D', '2026-11-12T09:00:00.000Z'],
    ['over a holiday and a weekend', '2026-12-31T09:00:00.000Z', 'P1D', '2027-01-04T09:00:00.000Z'],
    ['two weeks are fourteen working days', '2026-11-23T09:00:00.000Z', 'P2W', '2026-12-11T09:00:00.000Z'],
    ['as many days are the same', '2026-11-23T09:00:00.000Z', 'P14D', '2026-12-11T09:00:00.000Z'],
    ['hours come on top by the clock', '2026-11-27T14:00:00.000Z', 'P1DT3H', '2026-11-30T17:00:00.000Z'],
    ['the clock is put forward between', '2027-03-26T14:00:00.000Z', 'P1D', '2027-03-29T13:00:00.000Z'],
    ['the clock is put back between', '2026-10-23T13:00:00.000Z', 'P1D', '2026-10-26T14:00:00.000Z'],
    [
      'a Saturday counts as midnight to Monday',
      '2026-11-28T14:00:00.000Z',
      'P1D',
      '2026-11-30T23:00:00.000Z',
    ],
    ['a holiday counts as the next midnight', '2026-11-11T14:00:00.000Z', 'P1D', '2026-11-12T23:00:00.000Z'],
    ['Friday by UTC, Saturday here', '2026-11-27T23:30:00.000Z', 'P1D', '2026-11-30T23:00:00.000Z'],
  ];
  for (const [story, from, duration, due] of cases)
    test(story, () => assert.equal(businessDue(rs, from, duration), due));
});

suite('with working hours, what comes outside them counts from when they begin', () => {
  const due = (from: string): string => businessDue(withHours, from, 'P1D');
  test('before they begin', () => assert.equal(due('2026-11-26T05:00:00.000Z'), '2026-11-27T07:00:00.000Z'));
  test('within them', () => assert.equal(due('2026-11-26T14:59:00.000Z'), '2026-11-27T14:59:00.000Z'));
  test('after they end', () => assert.equal(due('2026-11-27T15:00:00.000Z'), '2026-12-01T07:00:00.000Z'));
  test('on a Sunday', () => assert.equal(due('2026-11-29T15:00:00.000Z'), '2026-12-01T07:00:00.000Z'));
});

test('a limit without a day in it runs by the clock, on Sundays too', () => {
  assert.equal(businessDue(withHours, '2026-11-29T15:00:00.000Z', 'PT5S'), '2026-11-29T15:00:05.000Z');
  assert.equal(businessDue(rs, '2026-11-28T15:00:00.000Z', 'PT36H'), '2026-11-30T03:00:00.000Z');
  assert.throws(() => businessDue(rs, '2026-11-28T15:00:00.000Z', 'P1M'), RangeError);
  assert.throws(() => businessDue(rs, 'soon', 'P1D'), RangeError);
});

test('a holiday of a part counts there alone, a feast of a community nowhere', () => {
  const ba: Calendar = {
    ...rs,
    id: 'ba',
    timeZone: 'Europe/Sarajevo',
    holidays: [
      { date: '2026-11-25', name: 'Dan državnosti', scope: 'BA-BIH', ...told },
      { date: '2026-11-26', name: 'Mevlud', communityOnly: true, ...told },
    ],
  };
  const wednesday = '2026-11-25T10:00:00.000Z';
  assert.equal(isWorkingDay(ba, wednesday, 'BA-BIH'), false);
  assert.equal(isWorkingDay(ba, wednesday, 'BA-SRP'), true);
  assert.equal(isWorkingDay(ba, wednesday), true);
  assert.equal(isHoliday(ba, '2026-11-26', 'BA-BIH'), false);
  assert.equal(businessDue(ba, '2026-11-24T10:00:00.000Z', 'P2D'), '2026-11-26T10:00:00.000Z');
});

test('a working day is one of the zone, not of UTC', () => {
  assert.equal(isWorkingDay(rs, '2026-11-29T22:59:59.000Z'), false);
  assert.equal(isWorkingDay(rs, '2026-11-29T23:00:00.000Z'), true);
  assert.equal(isWorkingDay(rs, '2026-11-11T12:00:00.000Z'), false);
});

suite('whatever the calendar', () => {
  const times = fc.integer({ min: 0, max: 23 * 60 }).map((minute) => clock(minute));
  const calendars: fc.Arbitrary<Calendar> = fc
    .record({
      timeZone: fc.constantFrom('Europe/Belgrade', 'Europe/Tirane', 'America/St_Johns', 'Pacific/Auckland'),
      workingDays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      holidays: fc.uniqueArray(fc.integer({ min: 0, max: 729 }), { maxLength: 60 }),
      hours: fc.option(fc.tuple(times, fc.integer({ min: 1, max: 600 }))),
    })
    .map(({ timeZone, workingDays, holidays, hours }) => ({
      ...rs,
      timeZone,
      workingDays,
      holidays: holidays.map((day) => ({
        date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
        name: 'Holiday',
        ...told,
      })),
      ...(hours === null
        ? {}
        : {
            workingHours: {
              opens: hours[0],
              closes: clock(Math.min(msOf(hours[0]) / 60_000 + hours[1], 24 * 60)),
            },
          }),
    }));
  const moments = fc
    .date({ min: new Date('2025-12-01'), max: new Date('2028-02-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const days = fc.integer({ min: 1, max: 40 });

  test('a limit of days ends later than it begins, on a working day, within its hours', () => {
    fc.assert(
      fc.property(calendars, moments, days, (calendar, from, count) => {
        const due = businessDue(calendar, from, `P${count}D`);
        assert.ok(due > from);
        assert.ok(isWorkingDay(calendar, due));
        const { workingHours } = calendar;
        const { date, ms } = localTime(due, calendar.timeZone);
        assert.ok(calendar.workingDays.includes(weekdayOf(date)));
        assert.ok(ms >= msOf(workingHours?.opens ?? '00:00'), due);
        // Only where the clock leaves the end of the hours out is the moment of the change past them.
        const closes = msOf(workingHours?.closes ?? '24:00');
        assert.ok(ms < closes || ms === msOf('03:00'), due);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a day more never makes it end earlier, nor does a holiday more', () => {
    fc.assert(
      fc.property(calendars, moments, days, (calendar, from, count) => {
        const due = businessDue(calendar, from, `P${count}D`);
        assert.ok(businessDue(calendar, from, `P${count + 1}D`) > due);
        const { date } = localTime(due, calendar.timeZone);
        const shut = { ...calendar, holidays: [...calendar.holidays, { date, name: 'More', ...told }] };
        assert.ok(businessDue(shut, from, `P${count}D`) > due);
      }),
      { numRuns: 1_000 },
    );
  });

  test('it lets exactly so many working days pass', () => {
    fc.assert(
      fc.property(calendars, moments, days, (calendar, from, count) => {
        const due = localTime(businessDue(calendar, from, `P${count}D`), calendar.timeZone).date;
        const start = localTime(from, calendar.timeZone);
        const closes = msOf(calendar.workingHours?.closes ?? '24:00');
        // The day on which it begins does not count; begun outside working time, it is the next one that does not.
        const isLate = start.ms >= closes || !isWorkingDay(calendar, from);
        let passed = 0;
        for (let day = start.date; day < due; day = next(day)) if (worksOn(calendar, next(day))) passed += 1;
        assert.equal(passed, isLate ? count + 1 : count);
      }),
      { numRuns: 500 },
    );
  });

  test('who begins later, with a clock that is not put back between, is never due earlier', () => {
    fc.assert(
      fc.property(calendars, moments, moments, days, (calendar, one, other, count) => {
        const zone = { ...calendar, timeZone: 'Asia/Kathmandu' };
        const [first, second] = one < other ? [one, other] : [other, one];
        assert.ok(businessDue(zone, first, `P${count}D`) <= businessDue(zone, second, `P${count}D`));
      }),
      { numRuns: 1_000 },
    );
  });
});

function clock(minute: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(minute / 60)}:${two(minute % 60)}`;
}

function next(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function worksOn(calendar: Calendar, date: string): boolean {
  return calendar.workingDays.includes(weekdayOf(date)) && !isHoliday(calendar, date);
}

suite('a calendar is read', () => {
  const faults = (change: object): readonly string[] => {
    const reading = readCalendar({ ...rs, ...change });
    return reading.ok ? [] : reading.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  };
  test('as it is', () => {
    const reading = readCalendar(withHours);
    assert.ok(reading.ok);
    assert.equal(reading.value, withHours);
  });
  test('not in a zone that nobody knows', () =>
    assert.deepEqual(faults({ timeZone: 'Europe/Atlantis' }), ['/timeZone time-zone-unknown']));
  test('not when it closes before it opens', () =>
    assert.deepEqual(faults({ workingHours: { opens: '16:00', closes: '08:00' } }), [
      '/workingHours/closes closes-before-it-opens',
    ]));
  test('not without a working day', () =>
    assert.deepEqual(faults({ workingDays: [] }), ['/workingDays minItems']));
  test('not with a holiday that has no source, no day, or a part that is none', () => {
    assert.deepEqual(faults({ holidays: [{ date: '2026-11-11', name: 'X', confirmed: false }] }), [
      '/holidays/0/source required',
    ]);
    assert.deepEqual(faults({ holidays: [{ date: '2026-02-30', name: 'X', ...told }] }), [
      '/holidays/0/date format',
    ]);
    assert.deepEqual(faults({ holidays: [{ date: '2026-11-11', name: 'X', scope: 'BA-XXX', ...told }] }), [
      '/holidays/0/scope codeList',
    ]);
  });
});
