// The business calendars that ship: sound, sourced, and with the days that everybody knows in their place.
// Invariant under test: nothing is confirmed, no day twice, movable feasts where the reckoning has them (domain.md 7, 11).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type Calendar, readCalendar } from '../../services/lib/directory/calendar.ts';
import { addDays, weekdayOf } from '../../services/lib/directory/local-time.ts';
import { PARTICIPANTS } from './pack-files.ts';

const IDS = [...PARTICIPANTS, 'it'] as const;
const YEARS = [2026, 2027] as const;
/** Every source says where and when it was read. */
const SOURCE =
  /^(?:date-holidays 3\.37\.0 \(npm\)|[a-z0-9-]+(?:\.[a-z0-9-]+)+\S*(?:,.*)?), read 2026-11-23\b/;

/** Days of all the territory on which offices are shut, by day of the year. */
const FIXED: Readonly<Record<(typeof IDS)[number], readonly string[]>> = {
  al: ['01-01', '01-02', '03-14', '03-22', '05-01', '09-05', '11-22', '11-28', '11-29', '12-08', '12-25'],
  ba: ['01-01', '01-02', '05-01', '05-02'],
  xk: ['01-01', '01-02', '01-07', '02-17', '04-09', '05-01', '05-09', '12-25'],
  me: ['01-01', '01-02', '05-01', '05-02', '05-21', '05-22', '07-13', '07-14', '11-13', '11-14'],
  mk: ['01-01', '01-07', '05-01', '05-24', '08-02', '09-08', '10-11', '10-23', '12-08'],
  rs: ['01-01', '01-02', '01-07', '05-01', '05-02', '11-11'],
  it: ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26'],
};

/** Easter Mondays: Meeus' reckonings, in the Gregorian calendar. */
const CATHOLIC = YEARS.map((year) => addDays(easter(year), 1));
const ORTHODOX = YEARS.map((year) => addDays(orthodoxEaster(year), 1));
const EASTER_MONDAYS: Readonly<Record<(typeof IDS)[number], readonly string[]>> = {
  al: [...CATHOLIC, ...ORTHODOX],
  ba: [],
  xk: [...CATHOLIC, ...ORTHODOX],
  me: [],
  mk: ORTHODOX,
  rs: ORTHODOX,
  it: CATHOLIC,
};

/** Eid al-Fitr and Eid al-Adha by the tables that astronomers make; the sighting may move them by a day. */
const FITR = ['2026-03-20', '2027-03-09'] as const;
const ADHA = ['2026-05-27', '2027-05-16'] as const;

for (const id of IDS)
  describe(`the calendar of ${id}`, () => {
    const calendar = read(id);
    const { holidays } = calendar;
    const shut = new Set(
      holidays.filter((day) => day.scope === undefined && day.communityOnly !== true).map(({ date }) => date),
    );

    it('is its own, in a zone of its own, of five days', () => {
      assert.equal(calendar.id, id);
      assert.match(calendar.timeZone, /^Europe\//);
      assert.deepEqual(calendar.workingDays, ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']);
    });

    it('has each day once, in order, and both years', () => {
      const keys = holidays.map(
        ({ date, scope = '', communityOnly = false }) => `${date} ${scope} ${communityOnly}`,
      );
      assert.deepEqual(keys, [...new Set(keys)].sort());
      for (const year of YEARS)
        assert.ok(holidays.filter(({ date }) => date.startsWith(`${year}-`)).length >= 10, String(year));
      assert.ok(holidays.every(({ date }) => YEARS.some((year) => date.startsWith(`${year}-`))));
    });

    it('says of each day where it was read, and confirms none', () => {
      for (const { date, source, confirmed } of holidays) {
        assert.match(source, SOURCE, date);
        assert.equal(confirmed, false, date);
      }
    });

    it('has its fixed feasts in both years, and Easter where it moves to', () => {
      for (const year of YEARS)
        for (const day of FIXED[id]) assert.ok(shut.has(`${year}-${day}`), `${year}-${day}`);
      for (const monday of EASTER_MONDAYS[id]) {
        assert.equal(weekdayOf(monday), 'monday');
        assert.ok(shut.has(monday), monday);
      }
    });

    it('has the feasts that follow the moon, and marks them', () => {
      const moon = new Set(holidays.filter(({ moonSighting }) => moonSighting).map(({ date }) => date));
      for (const day of FITR) assert.equal(moon.has(day), !['rs', 'it'].includes(id), day);
      for (const day of ADHA) assert.equal(moon.has(day), !['rs', 'it', 'mk'].includes(id), day);
    });

    it('has parts of the territory only where they have days of their own', () => {
      const parts = new Set(holidays.flatMap(({ scope }) => (scope === undefined ? [] : [scope])));
      assert.deepEqual([...parts].sort(), id === 'ba' ? ['BA-BIH', 'BA-BRC', 'BA-SRP'] : []);
    });
  });

it('a feast on a day without work moves where the law moves it', () => {
  const moved: readonly (readonly [(typeof IDS)[number], string])[] = [
    ['al', '2026-11-30'],
    ['al', '2026-12-01'],
    ['rs', '2026-02-17'],
    ['rs', '2027-05-04'],
    ['mk', '2026-10-12'],
    ['xk', '2026-05-11'],
    ['me', '2027-11-15'],
  ];
  for (const [id, date] of moved) {
    assert.ok(!['saturday', 'sunday'].includes(weekdayOf(date)));
    assert.ok(
      read(id).holidays.some((day) => day.date === date && day.scope === undefined && !day.communityOnly),
      `${id} ${date}`,
    );
  }
});

function read(id: string): Calendar {
  const file = new URL(`../../infra/participants/${id}/calendar.json`, import.meta.url);
  const reading = readCalendar(JSON.parse(readFileSync(file, 'utf8')));
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

/** Easter Sunday of the western churches (Meeus, Astronomical Algorithms, 8). */
function easter(year: number): string {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1)).toISOString().slice(0, 10);
}

/** Easter Sunday of the Orthodox churches: the Julian one, thirteen days later in this century. */
function orthodoxEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const days = d + e + 114;
  const julian = new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1));
  return addDays(julian.toISOString().slice(0, 10), 13);
}
