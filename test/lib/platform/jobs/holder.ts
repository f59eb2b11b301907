/** A process that takes a job and never ends it; arguments: URL, `transaction` or `held`. Says so on its standard output. */
import { openPool } from '../../../../services/lib/platform/db/index.ts';
import { openJobs } from '../../../../services/lib/platform/jobs/index.ts';

const [url = '', how] = process.argv.slice(2);
const jobs = await openJobs(openPool(url), { onError: () => undefined, lookMs: 100 });
const forever = (): Promise<void> => {
  process.stdout.write('taken\n');
  return new Promise(() => undefined);
};
if (how === 'transaction') jobs.workInTransaction('steps', forever);
else jobs.work('steps', forever);
