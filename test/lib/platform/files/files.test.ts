/** Private files are made once, whole, and with mode 0600; durations are of fixed length. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import {
  createPrivateFile,
  durationMs,
  replacePrivateFile,
} from '../../../../services/lib/platform/files/index.ts';

test('a private file is never overwritten, only replaced as a whole', (t) => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-files-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'key.json');
  assert.equal(createPrivateFile(file, 'one'), true);
  assert.equal(createPrivateFile(file, 'two'), false);
  assert.equal(readFileSync(file, 'utf8'), 'one');
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  replacePrivateFile(file, 'three');
  assert.equal(readFileSync(file, 'utf8'), 'three');
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(dir), ['key.json'], 'no temporary file stays behind');
});

test('durations of fixed length are milliseconds', () => {
  const good: Readonly<Record<string, number>> = {
    PT5M: 300_000,
    PT0S: 0,
    'PT0.5S': 500,
    P1D: 86_400_000,
    P2W: 1_209_600_000,
    P1DT2H3M4S: 93_784_000,
    PT12H: 43_200_000,
  };
  for (const [text, ms] of Object.entries(good)) assert.equal(durationMs(text), ms, text);
  for (const text of ['', 'P', 'PT', 'P1DT', '5M', 'PT5', 'P1M', 'P1Y', '-PT5M', 'PT5M ', 'pt5m', 'PT1.5H']) {
    assert.equal(durationMs(text), null, text);
  }
});
