/**
 * The job queue on a real PostgreSQL as the service role: with the caller's transaction or not at all, once, again after
 * a failure, and at due times.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { until } from '../../../../scripts/lib/demo/api.ts';
import type { Database } from '../../../../services/lib/platform/db/index.ts';
import { type Jobs, type JobsOptions, openJobs } from '../../../../services/lib/platform/jobs/index.ts';
import { jobsDatabase } from './jobs-world.ts';

const QUICK = 100;
const WAIT_MS = 20_000;

interface Opened extends Jobs {
  readonly errors: unknown[];
}

async function open(t: TestContext, db: Database, options: Partial<JobsOptions> = {}): Promise<Opened> {
  const errors: unknown[] = [];
  const jobs = await openJobs(db, { onError: (error) => errors.push(error), lookMs: QUICK, ...options });
  t.after(() => jobs.stop());
  return Object.assign(jobs, { errors });
}

async function states(db: Database): Promise<readonly string[]> {
  const rows = await db.query<{ state: string }>(`select state::text from pgboss.job order by created_on`);
  return rows.map(({ state }) => state);
}

async function noteTable(ownerDb: Database, role: string): Promise<void> {
  await ownerDb.query(`create schema app; create table app.note (n int); grant usage on schema app to "${role}";
    grant select, insert on app.note to "${role}"`);
}

test('a job is there when its transaction commits, and was never there when it does not', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db);
  await assert.rejects(
    db.tx(async (sql) => {
      await jobs.send(sql, 'steps', { step: 1 });
      throw new Error('changed its mind');
    }),
    /changed its mind/,
  );
  const seen: unknown[] = [];
  jobs.work('steps', ({ data }) => Promise.resolve(void seen.push(data)));
  await db.tx((sql) => jobs.send(sql, 'steps', { step: 2 }));
  jobs.wake();
  await until('the committed job is done', WAIT_MS, async () => (await states(db))[0] === 'completed');
  assert.deepEqual(seen, [{ step: 2 }]);
  assert.deepEqual(jobs.errors, []);
});

test('the same id or key is there once, also after the job has ended', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db);
  const id = randomUUID();
  assert.deepEqual(
    [
      await jobs.send(db, 'steps', {}, { id }),
      await jobs.send(db, 'steps', {}, { id }),
      await jobs.send(db, 'steps', {}, { singletonKey: 'step:1' }),
      await jobs.send(db, 'steps', {}, { singletonKey: 'step:1' }),
    ],
    [true, false, true, false],
  );
  let runs = 0;
  jobs.work('steps', () => Promise.resolve(void (runs += 1)));
  await until('both are done', WAIT_MS, async () => (await states(db)).every((s) => s === 'completed'));
  assert.equal(await jobs.send(db, 'steps', {}, { singletonKey: 'step:1' }), false);
  assert.equal(runs, 2);
});

test('a job waits for its time, and a cancelled one never runs', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db);
  const seen: unknown[] = [];
  jobs.workInTransaction('steps', (_sql, { data }) => Promise.resolve(void seen.push(data['n'])));
  const startAt = new Date(Date.now() + 3_000);
  await jobs.send(db, 'steps', { n: 1 }, { singletonKey: 'one', startAt });
  await jobs.send(db, 'steps', { n: 2 }, { singletonKey: 'two', startAfterMs: 3_000 });
  await jobs.send(db, 'steps', { n: 3 });
  assert.equal(await db.tx((sql) => jobs.cancel(sql, 'steps', { singletonKey: 'one' })), true);
  assert.equal(await jobs.cancel(db, 'steps', { singletonKey: 'none' }), false);
  await until('the one with a time', WAIT_MS, () => Promise.resolve(seen.length === 2));
  assert.ok(Date.now() >= startAt.getTime());
  assert.deepEqual(seen, [3, 2]);
  // What the handler says is seen before its transaction has ended.
  await until('all have ended', WAIT_MS, async () =>
    (await states(db)).every((state) => state === 'completed' || state === 'cancelled'),
  );
  assert.deepEqual((await states(db)).toSorted(), ['cancelled', 'completed', 'completed']);
});

test('what the handler wrote and the end of its job are one: a throw undoes both and counts as a try', async (t) => {
  const { db, role, owner } = await jobsDatabase(t);
  await noteTable(owner, role);
  const jobs = await open(t, db);
  const tries: [number, boolean][] = [];
  jobs.workInTransaction('steps', async (sql, job) => {
    tries.push([job.tries, job.last]);
    await sql.query(`insert into app.note values ($1)`, [job.tries]);
    if (!job.last) throw Object.assign(new Error('text of a person'), { code: 'not-yet' });
  });
  await jobs.send(db, 'steps', {}, { retryLimit: 1, retryDelayMs: 0, retryBackoff: false });
  await until('it is done', WAIT_MS, async () => (await states(db))[0] === 'completed');
  assert.deepEqual(tries, [
    [0, false],
    [1, true],
  ]);
  assert.deepEqual(await db.query(`select n from app.note`), [{ n: 1 }]);
  assert.equal(jobs.errors.length, 1);
});

test('a job that fails for the last time is given up, and only a code of it is kept', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db);
  jobs.work('steps', () =>
    Promise.reject(Object.assign(new Error('CANARY'), { code: 'refused', to: 'CANARY' })),
  );
  await jobs.send(db, 'steps', {}, { retryLimit: 1, retryDelayMs: 0, retryBackoff: false });
  await until('it is given up', WAIT_MS, async () => (await states(db))[0] === 'failed');
  assert.deepEqual(await db.query(`select output from pgboss.job`), [{ output: { code: 'refused' } }]);
});

test('a handler may end its job in a transaction of its own', async (t) => {
  const { db, role, owner } = await jobsDatabase(t);
  await noteTable(owner, role);
  const jobs = await open(t, db);
  let first = true;
  jobs.work('steps', async (job) => {
    const breaks = first;
    first = false;
    await db.tx(async (sql) => {
      await sql.query(`insert into app.note values ($1)`, [job.tries]);
      assert.equal(await job.complete(sql), true);
      if (breaks) throw new Error('rolled back');
    });
  });
  await jobs.send(db, 'steps', {}, { retryDelayMs: 0, retryBackoff: false });
  await until('it is done', WAIT_MS, async () => (await states(db))[0] === 'completed');
  assert.deepEqual(await db.query(`select n from app.note`), [{ n: 1 }]);
});

test('two instances take each job once, and no more at a time than they were told', async (t) => {
  const { db, role, owner } = await jobsDatabase(t);
  await noteTable(owner, role);
  let running = 0;
  let most = 0;
  for (const jobs of [await open(t, db), await open(t, db)]) {
    jobs.workInTransaction(
      'steps',
      async (sql, { data }) => {
        most = Math.max(most, ++running);
        await sql.query(`insert into app.note values ($1)`, [data['n']]);
        running -= 1;
      },
      { concurrency: 2 },
    );
    for (let n = 0; n < 40; n += 1) await jobs.send(db, 'steps', { n }, { singletonKey: `n:${n}` });
  }
  await until('all are done', WAIT_MS, async () => (await states(db)).every((s) => s === 'completed'));
  const rows = await db.query<{ n: number }>(`select n from app.note order by n`);
  assert.deepEqual(
    rows.map(({ n }) => n),
    [...Array(40).keys()],
  );
  assert.ok(most <= 4);
});

test('a schedule fires once for each due time, whoever keeps it and however often it is named', async (t) => {
  const { db } = await jobsDatabase(t);
  const seen: string[] = [];
  const everySecond = '* * * * * *';
  for (const jobs of [await open(t, db), await open(t, db), await open(t, db)]) {
    jobs.workInTransaction('steps', (_sql, { data }) => Promise.resolve(void seen.push(String(data['due']))));
    await jobs.schedule('steps', everySecond, 'Europe/Tirane', { kind: 'tick' });
  }
  await until('five due times', WAIT_MS, () => Promise.resolve(seen.length >= 5));
  assert.deepEqual(seen, [...new Set(seen)].toSorted());
});

test('due times that nobody was there for come as one, and those of a failed job go on', async (t) => {
  const { db } = await jobsDatabase(t);
  const gone = await open(t, db);
  await gone.schedule('steps', '* * * * * *', 'UTC', {});
  await gone.stop();
  // What an outage is to the queue: the job of a time long ago.
  await db.query(`update pgboss.job set start_after = now() - interval '3 h',
    data = jsonb_build_object('due', to_char(now() at time zone 'UTC' - interval '3 h', 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"'))`);
  const jobs = await open(t, db);
  const dues: number[] = [];
  jobs.work('steps', ({ data }) => {
    dues.push(Date.parse(String(data['due'])));
    return Promise.reject(new Error('failed'));
  });
  await jobs.schedule('steps', '* * * * * *', 'UTC', {});
  await until('it goes on', WAIT_MS, () => Promise.resolve(new Set(dues).size >= 3));
  const old = new Set(dues.filter((due) => due < Date.now() - 60 * 60_000));
  assert.equal(old.size, 1);
});

test('a wrong cron or a wrong time zone is refused when it is named', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db);
  await assert.rejects(jobs.schedule('steps', 'often', 'UTC', {}));
  await assert.rejects(jobs.schedule('steps', '0 8 * * *', 'Europe/Nowhere', {}));
  assert.deepEqual(await states(db), []);
});

test('an idle instance asks the database once a second', async (t) => {
  const { db } = await jobsDatabase(t, [{ name: 'steps' }, { name: 'mails' }, { name: 'clocks' }]);
  const jobs = await open(t, db, { lookMs: 1_000 });
  for (const queue of ['steps', 'mails', 'clocks']) jobs.work(queue, () => Promise.resolve());
  const before = db.counts().statements;
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const asked = db.counts().statements - before;
  assert.ok(asked >= 3 && asked <= 7, `${asked} statements in 5 s`);
});

test('stopping waits for what runs, takes nothing more, and aborts what does not end', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db, { stopLimitMs: 500 });
  const started = Promise.withResolvers<AbortSignal>();
  jobs.work('steps', ({ signal }) => {
    started.resolve(signal);
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted'))),
    );
  });
  await jobs.send(db, 'steps', {});
  await jobs.send(db, 'steps', {});
  const signal = await started.promise;
  await Promise.all([jobs.stop(), jobs.stop()]);
  assert.equal(signal.aborted, true);
  await until(
    'the claim is given back',
    WAIT_MS,
    async () => (await states(db)).toSorted().join() === 'created,retry',
  );
});

test('what ended long ago is removed, as the service role', async (t) => {
  const { db } = await jobsDatabase(t);
  const jobs = await open(t, db, { tidyMs: 200 });
  jobs.work('steps', () => Promise.resolve());
  await jobs.send(db, 'steps', {});
  await until('it is done', WAIT_MS, async () => (await states(db))[0] === 'completed');
  await db.query(
    `update pgboss.job set completed_on = now() - interval '31 days', created_on = now() - interval '32 days'`,
  );
  await until('it is removed', WAIT_MS, async () => (await states(db)).length === 0);
  assert.deepEqual(jobs.errors, []);
});
