// Which period figures are asked for, how durations are written, and the file with rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromCsv } from '../../../services/lib/htcds/index.ts';
import { definitionOf, figuresCsv, isoDuration, readPeriod } from '../../../services/lib/statistics/index.ts';
import { Pair } from '../casework/gateways.ts';
import { after, figures, HOUR, recordOf } from './support.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const NOTHING = { month: null, from: null, to: null };
const month = (from: string, to: string): object => ({
  ok: true,
  period: { from: `${from}-01T00:00:00.000Z`, to: `${to}-01T00:00:00.000Z` },
});

void test('without a word the last full month, at the turn of a year too', () => {
  assert.deepEqual(readPeriod(NOTHING, NOW), month('2026-10', '2026-11'));
  assert.deepEqual(readPeriod(NOTHING, '2027-01-01T00:00:00.000Z'), month('2026-12', '2027-01'));
  assert.deepEqual(readPeriod({ ...NOTHING, month: '2024-02' }, NOW), month('2024-02', '2024-03'));
  assert.deepEqual(
    readPeriod({ ...NOTHING, month: '2026-11' }, NOW),
    month('2026-11', '2026-12'),
    'it lasts',
  );
});

void test('days and moments of one’s own', () => {
  assert.deepEqual(readPeriod({ month: null, from: '2026-11-02', to: '2026-11-03T12:30Z' }, NOW), {
    ok: true,
    period: { from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T12:30:00.000Z' },
  });
});

void test('what is no period is refused by its member', () => {
  const refused = (asked: Partial<typeof NOTHING> & object, member: string, code: string): void =>
    assert.deepEqual(
      readPeriod({ ...NOTHING, ...asked }, NOW),
      { ok: false, member, code },
      JSON.stringify(asked),
    );
  const days = (from: string | null, to: string | null): object => ({ from, to });
  for (const text of ['2026-13', '2026-1', '2026', 'november', '2026-11-01'])
    refused({ month: text } as object, 'month', 'format');
  refused({ month: '2026-12' } as object, 'month', 'range');
  refused({ month: '2026-10', from: '2026-10-01', to: '2026-11-01' } as object, 'month', 'range');
  refused(days('2026-02-30', '2026-03-01'), 'from', 'format');
  refused(days('2026-10-01', null), 'to', 'format');
  refused(days(null, '2026-10-01'), 'from', 'format');
  refused(days('2026-10-01', '2026-10-01'), 'to', 'range');
  refused(days('2025-01-01', '2026-01-03'), 'to', 'range');
  refused(days('2026-11-24', '2026-11-25'), 'from', 'range');
});

void test('durations', () => {
  for (const [seconds, text] of [
    [0, 'PT0S'],
    [59, 'PT59S'],
    [3_600, 'PT1H'],
    [90_061, 'P1DT1H1M1S'],
    [172_800, 'P2D'],
  ] as const)
    assert.equal(isoDuration(seconds), text);
});

void test('as a file every row stands alone: figures, durations, definition, names with their footnote', () => {
  const pair = new Pair().run([
    [null, 'referral.submitted'],
    after(2 * HOUR),
    [null, 'referral.acknowledged'],
  ]);
  const shown = figures([recordOf(pair)]);
  const text = figuresCsv(shown, {
    participant: 'xk',
    nameOf: (id) => (id === 'al' ? '=Albania' : id),
    footnote: 'A footnote, "quoted"',
  });
  assert.match(text, /^\uFEFF"participant","from","to","asOf","indicator","unit"/);
  const reading = fromCsv(text);
  assert.ok(reading.ok);
  assert.equal(
    reading.rows.length,
    shown.indicators.reduce((sum, { rows }) => sum + rows.length, 0),
  );
  const found = reading.rows.find(
    (each) => each['indicator'] === 'time-to-acknowledge' && each['partner'] === 'al',
  );
  assert.deepEqual(
    [
      'direction',
      'urgency',
      'partnerName',
      'referrals',
      'medianSeconds',
      'median',
      'p90Seconds',
      'p90',
      'unit',
    ].map((name) => found?.[name]),
    ['sent', 'urgent', '=Albania', '1', '7200', 'PT2H', '', '', 'referral'],
  );
  assert.ok(text.includes(`"'=Albania"`), 'inert in a spreadsheet');
  assert.equal(found?.['definition'], definitionOf('time-to-acknowledge').definition);
  assert.ok(reading.rows.every((each) => each['footnote'] === 'A footnote, "quoted"'));
});
