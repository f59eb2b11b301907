/**
 * Where the benchmark runs: one PostgreSQL, one bus, one registry; a pair that works in full, a pair that is the floor,
 * and pairs that only have a history to audit. Every gateway and every router is a process of its own.
 * Invariant: both pairs are configured alike, with ids of the same length, and nothing listens beyond 127.0.0.1.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Role } from '../../../services/lib/contract/index.ts';
import { type Bus, installEmbeddedBus, openBus } from '../../../services/lib/platform/bus/index.ts';
import type { BusSettings } from '../../../services/lib/platform/config.ts';
import {
  type Database,
  createParticipantDatabase,
  openPool,
} from '../../../services/lib/platform/db/index.ts';
import { readEncryptionKeys } from '../../../services/lib/platform/files/index.ts';
import { pairTopic, publicTopic } from '../../../services/lib/protocol/index.ts';
import type { PrivateJwk, RegistryPayload } from '../../../services/lib/protocol/types.ts';
import { prepareDatabase } from '../../../services/participant/prepare-database.ts';
import { until } from '../demo/api.ts';
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
import { addVersion, pinsFile, publishRegistry, registryKeys, signVersion } from '../registry-dir.ts';
import { freePort } from '../server-process.ts';
import { MAX_TOKEN_MS, issueToken } from '../tokens.ts';
import type { HistoryParty } from './history.ts';
import type { PartAnswer, PartFigures } from './messages.ts';

export const WATCHER = 'watch';
const READY_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 15_000;
const ROOT = path.join(import.meta.dirname, '../../..');
const PART = path.join(import.meta.dirname, 'part.ts');
const PACKS = path.join(ROOT, 'infra/participants');
/** Slots as in production, so that heartbeats are no part of what is measured. */
const SETTINGS = { pace: 'immediate', slot: 'PT5M', receiptLimit: 'PT15M' };

export type Way = 'full' | 'floor';
export const WAYS: readonly Way[] = ['floor', 'full'];

/** Whose packs the pairs use: the floor's are the same under other ids. */
const PAIRS: Readonly<Record<Way, readonly [Party, Party]>> = {
  full: [
    { id: 'al', pack: 'al' },
    { id: 'rs', pack: 'rs' },
  ],
  floor: [
    { id: 'fl', pack: 'al' },
    { id: 'fr', pack: 'rs' },
  ],
};

interface Party {
  readonly id: string;
  readonly pack: string;
}

/** One gateway or router process. */
export interface Part {
  readonly name: string;
  figures(): Promise<PartFigures>;
  stop(): Promise<void>;
}

export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly url: string;
  readonly drafter: string;
  readonly focalPoint: string;
  readonly parts: readonly Part[];
  /** The sender's and the receiver's database, as their administrator. */
  readonly databases: readonly [Database, Database];
  /** Called with every receipt that the sender has applied, at the monotonic moment after its commit. */
  onReceipt: (id: string, at: bigint) => void;
}

export interface Site {
  readonly kind: 'embedded' | 'kafka';
  readonly dir: string;
  readonly bus: Bus;
  /** The embedded bus's database; null on Kafka. */
  readonly busDatabase: Database | null;
  readonly pairs: Readonly<Record<Way, Pair>>;
  readonly auditorBus: BusSettings;
  readonly broker: KafkaServer['how'] | null;
  close(): Promise<void>;
}

export interface Registry {
  readonly dir: string;
  /** Key folder of a participant. */
  folderOf(id: string): string;
  auditorKey(id: string): PrivateJwk;
  party(id: string): HistoryParty;
}

export interface AuditGroup {
  readonly auditor: string;
  readonly parties: readonly [string, string];
}

/** One auditor and two participants that nobody else deals with. */
export function auditGroup(index: number): AuditGroup {
  return { auditor: `audit${index}`, parties: [`x${index}`, `y${index}`] };
}

/** Keys and one registry for all pairs: each pair only with itself, each under its own auditor. */
export function makeRegistry(dir: string, groups: readonly AuditGroup[]): Registry {
  const now = new Date().toISOString();
  const folderOf = (id: string): string => path.join(dir, 'participants', id);
  const auditorFile = (id: string): string => path.join(dir, 'auditors', id, 'encryption-keys.json');
  const folder = path.join(dir, 'registry');
  const keys = registryKeys(folder);
  const all: readonly AuditGroup[] = [
    ...WAYS.map((way) => ({ auditor: WATCHER, parties: [PAIRS[way][0].id, PAIRS[way][1].id] as const })),
    ...groups,
  ];
  const parts = all.map(({ auditor, parties }) => {
    for (const id of parties) makeParticipantKeys(keyFilesIn(folderOf(id)), now);
    makeAuditorKeys(auditorFile(auditor), now);
    return firstRegistry(
      keys,
      parties.map((id) => ({ id, signingKey: signingKey(keyFilesIn(folderOf(id)).signingKeyFile) })),
      [{ id: auditor, jwk: auditorPublicKey(auditorFile(auditor)) }],
      now,
    );
  });
  addVersion(folder, together(parts));
  for (const key of keys.slice(0, 2)) signVersion(folder, 1, key);
  const encryption = (file: string) => {
    const reading = readEncryptionKeys(file);
    if (!reading.ok) throw new Error(`bench: ${file}: ${reading.problem}`);
    return reading.value;
  };
  return {
    dir: folder,
    folderOf,
    auditorKey: (id) => first(encryption(auditorFile(id)).metadata).jwk,
    party: (id) => {
      const files = keyFilesIn(folderOf(id));
      const held = encryption(files.encryptionKeysFile);
      return {
        id,
        signing: signingKey(files.signingKeyFile),
        metadata: first(held.metadata),
        payload: first(held.payload).jwk,
      };
    },
  };
}

function together(parts: readonly RegistryPayload[]): RegistryPayload {
  const byId = (left: { id: string }, right: { id: string }): number => (left.id < right.id ? -1 : 1);
  return {
    ...first(parts),
    participants: parts.flatMap((part) => part.participants).toSorted(byId),
    auditors: [
      ...new Map(parts.flatMap((part) => part.auditors).map((auditor) => [auditor.id, auditor])).values(),
    ],
    pairs: parts.flatMap((part) => part.pairs),
    bases: parts.flatMap((part) => part.bases),
  };
}

export interface SiteOptions {
  readonly dir: string;
  readonly kind: 'embedded' | 'kafka';
  readonly registry: Registry;
  readonly groups: readonly AuditGroup[];
  /** Folder for a CPU profile of each process. */
  readonly profileDir?: string;
}

export async function startSite(options: SiteOptions): Promise<Site> {
  const dir = path.join(options.dir, options.kind);
  mkdirSync(path.join(dir, 'logs'), { recursive: true, mode: 0o755 });
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    const postgres = await startPostgres({
      dataDir: path.join(dir, 'postgres'),
      log: path.join(dir, 'logs', 'postgres.log'),
    });
    undo.push(() => postgres.stop());
    const kafka = options.kind === 'kafka' ? await startKafka({ dir: path.join(dir, 'kafka') }) : null;
    if (kafka !== null) undo.push(() => kafka.stop());
    const settings = await prepareBus(options, dir, postgres, kafka);
    const bus = await openBus(settings.operator);
    undo.push(() => bus.close());
    await prepareTopics(bus, options);
    const busDatabase =
      settings.operator.kind === 'embedded' ? openPool(settings.operator.databaseUrl) : null;
    if (busDatabase !== null) undo.push(() => busDatabase.close());
    const pairs = {} as Record<Way, Pair>;
    for (const way of WAYS) pairs[way] = await startPair(way, { options, dir, postgres, settings, undo });
    return {
      kind: options.kind,
      dir,
      bus,
      busDatabase,
      pairs,
      auditorBus: settings.auditor,
      broker: kafka?.how ?? null,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface BusAccess {
  readonly operator: BusSettings;
  readonly auditor: BusSettings;
  /** Members of a participant's configuration. */
  members(id: string): object;
}

async function prepareBus(
  options: SiteOptions,
  dir: string,
  postgres: PostgresServer,
  kafka: KafkaServer | null,
): Promise<BusAccess> {
  if (kafka !== null) {
    const settings: BusSettings = { kind: 'kafka', brokers: kafka.brokers };
    return {
      operator: settings,
      auditor: settings,
      members: () => ({ bus: 'kafka', kafkaBrokers: kafka.brokers }),
    };
  }
  const adminUrl = postgres.adminUrl('trm_bus');
  const ids = WAYS.flatMap((way) => PAIRS[way].map(({ id }) => id));
  const { urls } = await installEmbeddedBus(adminUrl, { participants: ids, auditors: [WATCHER] });
  const file = (id: string): string => path.join(dir, `bus-url-${id}`);
  for (const id of ids) writeFileSync(file(id), `${urls[id] ?? ''}\n`, { mode: 0o600 });
  return {
    operator: { kind: 'embedded', databaseUrl: adminUrl },
    auditor: { kind: 'embedded', databaseUrl: urls[WATCHER] ?? '' },
    members: (id) => ({ bus: 'embedded', busDatabaseUrlFile: file(id) }),
  };
}

async function prepareTopics(bus: Bus, { groups, registry }: SiteOptions): Promise<void> {
  const held = (await bus.listTopics()).filter(({ topic }) => topic.startsWith('trm.'));
  if (held.length > 0) throw new Error('bench: the brokers hold topics of a network already; use others');
  const pairs = [
    ...WAYS.map((way) => PAIRS[way].map(({ id }) => id)),
    ...groups.map(({ parties }) => [...parties]),
  ];
  const topics = pairs.flatMap(([one = '', other = '']) => [
    publicTopic(one),
    publicTopic(other),
    pairTopic(one, other),
    pairTopic(other, one),
  ]);
  await bus.createTopics(topics.map((topic) => ({ topic, lanes: 1 })));
  await publishRegistry(bus, registry.dir);
}

interface PairInput {
  readonly options: SiteOptions;
  readonly dir: string;
  readonly postgres: PostgresServer;
  readonly settings: BusAccess;
  readonly undo: (() => Promise<void>)[];
}

async function startPair(way: Way, input: PairInput): Promise<Pair> {
  const { postgres, undo } = input;
  const [sender, receiver] = PAIRS[way];
  const listeners: { onReceipt: Pair['onReceipt'] } = { onReceipt: () => undefined };
  const parts: Part[] = [];
  let url = '';
  const databases: Database[] = [];
  for (const party of [sender, receiver]) {
    const config = await prepareParty(input, party);
    for (const part of ['gateway', 'router'] as const) {
      const started = await startPart(way, part, party.id, config, input.options.profileDir, (id, at) => {
        if (party === sender && part === 'router') listeners.onReceipt(id, at);
      });
      parts.push(started.part);
      undo.push(() => started.part.stop());
      if (party === sender && part === 'gateway') url = started.url ?? '';
    }
    const database = openPool(postgres.adminUrl(`trm_${party.id}`), { maxConnections: 2 });
    databases.push(database);
    undo.push(() => database.close());
  }
  await untilKeysKnown(databases);
  const [drafter, focalPoint] = await tokensOf(input.options.registry.folderOf(sender.id), sender);
  return Object.assign(listeners, {
    from: sender.id,
    to: receiver.id,
    url,
    drafter,
    focalPoint,
    parts,
    databases: [first(databases), first(databases.slice(1))] as const,
  });
}

/** Database, pack and configuration of one participant; gives the configuration's file. */
async function prepareParty(
  { options, dir, postgres, settings }: PairInput,
  { id, pack }: Party,
): Promise<string> {
  const folder = path.join(dir, 'participants', id);
  mkdirSync(path.join(folder, 'pack'), { recursive: true, mode: 0o700 });
  const name = `trm_${id}`;
  const database = await createParticipantDatabase(postgres.adminUrl(), {
    database: name,
    serviceRole: name,
  });
  await prepareDatabase(database.ownerUrl, { serviceRole: name });
  const databaseUrlFile = path.join(folder, 'database-url');
  writeFileSync(databaseUrlFile, `${database.serviceUrl}\n`, { mode: 0o600 });
  const content = JSON.parse(readFileSync(path.join(PACKS, pack, 'pack.json'), 'utf8')) as object;
  writeFileSync(path.join(folder, 'pack', 'pack.json'), JSON.stringify({ ...content, id }), { mode: 0o600 });
  const config = path.join(folder, 'config.json');
  const members = {
    participant: id,
    httpHost: '127.0.0.1',
    httpPort: await freePort(),
    databaseUrlFile,
    ...settings.members(id),
    ...keyFilesIn(options.registry.folderOf(id)),
    registryPinsFile: pinsFile(options.registry.dir),
    packDir: path.join(folder, 'pack'),
    logFile: path.join(dir, 'logs', `${id}.ndjson`),
    ...SETTINGS,
  };
  writeFileSync(config, `${JSON.stringify(members, null, 2)}\n`, { mode: 0o600 });
  return config;
}

async function startPart(
  way: Way,
  part: 'gateway' | 'router',
  id: string,
  config: string,
  profileDir: string | undefined,
  onApplied: (id: string, at: bigint) => void,
): Promise<{ part: Part; url: string | null }> {
  const errors = openSync(path.join(path.dirname(config), `${part}.stderr`), 'a', 0o600);
  const child = fork(PART, [config, part, way], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', errors, 'ipc'],
    serialization: 'advanced',
    execArgv:
      profileDir === undefined
        ? []
        : ['--cpu-prof', '--cpu-prof-dir', profileDir, '--cpu-prof-name', `${id}-${part}.cpuprofile`],
    env: environment(),
  });
  const ready = Promise.withResolvers<string | null>();
  let asked = Promise.withResolvers<PartFigures>();
  child.on('message', (answer: PartAnswer) => {
    if (answer.kind === 'ready') ready.resolve(answer.url);
    else if (answer.kind === 'figures') asked.resolve(answer.figures);
    else for (const { id: applied, at } of answer.applied) onApplied(applied, at);
  });
  child.once('exit', (code) => {
    const error = new Error(
      `bench: the ${part} of ${id} ended (${code ?? 'killed'}); see ${part}.stderr beside ${config}`,
    );
    ready.reject(error);
    asked.promise.catch(() => undefined);
    asked.reject(error);
  });
  const url = await ready.promise;
  return {
    url,
    part: {
      name: `${way === 'floor' ? 'floor ' : ''}${part} ${id}`,
      figures: () => {
        asked = Promise.withResolvers();
        child.send('figures');
        return asked.promise;
      },
      stop: () => stopChild(child),
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.send('stop');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(hard);
}

async function untilKeysKnown(databases: readonly Database[]): Promise<void> {
  for (const database of databases)
    await until('both know the encryption keys of both', READY_LIMIT_MS, async () => {
      const [row] = await database.query<{ known: number }>(
        `select count(distinct participant)::int as known from trm.announced_key`,
      );
      return row?.known === 2;
    });
}

async function tokensOf(folder: string, { id, pack }: Party): Promise<readonly [string, string]> {
  const key = signingKey(tokenSigningKeyFile(keyFilesIn(folder).tokenKeysFile));
  const content = JSON.parse(readFileSync(path.join(PACKS, pack, 'pack.json'), 'utf8')) as {
    offices: readonly { id: string }[];
  };
  const token = (role: Role, office?: string): Promise<string> =>
    issueToken(key, {
      participant: id,
      subject: `${role}.${id}`,
      roles: [role],
      ...(office === undefined ? {} : { office }),
      lifetimeMs: MAX_TOKEN_MS,
      nowMs: Date.now(),
    });
  return Promise.all([token('case-worker', first(content.offices).id), token('national-focal-point')]);
}

/** Configuration comes from the participant's file alone: what this shell has set must not reach it. */
function environment(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRM_'))),
    NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'),
  };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('bench: a list that cannot be empty is empty');
  return item;
}
