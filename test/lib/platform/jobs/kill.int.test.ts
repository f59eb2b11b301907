/** A worker's process is killed with a job in its hands: another one takes it soon, and nobody while the first lives. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { until } from '../../../../scripts/lib/demo/api.ts';
import { CLAIM_SECONDS, openJobs } from '../../../../services/lib/platform/jobs/index.ts';
import { jobsDatabase } from './jobs-world.ts';

const HOLDER = fileURLToPath(new URL('holder.ts', import.meta.url));

for (const [how, limitMs] of [
  // The claim goes with the connection.
  ['transaction', 5_000],
  // The claim runs out, is noticed, and the first pause between two tries goes by.
  ['held', (CLAIM_SECONDS + 6) * 1_000],
] as const) {
  test(`the job of a killed process (${how}) is taken again within ${limitMs / 1_000} s, once`, async (t) => {
    const { db, serviceUrl } = await jobsDatabase(t);
    const jobs = await openJobs(db, { onError: () => undefined });
    t.after(() => jobs.stop());
    await jobs.send(db, 'steps', { n: 1 });
    const child = spawn(process.execPath, [HOLDER, serviceUrl, how], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    const seen: unknown[] = [];
    if (how === 'transaction')
      jobs.workInTransaction('steps', (_sql, job) => Promise.resolve(void seen.push(job.data['n'])));
    else jobs.work('steps', (job) => Promise.resolve(void seen.push(job.data['n'])));
    await new Promise((resolve) => setTimeout(resolve, how === 'held' ? CLAIM_SECONDS * 1_200 : 3_000));
    assert.deepEqual(seen, [], 'taken from a living process');
    child.kill('SIGKILL');
    await until('it is taken again', limitMs, () => Promise.resolve(seen.length > 0));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual(seen, [1]);
  });
}
