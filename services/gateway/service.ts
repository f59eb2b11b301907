/**
 * Builds the gateway of one participant from its configuration: HTTP application, publisher, and the look at both.
 * Invariant: it listens only after it has asked the bus whether this database may accept commands, or found the bus away.
 * architecture.md 3 and 4; protocol.md 4.
 */
import { randomUUID } from 'node:crypto';
import { compareWithBus } from '../lib/custody/compare.ts';
import { withdraw } from '../lib/custody/withdraw.ts';
import { openBus, type Bus } from '../lib/platform/bus/index.ts';
import { nodeCipher } from '../lib/platform/cipher/node-cipher.ts';
import type { Config, GatewaySecrets } from '../lib/platform/config.ts';
import { openPool, type Database, type DbCounts } from '../lib/platform/db/index.ts';
import { lazyJobs, openJobs } from '../lib/platform/jobs/index.ts';
import type { Log } from '../lib/platform/log/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import { CALLS_CHANNEL } from '../lib/store/calls.ts';
import { newId, sealRecord } from '../lib/protocol/index.ts';
import type { PackVersions } from '../lib/routing/index.ts';
import { TrustView } from '../lib/trust/trust-view.ts';
import type { GatewayContext, LimitTable } from './context.ts';
import { liveEvents } from './live-events.ts';
import { ClockWatch } from './clock/clock-watch.ts';
import { lookAtRoster } from './clock/roster-watch.ts';
import { buildApp } from './app.ts';
import { showFigures } from './figures.ts';
import type { DisplayNames } from './display-names.ts';
import type { ContentChecks } from './commands/checks.ts';
import { Pace } from './publisher/pace.ts';
import { Publisher } from './publisher/publisher.ts';
import type { Seal } from './publisher/sealing-context.ts';
import { ReadinessWatch } from './readiness.ts';

export interface GatewayOptions {
  readonly config: Config;
  readonly secrets: GatewaySecrets;
  readonly packs: PackVersions;
  readonly limits: LimitTable;
  readonly displayNames: DisplayNames;
  readonly log: Log;
  readonly metrics: Metrics;
  /** For the benchmark's floor and for crash tests. */
  readonly overrides?: {
    readonly seal?: Seal;
    readonly checks?: ContentChecks;
    readonly onDatabaseCall?: () => void | Promise<void>;
    readonly bus?: Bus;
  };
}

/** How often the roster is looked at for what time alone changes. */
const ROSTER_MS = 5_000;

export interface RunningGateway {
  readonly url: string;
  /** Statements and transactions since the start. */
  counts(): DbCounts;
  stop(): Promise<void>;
}

/** Most messages of one lane that are sealed in one transaction under the pace `immediate`. */
const BATCH = 50;
const REFRESH_MS = 1_000;
const FIGURES_MS = 5_000;
/** Limits are minutes and days; a journey's grace is what is looked at most closely. */
const CLOCKS_MS = 1_000;
/** How often the first comparison asks whether the bus is there at all: it may be away for days, and commands go on. */
const FIRST_COMPARISON_MS = 5_000;
const PROBE_MS = 3_000;

export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { config, secrets, packs, limits, displayNames, log, metrics, overrides = {} } = options;
  const { participant } = config;
  const { onDatabaseCall } = overrides;
  const db = openPool(secrets.databaseUrl, {
    applicationName: `trm-${participant}-gateway`,
    ...(onDatabaseCall === undefined ? {} : { onCall: onDatabaseCall }),
  });
  const bus = overrides.bus ?? (await openBus(secrets.bus));
  const trust = new TrustView(nodeCipher, secrets.pins);
  const crypto = {
    cipher: nodeCipher,
    kek: secrets.kek,
    ...(secrets.justiceKek === undefined ? {} : { justiceKek: secrets.justiceKek }),
    newId: () => newId(nodeCipher, Date.now()),
  };
  const publisher = new Publisher({
    participant,
    db,
    bus,
    cipher: nodeCipher,
    crypto,
    signingKey: secrets.signingKey,
    trust,
    log,
    metrics,
    now: () => new Date(),
    seal: overrides.seal ?? sealRecord,
    pace: new Pace(config.pace, config.slotMs, BATCH, Math.random),
    instance: randomUUID(),
  });
  const readiness = new ReadinessWatch({ participant, db, bus, trust, log, metrics });
  const live = liveEvents();
  const jobs = lazyJobs(() => openJobs(db, { onError: (error) => log.failure('duty.failed', error) }));
  const context: GatewayContext = {
    jobs,
    live,
    participant,
    db,
    cipher: nodeCipher,
    crypto,
    trust,
    pack: packs[0],
    packs,
    limits,
    displayNames,
    log,
    metrics,
    tokenKeys: tokenKeySet(secrets),
    now: () => Date.now(),
    readiness: () => readiness.now(),
    onEnqueued: () => publisher.wake(),
    ...(overrides.checks === undefined ? {} : { checks: overrides.checks }),
  };
  const app = await buildApp(context);
  const clocks = new ClockWatch(context);

  await trust.refresh(db).catch((error: unknown) => log.failure('database.down', error));
  await firstComparison({ db, bus, trust, participant, log });
  await readiness.start();
  const stopRefreshing = every(REFRESH_MS, () => trust.refresh(db));
  const stopFigures = every(FIGURES_MS, () => showFigures(db, metrics, trust, participant));
  const stopClocks = every(CLOCKS_MS, () => clocks.look());
  const stopRoster = every(ROSTER_MS, () => lookAtRoster(context));
  const outbox = db.listen('trm_outbox', {
    onNotification: () => publisher.wake(),
    onConnected: () => publisher.wake(),
  });
  const calls = db.listen(CALLS_CHANNEL, {
    onNotification: (subject) => live.publish(subject, 'work'),
    onConnected: () => live.publishAll('look'),
  });
  publisher.start();
  const url = await app.listen({ host: config.httpHost, port: config.httpPort });
  log.event('http.listening');
  return {
    url,
    counts: () => db.counts(),
    stop: async () => {
      await app.close();
      stopRefreshing();
      stopFigures();
      stopClocks();
      stopRoster();
      await jobs.stop();
      readiness.stop();
      await publisher.stop();
      await outbox.stop();
      await calls.stop();
      if (overrides.bus === undefined) await bus.close();
      await db.close();
    },
  };
}

function tokenKeySet(secrets: GatewaySecrets) {
  return { keys: secrets.tokenKeys.keys.map(({ kid, jwk }) => ({ ...jwk, kid })) };
}

/** A restored database must not take a single command: who finds out late has promised what it cannot keep. */
async function firstComparison(context: {
  db: Database;
  bus: Bus;
  trust: TrustView;
  participant: string;
  log: Log;
}): Promise<void> {
  const { db, bus, trust, participant, log } = context;
  const registry = trust.registry;
  if (registry === null) return;
  const compared = new AbortController();
  try {
    const comparison = await Promise.race([
      compareWithBus({ sql: db, bus, cipher: nodeCipher, registry, participant }),
      untilAway(bus, compared.signal),
    ]);
    if (comparison === null || comparison.state === 'clear') return;
    await withdraw(db, newId(nodeCipher, Date.now()), { ...comparison, code: 'bus-ahead' });
    log.event('custody.rebuild');
  } catch (error) {
    log.failure('bus.down', error);
  } finally {
    compared.abort();
  }
}

/** Null once the bus has been found away; as long as it answers, a long history is worth the wait. */
async function untilAway(bus: Bus, over: AbortSignal): Promise<null> {
  do {
    await new Promise((resolve) => setTimeout(resolve, FIRST_COMPARISON_MS).unref());
  } while (!over.aborted && (await bus.probe(PROBE_MS)));
  return null;
}

/** Runs again after each run has ended; a failure is tried again at the next turn. Gives the stop. */
function every(ms: number, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const turn = (): void => {
    timer = setTimeout(() => {
      void work()
        .catch(() => undefined)
        .finally(() => {
          if (!stopped) turn();
        });
    }, ms);
  };
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
