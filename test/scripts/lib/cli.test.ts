/**
 * The command line that every script shares: exit codes, one line of JSON, the check of the runtime (contract.md 1).
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkRuntime, CliError } from '../../../scripts/lib/cli.ts';

const ROOT = join(import.meta.dirname, '../../..');

function generate(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/generate.ts', ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

describe('a command', () => {
  test('explains itself', async () => {
    const { code, stdout, stderr } = await generate('--help');
    assert.equal(code, 0);
    assert.match(stdout, /npm run -s generate/);
    assert.equal(stderr, '');
  });

  test('exits 2 on an option that it does not know, with one line of JSON when asked', async () => {
    const { code, stdout, stderr } = await generate('--json', '--no-such-option');
    assert.equal(code, 2);
    assert.equal(stdout.split('\n').length, 2);
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ['ok', 'exitCode', 'error']);
    assert.match(stderr, /Exit: 0 promise kept/);
  });

  test('with --json says everything else on standard error', async () => {
    const { code, stdout, stderr } = await generate('--check', '--json');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { ok: true, drift: [] });
    assert.match(stderr, /up to date/);
  });
});

test('an older Node.js is refused with the remedy', () => {
  checkRuntime('24.0.0');
  checkRuntime('25.1.0');
  assert.throws(
    () => checkRuntime('20.20.2'),
    (error) => error instanceof CliError && error.exitCode === 3 && /npm ci/.test(error.message),
  );
});
