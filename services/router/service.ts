/**
 * Builds the router of one participant from its configuration: what it reads with, what it opens with, what it writes to.
 * Invariant: no signing key is here. architecture.md 2.
 */
import { randomUUID } from 'node:crypto';
import { openBus, type Bus } from '../lib/platform/bus/index.ts';
import { nodeCipher } from '../lib/platform/cipher/node-cipher.ts';
import type { Config, RebuildSecrets, RouterSecrets } from '../lib/platform/config.ts';
import { openPool, type DbCounts } from '../lib/platform/db/index.ts';
import { ownCalendar } from '../lib/directory/calendar.ts';
import { lazyJobs, type LazyJobs, openJobs } from '../lib/platform/jobs/index.ts';
import { openMailer } from '../lib/platform/mail/index.ts';
import { openWebhooks } from '../lib/platform/webhook/index.ts';
import type { Log } from '../lib/platform/log/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import { authenticate, checkRings, kidOf, newId, openRings } from '../lib/protocol/index.ts';
import type { DecryptionKeys, PrivateJwk } from '../lib/protocol/types.ts';
import type { Pack } from '../lib/routing/index.ts';
import { TrustView } from '../lib/trust/trust-view.ts';
import { type Channels, channelsOf } from './duty/channels.ts';
import { Duty } from './duty/duty.ts';
import type { OwnKeys } from './announce.ts';
import type { Opening, RouterContext } from './context.ts';
import { type RebuildOutcome, rebuild } from './rebuild.ts';
import { Router } from './router.ts';

export interface RouterOptions {
  readonly config: Config;
  readonly secrets: RouterSecrets | RebuildSecrets;
  readonly pack: Pack;
  readonly limits: RouterContext['limits'];
  readonly log: Log;
  readonly metrics: Metrics;
  /** For the benchmark's floor and for crash tests. */
  readonly overrides?: {
    readonly opening?: Opening;
    readonly onDatabaseCall?: () => void | Promise<void>;
    readonly bus?: Bus;
  };
}

export interface RunningRouter {
  /** Statements and transactions since the start. */
  counts(): DbCounts;
  stop(): Promise<void>;
}

export async function startRouter(options: RouterOptions): Promise<RunningRouter> {
  const { context, jobs, channels, close } = await build(options);
  const router = new Router(context, options.secrets.pins, ownKeys(options.secrets));
  const duty = new Duty(context, jobs, {
    channels,
    livenessRound: options.config.livenessRound,
    timeZone: ownCalendar(context)?.timeZone ?? 'UTC',
  });
  router.start();
  duty.start();
  return {
    counts: () => context.db.counts(),
    stop: async () => {
      await router.stop();
      await duty.stop();
      await close();
    },
  };
}

/** @throws BusError, DbError */
export async function runRebuild(
  options: RouterOptions,
  onProgress: (records: number) => void,
): Promise<RebuildOutcome> {
  const { context, close } = await build(options);
  try {
    // What is rebuilt was told long ago: nobody is called for it again.
    return await rebuild({ ...context, jobs: null }, options.secrets.pins, onProgress);
  } finally {
    await close();
  }
}

async function build(options: RouterOptions): Promise<{
  context: RouterContext;
  jobs: LazyJobs;
  channels: Channels;
  close: () => Promise<void>;
}> {
  const { config, secrets, pack, log, metrics, overrides = {} } = options;
  const { onDatabaseCall } = overrides;
  const db = openPool(secrets.databaseUrl, {
    applicationName: `trm-${config.participant}-router`,
    ...(onDatabaseCall === undefined ? {} : { onCall: onDatabaseCall }),
  });
  const bus = overrides.bus ?? (await openBus(secrets.bus));
  const now = (): Date => new Date();
  const trust = new TrustView(nodeCipher, secrets.pins);
  const jobs = lazyJobs(() => openJobs(db, { onError: (error) => log.failure('duty.failed', error) }));
  const smtpUrl = 'smtpUrl' in secrets ? (secrets.smtpUrl ?? null) : null;
  const webhookSecret = 'webhookSecret' in secrets ? (secrets.webhookSecret ?? null) : null;
  const { spoolDir } = config.files;
  const channels = channelsOf({
    mailer: openMailer({ url: smtpUrl, from: config.mailFrom, spoolDir }),
    webhooks: openWebhooks({ secret: webhookSecret, spoolDir, allowLoopback: config.webhookLoopback }),
    consoleUrl: config.consoleUrl,
  });
  const context: RouterContext = {
    participant: config.participant,
    db,
    bus,
    cipher: nodeCipher,
    crypto: {
      cipher: nodeCipher,
      kek: secrets.kek,
      ...(secrets.justiceKek === undefined ? {} : { justiceKek: secrets.justiceKek }),
      newId: () => newId(nodeCipher, Date.now()),
    },
    trust,
    decryption: decryptionKeys(ownKeys(secrets), trust),
    opening: overrides.opening ?? { authenticate, checkRings, openRings },
    pack,
    limits: options.limits,
    jobs,
    log,
    metrics,
    now,
    slotMs: config.slotMs,
    gapWaitMs: config.gapWaitMs,
    receiptLimitMs: config.receiptLimitMs,
    startedMs: Date.now(),
    instance: randomUUID(),
  };
  return {
    context,
    jobs,
    channels,
    close: async () => {
      await channels.close();
      if (overrides.bus === undefined) await bus.close();
      await db.close();
    },
  };
}

export function ownKeys({ encryptionKeys, justiceKeys }: RouterSecrets | RebuildSecrets): OwnKeys {
  return justiceKeys === undefined ? encryptionKeys : { ...encryptionKeys, justice: justiceKeys.justice };
}

/** Keys of the two channels stay apart: what one of them opens is never looked for in the other. */
export function decryptionKeys(keys: OwnKeys, trust: Pick<TrustView, 'seriesOf'>): DecryptionKeys {
  const protection = finder([...keys.payload, ...keys.metadata]);
  return {
    find: protection,
    ...(keys.justice === undefined ? {} : { justice: { find: finder(keys.justice) } }),
    seriesOf: (participant, kid) => trust.seriesOf(participant, kid),
  };
}

function finder(keys: readonly { readonly jwk: PrivateJwk }[]): DecryptionKeys['find'] {
  const byKid = new Map<string, PrivateJwk>(keys.map(({ jwk }) => [kidOf(nodeCipher, jwk), jwk]));
  return (kid) => byKid.get(kid) ?? null;
}
