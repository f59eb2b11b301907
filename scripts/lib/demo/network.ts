/**
 * A whole network on one machine: PostgreSQL, bus, keys, registry, and one operating-system process per participant.
 * Used by the demo, by end-to-end tests and by the benchmark. Invariant: everything lies below one folder and nothing
 * listens beyond 127.0.0.1; what was started here is stopped here.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type Bus, installEmbeddedBus, openBus } from '../../../services/lib/platform/bus/index.ts';
import { createParticipantDatabase, migrate } from '../../../services/lib/platform/db/index.ts';
import { type Role, roles } from '../../../services/lib/contract/index.ts';
import { pairTopic, publicTopic } from '../../../services/lib/protocol/index.ts';
import { type KafkaServer, startKafka } from '../kafka-server.ts';
import {
  auditorPublicKey,
  keyFilesIn,
  makeAuditorKeys,
  makeParticipantKeys,
  signingKey,
  tokenSigningKeyFile,
} from '../participant-keys.ts';
import { type PostgresServer, startPostgres } from '../postgres-server.ts';
import { firstRegistry } from '../registry-content.ts';
import {
  addVersion,
  pinsFile,
  publishRegistry,
  registryKeys,
  signVersion,
  versions,
} from '../registry-dir.ts';
import { freePort, watchOver } from '../server-process.ts';
import { MAX_TOKEN_MS, issueToken } from '../tokens.ts';
import { until } from './api.ts';
import {
  type DemoBus,
  type DemoFile,
  type DemoParticipant,
  type DemoToken,
  readDemoFile,
  writeDemoFile,
} from './demo-file.ts';

export const AUDITOR = 'regional';
export const PARTICIPANTS = ['al', 'ba', 'xk', 'me', 'mk', 'rs'] as const;

export interface NetworkOptions {
  readonly dir: string;
  readonly bus: 'embedded' | 'kafka';
  readonly participants?: readonly string[];
  /** Same keys, bus and databases as last time. */
  readonly resume?: boolean;
  /** A broker of this network's own, also where TRM_KAFKA_BROKERS names some: for tests that stop it. */
  readonly ownBroker?: boolean;
  /** Members of every participant's configuration, such as `slot`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly say?: (line: string) => void;
}

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  /** Exit code of contract.md 1. */
  readonly exitCode: 1 | 2 | 3;
  constructor(exitCode: 1 | 2 | 3, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const ROOT = path.join(import.meta.dirname, '../../..');
const MAIN = path.join(ROOT, 'services/participant/main.ts');
const AUDITOR_MAIN = path.join(ROOT, 'services/auditor/main.ts');
const MIGRATIONS = path.join(ROOT, 'services/lib/store/migrations');
const PACKS = path.join(ROOT, 'infra/participants');
const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;
/** On this machine an answer comes at once, or the machine is busy. */
const RUNNING_LOOK_MS = 5_000;
/** Short slots, so that a demo shows within seconds what a deployment shows within minutes. */
const DEMO_SETTINGS = { pace: 'immediate', slot: 'PT10S', gapWait: 'PT2S', receiptLimit: 'PT1M' };

export class Network {
  readonly dir: string;
  readonly demo: DemoFile;
  readonly bus: Bus;
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer | null;
  readonly #processes = new Map<string, ChildProcess>();

  constructor(dir: string, demo: DemoFile, bus: Bus, postgres: PostgresServer, kafka: KafkaServer | null) {
    this.dir = dir;
    this.demo = demo;
    this.bus = bus;
    this.postgres = postgres;
    this.kafka = kafka;
  }

  participant(id: string): DemoParticipant {
    const found = this.demo.participants[id];
    if (found === undefined) throw new NetworkError(2, `no participant ${id}`);
    return found;
  }

  /** Token of a role; `index` tells several subjects apart, `office` chooses the case worker. */
  token(id: string, role: string, choice: { index?: number; office?: string } = {}): string {
    const fitting = this.participant(id).tokens.filter(
      (token) => token.role === role && (choice.office === undefined || token.office === choice.office),
    );
    const found = fitting[choice.index ?? 0];
    if (found === undefined) throw new NetworkError(2, `no token for ${role} of ${id}`);
    return found.token;
  }

  pid(id: string): number | null {
    return this.#processes.get(id)?.pid ?? null;
  }

  /** Starts one participant's process; resolves when its API answers. */
  async start(id: string, environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const { config, url } = this.participant(id);
    await this.#spawn(id, [MAIN, 'start', '--config', config, '--json'], url, environment);
  }

  /** The auditor as a process of its own: it verifies now and every quarter of an hour, and logs what it finds. */
  async startAuditor(): Promise<void> {
    const { config } = this.demo.auditor;
    const { httpPort } = JSON.parse(readFileSync(config, 'utf8')) as { httpPort: number };
    await this.#spawn('auditor', [AUDITOR_MAIN, '--config', config], `http://127.0.0.1:${httpPort}`, {});
  }

  async #spawn(
    id: string,
    command: readonly string[],
    url: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<void> {
    const errors = openSync(path.join(this.dir, 'logs', `${id}.stderr`), 'a', 0o600);
    const child = spawn(process.execPath, command, {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', errors],
      env: {
        ...childEnvironment(),
        ...environment,
        NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'),
      },
    });
    closeSync(errors);
    this.#processes.set(id, child);
    // Killed outright, this program leaves nobody behind who would speak under a participant's name.
    const watchman = watchOver(child, 'TERM');
    child.once('exit', () => watchman.kill());
    await until(`${id} answers`, READY_LIMIT_MS, async () => {
      if (child.exitCode !== null)
        throw new NetworkError(
          1,
          `${id} ended with exit code ${child.exitCode}; see ${path.join(this.dir, 'logs', `${id}.stderr`)}`,
        );
      return (await fetch(`${url}/healthz`).catch(() => null))?.ok;
    });
  }

  /** Orderly stop; a process that does not end is killed. */
  async stop(id: string, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#processes.get(id);
    this.#processes.delete(id);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(hard);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((id) => this.stop(id)));
  }

  /** Waits until every participant is ready and knows the encryption keys of every other. */
  async untilReady(): Promise<void> {
    const ids = Object.keys(this.demo.participants);
    await Promise.all(
      ids.map((id) =>
        until(`${id} is ready`, READY_LIMIT_MS, async () => {
          const answer = await fetch(`${this.participant(id).url}/readyz`).catch(() => null);
          if (answer?.ok !== true) return false;
          const known = await this.query<{ known: number }>(
            id,
            `select count(distinct (participant, series))::int as known from trm.announced_key`,
          );
          // Payload and metadata keys are announced one after the other.
          return known[0]?.known === 2 * ids.length;
        }),
      ),
    );
    writeDemoFile(this.dir, { ...this.demo, participants: this.#withPids() });
  }

  #withPids(): Record<string, DemoParticipant> {
    return Object.fromEntries(
      Object.entries(this.demo.participants).map(([id, entry]) => [
        id,
        { ...entry, pid: this.pid(id) ?? entry.pid },
      ]),
    );
  }

  /** A question to one participant's database, as the administrator. */
  async query<R extends object>(
    id: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly R[]> {
    return queryAt<R>(this.participant(id).adminDatabaseUrl, text, values);
  }

  /** Stops every process, then bus and databases. The folder is kept. */
  async close(): Promise<void> {
    await this.stopAll();
    await this.bus.close();
    await closePools();
    await this.kafka?.stop();
    await this.postgres.stop();
  }
}

const pools = new Map<string, pg.Pool>();

async function queryAt<R extends object>(
  url: string,
  text: string,
  values: readonly unknown[],
): Promise<readonly R[]> {
  let pool = pools.get(url);
  if (pool === undefined) {
    pool = new pg.Pool({ connectionString: url, max: 2 });
    pool.on('error', () => undefined);
    pools.set(url, pool);
  }
  return (await pool.query<R>(text, [...values])).rows;
}

async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((pool) => pool.end()));
}

export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const say = options.say ?? (() => undefined);
  const dir = path.resolve(options.dir);
  const found = readDemoFile(dir);
  if (found !== null) await refuseWhenRunning(dir, found);
  const before = options.resume === true ? found : null;
  if (options.resume === true && before === null) throw new NetworkError(2, `${dir} holds no demo to resume`);
  if (before === null) emptyFolder(dir);
  mkdirSync(path.join(dir, 'logs'), { recursive: true, mode: 0o700 });

  say('starting PostgreSQL and the bus');
  const [postgres, kafka] = await Promise.all([
    startPostgres({ dataDir: path.join(dir, 'postgres'), log: path.join(dir, 'logs', 'postgres.log') }),
    options.bus === 'kafka'
      ? startKafka({
          dir: path.join(dir, 'kafka'),
          keepData: true,
          ignoreGiven: options.ownBroker === true,
        })
      : null,
  ]);
  try {
    const ids = options.participants ?? (before === null ? PARTICIPANTS : Object.keys(before.participants));
    say(
      before === null
        ? 'making keys, registry and databases'
        : 'keys, registry and databases are there already',
    );
    const now = new Date().toISOString();
    for (const id of ids) makeParticipantKeys(keyFilesIn(folderOf(dir, id)), now);
    makeAuditorKeys(path.join(dir, 'auditor', 'encryption-keys.json'), now);
    makeRegistry(dir, ids, now);
    const bus: DemoBus =
      kafka === null
        ? { kind: 'embedded', adminUrl: postgres.adminUrl('trm_bus') }
        : { kind: 'kafka', brokers: kafka.brokers };
    const opened = await prepareBus(dir, ids, bus, options.resume === true);
    await prepareDatabases(dir, ids, postgres);
    const participants: Record<string, DemoParticipant> = {};
    for (const id of ids)
      participants[id] = await describe(
        dir,
        id,
        bus,
        postgres,
        before?.participants[id],
        options.settings ?? {},
      );
    writeConfig(path.join(dir, 'auditor', 'config.json'), {
      participant: AUDITOR,
      ...busMembers(bus),
      encryptionKeysFile: 'encryption-keys.json',
      registryPinsFile: pinsFile(path.join(dir, 'registry')),
      httpPort: await freePort(),
      logFile: path.join(dir, 'logs', 'auditor.ndjson'),
      slot: DEMO_SETTINGS.slot,
      receiptLimit: DEMO_SETTINGS.receiptLimit,
      ...options.settings,
    });
    const demo: DemoFile = {
      version: 1,
      bus,
      participants,
      auditor: {
        config: path.join(dir, 'auditor', 'config.json'),
        log: path.join(dir, 'logs', 'auditor.ndjson'),
      },
    };
    const network = new Network(dir, demo, opened, postgres, kafka);
    say(`starting ${ids.length} participants, each a process of its own`);
    await Promise.all(ids.map((id) => network.start(id)));
    await network.untilReady();
    return network;
  } catch (error) {
    await kafka?.stop();
    await postgres.stop();
    throw error;
  }
}

/** Two networks in one folder would end each other: a participant that has its database belongs to one that is up. */
async function refuseWhenRunning(dir: string, { participants }: DemoFile): Promise<void> {
  const up = await Promise.all(
    Object.values(participants).map(async ({ url, pid }) => {
      try {
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(RUNNING_LOOK_MS) });
        const { checks } = (await answer.json()) as { checks?: { database?: string } };
        return checks?.database === 'up' ? [pid] : [];
      } catch {
        return [];
      }
    }),
  );
  const pids = up.flat();
  if (pids.length > 0)
    throw new NetworkError(
      2,
      `a network is running in ${dir} (processes ${pids.join(', ')}): stop it, or choose another folder with --data`,
    );
}

/** Only a folder that this program made, or an empty one, is emptied. */
function emptyFolder(dir: string): void {
  if (existsSync(dir) && !existsSync(path.join(dir, 'logs'))) {
    throw new NetworkError(2, `${dir} is not a demo's folder: choose another with --data`);
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o755 });
}

function folderOf(dir: string, id: string): string {
  return path.join(dir, 'participants', id);
}

function makeRegistry(dir: string, ids: readonly string[], now: string): void {
  const folder = path.join(dir, 'registry');
  if (versions(folder).length > 0) return;
  const keys = registryKeys(folder);
  const participants = ids.map((id) => ({
    id,
    signingKey: signingKey(keyFilesIn(folderOf(dir, id)).signingKeyFile),
  }));
  const auditors = [
    { id: AUDITOR, jwk: auditorPublicKey(path.join(dir, 'auditor', 'encryption-keys.json')) },
  ];
  addVersion(
    folder,
    firstRegistry(
      keys.map(({ kty, crv, x }) => ({ kty, crv, x })),
      participants,
      auditors,
      now,
    ),
  );
  for (const key of keys.slice(0, 2)) signVersion(folder, 1, key);
}

async function prepareBus(dir: string, ids: readonly string[], bus: DemoBus, resume: boolean): Promise<Bus> {
  if (bus.kind === 'embedded') {
    const { urls } = await installEmbeddedBus(bus.adminUrl, {
      participants: ids,
      auditors: [AUDITOR],
      registryOperator: 'registry',
    });
    for (const [id, url] of Object.entries(urls)) {
      if (id === 'registry') continue;
      writeFileSync(
        path.join(id === AUDITOR ? path.join(dir, 'auditor') : folderOf(dir, id), 'bus-url'),
        `${url}\n`,
        { mode: 0o600 },
      );
    }
  }
  const opened = await openBus(
    bus.kind === 'embedded' ? { kind: 'embedded', databaseUrl: bus.adminUrl } : bus,
  );
  const found = (await opened.listTopics())
    .map((spec) => spec.topic)
    .filter((topic) => topic.startsWith('trm.'));
  if (bus.kind === 'kafka' && !resume && found.length > 0) {
    await opened.close();
    throw new NetworkError(
      2,
      `the brokers hold topics of a network already: ${found.sort().join(', ')}. Use --resume, or other brokers.`,
    );
  }
  await opened.createTopics(topicsOf(ids).map((topic) => ({ topic, lanes: 1 })));
  await publishRegistry(opened, path.join(dir, 'registry'));
  return opened;
}

/** Pair topics of all ordered pairs, in the order of contract.md 2, and one public topic each. */
export function topicsOf(ids: readonly string[]): readonly string[] {
  return [
    ...ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => pairTopic(from, to))),
    ...ids.map(publicTopic),
  ];
}

async function prepareDatabases(
  dir: string,
  ids: readonly string[],
  postgres: PostgresServer,
): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      const file = path.join(folderOf(dir, id), 'database-url');
      const name = `trm_${id}`;
      const database = await createParticipantDatabase(postgres.adminUrl(), {
        database: name,
        serviceRole: name,
      });
      await migrate(database.ownerUrl, { serviceRole: name, migrationsDir: MIGRATIONS });
      writeFileSync(file, `${database.serviceUrl}\n`, { mode: 0o600 });
    }),
  );
}

async function describe(
  dir: string,
  id: string,
  bus: DemoBus,
  postgres: PostgresServer,
  before: DemoParticipant | undefined,
  settings: Readonly<Record<string, string>>,
): Promise<DemoParticipant> {
  const folder = folderOf(dir, id);
  const files = keyFilesIn(folder);
  const wanted = before === undefined ? 0 : Number(new URL(before.url).port);
  const port = await freePort(wanted).catch(() => freePort());
  const log = path.join(dir, 'logs', `${id}.ndjson`);
  const config = path.join(folder, 'config.json');
  writeConfig(config, {
    participant: id,
    httpHost: '127.0.0.1',
    httpPort: port,
    databaseUrlFile: 'database-url',
    ...busMembers(bus),
    ...files,
    registryPinsFile: pinsFile(path.join(dir, 'registry')),
    packDir: path.join(PACKS, id),
    logFile: log,
    ...DEMO_SETTINGS,
    ...settings,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: 0,
    config,
    adminDatabaseUrl: postgres.adminUrl(`trm_${id}`),
    log,
    tokens: await tokensOf(id, files.tokenKeysFile),
  };
}

function busMembers(bus: DemoBus): object {
  return bus.kind === 'embedded'
    ? { bus: 'embedded', busDatabaseUrlFile: 'bus-url' }
    : { bus: 'kafka', kafkaBrokers: bus.brokers };
}

function writeConfig(file: string, members: object): void {
  writeFileSync(file, `${JSON.stringify(members, null, 2)}\n`, { mode: 0o600 });
}

/** Two subjects for the focal point, one for every other role, one case worker per office of the pack. */
async function tokensOf(id: string, tokenKeysFile: string): Promise<readonly DemoToken[]> {
  const key = signingKey(tokenSigningKeyFile(tokenKeysFile));
  const { default: pack } = (await import(path.join(PACKS, id, 'pack.json'), { with: { type: 'json' } })) as {
    default: { offices: readonly { id: string }[] };
  };
  const wanted: { role: Role; subject: string; office: string | null }[] = [];
  for (const role of roles) {
    if (role === 'case-worker')
      for (const office of pack.offices)
        wanted.push({ role, subject: `case-worker@${office.id}.${id}`, office: office.id });
    else if (role === 'national-focal-point')
      for (const number of [1, 2]) wanted.push({ role, subject: `${role}-${number}.${id}`, office: null });
    else wanted.push({ role, subject: `${role}.${id}`, office: null });
  }
  return Promise.all(
    wanted.map(async ({ role, subject, office }) => ({
      subject,
      role,
      office,
      token: await issueToken(key, {
        participant: id,
        subject,
        roles: [role],
        ...(office === null ? {} : { office }),
        lifetimeMs: MAX_TOKEN_MS,
        nowMs: Date.now(),
      }),
    })),
  );
}

/** Configuration comes from the participant's file alone: what this shell has set must not reach it. */
function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRM_')));
}
