/**
 * The job queue of a running service: pg-boss on the service's own pool, looked at once a second for all queues together.
 * Invariant: one statement a second while nothing is due; a lost claim is noticed by whoever looks next.
 */
import { PgBoss } from 'pg-boss';
import type { Database, Sql } from '../db/index.ts';
import { Turns } from '../lifecycle/turns.ts';
import { QUIET, SCHEMA, seconds } from './install.ts';
import { affected, overDatabase, overSql } from './over-pool.ts';
import type { JobData, Jobs, SendOptions } from './port.ts';
import { jobId, type Schedule, Schedules } from './schedules.ts';
import { type Handler, Worker } from './worker.ts';

export interface JobsOptions {
  /** Told of what failed, for the log; `queue` is null where it is no job's. */
  readonly onError: (error: unknown, queue: string | null) => void;
  readonly lookMs?: number;
  readonly tidyMs?: number;
  readonly stopLimitMs?: number;
}

const LOOK_MS = 1_000;
/** Less than a program has for its own stop. */
const STOP_LIMIT_MS = 6_000;
/** Removes what ended KEPT_DAYS ago. */
const TIDY_MS = 10 * 60_000;
/** Queues are made at installation and never while a service runs. */
const QUEUES_READ_SECONDS = 24 * 60 * 60;
/** Ids and codes of one job. */
const DATA_LIMIT = 2_000;
const LOST_AT_ONCE = 100;

/** Queues with something to take, and jobs whose worker gave no sign of life: one statement for all. */
const LOOK = `
  select q.name as queue, null::uuid as id, 0 as tries from unnest($1::text[]) q(name)
   where exists (select from ${SCHEMA}.job j
                  where j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now())
  union all
  (select j.name, j.id, j.retry_count from ${SCHEMA}.job j
    where j.name = any($1) and j.state = 'active'
      and (j.heartbeat_on + j.heartbeat_seconds * interval '1 s' < now()
           or j.started_on + j.expire_seconds * interval '1 s' < now())
    limit ${LOST_AT_ONCE})`;

interface Seen {
  readonly queue: string;
  readonly id: string | null;
  readonly tries: number;
}

/** @throws DbError, and an Error where the schema is not that of this version (install first) */
export async function openJobs(db: Database, options: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    ...QUIET,
    db: overDatabase(db),
    migrate: false,
    monitorIntervalSeconds: 1,
    maintenanceIntervalSeconds: 1,
    queueCacheIntervalSeconds: QUEUES_READ_SECONDS,
  });
  boss.on('error', (error) => options.onError(error, null));
  await boss.start();
  const schedules = new Schedules(
    ({ cron, timeZone }, from) => {
      const [due] = boss.previewSchedule(cron, { tz: timeZone, from, count: 1 });
      if (due === undefined) throw new Error('jobs: a schedule without a due time');
      return due;
    },
    async (sql, { schedule, key, id, due }) => {
      await boss.send(
        schedule.queue,
        { ...schedule.data, due: due.toISOString() },
        { db: overSql(sql), id, singletonKey: key, startAfter: due },
      );
    },
  );
  const context = { db, boss, schedules, onError: options.onError };
  const workers = new Map<string, Worker>();

  const look = new Turns(
    async () => {
      for (const seen of await db.query<Seen>(LOOK, [[...workers.keys()]])) {
        if (seen.id === null) workers.get(seen.queue)?.fill();
        else await boss.fail(seen.queue, [{ id: seen.id, retryCount: seen.tries }], { code: 'claim-lost' });
      }
    },
    { everyMs: options.lookMs ?? LOOK_MS, onError: (error) => options.onError(error, null) },
  );
  const tidy = new Turns(
    async () => {
      for (const queue of workers.keys()) await boss.supervise(queue);
    },
    { everyMs: options.tidyMs ?? TIDY_MS, onError: (error) => options.onError(error, null) },
  );

  const add = (queue: string, handler: Handler, concurrency = 1): void => {
    if (workers.has(queue)) throw new Error('jobs: a queue has one handler');
    workers.set(queue, new Worker(context, queue, handler, concurrency));
    look.start();
    tidy.start();
    look.wake();
  };
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, options.stopLimitMs ?? STOP_LIMIT_MS);
    const all = [...workers.values()];
    const ended = Promise.all([look.stop(), tidy.stop(), ...all.map((worker) => worker.stop())]);
    await Promise.race([ended, limit.promise]);
    clearTimeout(timer);
    for (const worker of all) worker.abort();
    await boss.stop({ graceful: false, close: false });
  };

  return {
    send: async (sql, queue, data, sent = {}) =>
      (await boss.send(queue, checked(data), { ...sendOptions(queue, sent), db: overSql(sql) })) !== null,
    cancel: async (sql, queue, which) => {
      const id = 'id' in which ? which.id : jobId(queue, which.singletonKey);
      return affected(await boss.cancel(queue, id, { db: overSql(sql) })) > 0;
    },
    workInTransaction: (queue, run, { concurrency } = {}) =>
      add(queue, { kind: 'transaction', run }, concurrency),
    work: (queue, run, { concurrency } = {}) => add(queue, { kind: 'held', run }, concurrency),
    schedule: (queue, cron, timeZone, data) => {
      const schedule: Schedule = { queue, cron, timeZone, data: checked(data) };
      return db.tx((sql: Sql) => schedules.start(sql, schedule));
    },
    wake: () => look.wake(),
    stop: () => (stopping ??= stop()),
  };
}

function sendOptions(queue: string, sent: SendOptions) {
  const id = sent.singletonKey === undefined ? sent.id : jobId(queue, sent.singletonKey);
  return {
    ...(id === undefined ? {} : { id }),
    ...(sent.startAt === undefined
      ? { startAfter: (sent.startAfterMs ?? 0) / 1_000 }
      : { startAfter: sent.startAt }),
    ...(sent.retryLimit === undefined ? {} : { retryLimit: sent.retryLimit }),
    ...(sent.retryDelayMs === undefined ? {} : { retryDelay: seconds(sent.retryDelayMs) }),
    ...(sent.retryBackoff === undefined ? {} : { retryBackoff: sent.retryBackoff }),
    ...(sent.retryDelayMaxMs === undefined
      ? {}
      : { retryBackoff: true, retryDelayMax: seconds(sent.retryDelayMaxMs) }),
  };
}

function checked(data: JobData): JobData {
  if (JSON.stringify(data).length > DATA_LIMIT) throw new Error('jobs: data are ids and codes');
  return data;
}
