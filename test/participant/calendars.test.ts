// Which calendars a participant starts with: those beside its pack, or those of the folder that its configuration names.
// Invariant under test: a calendar that is wrong stops the start with exit code 2, and names its file.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { envName, loadConfig } from '../../services/lib/platform/config.ts';
import { ExitError } from '../../services/lib/platform/lifecycle/index.ts';
import { readLimitTable } from '../../services/participant/files.ts';

const PACKS = fileURLToPath(new URL('../../infra/participants', import.meta.url));
const GOOD = {
  id: 'al',
  version: 1,
  asOf: '2026-11-23',
  timeZone: 'Europe/Tirane',
  workingDays: ['monday'],
  holidays: [],
};

function folder(t: TestContext, calendars: Readonly<Record<string, unknown>> = {}): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-calendars-'));
  t.after(() => rmSync(dir, { recursive: true }));
  for (const [id, calendar] of Object.entries(calendars)) {
    mkdirSync(path.join(dir, id));
    const text = typeof calendar === 'string' ? calendar : JSON.stringify(calendar);
    writeFileSync(path.join(dir, id, 'calendar.json'), text);
  }
  return dir;
}

function calendarsOf(members: Readonly<Record<string, string>>): ReadonlyMap<string, unknown> {
  const env = Object.fromEntries(
    Object.entries({ participant: 'al', bus: 'embedded', ...members }).map(([member, value]) => [
      envName(member as Parameters<typeof envName>[0]),
      value,
    ]),
  );
  const reading = loadConfig(null, env);
  assert.ok(reading.ok);
  return readLimitTable(reading.config).calendars;
}

function refused(members: Readonly<Record<string, string>>): string {
  try {
    calendarsOf(members);
  } catch (error) {
    assert.ok(error instanceof ExitError);
    assert.equal(error.code, 2);
    return error.message;
  }
  return assert.fail('it starts');
}

test('by default the calendars that lie beside the own pack, the partners too', () => {
  const found = calendarsOf({ packDir: path.join(PACKS, 'al') });
  assert.deepEqual([...found.keys()].sort(), ['al', 'ba', 'it', 'me', 'mk', 'rs', 'xk']);
});

test('a folder that is named goes before them', (t) => {
  const dir = folder(t, { al: GOOD });
  mkdirSync(path.join(dir, 'rs'));
  const found = calendarsOf({ packDir: path.join(PACKS, 'al'), calendarsDir: dir });
  assert.deepEqual([...found], [['al', GOOD]]);
});

test('without a pack, and in a folder without calendars, none is known', (t) => {
  assert.equal(calendarsOf({}).size, 0);
  assert.equal(calendarsOf({ calendarsDir: folder(t) }).size, 0);
});

test('every calendar that is wrong is named, with what is wrong', (t) => {
  const dir = folder(t, {
    al: { ...GOOD, timeZone: 'Europe/Atlantis' },
    rs: { ...GOOD, id: 'rs', workingDays: ['someday'] },
    xk: GOOD,
  });
  const problems = refused({ calendarsDir: dir }).split('\n');
  assert.deepEqual(
    problems.slice(1).map((line) => line.trim().slice(dir.length + 1)),
    [
      'al/calendar.json/timeZone: time-zone-unknown',
      'rs/calendar.json/workingDays/0: enum',
      'xk/calendar.json: is the calendar of another participant',
    ],
  );
  assert.match(refused({ calendarsDir: folder(t, { al: '{' }) }), /al\/calendar\.json: not JSON/);
  assert.match(
    refused({ calendarsDir: path.join(dir, 'none') }),
    /none: .*TRM_CALENDARS_DIR.*cannot be read/,
  );
});
