/**
 * `npm run -s participant -- start|rebuild|status|positions|migrate`: one participant's programs. contract.md 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createParticipantDatabase, openPool } from '../lib/platform/db/index.ts';
import { type ExitCode, ExitError, type Lifecycle, exitCodes, run } from '../lib/platform/lifecycle/index.ts';
import { createLogger } from '../lib/platform/log/index.ts';
import { createMetrics } from '../lib/platform/metrics/index.ts';
import { runRebuild } from '../router/service.ts';
import { positionsOf } from '../lib/store/beyond.ts';
import { custody } from '../lib/store/custody.ts';
import { listStreams } from '../lib/store/streams.ts';
import { readConfig, readLimitTable, readPackDir, readSecrets } from './files.ts';
import { prepareDatabase } from './prepare-database.ts';
import { type ParticipantPart, startParticipant } from './service.ts';

const HELP = `npm run -s participant -- <command> --config FILE [--json]

  start    [--part gateway|router|both]   serves until it is stopped (SIGINT, SIGTERM)
  rebuild                                 brings a restored database up to date from the bus; the participant is stopped
  positions [--last N]                    the newest N (1000) positions of every stream with their digests: what the registry
                                          operator needs after a theft (registry create --revoke)
  status                                  what /readyz says, custody and stream heads
  migrate  --admin-url-file FILE          makes or updates the database; writes the file that databaseUrlFile names

Without --config everything comes from TRM_* variables.
Exit codes: 0 done; 1 not done or not ready; 2 wrong use or configuration; 3 the environment lacks something.`;

/** More than anybody lets a thief go on for. */
const POSITIONS = 1_000;
const STATUS_TIMEOUT_MS = 5_000;

run(async (life) => {
  const { values, positionals } = readArguments();
  const [command] = positionals;
  if (values.help === true) {
    process.stdout.write(`${HELP}\n`);
    return exitCodes.kept;
  }
  const file = values.config ?? null;
  switch (command) {
    case 'start':
      return start(life, file, readPart(values.part), values.json === true);
    case 'rebuild':
      return rebuild(file, values.json === true);
    case 'status':
      return status(file, values.json === true);
    case 'positions':
      return positions(file, readCount(values.last), values.json === true);
    case 'migrate':
      return migrateDatabase(file, values['admin-url-file'], values.json === true);
    default:
      throw new ExitError(exitCodes.wrongUse, HELP);
  }
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        part: { type: 'string' },
        'admin-url-file': { type: 'string' },
        last: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new ExitError(exitCodes.wrongUse, HELP, { cause: error });
  }
}

function readPart(text: string | undefined): ParticipantPart {
  if (text === undefined || text === 'both') return 'both';
  if (text === 'gateway' || text === 'router') return text;
  throw new ExitError(exitCodes.wrongUse, '--part: one of gateway, router, both');
}

function readCount(text: string | undefined): number {
  const count = text === undefined ? POSITIONS : Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new ExitError(exitCodes.wrongUse, '--last: a whole number above 0');
}

/** With --json one line as soon as it serves. */
async function start(
  life: Lifecycle,
  file: string | null,
  part: ParticipantPart,
  json: boolean,
): Promise<undefined> {
  const config = readConfig(file);
  const participant = await startParticipant(config, part);
  life.onStop(() => participant.stop());
  say(
    json,
    { participant: config.participant, part, url: participant.url, pid: process.pid },
    `${config.participant} serves${participant.url === null ? '' : ` at ${participant.url}`}`,
  );
  return undefined;
}

async function rebuild(file: string | null, json: boolean): Promise<ExitCode> {
  const config = readConfig(file);
  const logFile = config.files.logFile;
  const log = createLogger(
    config.participant,
    config.logLevel,
    logFile === null ? { stream: process.stderr } : { file: logFile },
  );
  const metrics = createMetrics(config.participant);
  let told = 0;
  const outcome = await runRebuild(
    {
      config,
      secrets: readSecrets(config, 'rebuild'),
      pack: readPackDir(config)[0],
      limits: readLimitTable(config),
      log,
      metrics,
    },
    (records) => {
      if (records - told < 1_000) return;
      told = records;
      process.stderr.write(`rebuild: ${records} records read\n`);
    },
  );
  metrics.close();
  const text = outcome.ok
    ? `rebuilt: ${outcome.ownRecords} own records imported, ${outcome.takenRecords} records of others taken`
    : `not rebuilt: ${REMEDY[outcome.code]}${outcome.stream === '' ? '' : ` (${outcome.stream}, sequence ${outcome.sequence})`}. Nothing is sealed or accepted meanwhile; nothing is lost.`;
  say(json, outcome, text);
  return outcome.ok ? exitCodes.kept : exitCodes.broken;
}

const REMEDY = {
  'in-use': 'a publisher of this participant is at work; the gateway operator stops it first',
  registry: 'no trust registry could be read from the bus; the registry operator publishes it',
  hole: 'a record of ours is missing on the bus too; the gateway operator restores a newer backup, or the registry operator starts a new generation',
  fork: 'the bus holds another record of ours than this database; the registry operator starts a new generation',
  witness:
    'a partner has seen more of our records than the bus still holds; the gateway operator restores a newer backup, or the registry operator starts a new generation',
} as const;

async function status(file: string | null, json: boolean): Promise<ExitCode> {
  const config = readConfig(file);
  const { databaseUrl } = readSecrets(config, 'router');
  const readiness = await askReadiness(`http://${config.httpHost}:${config.httpPort}/readyz`);
  const db = openPool(databaseUrl, { maxConnections: 1, applicationName: 'trm-status' });
  try {
    const reachable = await db.probe(STATUS_TIMEOUT_MS);
    const held = reachable ? await custody(db) : null;
    const streams = reachable
      ? (await listStreams(db)).map(({ name, direction, sequence, published, witnessed }) => ({
          name,
          direction,
          sequence,
          published,
          witnessed,
        }))
      : [];
    const ready = readiness?.ready === true;
    const state = {
      participant: config.participant,
      ready,
      checks: readiness?.checks ?? null,
      custody: held?.state ?? null,
      streams,
    };
    say(json, state, JSON.stringify(state, null, 2));
    return ready ? exitCodes.kept : exitCodes.broken;
  } finally {
    await db.close();
  }
}

/** Digests are no secret, and both ends' lists side by side say where they part. */
async function positions(file: string | null, last: number, json: boolean): Promise<ExitCode> {
  const config = readConfig(file);
  const { databaseUrl } = readSecrets(config, 'router');
  const db = openPool(databaseUrl, { maxConnections: 1, applicationName: 'trm-positions' });
  try {
    const streams = [];
    for (const { name, direction } of await listStreams(db)) {
      // The local stream of domestic referrals is nobody else's.
      if (direction === 'local') continue;
      streams.push({ stream: name, direction, positions: await positionsOf(db, name, direction, last) });
    }
    const held = { participant: config.participant, streams };
    say(json, held, JSON.stringify(held, null, 2));
    return exitCodes.kept;
  } finally {
    await db.close();
  }
}

interface Readyz {
  readonly ready: boolean;
  readonly checks: object;
}

/** Null when the gateway does not answer. */
async function askReadiness(url: string): Promise<Readyz | null> {
  try {
    return (await (await fetch(url, { signal: AbortSignal.timeout(STATUS_TIMEOUT_MS) })).json()) as Readyz;
  } catch {
    return null;
  }
}

async function migrateDatabase(
  file: string | null,
  adminUrlFile: string | undefined,
  json: boolean,
): Promise<ExitCode> {
  if (adminUrlFile === undefined) throw new ExitError(exitCodes.wrongUse, '--admin-url-file: missing');
  const config = readConfig(file);
  const { databaseUrlFile } = config.files;
  if (databaseUrlFile === null)
    throw new ExitError(exitCodes.wrongUse, 'databaseUrlFile (TRM_DATABASE_URL_FILE): missing');
  const adminUrl = readFileSync(adminUrlFile, 'utf8').trim();
  const name = `trm_${config.participant}`;
  const held = readExisting(databaseUrlFile);
  const password = held === null ? undefined : decodeURIComponent(new URL(held).password);
  const database = await createParticipantDatabase(adminUrl, {
    database: name,
    serviceRole: name,
    ...(password === undefined ? {} : { password }),
  });
  await prepareDatabase(database.ownerUrl, { serviceRole: name });
  if (held === null) writeFileSync(databaseUrlFile, `${database.serviceUrl}\n`, { mode: 0o600 });
  say(json, { participant: config.participant, database: name }, `database ${name} is up to date`);
  return exitCodes.kept;
}

function readExisting(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

function say(json: boolean, value: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`);
}
