/**
 * What the embedded bus promises beyond the port: rights by role (protocol.md 2), a table that testers may change by
 * hand (contract.md 5 and 6), and lanes that a stopped process loses.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { before, describe, test } from 'node:test';
import pg from 'pg';
import { BusError, installEmbeddedBus, openBus, type Bus } from '../../../services/lib/platform/bus/index.ts';
import { freshDatabase } from '../../support/servers.ts';
import { collect, join, record, until } from './support.ts';

let adminUrl = '';
let urls: Readonly<Record<string, string>> = {};
let admin: Bus;
let sql: pg.Pool;

before(async () => {
  adminUrl = (await freshDatabase(null, 'bus')).adminUrl;
  const roles = { participants: ['al', 'rs', 'mk'], auditors: ['watch'], registryOperator: 'registry' };
  urls = (await installEmbeddedBus(adminUrl, roles)).urls;
});

function url(id: string): string {
  const found = urls[id];
  assert.ok(found !== undefined);
  return found;
}

const refused = (error: unknown): boolean => error instanceof BusError && error.code === 'permanent';

describe('embedded bus', () => {
  before(async () => {
    admin = await openBus({ kind: 'embedded', databaseUrl: adminUrl });
    sql = new pg.Pool({ connectionString: adminUrl, max: 2 });
    sql.on('error', () => undefined);
    const topics = ['trm.al.rs', 'trm.rs.al', 'trm.al.mk', 'trm.mk.rs', 'trm.al.public', 'trm.registry'];
    await admin.createTopics(topics.map((topic) => ({ topic, lanes: 1 })));
    return async () => {
      await admin.close();
      await sql.end();
    };
  });

  test('a role writes its own topics alone and reads its own, its addressed and the public ones', async (t) => {
    const al = await openBus({ kind: 'embedded', databaseUrl: url('al') });
    const rs = await openBus({ kind: 'embedded', databaseUrl: url('rs') });
    const mk = await openBus({ kind: 'embedded', databaseUrl: url('mk') });
    t.after(() => Promise.all([al.close(), rs.close(), mk.close()]));
    const pair = { topic: 'trm.al.rs', lane: 0 };
    const open = { topic: 'trm.al.public', lane: 0 };
    const writer = await al.openWriter('al');
    await writer.publish([record(pair, 'a'), record(open, 'b')]);
    await assert.rejects(writer.publish([record({ topic: 'trm.rs.al', lane: 0 }, 'x')]), refused);
    await assert.rejects(
      writer.publish([record(pair, 'y'), record({ topic: 'trm.registry', lane: 0 }, 'x')]),
      refused,
    );
    await assert.rejects(al.openWriter('rs'), refused);
    await assert.rejects(al.createTopics([{ topic: 'trm.rs.xk', lanes: 1 }]), refused);

    assert.deepEqual(
      (await collect(rs.readRange(pair))).map(({ key }) => key),
      ['a'],
    );
    assert.deepEqual(
      (await collect(mk.readRange(pair))).map(({ key }) => key),
      [],
    );
    assert.equal(await mk.endOffset(pair), null);
    assert.deepEqual(
      (await collect(mk.readRange(open))).map(({ key }) => key),
      ['b'],
    );
    const seen = (await mk.listTopics()).map(({ topic }) => topic);
    assert.deepEqual(seen, ['trm.al.mk', 'trm.al.public', 'trm.mk.rs', 'trm.registry']);
  });

  test('the auditor reads everything and writes nothing; the registry operator writes the registry alone', async (t) => {
    const auditor = await openBus({ kind: 'embedded', databaseUrl: url('watch') });
    const registry = await openBus({ kind: 'embedded', databaseUrl: url('registry') });
    t.after(() => Promise.all([auditor.close(), registry.close()]));
    assert.equal((await auditor.listTopics()).length, 6);
    await assert.rejects(auditor.openWriter('watch'), refused);
    const writer = await registry.openWriter('registry');
    await writer.publish([record({ topic: 'trm.registry', lane: 0 }, '1')]);
    await assert.rejects(writer.publish([record({ topic: 'trm.al.rs', lane: 0 }, 'x')]), refused);
  });

  test('a role cannot touch the tables, or the groups of another role', async (t) => {
    const own = new pg.Pool({ connectionString: url('mk'), max: 1 });
    t.after(() => own.end());
    for (const statement of [
      "insert into bus.record values ('trm.mk.rs', 0, 99, 'k', 'v')",
      'update bus.record set value = null',
      'delete from bus.record',
      'update bus.writer set epoch = 99',
      'select * from bus.writer',
      'delete from bus.claim',
      "insert into bus.login values ('x', 'al', 'participant')",
    ]) {
      await assert.rejects(own.query(statement), /permission denied/, statement);
    }
    assert.equal((await own.query("select from bus.record where topic = 'trm.al.rs'")).rowCount, 0);
  });

  test('installing again keeps records and gives new passwords', async (t) => {
    const before = await sql.query('select count(*) from bus.record');
    const again = await installEmbeddedBus(adminUrl, {
      participants: ['al', 'rs', 'mk'],
      auditors: ['watch'],
      registryOperator: 'registry',
    });
    urls = again.urls;
    assert.deepEqual((await sql.query('select count(*) from bus.record')).rows, before.rows);
    const al = await openBus({ kind: 'embedded', databaseUrl: url('al') });
    t.after(() => al.close());
    assert.equal(await al.probe(5_000), true);
  });

  test('rows that are moved, deleted or altered by hand are read as they stand', async (t) => {
    const lane = { topic: 'trm.byhand', lane: 0 };
    await admin.createTopics([{ topic: lane.topic, lanes: 1 }]);
    const writer = await admin.openWriter('hand');
    await writer.publish(['a', 'b', 'c', 'd'].map((key) => record(lane, key)));
    const member = await join(t, admin, { group: 'hand', topics: [lane.topic] });
    await until('all four', () => member.seen.length === 4);
    await sql.query("delete from bus.record where topic = 'trm.byhand' and position = 1");
    await sql.query("update bus.record set position = 40 where topic = 'trm.byhand' and position = 2");
    await sql.query(
      "update bus.record set value = '\\x00ff'::bytea, key = null where topic = 'trm.byhand' and position = 3",
    );
    await sql.query("insert into bus.record values ('trm.byhand', 0, -3, 'z', null)");
    const read = await collect(admin.readRange(lane));
    assert.deepEqual(
      read.map(({ offset, key, value }) => [offset, key, value.length]),
      [
        [-3n, 'z', 0],
        [0n, 'a', 10],
        [3n, '', 2],
        [40n, 'c', 10],
      ],
    );
    // Positions go on past what was moved, and the consumer is still there.
    assert.deepEqual(await writer.publish([record(lane, 'e')]), [41n]);
    await until('the moved and the new record', () => member.keys().includes('e'));
    assert.deepEqual(member.keys().slice(4), ['c', 'e']);
  });

  test(
    'a stopped process loses its lanes within 10 s, and knows it when it goes on',
    { timeout: 60_000 },
    async (t) => {
      const lane = { topic: 'trm.stopped', lane: 0 };
      await admin.createTopics([{ topic: lane.topic, lanes: 1 }]);
      const writer = await admin.openWriter('stopped');
      await writer.publish([record(lane, 'a')]);
      const child = fork(new URL('./stopped-member.ts', import.meta.url), [adminUrl, lane.topic], {
        stdio: 'inherit',
      });
      t.after(() => child.kill('SIGKILL'));
      const [first] = (await once(child, 'message')) as [{ owned: boolean }];
      assert.equal(first.owned, true);
      child.kill('SIGSTOP');
      const start = performance.now();
      const member = await join(t, admin, { group: 'stopped', topics: [lane.topic] });
      await until('the lane is handed over', () => member.seen.length === 1);
      assert.ok(performance.now() - start < 10_000, `took ${performance.now() - start} ms`);
      const late = once(child, 'message') as Promise<[{ owned: boolean }]>;
      child.kill('SIGCONT');
      assert.equal((await late)[0].owned, false);
    },
  );
});
