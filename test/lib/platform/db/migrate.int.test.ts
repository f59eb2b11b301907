/**
 * Databases and migrations: roles that cannot reach each other's database, a service role that owns nothing, files
 * that apply once, in order, and never change afterwards (architecture.md 4).
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import {
  createParticipantDatabase,
  DbError,
  migrate,
  MigrationError,
  openPool,
  type CreatedDatabase,
} from '../../../../services/lib/platform/db/index.ts';
import { testPostgres } from '../../../support/servers.ts';

interface Made extends CreatedDatabase {
  readonly role: string;
  readonly name: string;
}

async function create(t: TestContext): Promise<Made> {
  const admin = await testPostgres();
  const name = `trm_${randomBytes(5).toString('hex')}`;
  t.after(async () => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`drop role if exists ${name}`);
    await client.query(`drop role if exists ${name}_owner`);
    await client.end();
  });
  return {
    ...(await createParticipantDatabase(admin, { database: name, serviceRole: name })),
    role: name,
    name,
  };
}

function folder(t: TestContext, files: Record<string, string>): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-migrate-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, sql] of Object.entries(files)) writeFileSync(path.join(dir, name), sql);
  return dir;
}

async function refused(url: string, statement: string): Promise<string | null> {
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

const INSUFFICIENT_PRIVILEGE = '42501';

const first = `create schema app; create table app.note (n int); grant usage on schema app to :service_role;
  grant select, insert on app.note to :service_role; select 1::int;`;

test("one participant's role cannot connect to another's database", async (t) => {
  const one = await create(t);
  const other = await create(t);
  assert.equal(await refused(one.serviceUrl, 'select 1'), 'done');
  const crossed = new URL(one.serviceUrl);
  crossed.pathname = `/${other.name}`;
  assert.equal(await refused(crossed.href, 'select 1'), INSUFFICIENT_PRIVILEGE);
  const owner = new URL(one.ownerUrl);
  owner.pathname = `/${other.name}`;
  assert.equal(await refused(owner.href, 'select 1'), INSUFFICIENT_PRIVILEGE);
});

test('the service role owns nothing, makes nothing, and may do what was granted', async (t) => {
  const made = await create(t);
  const migrationsDir = folder(t, { '0001-first.sql': first });
  assert.deepEqual(await migrate(made.ownerUrl, { serviceRole: made.role, migrationsDir }), [
    '0001-first.sql',
  ]);
  assert.equal(await refused(made.serviceUrl, 'insert into app.note values (1)'), 'done');
  for (const statement of [
    'update app.note set n = 2',
    'delete from app.note',
    'truncate app.note',
    'drop table app.note',
    'alter table app.note disable trigger all',
    'create table public.mine (n int)',
    'create schema mine',
    `insert into trm_migration.applied values (9, 'x', 'x')`,
  ]) {
    assert.equal(await refused(made.serviceUrl, statement), INSUFFICIENT_PRIVILEGE, statement);
  }
  const db = openPool(made.adminUrl);
  t.after(() => db.close());
  const owned = await db.query('select relname from pg_class where relowner = $1::regrole', [made.role]);
  assert.deepEqual(owned, []);
});

test('migrations apply once, also when two operators start at the same time', async (t) => {
  const made = await create(t);
  const migrationsDir = folder(t, {
    '0001-first.sql': first,
    '0002-second.sql': 'create table app.more (n int);',
  });
  const options = { serviceRole: made.role, migrationsDir };
  const runs = await Promise.all([migrate(made.ownerUrl, options), migrate(made.ownerUrl, options)]);
  assert.deepEqual(runs.flat().sort(), ['0001-first.sql', '0002-second.sql']);
  assert.deepEqual(await migrate(made.ownerUrl, options), []);
});

test('an edited, vanished, misnamed or misnumbered migration is refused', async (t) => {
  const made = await create(t);
  const migrationsDir = folder(t, { '0001-first.sql': first });
  const options = { serviceRole: made.role, migrationsDir };
  await migrate(made.ownerUrl, options);
  const code = async (files: Record<string, string>): Promise<string> => {
    try {
      await migrate(made.ownerUrl, { ...options, migrationsDir: folder(t, files) });
      return 'applied';
    } catch (error) {
      return error instanceof MigrationError ? error.code : 'other';
    }
  };
  assert.equal(await code({ '0001-first.sql': `${first} ` }), 'edited');
  assert.equal(await code({ '0001-other.sql': first }), 'missing');
  assert.equal(await code({}), 'missing');
  assert.equal(await code({ '0001-first.sql': first, '0003-third.sql': '' }), 'numbering');
  assert.equal(await code({ '0001-first.sql': first, 'second.sql': '' }), 'name');
});

test('a migration that fails leaves nothing of itself, and the ones before it stay', async (t) => {
  const made = await create(t);
  const files = { '0001-first.sql': first, '0002-bad.sql': 'create table app.half (n int); select 1/0;' };
  const migrationsDir = folder(t, files);
  await assert.rejects(migrate(made.ownerUrl, { serviceRole: made.role, migrationsDir }), DbError);
  const db = openPool(made.adminUrl);
  t.after(() => db.close());
  const [row] = await db.query<{ half: string | null; note: string | null }>(
    `select to_regclass('app.half')::text as half, to_regclass('app.note')::text as note`,
  );
  assert.deepEqual(row, { half: null, note: 'app.note' });
});

test('the migrations of the store apply to an empty database', async (t) => {
  const made = await create(t);
  const migrationsDir = path.resolve(import.meta.dirname, '../../../../services/lib/store/migrations');
  const applied = await migrate(made.ownerUrl, { serviceRole: made.role, migrationsDir });
  assert.ok(applied.includes('0001-participant.sql'));
  assert.equal(await refused(made.serviceUrl, 'select * from trm.stream'), 'done');
  assert.equal(
    await refused(made.serviceUrl, 'update trm.sealed set digest = digest'),
    INSUFFICIENT_PRIVILEGE,
  );
});
