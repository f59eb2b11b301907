/** Installing the job queue: idempotent, also from two processes; the service role works there and owns nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getRollbackPlans } from 'pg-boss';
import { installJobs, openJobs } from '../../../../services/lib/platform/jobs/index.ts';
import { jobsDatabase, refused } from './jobs-world.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

test('two installations at once and a third later leave one schema, and settings of today', async (t) => {
  const { ownerUrl, role, owner } = await jobsDatabase(t, false);
  const install = (retryLimit: number): Promise<void> =>
    installJobs(ownerUrl, { serviceRole: role, queues: [{ name: 'steps', retryLimit }] });
  await Promise.all([install(1), install(1)]);
  await install(7);
  const rows = await owner.query(`select name, retry_limit, heartbeat_seconds from pgboss.queue`);
  assert.deepEqual(rows, [{ name: 'steps', retry_limit: 7, heartbeat_seconds: 10 }]);
});

test('a schema of an older pg-boss is brought up to date, with the jobs that it holds', async (t) => {
  const { ownerUrl, role, db, owner } = await jobsDatabase(t);
  const errors: unknown[] = [];
  const before = await openJobs(db, { onError: (error) => errors.push(error) });
  await before.send(db, 'steps', { step: 1 }, { startAfterMs: 60_000 });
  await before.stop();
  await owner.query(getRollbackPlans('pgboss'));
  await assert.rejects(openJobs(db, { onError: () => undefined }), /requires migrations/);
  await installJobs(ownerUrl, { serviceRole: role, queues: [{ name: 'steps' }] });
  const after = await openJobs(db, { onError: (error) => errors.push(error) });
  await after.stop();
  assert.deepEqual(await owner.query(`select data from pgboss.job`), [{ data: { step: 1 } }]);
  assert.deepEqual(errors, []);
});

test('the service role makes and ends jobs, and can change nothing about queues and schema', async (t) => {
  const { serviceUrl } = await jobsDatabase(t);
  for (const statement of [
    `drop schema pgboss cascade`,
    `drop table pgboss.job_common`,
    `truncate pgboss.job_common`,
    `alter table pgboss.job add column more text`,
    `create table pgboss.mine (n int)`,
    `select pgboss.create_queue('more', '{}'::jsonb)`,
    `delete from pgboss.queue`,
    `insert into pgboss.version (version) values (1)`,
    `update pgboss.version set version = 1`,
  ]) {
    assert.equal(await refused(serviceUrl, statement), INSUFFICIENT_PRIVILEGE, statement);
  }
});
