/**
 * Forward-only migrations: numbered SQL files, each applied once, in order, in a transaction of its own.
 * Invariant: what is applied is what the file says today; an edited or vanished file of the past is refused.
 * architecture.md 4. Run by an operator as the owner of the database, never by a service.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { classify } from './errors.ts';

export interface MigrateOptions {
  /** Replaces `:service_role` in the files, quoted as an identifier. */
  readonly serviceRole: string;
  readonly migrationsDir: string;
}

export type MigrationErrorCode = 'name' | 'numbering' | 'edited' | 'missing';

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code: MigrationErrorCode;
  constructor(code: MigrationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

interface MigrationFile {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly digest: string;
}

/** Any constant will do, as long as every migrator of a database takes the same one. */
const ADVISORY_LOCK = 7_401_001;
/** A migration may rewrite a large table; a service's limits do not fit it. */
const STATEMENT_TIMEOUT_MS = 30 * 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Applies what is missing and returns the names of it. @throws DbError, MigrationError */
export async function migrate(adminUrl: string, options: MigrateOptions): Promise<readonly string[]> {
  const files = readMigrations(options.migrationsDir);
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: 'trm-migrate',
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Held by the session: it ends with the connection, whatever happens.
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const role = pg.escapeIdentifier(options.serviceRole);
    await client.query(`
      create schema if not exists trm_migration;
      create table if not exists trm_migration.applied (
        number int primary key, name text not null, digest text not null,
        at timestamptz not null default clock_timestamp());
      grant usage on schema trm_migration to ${role};
      grant select on trm_migration.applied to ${role};`);
    const applied = await client.query<{ number: number; name: string; digest: string }>(
      'select number, name, digest from trm_migration.applied order by number',
    );
    checkPast(files, applied.rows);
    const missing = files.slice(applied.rows.length);
    for (const file of missing) await apply(client, file, role);
    return missing.map((file) => file.name);
  } catch (error) {
    throw error instanceof MigrationError ? error : classify(error, 'committing');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function apply(client: pg.Client, file: MigrationFile, role: string): Promise<void> {
  await client.query('begin');
  try {
    // A colon of its own, so that a cast such as `::service_role_name` stays as it is.
    await client.query(file.sql.replaceAll(/(?<!:):service_role\b/g, () => role));
    await client.query('insert into trm_migration.applied (number, name, digest) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.digest,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function readMigrations(dir: string): readonly MigrationFile[] {
  const names = readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const match = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name);
    if (match === null) throw new MigrationError('name', `${name}: a migration is named NNNN-name.sql`);
    const number = Number(match[1]);
    if (number !== index + 1) {
      throw new MigrationError('numbering', `${name}: migrations count from 0001 without gaps or doubles`);
    }
    const sql = readFileSync(path.join(dir, name), 'utf8');
    return { number, name, sql, digest: createHash('sha256').update(sql).digest('base64url') };
  });
}

function checkPast(
  files: readonly MigrationFile[],
  applied: readonly { number: number; name: string; digest: string }[],
): void {
  for (const past of applied) {
    const file = files[past.number - 1];
    if (file === undefined || file.name !== past.name) {
      throw new MigrationError(
        'missing',
        `${past.name} was applied to this database but is not among the files`,
      );
    }
    if (file.digest !== past.digest) {
      throw new MigrationError(
        'edited',
        `${past.name} was changed after it had been applied; write a new migration`,
      );
    }
  }
}
