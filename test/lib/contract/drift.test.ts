/**
 * What is generated from `schemas/` is what is committed; `generate --check` says so (architecture.md 4, contract.md 1).
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { generatedFiles } from '../../../scripts/lib/generate-contract.ts';
import { referenceFiles } from '../../../scripts/lib/generate-reference.ts';

const ROOT = join(import.meta.dirname, '../../..');
const run = promisify(execFile);
const READ = [
  'schemas',
  'scripts',
  'services/lib/contract',
  'services/lib/casework',
  'services/lib/reference',
  'infra/reference',
  'package.json',
  '.prettierrc.json',
];

/** A copy of what the generator reads, so that a test may spoil it. */
async function copyOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trm-generate-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const part of READ) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function check(folder: string): Promise<{ code: number; stdout: string }> {
  try {
    const { stdout } = await run(process.execPath, ['scripts/generate.ts', '--check', '--json'], {
      cwd: folder,
    });
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, stdout };
  }
}

test('the committed files are what the schemas give', async () => {
  for (const [path, content] of [...(await generatedFiles(ROOT)), ...referenceFiles()])
    assert.equal(await readFile(join(ROOT, path), 'utf8'), content, `${path}: run \`npm run generate\``);
});

test('--check exits 0 without drift and 1 with it, naming the file and writing nothing', async (t) => {
  const folder = await copyOf(t);
  assert.deepEqual(await check(folder), { code: 0, stdout: '{"ok":true,"drift":[]}\n' });
  const path = join(folder, 'schemas/messages/referral.declined/v1.payload.schema.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('What would help', 'What might help'));
  const types = 'services/lib/contract/generated/types.ts';
  const drift = [types, 'schemas/asyncapi.json', 'infra/reference/messages.md'];
  const before = await readFile(join(folder, types), 'utf8');
  assert.deepEqual(await check(folder), { code: 1, stdout: `${JSON.stringify({ ok: false, drift })}\n` });
  assert.equal(await readFile(join(folder, types), 'utf8'), before);
});
