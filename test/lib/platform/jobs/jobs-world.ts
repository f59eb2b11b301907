/** A participant's database with the job queue in it, reached as its service does. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  createParticipantDatabase,
  type Database,
  DbError,
  openPool,
  type PoolOptions,
} from '../../../../services/lib/platform/db/index.ts';
import { installJobs, type QueueSettings } from '../../../../services/lib/platform/jobs/index.ts';
import { type CleanUp, testPostgres } from '../../../support/servers.ts';

export interface JobsDatabase {
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  readonly role: string;
  /** As the service. */
  readonly db: Database;
  /** As the database's owner. */
  readonly owner: Database;
}

/** `queues` false: nothing is installed yet. */
export async function jobsDatabase(
  t: CleanUp,
  queues: readonly QueueSettings[] | false = [{ name: 'steps' }],
  pool: PoolOptions = {},
): Promise<JobsDatabase> {
  const admin = await testPostgres();
  const name = `trm_${randomBytes(5).toString('hex')}`;
  const made = await createParticipantDatabase(admin, { database: name, serviceRole: name });
  if (queues !== false) await installJobs(made.ownerUrl, { serviceRole: name, queues });
  const db = openPool(made.serviceUrl, { applicationName: 'jobs-test', ...pool });
  const owner = openPool(made.ownerUrl, { maxConnections: 1, statementTimeoutMs: 60_000 });
  t.after(async () => {
    await owner.close();
    await db.close();
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`drop role if exists ${name}`);
    await client.query(`drop role if exists ${name}_owner`);
    await client.end();
  });
  return { ...made, role: name, db, owner };
}

/** SQLSTATE, or `done`. */
export async function refused(url: string, statement: string): Promise<string | null> {
  const db = openPool(url);
  try {
    await db.query(statement);
    return 'done';
  } catch (error) {
    return error instanceof DbError ? error.sqlState : 'other';
  } finally {
    await db.close();
  }
}
