/**
 * The audit as a tester runs it: a bus in a real PostgreSQL, values changed by SQL, the command line with `--data` on a
 * folder whose server is down (contract.md 6).
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../../scripts/lib/postgres-server.ts';
import type { Report } from '../../services/auditor/report.ts';
import { installEmbeddedBus, openBus } from '../../services/lib/platform/bus/index.ts';
import { freshDatabase } from '../support/servers.ts';
import { ordinaryHistory, roots, type History } from './history.ts';

const ROOT = path.join(import.meta.dirname, '../..');

async function publish(history: History, adminUrl: string): Promise<string> {
  const { urls } = await installEmbeddedBus(adminUrl, {
    participants: [...history.world.participants.keys()],
    auditors: ['audit'],
  });
  const bus = await openBus({ kind: 'embedded', databaseUrl: adminUrl });
  try {
    const writer = await bus.openWriter('operator');
    for (const [name, stored] of history.lanes) {
      const [topic = '', lane = '0'] = name.split('/');
      await bus.createTopics([{ topic, lanes: 1 }]);
      for (const { key, value } of stored) await writer.publish([{ topic, lane: Number(lane), key, value }]);
    }
    await writer.close();
  } finally {
    await bus.close();
  }
  const url = urls['audit'];
  assert.ok(url);
  return url;
}

async function sql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

function change(topic: string, position: number, byte: number): string {
  return `update bus.record set value = set_byte(value, ${byte}, get_byte(value, ${byte}) # 1) where topic = '${topic}' and position = ${position}`;
}

test('an auditor reads with its own role, names what was changed by SQL, and finds it whole when it is restored', async (t) => {
  const history = ordinaryHistory();
  const database = await freshDatabase(t, 'bus');
  const bus = await openBus({ kind: 'embedded', databaseUrl: await publish(history, database.adminUrl) });
  t.after(() => bus.close());
  const audit = (): Promise<Report> => history.audit({ bus });
  const whole = await audit();
  assert.deepEqual([whole.faults, whole.notes, whole.records], [[], [], history.written.length]);

  const written = history.written.find(
    ({ stream, sequence }) => stream === 'trm.al.rs/0/1' && sequence === 3,
  );
  assert.ok(written);
  await sql(database.adminUrl, change(written.topic, written.offset, 2500));
  assert.deepEqual(
    roots(await audit()).map(({ record, offset }) => [record, offset]),
    [[written.id, written.offset]],
  );
  await sql(database.adminUrl, change(written.topic, written.offset, 2500));
  assert.equal((await audit()).ok, true);

  await sql(
    database.adminUrl,
    `update bus.record set key = null where topic = '${written.topic}' and position = ${written.offset}`,
  );
  assert.deepEqual(
    roots(await audit()).map(({ code, record }) => [code, record]),
    [['misplaced', written.id]],
  );
  await sql(
    database.adminUrl,
    `delete from bus.record where topic = '${written.topic}' and position = ${written.offset}`,
  );
  assert.deepEqual(
    roots(await audit()).map(({ code, sequence }) => [code, sequence]),
    [['gap', written.sequence]],
  );
});

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function auditCommand(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/audit.ts', ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-audit-'));
  chmodSync(dir, 0o755);
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('the command line starts the bus of a folder for the run, and its exit code says what it found', async (t) => {
  const history = ordinaryHistory();
  const dir = folder(t);
  mkdirSync(path.join(dir, 'auditor'));
  mkdirSync(path.join(dir, 'logs'));
  const server = await startPostgres({ dataDir: path.join(dir, 'postgres') });
  const adminUrl = server.adminUrl('trm_bus');
  const file = (name: string, content: unknown): string => {
    const at = path.join(dir, 'auditor', name);
    writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
    return at;
  };
  const written = history.written[5];
  const auditor = history.world.auditors.get('audit');
  assert.ok(written && auditor);
  try {
    file('bus-url', `${await publish(history, adminUrl)}\n`);
    await sql(adminUrl, change(written.topic, written.offset, 60));
  } finally {
    await server.stop();
  }
  file('keys.json', { payload: [], metadata: [{ jwk: auditor.jwk, from: history.world.now }] });
  file('pins.json', history.world.pins);
  const config = file('config.json', {
    participant: 'audit',
    bus: 'embedded',
    busDatabaseUrlFile: 'bus-url',
    encryptionKeysFile: 'keys.json',
    registryPinsFile: 'pins.json',
  });
  writeFileSync(
    path.join(dir, 'demo.json'),
    JSON.stringify({
      version: 1,
      bus: { kind: 'embedded', adminUrl },
      participants: {},
      auditor: { config, log: '' },
    }),
    { mode: 0o600 },
  );

  const bad = await auditCommand('verify', '--data', dir, '--json');
  assert.equal(bad.code, 1, bad.stderr);
  assert.equal(bad.stdout.trimEnd().split('\n').length, 1);
  const report = JSON.parse(bad.stdout) as Report;
  assert.deepEqual(
    roots(report).map(({ record }) => record),
    [written.id],
  );

  const text = await auditCommand('verify', '--data', dir, '--scope', written.topic, '--depth', 'envelope');
  assert.equal(text.code, 1, text.stderr);
  assert.match(text.stdout, new RegExp(`FAULT \\S+: .*record ${written.id}`));

  assert.equal((await auditCommand('verify', '--data', path.join(dir, 'none'))).code, 2);
  assert.equal((await auditCommand('verify', '--data', dir, '--scope', 'trm.al.zz')).code, 2);
  assert.equal((await auditCommand('replay', '--data', dir)).code, 2);
  assert.equal(
    (await auditCommand('verify', '--config', config)).code,
    3,
    'the bus is down, and nobody asked to start it',
  );
});
