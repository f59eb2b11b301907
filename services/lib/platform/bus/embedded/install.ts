/**
 * Makes the embedded bus: its database, its schema, and one login role for each participant and auditor.
 * Invariant: a role may read and write what protocol.md 2 gives it and nothing else; the tables belong to a role
 * that cannot log in. Needs a superuser; running it again keeps all records and gives new passwords.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';

export interface EmbeddedBusRoles {
  readonly participants: readonly string[];
  readonly auditors?: readonly string[];
  /** Writes `trm.registry` and creates topics. */
  readonly registryOperator?: string;
}

export interface EmbeddedBusUrls {
  /** Connection URL of each id's own role, password included. */
  readonly urls: Readonly<Record<string, string>>;
}

const ID = /^[a-z][a-z0-9-]{0,30}$/;
/** One install at a time per server: roles are shared by all its databases. */
const INSTALL_LOCK = 7_411_003;

/** `adminUrl` names the bus database, by custom `trm_bus`; it is made when missing. Roles are `<database>_<id>`. */
export async function installEmbeddedBus(
  adminUrl: string,
  roles: EmbeddedBusRoles,
): Promise<EmbeddedBusUrls> {
  const database = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(database))
    throw new Error(`not a name for a bus database: "${database}"`);
  await ensureDatabase(adminUrl, database);

  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [INSTALL_LOCK]);
    const owner = `${database}_owner`;
    await ensureRole(client, owner, 'nologin');
    const present = await client.query(`select from pg_namespace where nspname = 'bus'`);
    if (present.rowCount === 0) await installSchema(client, database, owner);
    const urls: Record<string, string> = {};
    for (const { id, kind } of listed(roles))
      urls[id] = await installLogin(client, adminUrl, database, id, kind);
    await client.query('commit');
    return { urls };
  } finally {
    await client.end();
  }
}

type Kind = 'participant' | 'auditor' | 'registry';

function listed(roles: EmbeddedBusRoles): readonly { id: string; kind: Kind }[] {
  const all = [
    ...roles.participants.map((id) => ({ id, kind: 'participant' as const })),
    ...(roles.auditors ?? []).map((id) => ({ id, kind: 'auditor' as const })),
    ...(roles.registryOperator === undefined
      ? []
      : [{ id: roles.registryOperator, kind: 'registry' as const }]),
  ];
  for (const { id } of all) if (!ID.test(id)) throw new Error(`not an id for a bus role: "${id}"`);
  if (new Set(all.map(({ id }) => id)).size < all.length) throw new Error('an id stands for two bus roles');
  return all;
}

async function ensureDatabase(adminUrl: string, database: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function installSchema(client: pg.Client, database: string, owner: string): Promise<void> {
  const schema = await readFile(new URL('./schema.sql', import.meta.url), 'utf8');
  const name = pg.escapeIdentifier(owner);
  await client.query(`revoke all on database ${pg.escapeIdentifier(database)} from public`);
  await client.query(`grant create on database ${pg.escapeIdentifier(database)} to ${name}`);
  await client.query(`set local role ${name}`);
  await client.query(schema);
  await client.query('revoke all on all functions in schema bus from public');
  await client.query('reset role');
}

async function installLogin(
  client: pg.Client,
  adminUrl: string,
  database: string,
  id: string,
  kind: Kind,
): Promise<string> {
  const role = `${database}_${id}`;
  const password = randomBytes(24).toString('base64url');
  await ensureRole(client, role, 'login');
  const name = pg.escapeIdentifier(role);
  await client.query(
    `alter role ${name} with login nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`,
  );
  await client.query(`grant connect on database ${pg.escapeIdentifier(database)} to ${name}`);
  await client.query(`grant usage on schema bus to ${name}`);
  await client.query(`grant select on bus.record, bus.topic to ${name}`);
  await client.query(`grant execute on all functions in schema bus to ${name}`);
  await client.query(
    `insert into bus.login values ($1, $2, $3) on conflict (role) do update set id = excluded.id, kind = excluded.kind`,
    [role, id, kind],
  );
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

async function ensureRole(client: pg.Client, role: string, login: 'login' | 'nologin'): Promise<void> {
  const found = await client.query('select from pg_roles where rolname = $1', [role]);
  if (found.rowCount === 0) await client.query(`create role ${pg.escapeIdentifier(role)} ${login}`);
}
