/**
 * A whole network on one machine: PostgreSQL, bus, keys, registry, and one operating-system process per participant.
 * Used by the demo, by end-to-end tests and by the benchmark. Invariant: everything lies below one folder and nothing
 * listens beyond 127.0.0.1; what was started here is stopped here. Long because a network begins, grows and ends in one place.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Bus } from '../../../services/lib/platform/bus/index.ts';
import { type KafkaServer, startKafka } from '../kafka-server.ts';
import { keyFilesIn, makeAuditorKeys, makeParticipantKeys } from '../participant-keys.ts';
import { type PostgresServer, startPostgres } from '../postgres-server.ts';
import { pinsFile, publishRegistry } from '../registry-dir.ts';
import { freePort, watchOver } from '../server-process.ts';
import { type SmtpSink, startSmtpSink } from '../smtp-sink.ts';
import { until } from './api.ts';
import {
  type DemoBus,
  type DemoFile,
  type DemoParticipant,
  readDemoFile,
  writeDemoFile,
} from './demo-file.ts';
import { seedDirectory } from './directory.ts';
import {
  AUDITOR,
  DEMO_SETTINGS,
  NetworkError,
  PARTICIPANTS,
  busMembers,
  describe,
  folderOf,
  joinBus,
  joinRegistry,
  mailMembers,
  makeRegistry,
  partnersIn,
  prepareBus,
  prepareDatabases,
  writeConfig,
} from './network-parts.ts';

export { AUDITOR, NetworkError, PARTICIPANTS, topicsOf } from './network-parts.ts';

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
  /** Time limits by ordered pair, for everybody (TRM_LIMITS_FILE). */
  readonly limits?: object;
  /** Everybody keeps a directory, and what is mailed lies in a folder; a resumed network has what it had. */
  readonly directory?: boolean;
  readonly say?: (line: string) => void;
}

const ROOT = path.join(import.meta.dirname, '../../..');
const MAIN = 'services/participant/main.ts';
const AUDITOR_MAIN = path.join(ROOT, 'services/auditor/main.ts');
const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;
/** On this machine an answer comes at once, or the machine is busy. */
const RUNNING_LOOK_MS = 5_000;
export class Network {
  readonly dir: string;
  /** Grows when a participant joins. */
  demo: DemoFile;
  readonly bus: Bus;
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer | null;
  /** What was mailed since this program started; null: nobody mails here. */
  readonly mail: SmtpSink | null;
  readonly #processes = new Map<string, ChildProcess>();
  readonly #settings: Readonly<Record<string, string>>;

  constructor(
    dir: string,
    demo: DemoFile,
    bus: Bus,
    postgres: PostgresServer,
    kafka: KafkaServer | null,
    mail: SmtpSink | null,
    settings: Readonly<Record<string, string>>,
  ) {
    this.#settings = settings;
    this.dir = dir;
    this.demo = demo;
    this.bus = bus;
    this.postgres = postgres;
    this.kafka = kafka;
    this.mail = mail;
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
  async start(
    id: string,
    environment: Readonly<Record<string, string>> = {},
    /** Folder of the software: participants upgrade when they like, so several versions speak to each other. */
    software: string = ROOT,
  ): Promise<void> {
    const { config, url } = this.participant(id);
    const main = path.join(software, MAIN);
    await this.#spawn(id, [main, 'start', '--config', config, '--json'], url, environment);
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

  /**
   * A participant joins the running network: keys, database, topics, a registry version that two keys have signed, its own
   * process. Resolves when everybody knows it. `partners`: with whom it exchanges; default everybody. Needs its pack.
   */
  async join(id: string, partners: readonly string[] = Object.keys(this.demo.participants)): Promise<void> {
    if (this.demo.participants[id] !== undefined) throw new NetworkError(2, `${id} is there already`);
    const now = new Date().toISOString();
    makeParticipantKeys(keyFilesIn(folderOf(this.dir, id)), now);
    await prepareDatabases(this.dir, [id], this.postgres);
    const { bus } = this.demo;
    const described = await describe(this.dir, id, bus, this.postgres, undefined, {
      ...this.#settings,
      ...(this.mail === null ? {} : mailMembers(this.dir, id, this.mail.url)),
    });
    await joinBus(this.dir, id, partners, bus, this.bus);
    joinRegistry(this.dir, id, now, partners);
    await publishRegistry(this.bus, path.join(this.dir, 'registry'));
    this.demo = { ...this.demo, participants: { ...this.demo.participants, [id]: described } };
    writeDemoFile(this.dir, this.demo);
    await this.start(id);
    await this.untilReady();
    if (this.mail !== null) await seedDirectory(this, id);
  }

  /** Waits until every participant is ready and knows the encryption keys of every partner. */
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
          // Metadata, payload and justice keys are announced one after the other.
          return known[0]?.known === 3 * (1 + partnersIn(this.dir, id));
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
    await this.mail?.stop();
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
  const hasDirectory = before === null ? options.directory === true : typeof before.mail === 'string';
  const mail = hasDirectory ? await startSmtpSink({ dir: path.join(dir, 'mail') }) : null;
  let network: Network | null = null;
  try {
    const ids = options.participants ?? (before === null ? PARTICIPANTS : Object.keys(before.participants));
    say(
      before === null
        ? 'making keys, registry and databases'
        : 'keys, registry and databases are there already',
    );
    const settings = { ...options.settings, ...limitsIn(dir, options.limits) };
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
      participants[id] = await describe(dir, id, bus, postgres, before?.participants[id], {
        ...settings,
        ...(mail === null ? {} : mailMembers(dir, id, mail.url)),
      });
    writeConfig(path.join(dir, 'auditor', 'config.json'), {
      participant: AUDITOR,
      ...busMembers(bus),
      encryptionKeysFile: 'encryption-keys.json',
      registryPinsFile: pinsFile(path.join(dir, 'registry')),
      httpPort: await freePort(),
      logFile: path.join(dir, 'logs', 'auditor.ndjson'),
      slot: DEMO_SETTINGS.slot,
      receiptLimit: DEMO_SETTINGS.receiptLimit,
      ...settings,
    });
    const demo: DemoFile = {
      version: 1,
      bus,
      participants,
      auditor: {
        config: path.join(dir, 'auditor', 'config.json'),
        log: path.join(dir, 'logs', 'auditor.ndjson'),
      },
      mail: mail === null ? null : path.join(dir, 'mail'),
    };
    const started = new Network(dir, demo, opened, postgres, kafka, mail, settings);
    network = started;
    say(`starting ${ids.length} participants, each a process of its own`);
    await Promise.all(ids.map((id) => started.start(id)));
    await started.untilReady();
    if (mail !== null && before === null) {
      say('entering who is there for what, two people each');
      await Promise.all(ids.map((id) => seedDirectory(started, id)));
    }
    return started;
  } catch (error) {
    await network?.stopAll();
    await mail?.stop();
    await network?.bus.close();
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
  if (existsSync(dir) && readdirSync(dir).length > 0 && !existsSync(path.join(dir, 'logs'))) {
    throw new NetworkError(2, `${dir} is not a demo's folder: choose another with --data`);
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true, mode: 0o755 });
}

/** Configuration comes from the participant's file alone: what this shell has set must not reach it. */
function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRM_')));
}

/** Writes the limits beside the participants; a network that is resumed keeps its own. */
function limitsIn(dir: string, limits: object | undefined): Readonly<Record<string, string>> {
  const file = path.join(dir, 'limits.json');
  if (limits !== undefined) writeFileSync(file, `${JSON.stringify(limits)}\n`, { mode: 0o600 });
  return existsSync(file) ? { limitsFile: file } : {};
}
