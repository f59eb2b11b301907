// Published vectors: every one that our verifying code is meant for comes out as its authors say.
// The counts say that the vectors were really there and really run.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runVectors } from '../../scripts/lib/vectors.ts';

const root = join(import.meta.dirname, '../..');
const dir = process.env['TRM_VECTORS'] ?? join(root, '../shared/vectors');
const present = existsSync(dir);
const absent = present ? false : `no test vectors at ${dir}; set TRM_VECTORS to run these`;

test('the vectors are there', { skip: process.env['CI'] === 'true' ? false : absent }, () => {
  assert.ok(present, `no test vectors at ${dir}`);
});

describe('published vectors', { skip: absent }, () => {
  for (const [folder, least] of [
    ['wycheproof', 700],
    ['jose-cookbook', 3],
    ['merkle', 180],
    ['json-schema-test-suite', 500],
  ] as const) {
    test(folder, () => {
      const report = runVectors(join(dir, folder));
      assert.deepEqual(report.failures, []);
      assert.equal(report.failed, 0);
      assert.equal(report.run, report.passed);
      assert.ok(report.run >= least, `only ${report.run} cases ran`);
    });
  }
});

test('a vector that does not hold is a failure, an unknown file is named', async (t) => {
  const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const own = mkdtempSync(join(tmpdir(), 'trm-vectors-'));
  t.after(() => rmSync(own, { recursive: true }));
  const hash = Buffer.alloc(32, 1).toString('base64');
  const proof = {
    leafIdx: 0,
    treeSize: 1,
    root: hash,
    leafHash: hash,
    proof: [],
    desc: 'lie',
    wantErr: true,
  };
  writeFileSync(join(own, 'lie.json'), JSON.stringify(proof));
  writeFileSync(join(own, 'other.json'), '{"what":1}');
  writeFileSync(join(own, 'broken.json'), '{');
  writeFileSync(join(own, 'LICENSE'), '');
  const report = runVectors(own);
  assert.deepEqual(report.failures, [{ file: 'lie.json', id: 'lie' }]);
  assert.deepEqual(report.unknown, ['broken.json', 'other.json']);
  assert.equal(report.files, 1);
});
