/**
 * Everything that a participant's database needs before its services connect: migrations, then the job queues.
 * Invariant: idempotent; run as the database's owner, never by a service. architecture.md 4.
 */
import path from 'node:path';
import { migrate } from '../lib/platform/db/index.ts';
import { installJobs } from '../lib/platform/jobs/index.ts';
import { queues } from '../lib/store/queues.ts';

const MIGRATIONS = path.join(import.meta.dirname, '../lib/store/migrations');

/** Gives the names of the migrations that were missing. @throws DbError, MigrationError */
export async function prepareDatabase(
  ownerUrl: string,
  options: { readonly serviceRole: string },
): Promise<readonly string[]> {
  const applied = await migrate(ownerUrl, { ...options, migrationsDir: MIGRATIONS });
  await installJobs(ownerUrl, { ...options, queues: Object.values(queues).map((name) => ({ name })) });
  return applied;
}
