/**
 * Makes one participant's database with its two roles: the owner migrates, the service role connects and owns nothing.
 * Invariant: a role that was not named here cannot even connect, so one participant's role never reaches another's
 * database. architecture.md 4. Run by an operator (demo, compose job, tests) with a superuser's URL.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { classify } from './errors.ts';

export interface CreateDatabaseOptions {
  readonly database: string;
  readonly serviceRole: string;
  /** Of the service role; default: 32 random bytes. */
  readonly password?: string;
}

export interface CreatedDatabase {
  /** For the services. */
  readonly serviceUrl: string;
  /** For migrations, as the owner of the database. */
  readonly ownerUrl: string;
  /** As given, pointing at the new database. */
  readonly adminUrl: string;
}

/** Roles are shared by a whole server: who makes several databases at once takes turns. */
const ADVISORY_LOCK = 7_401_002;
const CONNECT_TIMEOUT_MS = 10_000;

/** Repeatable: an existing database stays, its roles get the given (or new) passwords. @throws DbError */
export async function createParticipantDatabase(
  adminUrl: string,
  options: CreateDatabaseOptions,
): Promise<CreatedDatabase> {
  const owner = `${options.database}_owner`;
  const password = options.password ?? newPassword();
  const ownerPassword = newPassword();
  const database = pg.escapeIdentifier(options.database);
  const ownerName = pg.escapeIdentifier(owner);
  const serviceName = pg.escapeIdentifier(options.serviceRole);
  const target = withDatabase(adminUrl, options.database);
  try {
    await withConnection(adminUrl, async (client) => {
      await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
      await ensureRole(client, owner, ownerPassword);
      await ensureRole(client, options.serviceRole, password);
      const found = await client.query('select 1 from pg_database where datname = $1', [options.database]);
      if (found.rowCount === 0) {
        // template0: nobody is connected to it, and it holds nothing local.
        await client.query(
          `create database ${database} owner ${ownerName} template template0 encoding 'UTF8'`,
        );
      }
      await client.query(`revoke all on database ${database} from public`);
      await client.query(`grant connect on database ${database} to ${serviceName}`);
    });
    await withConnection(target, async (client) => {
      await client.query('revoke all on schema public from public');
    });
  } catch (error) {
    throw classify(error, 'committing');
  }
  return {
    serviceUrl: withUser(target, options.serviceRole, password),
    ownerUrl: withUser(target, owner, ownerPassword),
    adminUrl: target,
  };
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${pg.escapeIdentifier(role)} login nosuperuser nocreatedb nocreaterole noinherit nobypassrls
     password ${pg.escapeLiteral(password)}`,
  );
}

async function withConnection(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'trm-create-database',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function newPassword(): string {
  return randomBytes(32).toString('base64url');
}

function withDatabase(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database)}`;
  return target.href;
}

function withUser(url: string, user: string, password: string): string {
  const target = new URL(url);
  target.username = encodeURIComponent(user);
  target.password = encodeURIComponent(password);
  return target.href;
}
