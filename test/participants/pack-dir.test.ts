// What a participant's programs read from their pack folder.
// Invariant under test: the current pack first, its earlier versions behind it, and nobody else's pack (formats.md 8).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Config } from '../../services/lib/platform/config.ts';
import { ExitError } from '../../services/lib/platform/lifecycle/index.ts';
import { readPackDir } from '../../services/participant/files.ts';
import { PARTICIPANTS, packDir, readPackFile } from './pack-files.ts';

/** Only what is read of a configuration here. */
const configOf = (participant: string, dir: string | null) =>
  ({ participant, files: { packDir: dir } }) as unknown as Config;

function folder(t: TestContext, files: Readonly<Record<string, unknown>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'trm-packs-'));
  t.after(() => rmSync(dir, { recursive: true }));
  for (const [name, value] of Object.entries(files)) writeFileSync(join(dir, name), JSON.stringify(value));
  return dir;
}

function refused(participant: string, dir: string | null): string {
  let text = '';
  assert.throws(
    () => readPackDir(configOf(participant, dir)),
    (error) => {
      text = (error as Error).message;
      return error instanceof ExitError;
    },
  );
  return text;
}

describe('readPackDir', () => {
  it('reads the packs that ship', () => {
    for (const id of PARTICIPANTS)
      assert.deepEqual(readPackDir(configOf(id, packDir(id)))[0], readPackFile(id));
  });

  it('reads earlier versions behind the current one', (t) => {
    const old = readPackFile('rs');
    const now = { ...old, version: old.version + 1 };
    const dir = folder(t, { 'pack.json': now, [`pack-${old.version}.json`]: old });
    assert.deepEqual(readPackDir(configOf('rs', dir)), [now, old]);
  });

  it('says which file is wrong, and where', (t) => {
    const pack = readPackFile('rs');
    assert.match(refused('rs', null), /packDir/);
    assert.match(refused('rs', join(tmpdir(), 'trm-no-such-folder')), /pack\.json: cannot be read/);
    assert.match(refused('al', packDir('rs')), /another participant/);
    const dir = folder(t, { 'pack.json': { ...pack, version: 9 }, 'pack-8.json': { ...pack, version: 7 } });
    assert.match(refused('rs', dir), /pack-8\.json\/version: version-other/);
  });
});
