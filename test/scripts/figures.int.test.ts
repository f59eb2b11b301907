// `npm run figures` as an operator types it: one line of JSON, rows, lines for people, and exit codes that say what to do.
// contract.md 1; decision 0025.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { fromCsv } from '../../services/lib/htcds/index.ts';
import { received, startGateway, type Gateway } from '../gateway/gateway-world.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../scripts/figures.ts');

function configFile(t: TestContext, { participant }: Gateway, databaseUrl: string): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-figures-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const databaseUrlFile = path.join(dir, 'database-url');
  writeFileSync(databaseUrlFile, `${databaseUrl}\n`, { mode: 0o600 });
  const config = path.join(dir, 'participant.json');
  writeFileSync(config, JSON.stringify({ participant, bus: 'embedded', databaseUrlFile }));
  return config;
}

function run(...args: readonly string[]): { status: number | null; out: string; error: string } {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRM_')));
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, out: stdout, error: stderr };
}

void test('the figures of a participant from its database, without any key', async (t) => {
  const gateway = await startGateway(t);
  // The script has the clock of this machine.
  const HOUR_MS = 3_600_000;
  gateway.setNow(new Date(Date.now() - 2 * HOUR_MS).toISOString());
  const { reference } = await received(gateway, { peer: 'al' });
  const dayAt = (days: number): string =>
    new Date(gateway.context.now() + days * 24 * HOUR_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const [from, to] = [dayAt(-1), dayAt(2)];
  const config = configFile(t, gateway, gateway.adminUrl);

  const json = run('--config', config, '--from', from, '--to', to, '--json');
  assert.equal(json.status, 0, json.error);
  assert.equal(json.out.trim().split('\n').length, 1);
  const figures = JSON.parse(json.out) as {
    participant: string;
    indicators: readonly { id: string; rows: readonly Readonly<Record<string, unknown>>[] }[];
  };
  assert.equal(figures.participant, 'xk');
  const waiting = figures.indicators
    .find(({ id }) => id === 'time-to-acknowledge')
    ?.rows.find((row) => row['partner'] === 'al');
  assert.deepEqual([waiting?.['direction'], waiting?.['referrals'], waiting?.['open']], ['received', 0, 1]);
  assert.ok(Number(waiting?.['longestOpenSeconds']) >= 2 * 3_600);

  const csv = run('--config', config, '--from', from, '--to', to, '--csv');
  const reading = fromCsv(csv.out);
  assert.ok(csv.status === 0 && reading.ok, csv.error);
  assert.equal(
    reading.rows.length,
    figures.indicators.reduce((sum, { rows }) => sum + rows.length, 0),
  );

  const told = run('--config', config, '--from', from, '--to', to);
  assert.equal(told.status, 0, told.error);
  assert.match(told.out, /time-to-acknowledge \(counts referrals\)/);
  assert.match(told.out, /received urgent al: referrals 0, .*open 1, longestOpenSeconds PT2H/);
  for (const { out } of [json, csv, told]) assert.ok(!out.includes(reference));
  assert.equal(run('--config', config).status, 0, 'the last full month');
});

void test('wrong use is told with code 2, a database that does not answer with code 3', async (t) => {
  const gateway = await startGateway(t);
  const config = configFile(t, gateway, gateway.adminUrl);
  for (const args of [
    [],
    ['--config', config, '--month', '2026-13'],
    ['--config', config, '--from', '2026-10-01'],
    ['--config', config, '--partner', 'Al'],
    ['--config', config, '--csv', '--json'],
  ])
    assert.equal(run(...args).status, 2, args.join(' '));
  assert.equal(run('--help').status, 0);
  const away = new URL(gateway.adminUrl);
  away.port = '1';
  const gone = run('--config', configFile(t, gateway, away.href));
  assert.equal(gone.status, 3, gone.error);
  assert.ok(!gone.error.includes(away.href), 'no secret in what is told');
});
