/**
 * Publisher, router and its people's side of one participant inside the test's own process, built from the same configuration as its
 * program, with a point at which they are cut off. Invariant: after the cut no call of theirs reaches database or bus,
 * so what they leave behind is what a killed process leaves; their connections end with whatever was not committed.
 */
import { randomUUID } from 'node:crypto';
import { liveEvents } from '../../services/gateway/live-events.ts';
import { buildApp, type GatewayContext } from '../../services/gateway/app.ts';
import { Pace } from '../../services/gateway/publisher/pace.ts';
import { Publisher } from '../../services/gateway/publisher/publisher.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { type Bus, type BusWriter, openBus } from '../../services/lib/platform/bus/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  loadConfig,
  loadSecrets,
  type Config,
  type Part,
  type SecretsOf,
} from '../../services/lib/platform/config.ts';
import { type DbCall, openPool } from '../../services/lib/platform/db/index.ts';
import { lazyJobs, openJobs } from '../../services/lib/platform/jobs/index.ts';
import { openMailer } from '../../services/lib/platform/mail/index.ts';
import { openWebhooks } from '../../services/lib/platform/webhook/index.ts';
import { createLogger } from '../../services/lib/platform/log/index.ts';
import { createMetrics } from '../../services/lib/platform/metrics/index.ts';
import { authenticate, checkRings, newId, openRings, sealRecord } from '../../services/lib/protocol/index.ts';
import type { ContentCipher } from '../../services/lib/store/message-content.ts';
import { TrustView } from '../../services/lib/trust/trust-view.ts';
import { readLimitTable, readNames, readPackDir } from '../../services/participant/files.ts';
import type { RouterContext } from '../../services/router/context.ts';
import { channelsOf } from '../../services/router/duty/channels.ts';
import { Duty } from '../../services/router/duty/duty.ts';
import { Router } from '../../services/router/router.ts';
import { decryptionKeys, ownKeys } from '../../services/router/service.ts';

export class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** Counts database and bus calls and cuts at one of them, before it is made or after it has been done. */
export class CutPoint {
  calls = 0;
  isCut = false;
  /** What was cut, such as `after commit` or `before publish`. */
  place = '';
  readonly cut: Promise<void>;
  readonly #at: number | string;
  #resolve: () => void = () => undefined;

  /** `at`: number of the call from 1, infinity never cuts; or a place, at its first turn. */
  constructor(at: number | string) {
    this.#at = at;
    this.cut = new Promise((resolve) => (this.#resolve = resolve));
  }

  step(place: string): void {
    if (this.isCut) throw new Crashed();
    this.calls += 1;
    if (typeof this.#at === 'string' ? place !== this.#at : this.calls < this.#at) return;
    this.isCut = true;
    this.place = place;
    this.#resolve();
    throw new Crashed();
  }

  readonly onDatabaseCall = ({ phase, kind }: DbCall): void => this.step(`${phase} ${kind}`);

  async around<T>(what: string, call: () => Promise<T>): Promise<T> {
    this.step(`before ${what}`);
    const result = await call();
    this.step(`after ${what}`);
    return result;
  }
}

/** The same bus, with every call counted. Stopping and closing are the harness's and always go through. */
export function cutBus(bus: Bus, point: CutPoint): Bus {
  async function* range<T>(what: string, read: () => AsyncIterable<T>): AsyncGenerator<T> {
    point.step(`before ${what}`);
    yield* read();
    point.step(`after ${what}`);
  }
  const writer = (inner: BusWriter): BusWriter => ({
    maxBatchBytes: inner.maxBatchBytes,
    publish: (records) => point.around('publish', () => inner.publish(records)),
    close: () => inner.close(),
  });
  return {
    kind: bus.kind,
    openWriter: (participant) =>
      point.around('open writer', async () => writer(await bus.openWriter(participant))),
    consume: (options) => point.around('consume', () => bus.consume(options)),
    readRange: (lane, options) => range('read', () => bus.readRange(lane, options)),
    readRanges: (ranges, onEnd) => range('read', () => bus.readRanges(ranges, onEnd)),
    endOffset: (lane) => point.around('end offset', () => bus.endOffset(lane)),
    listTopics: () => point.around('list topics', () => bus.listTopics()),
    createTopics: (topics) => bus.createTopics(topics),
    probe: (timeoutMs) => bus.probe(timeoutMs),
    close: async () => undefined,
  };
}

export function configOf(network: Network, id: string): Config {
  const reading = loadConfig(network.participant(id).config, {});
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.config;
}

export function secretsOf<P extends Part>(config: Config, part: P): SecretsOf[P] {
  const reading = loadSecrets(config, part);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.secrets;
}

function cryptoOf({ kek, justiceKek }: Pick<SecretsOf['router'], 'kek' | 'justiceKek'>): ContentCipher {
  return {
    cipher: nodeCipher,
    kek,
    ...(justiceKek === undefined ? {} : { justiceKek }),
    newId: () => newId(nodeCipher, Date.now()),
  };
}

export interface RunningPart {
  wake(): void;
  stop(): Promise<void>;
}

const BATCH = 50;
/** Lines of all parts, for a test that wants to know why. */
export const lines: string[] = [];

function logOf(id: string) {
  return createLogger(id, 'debug', {
    stream: {
      write: (line: string) => {
        lines.push(line);
        if (lines.length > 20_000) lines.splice(0, 10_000);
      },
    },
  });
}

export async function startPublisher(
  network: Network,
  id: string,
  point = new CutPoint(Infinity),
  wrap: (bus: Bus) => Bus = (bus) => bus,
): Promise<RunningPart> {
  const config = configOf(network, id);
  const secrets = secretsOf(config, 'gateway');
  const db = openPool(secrets.databaseUrl, { applicationName: `cut-${id}`, onCall: point.onDatabaseCall });
  const bus = await openBus(secrets.bus);
  const metrics = createMetrics(id);
  const publisher = new Publisher({
    participant: id,
    db,
    bus: wrap(cutBus(bus, point)),
    cipher: nodeCipher,
    crypto: cryptoOf(secrets),
    signingKey: secrets.signingKey,
    trust: new TrustView(nodeCipher, secrets.pins),
    log: logOf(id),
    metrics,
    now: () => new Date(),
    seal: sealRecord,
    pace: new Pace(config.pace, config.slotMs, BATCH, Math.random),
    instance: randomUUID(),
  });
  publisher.start();
  return {
    wake: () => publisher.wake(),
    stop: async () => {
      await publisher.stop();
      await bus.close();
      await db.close();
      metrics.close();
    },
  };
}

export async function routerContext(
  network: Network,
  id: string,
  point = new CutPoint(Infinity),
  onCall: CutPoint['onDatabaseCall'] = point.onDatabaseCall,
): Promise<{ context: RouterContext; start: () => Router; close: () => Promise<void> }> {
  const config = configOf(network, id);
  const secrets = secretsOf(config, 'router');
  const db = openPool(secrets.databaseUrl, { applicationName: `cut-${id}`, onCall });
  const bus = await openBus(secrets.bus);
  const metrics = createMetrics(id);
  const trust = new TrustView(nodeCipher, secrets.pins);
  const context: RouterContext = {
    participant: id,
    db,
    bus: cutBus(bus, point),
    cipher: nodeCipher,
    crypto: cryptoOf(secrets),
    trust,
    decryption: decryptionKeys(ownKeys(secrets), trust),
    opening: { authenticate, checkRings, openRings },
    pack: readPackDir(config)[0],
    limits: readLimitTable(config),
    jobs: null,
    log: logOf(id),
    metrics,
    now: () => new Date(),
    slotMs: config.slotMs,
    gapWaitMs: config.gapWaitMs,
    receiptLimitMs: config.receiptLimitMs,
    startedMs: Date.now(),
    instance: randomUUID(),
  };
  return {
    context,
    start: () => new Router(context, secrets.pins, ownKeys(secrets)),
    close: async () => {
      await bus.close();
      await db.close();
      metrics.close();
    },
  };
}

export async function startRouter(
  network: Network,
  id: string,
  point = new CutPoint(Infinity),
): Promise<RunningPart> {
  const { start, close } = await routerContext(network, id, point);
  const router = start();
  router.start();
  return {
    wake: () => undefined,
    stop: async () => {
      await router.stop();
      await close();
    },
  };
}

/** The people's side of the router: jobs, and the mail that they send, around which it can be cut as well. */
export async function startDuty(
  network: Network,
  id: string,
  mail: { readonly url: string; readonly spoolDir: string },
  point = new CutPoint(Infinity),
): Promise<RunningPart> {
  // Opening the queue is none of an escalation's calls.
  let isOpen = false;
  const counted: CutPoint['onDatabaseCall'] = (call) => {
    if (isOpen) point.onDatabaseCall(call);
  };
  const { context, close } = await routerContext(network, id, point, counted);
  const onError = (error: unknown): void => context.log.failure('duty.failed', error);
  const opened = await openJobs(context.db, { onError, lookMs: DUTY_LOOK_MS, stopLimitMs: DUTY_STOP_MS });
  isOpen = true;
  const jobs = lazyJobs(() => Promise.resolve(opened));
  const { url, spoolDir } = mail;
  const channels = channelsOf({
    mailer: openMailer({ url, from: 'exchange@participant.example', spoolDir }),
    webhooks: openWebhooks({ secret: null, spoolDir: null }),
    consoleUrl: 'https://console.example/',
  });
  const duty = new Duty({ ...context, jobs }, jobs, {
    channels: {
      ...channels,
      send: (...sent) => point.around('mail', () => channels.send(...sent)),
      forget: (id) => point.around('forget', () => channels.forget(id)),
    },
    livenessRound: configOf(network, id).livenessRound,
    timeZone: 'UTC',
  });
  duty.start();
  return {
    wake: () => jobs.wake(),
    stop: async () => {
      await duty.stop();
      await channels.close();
      await close();
    },
  };
}

const DUTY_LOOK_MS = 20;
/** What was cut off in the middle of a call never comes back from it. */
const DUTY_STOP_MS = 500;

export interface CommandDoor {
  /** What it is built from, for what the gateway does by itself. */
  readonly context: GatewayContext;
  /** @throws Error for anything but 200 */
  get(path: string, token: string): Promise<Readonly<Record<string, unknown>>>;
  /** `key`: the idempotency key; default: one of its own. @throws Error for anything but 201 */
  post(path: string, token: string, body: object, key?: string): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** The real HTTP application over the participant's database, and no publisher behind it. */
export async function commandDoor(
  network: Network,
  id: string,
  point = new CutPoint(Infinity),
): Promise<CommandDoor> {
  const config = configOf(network, id);
  const secrets = secretsOf(config, 'gateway');
  const trust = new TrustView(nodeCipher, secrets.pins);
  // The registry is held before the first command comes, and its reading is none of the command's calls.
  const reading = openPool(secrets.databaseUrl, { maxConnections: 1 });
  await trust.refresh(reading);
  await reading.close();
  const db = openPool(secrets.databaseUrl, { applicationName: `door-${id}`, onCall: point.onDatabaseCall });
  const metrics = createMetrics(id);
  const packs = readPackDir(config);
  const context: GatewayContext = {
    participant: id,
    db,
    cipher: nodeCipher,
    crypto: cryptoOf(secrets),
    trust,
    tokenKeys: { keys: secrets.tokenKeys.keys.map(({ kid, jwk }) => ({ ...jwk, kid })) },
    pack: packs[0],
    packs,
    limits: readLimitTable(config),
    jobs: null,
    live: liveEvents(),
    displayNames: readNames(config),
    log: logOf(id),
    metrics,
    now: () => Date.now(),
    readiness: () =>
      Promise.resolve({
        ready: true,
        checks: { database: 'up', bus: 'up', registry: 'up', publisher: 'up', consumer: 'up' },
      }),
    onEnqueued: () => undefined,
  };
  const app = await buildApp(context);
  return {
    context,
    get: async (path, token) => {
      const response = await app.inject({
        method: 'GET',
        url: path,
        headers: { authorization: `Bearer ${token}` },
      });
      if (response.statusCode !== 200)
        throw new Error(`${path.split('/').at(-1)}: ${response.statusCode} ${response.body}`);
      return response.json();
    },
    post: async (path, token, body, key = randomUUID()) => {
      const response = await app.inject({
        method: 'POST',
        url: path,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        payload: JSON.stringify(body),
      });
      if (response.statusCode !== 201)
        throw new Error(`${path.split('/').at(-1)}: ${response.statusCode} ${response.body}`);
      return response.json();
    },
    close: async () => {
      await app.close();
      await db.close();
      metrics.close();
    },
  };
}
