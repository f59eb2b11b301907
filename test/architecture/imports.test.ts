/** Holds architecture.md 2: the rules of .dependency-cruiser.cjs over the whole source, and that they bite. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Outcome {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

function cruise(...folders: string[]): Outcome {
  const command = [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders,
  ];
  const result = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  assert.ok(result.stdout !== '', result.stderr);
  return JSON.parse(result.stdout) as Outcome;
}

test('every import goes the way that the architecture allows', () => {
  const { summary } = cruise('services', 'scripts', 'test');
  assert.ok(summary.totalCruised > 50, `only ${summary.totalCruised} modules were looked at`);
  assert.deepEqual(
    summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    [],
  );
});

test('the rules find what they forbid', (t) => {
  const folder = fs.mkdtempSync(path.join(root, 'services/lib/protocol/probe-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.writeFileSync(
    `${folder}/wrong.ts`,
    "import fs from 'node:fs';\nimport pg from 'pg';\nimport kafkajs from 'kafkajs';\nimport { PgBoss } from 'pg-boss';\nimport mailer from 'nodemailer';\nimport { Webhook } from 'standardwebhooks';\nimport { openBus } from '../../platform/bus/index.ts';\nexport const all = [fs, pg, kafkajs, PgBoss, mailer, Webhook, openBus];\n",
  );
  const found = new Set(cruise(path.relative(root, folder)).summary.violations.map(({ rule }) => rule.name));
  for (const rule of [
    'pure-stays-pure',
    'pg-in-three-places',
    'kafka-client-in-one-folder',
    'pg-boss-in-one-folder',
    'nodemailer-in-one-folder',
    'standardwebhooks-in-one-folder',
  ])
    assert.ok(found.has(rule), rule);
});
