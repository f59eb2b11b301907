/**
 * What a network is made of before its processes start: keys, registry, topics, databases, configurations, tokens.
 * Invariant: made once; a resumed network finds its keys, registry and data as they were. contract.md 2 and 3.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Role, roles } from '../../../services/lib/contract/index.ts';
import { type Bus, installEmbeddedBus, openBus } from '../../../services/lib/platform/bus/index.ts';
import { createParticipantDatabase } from '../../../services/lib/platform/db/index.ts';
import { pairTopic, publicTopic } from '../../../services/lib/protocol/index.ts';
import { prepareDatabase } from '../../../services/participant/prepare-database.ts';
import { auditorPublicKey, keyFilesIn, signingKey, tokenSigningKeyFile } from '../participant-keys.ts';
import type { PostgresServer } from '../postgres-server.ts';
import { firstRegistry, joinedRegistry } from '../registry-content.ts';
import {
  addVersion,
  pinsFile,
  publishRegistry,
  registryKeys,
  signVersion,
  versionPayload,
  versions,
} from '../registry-dir.ts';
import { freePort } from '../server-process.ts';
import { MAX_TOKEN_MS, issueToken } from '../tokens.ts';
import type { DemoBus, DemoParticipant, DemoToken } from './demo-file.ts';
import { caseWorker } from './directory.ts';
import { packOf, PACKS } from './pack-of.ts';

export const AUDITOR = 'regional';
export const PARTICIPANTS = ['al', 'ba', 'xk', 'me', 'mk', 'rs'] as const;

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  /** Exit code of contract.md 1. */
  readonly exitCode: 1 | 2 | 3;
  constructor(exitCode: 1 | 2 | 3, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Short slots, so that a demo shows within seconds what a deployment shows within minutes. */
export const DEMO_SETTINGS = { pace: 'immediate', slot: 'PT10S', gapWait: 'PT2S', receiptLimit: 'PT1M' };

export function folderOf(dir: string, id: string): string {
  return path.join(dir, 'participants', id);
}

export function makeRegistry(dir: string, ids: readonly string[], now: string): void {
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

/** The next version of the registry, in which `id` has joined, signed by two of the registry's keys. */
export function joinRegistry(dir: string, id: string, now: string, partners?: readonly string[]): void {
  const folder = path.join(dir, 'registry');
  const newest = versions(folder).at(-1);
  if (newest === undefined) throw new NetworkError(1, `${folder} holds no registry`);
  const key = signingKey(keyFilesIn(folderOf(dir, id)).signingKeyFile);
  addVersion(folder, joinedRegistry(versionPayload(folder, newest), { id, signingKey: key }, now, partners));
  for (const registryKey of registryKeys(folder).slice(0, 2)) signVersion(folder, newest + 1, registryKey);
}

/** With how many others a participant exchanges by the newest version in the folder. */
export function partnersIn(dir: string, id: string): number {
  const folder = path.join(dir, 'registry');
  const newest = versions(folder).at(-1);
  if (newest === undefined) return 0;
  return versionPayload(folder, newest).pairs.filter(({ participants }) => participants.includes(id)).length;
}

/** Its login and its topics come before the registry names it: whoever reads of it finds them. */
export async function joinBus(
  dir: string,
  id: string,
  partners: readonly string[],
  bus: DemoBus,
  opened: Bus,
): Promise<void> {
  if (bus.kind === 'embedded') {
    const { urls } = await installEmbeddedBus(bus.adminUrl, { participants: [id] });
    writeFileSync(path.join(folderOf(dir, id), 'bus-url'), `${urls[id] ?? ''}\n`, { mode: 0o600 });
  }
  const topics = [
    publicTopic(id),
    ...partners.flatMap((other) => [pairTopic(id, other), pairTopic(other, id)]),
  ];
  await opened.createTopics(topics.map((topic) => ({ topic, lanes: 1 })));
}

export async function prepareBus(
  dir: string,
  ids: readonly string[],
  bus: DemoBus,
  resume: boolean,
): Promise<Bus> {
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

export async function prepareDatabases(
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
      await prepareDatabase(database.ownerUrl, { serviceRole: name });
      writeFileSync(file, `${database.serviceUrl}\n`, { mode: 0o600 });
    }),
  );
}

export async function describe(
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

export function busMembers(bus: DemoBus): object {
  return bus.kind === 'embedded'
    ? { bus: 'embedded', busDatabaseUrlFile: 'bus-url' }
    : { bus: 'kafka', kafkaBrokers: bus.brokers };
}

export function writeConfig(file: string, members: object): void {
  writeFileSync(file, `${JSON.stringify(members, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Two subjects for the focal point, one for every other role, one case worker per office of the pack; and the coordinator
 * is a duty officer too, who comes after the one of the desk.
 */
async function tokensOf(id: string, tokenKeysFile: string): Promise<readonly DemoToken[]> {
  const key = signingKey(tokenSigningKeyFile(tokenKeysFile));
  const pack = await packOf(id);
  const wanted: { role: Role; subject: string; office: string | null }[] = [];
  for (const role of roles) {
    if (role === 'case-worker')
      for (const office of pack.offices)
        wanted.push({ role, subject: caseWorker(office.id, id), office: office.id });
    else if (role === 'national-focal-point')
      for (const number of [1, 2]) wanted.push({ role, subject: `${role}-${number}.${id}`, office: null });
    else wanted.push({ role, subject: `${role}.${id}`, office: null });
  }
  wanted.push({ role: 'duty-officer', subject: caseWorker(pack.fallback.office, id), office: null });
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

/** Members of a configuration that send mail to the demo's own server, and to nobody else. */
export function mailMembers(dir: string, id: string, smtpUrl: string): Readonly<Record<string, string>> {
  writeFileSync(path.join(folderOf(dir, id), 'smtp-url'), `${smtpUrl}\n`, { mode: 0o600 });
  return { smtpUrlFile: 'smtp-url', mailFrom: `notices@${id}.example`, spoolDir: 'spool' };
}
