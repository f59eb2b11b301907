/**
 * Makes and updates pg-boss's schema and the queues, and lets the service role work there, as the owner of the database.
 * Invariant: idempotent, and the only place with DDL of pg-boss; the service role owns nothing of it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import { type Database, openPool } from '../db/index.ts';
import { overDatabase } from './over-pool.ts';

export const SCHEMA = 'pgboss';

/** What every instance of ours leaves alone: nothing is done behind the caller's back. */
export const QUIET = {
  schema: SCHEMA,
  supervise: false,
  schedule: false,
  registerInstance: false,
  persistWarnings: false,
  reindex: false,
  monitorVacuum: false,
  openTelemetry: { enabled: false },
} as const satisfies ConstructorOptions;

export interface QueueSettings {
  readonly name: string;
  /** Tries after the first, a killed worker's included. */
  readonly retryLimit?: number;
  readonly retryDelayMs?: number;
  readonly retryBackoff?: boolean;
  readonly retryDelayMaxMs?: number;
}

export interface InstallOptions {
  readonly serviceRole: string;
  readonly queues: readonly QueueSettings[];
}

/** A job that ended keeps its id for so long: nobody can send it twice meanwhile. */
export const KEPT_DAYS = 30;
/** A job that nobody took for so long after its time is removed. The most that pg-boss allows to say in days. */
const RETAINED_DAYS = 365;
/**
 * A claim lives as long as its worker says so. 10 s is pg-boss's least: a killed worker's job is free after that, and
 * a worker may stand still (a full event loop, a slow database) for 10 s without losing its job.
 */
export const CLAIM_SECONDS = 10;
/** The end of a worker that lives and never ends: longer than any dialogue with another server. */
const EXPIRE_SECONDS = 300;
const DAY_SECONDS = 24 * 60 * 60;
const RETRY_LIMIT = 10;
const RETRY_DELAY_MS = 1_000;
const RETRY_DELAY_MAX_MS = 15 * 60_000;
const STATEMENT_TIMEOUT_MS = 30 * 60_000;
/** Some updates of pg-boss build indexes after the fact, while an instance runs. */
const INDEXES_LIMIT_MS = 10 * 60_000;
const INDEXES_LOOK_MS = 500;
/** The least that pg-boss allows. */
const INDEXES_EVERY_SECONDS = 10;
/** Any constant will do, other than that of the migrations. */
const ADVISORY_LOCK = 7_401_002;

/** @throws DbError */
export async function installJobs(ownerUrl: string, options: InstallOptions): Promise<void> {
  const pool = openPool(ownerUrl, {
    applicationName: 'trm-install-jobs',
    maxConnections: 2,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  try {
    await install(pool, options);
    await pool.tx(async (sql) => {
      // Two at once would disturb each other: PostgreSQL refuses what changes a row of its catalogue meanwhile.
      await sql.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      await sql.query(grants(options.serviceRole));
    });
  } finally {
    await pool.close();
  }
}

async function install(pool: Database, options: InstallOptions): Promise<void> {
  const boss = new PgBoss({
    ...QUIET,
    db: overDatabase(pool),
    migrate: true,
    createSchema: true,
    bamIntervalSeconds: INDEXES_EVERY_SECONDS,
  });
  // What fails here fails the call as well; without a listener it would end the process.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    await untilIndexesStand(boss);
    const there = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const queue of options.queues) {
      if (!there.has(queue.name)) await boss.createQueue(queue.name);
      await boss.updateQueue(queue.name, settingsOf(queue));
    }
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

function settingsOf(queue: QueueSettings) {
  const backoff = queue.retryBackoff ?? true;
  return {
    retryLimit: queue.retryLimit ?? RETRY_LIMIT,
    retryDelay: seconds(queue.retryDelayMs ?? RETRY_DELAY_MS),
    retryBackoff: backoff,
    ...(backoff ? { retryDelayMax: seconds(queue.retryDelayMaxMs ?? RETRY_DELAY_MAX_MS) } : {}),
    expireInSeconds: EXPIRE_SECONDS,
    heartbeatSeconds: CLAIM_SECONDS,
    retentionSeconds: RETAINED_DAYS * DAY_SECONDS,
    deleteAfterSeconds: KEPT_DAYS * DAY_SECONDS,
  };
}

/** pg-boss counts delays in whole seconds. */
export function seconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}

async function untilIndexesStand(boss: PgBoss): Promise<void> {
  const until = Date.now() + INDEXES_LIMIT_MS;
  while ((await boss.getBamStatus()).some(({ status }) => status === 'pending' || status === 'in_progress')) {
    // The queue works without them, only slower; the next install goes on.
    if (Date.now() > until) return;
    await sleep(INDEXES_LOOK_MS);
  }
}

/** Jobs may be made, taken, ended and removed; queues and schema may not. */
function grants(serviceRole: string): string {
  const role = `"${serviceRole.replaceAll('"', '""')}"`;
  return `
    grant usage on schema ${SCHEMA} to ${role};
    grant select, insert, update, delete on ${SCHEMA}.job, ${SCHEMA}.job_common to ${role};
    grant select, update on ${SCHEMA}.queue to ${role};
    grant select, update, delete on ${SCHEMA}.job_dependency, ${SCHEMA}.instance to ${role};
    grant select on ${SCHEMA}.version to ${role};`;
}
