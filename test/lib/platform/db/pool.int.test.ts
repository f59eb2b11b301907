/**
 * The pool against a real PostgreSQL: commit and rollback, faults in pairs (failed, and failed but done), limits, hook.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import {
  DbError,
  openPool,
  type Database,
  type DbCall,
  type PoolOptions,
} from '../../../../services/lib/platform/db/index.ts';
import { freshDatabase, testPostgres } from '../../../support/servers.ts';

async function database(t: TestContext, options: PoolOptions = {}): Promise<Database> {
  const fresh = await freshDatabase(t, 'pool');
  const db = openPool(fresh.adminUrl, options);
  t.after(() => db.close());
  await db.query('create table thing (id int primary key, text text)');
  return db;
}

/** Ends sessions from outside, as an operator or a crash of the server would. */
async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await testPostgres() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const pidOf = async (sql: { query: Database['query'] }): Promise<number> => {
  const [row] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid');
  return row?.pid ?? 0;
};

const isDbError =
  (code: DbError['code'], outcome: DbError['outcome'] = 'not-done') =>
  (error: unknown): boolean => {
    assert.ok(error instanceof DbError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.outcome, outcome);
    return true;
  };

test('int8 is a bigint, alone and in arrays, and goes back as one', async (t) => {
  const db = await database(t);
  const [row] = await db.query<{ big: bigint; list: bigint[]; small: number }>(
    'select $1::int8 as big, array[$1::int8, null] as list, 7 as small',
    [9_007_199_254_740_993n],
  );
  assert.deepEqual(row, { big: 9_007_199_254_740_993n, list: [9_007_199_254_740_993n, null], small: 7 });
});

test('a transaction commits as a whole or not at all', async (t) => {
  const db = await database(t);
  await db.tx(async (sql) => {
    await sql.query('insert into thing values ($1, $2)', [1, 'one']);
    await sql.query('insert into thing values ($1, $2)', [2, 'two']);
  });
  const mine = new Error('mine');
  await assert.rejects(
    db.tx(async (sql) => {
      await sql.query('insert into thing values ($1, $2)', [3, 'three']);
      throw mine;
    }),
    (error) => error === mine,
  );
  assert.deepEqual(await db.query('select count(*) as n from thing'), [{ n: 2n }]);
  const counts = db.counts();
  assert.equal(counts.rollbacks, 1);
});

test('counts tell statements and committed transactions', async (t) => {
  const db = await database(t);
  const before = db.counts();
  await db.tx(async (sql) => {
    await sql.query('insert into thing values (1)');
    await sql.query('insert into thing values (2)');
  });
  await db.query('select 1');
  const after = db.counts();
  assert.equal(after.statements - before.statements, 3);
  assert.equal(after.transactions - before.transactions, 2);
});

test('a failed statement that the work swallowed does not pass for a commit', async (t) => {
  const db = await database(t);
  await assert.rejects(
    db.tx(async (sql) => {
      await sql.query('insert into thing values (1)');
      await sql.query('select 1/0').catch(() => undefined);
    }),
    isDbError('permanent'),
  );
  assert.deepEqual(await db.query('select count(*) as n from thing'), [{ n: 0n }]);
});

test('a constraint is permanent and named; the value stays out of the error', async (t) => {
  const db = await database(t);
  await db.query('insert into thing values (1)');
  await assert.rejects(db.query('insert into thing values (1)'), (error: unknown) => {
    assert.ok(error instanceof DbError);
    assert.equal(error.constraint, 'thing_pkey');
    assert.equal(error.sqlState, '23505');
    return isDbError('permanent')(error);
  });
  await assert.rejects(db.query('select $1::uuid', ['Ana']), (error: unknown) => {
    assert.equal(String((error as Error).stack).includes('Ana'), false);
    return true;
  });
});

test('a session that ends inside a transaction is a transient failure, nothing is done, the pool goes on', async (t) => {
  const db = await database(t, { maxConnections: 1 });
  await assert.rejects(
    db.tx(async (sql) => {
      await sql.query('insert into thing values (1)');
      const pid = await pidOf(sql);
      await asAdmin((admin) => admin.query('select pg_terminate_backend($1, 5000)', [pid]));
      await sql.query('insert into thing values (2)');
    }),
    isDbError('transient'),
  );
  assert.deepEqual(await db.query('select count(*) as n from thing'), [{ n: 0n }]);
});

test('a commit that was done but never answered is told as unknown', async (t) => {
  // The hook ends the session after the server has committed and before the answer is passed on.
  let armed = false;
  const db = await database(t, {
    maxConnections: 1,
    onCall: ({ phase, kind }) => {
      if (armed && phase === 'after' && kind === 'commit') {
        throw Object.assign(new Error('lost'), { code: 'ECONNRESET' });
      }
    },
  });
  armed = true;
  await assert.rejects(
    db.tx((sql) => sql.query('insert into thing values (1)')),
    isDbError('transient', 'unknown'),
  );
  armed = false;
  assert.deepEqual(await db.query('select count(*) as n from thing'), [{ n: 1n }]);
});

test('whoever sits idle in a transaction loses its row lock', async (t) => {
  const db = await database(t, { idleInTransactionMs: 200 });
  await db.query('insert into thing values (1)');
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const idle = db.tx(async (sql) => {
    await sql.query('select * from thing where id = 1 for update');
    reached.resolve();
    await go.promise;
    await sql.query('update thing set text = $1', ['late']);
  });
  await reached.promise;
  // Waits in the server until the lock is free, which only the limit can bring about.
  await db.tx((sql) => sql.query('update thing set text = $1 where id = 1', ['next']));
  go.resolve();
  await assert.rejects(idle, isDbError('transient'));
  assert.deepEqual(await db.query('select text from thing'), [{ text: 'next' }]);
});

test('a lock that is not given in time is a transient failure', async (t) => {
  const db = await database(t, { lockTimeoutMs: 100 });
  await db.query('insert into thing values (1)');
  await db.tx(async (sql) => {
    await sql.query('select * from thing for update');
    await assert.rejects(db.query('update thing set text = $1', ['x']), isDbError('transient'));
  });
});

test('a statement after the end of its transaction is refused, not run on its own', async (t) => {
  const db = await database(t);
  const late = await db.tx(async (sql) => sql);
  await assert.rejects(late.query('insert into thing values (1)'), isDbError('permanent'));
});

test('the hook sees every call, begin and commit included, before and after', async (t) => {
  const calls: DbCall[] = [];
  const db = await database(t, { onCall: (call) => void calls.push(call) });
  calls.length = 0;
  await db.tx((sql) => sql.query('select 1'));
  assert.deepEqual(
    calls.map(({ phase, kind }) => `${phase} ${kind}`),
    ['before begin', 'after begin', 'before statement', 'after statement', 'before commit', 'after commit'],
  );
});

test('a database that is away is told as such, in time', async (t) => {
  const url = new URL(await testPostgres());
  url.port = '1';
  const away = openPool(url.href);
  t.after(() => away.close());
  assert.equal(await away.probe(2_000), false);
  await assert.rejects(away.query('select 1'), isDbError('transient', 'not-done'));
  const db = await database(t);
  assert.equal(await db.probe(2_000), true);
});

test('a listener comes back after its session was ended, and says so', async (t) => {
  const db = await database(t);
  const heard: string[] = [];
  let connected = 0;
  let wake = Promise.withResolvers<void>();
  const listener = db.listen('news', {
    onNotification: (payload) => (heard.push(payload), wake.resolve()),
    onConnected: () => ((connected += 1), wake.resolve()),
  });
  await listener.ready;
  wake = Promise.withResolvers();
  await db.query(`select pg_notify('news', $1)`, ['one']);
  await wake.promise;
  wake = Promise.withResolvers();
  await db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like '%-listen'`,
  );
  await wake.promise;
  assert.equal(connected, 2);
  wake = Promise.withResolvers();
  await db.query(`select pg_notify('news', $1)`, ['two']);
  await wake.promise;
  assert.deepEqual(heard, ['one', 'two']);
});

test('closing twice is closing once', async (t) => {
  const db = await database(t);
  await Promise.all([db.close(), db.close()]);
  await db.close();
});
