/**
 * What happens to a participant's database in a test: it is copied, goes back to an older copy, is lost and made anew from
 * the bus. Invariant: its process is stopped by the caller first; the commands are those that an operator has.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { command, onDatabase } from './network.ts';

export async function copyDatabase(network: Network, from: string, to: string): Promise<void> {
  const admin = network.postgres.adminUrl();
  await onDatabase(admin, `drop database if exists ${to} with (force)`);
  await onDatabase(admin, `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
    from,
  ]);
  await onDatabase(admin, `create database ${to} template ${from}`);
}

export async function emptied(network: Network, id: string): Promise<void> {
  await onDatabase(network.postgres.adminUrl(), `drop database trm_${id} with (force)`);
  const adminUrlFile = path.join(network.dir, 'admin-url');
  writeFileSync(adminUrlFile, network.postgres.adminUrl(), { mode: 0o600 });
  const { config } = network.participant(id);
  const made = await command('services/participant/main.ts', [
    'migrate',
    '--config',
    config,
    '--admin-url-file',
    adminUrlFile,
    '--json',
  ]);
  assert.equal(made.exitCode, 0, made.stderr);
}

export async function rebuilt(network: Network, id: string): Promise<void> {
  const { config } = network.participant(id);
  const { exitCode, stdout, stderr } = await command('services/participant/main.ts', [
    'rebuild',
    '--config',
    config,
    '--json',
  ]);
  assert.equal(exitCode, 0, stdout + stderr);
}
