/**
 * Reads what a participant's programs need from its configuration: secrets by part, routing pack, limits, calendars, names.
 * Invariant: all problems are told at once, and none of them holds a secret. contract.md 3; formats.md 8.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DisplayNames, readDisplayNames } from '../gateway/display-names.ts';
import type { LimitTable } from '../gateway/context.ts';
import { defaultLimits, readLimits } from '../lib/casework/index.ts';
import { type Calendar, readCalendar } from '../lib/directory/calendar.ts';
import { type Config, type Part, type SecretsOf, loadConfig, loadSecrets } from '../lib/platform/config.ts';
import { ExitError, exitCodes } from '../lib/platform/lifecycle/index.ts';
import { type PackVersions, readPacks } from '../lib/routing/index.ts';

/** @throws ExitError wrongUse, with every problem on a line of its own */
export function readConfig(file: string | null): Config {
  const reading = loadConfig(file);
  if (!reading.ok) throw wrong(reading.problems);
  return reading.config;
}

export function readSecrets<P extends Part>(config: Config, part: P): SecretsOf[P] {
  const reading = loadSecrets(config, part);
  if (!reading.ok) throw wrong(reading.problems);
  return reading.secrets;
}

/** The pack of the participant itself, with its earlier versions: another one's would send its cases to nobody. */
export function readPackDir(config: Config): PackVersions {
  const dir = config.files.packDir;
  if (dir === null) throw wrong(['packDir (TRM_PACK_DIR): missing']);
  const reading = readPacks(namesIn(dir), (name) => readJson(path.join(dir, name)));
  if (!reading.ok) {
    const file = path.join(dir, reading.file);
    throw wrong(reading.errors.map(({ pointer, code }) => `${file}${pointer}: ${code}`));
  }
  if (reading.value[0].id !== config.participant)
    throw wrong([`${path.join(dir, 'pack.json')}: is the pack of another participant`]);
  return reading.value;
}

export function readLimitTable(config: Config): LimitTable {
  const calendars = readCalendars(config);
  const file = config.files.limitsFile;
  if (file === null) return { defaults: defaultLimits, overrides: new Map(), calendars };
  const reading = readLimits(readJson(file));
  if (!reading.ok) throw wrong(reading.problems.map((problem) => `${file}: ${problem}`));
  return { defaults: defaultLimits, overrides: reading.overrides, calendars };
}

/** Every `<calendarsDir>/<id>/calendar.json` that exists; the folder is by default the one that the packs lie in. */
function readCalendars(config: Config): ReadonlyMap<string, Calendar> {
  const { calendarsDir, packDir } = config.files;
  const dir = calendarsDir ?? (packDir === null ? null : path.dirname(packDir));
  if (dir === null) return new Map();
  const problems: string[] = [];
  const calendars = new Map<string, Calendar>();
  for (const id of foldersIn(dir)) {
    const file = path.join(dir, id, 'calendar.json');
    if (!existsSync(file)) continue;
    const reading = readCalendar(readJson(file));
    if (!reading.ok)
      problems.push(...reading.errors.map(({ pointer, code }) => `${file}${pointer}: ${code}`));
    else if (reading.value.id !== id) problems.push(`${file}: is the calendar of another participant`);
    else calendars.set(id, reading.value);
  }
  if (problems.length > 0) throw wrong(problems);
  return calendars;
}

function foldersIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    throw wrong([`${dir}: calendarsDir (TRM_CALENDARS_DIR), cannot be read`]);
  }
}

const DISPLAY_NAMES = fileURLToPath(new URL('../../infra/participants/display-names.json', import.meta.url));

/** Those of this repository, unless the deployment has its own. */
export function readNames(config: Config): DisplayNames {
  const file = config.files.displayNamesFile ?? DISPLAY_NAMES;
  const reading = readDisplayNames(readJson(file));
  if (!reading.ok) throw wrong(reading.problems.map((problem) => `${file}${problem}`));
  return reading.value;
}

/** None where the folder cannot be read: then neither can its pack.json, and that is what is told. */
function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong([`${file}: ${error instanceof SyntaxError ? 'not JSON' : 'cannot be read'}`]);
  }
}

function wrong(problems: readonly string[]): ExitError {
  return new ExitError(
    exitCodes.wrongUse,
    ['configuration:', ...problems.map((problem) => `  ${problem}`)].join('\n'),
  );
}
