// The property test is only worth what it notices: each seeded fault of the fold must be killed by it, in a copy of its own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import list from './fold-mutants.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROPERTY = 'test/lib/casework/lifecycle.property.test.ts';
const HISTORIES = '900';
/** One seed for all, so that a mutant is killed in every run or in none. */
const SEED = '20261123';

let copy = '';

/** The child runs by itself: inside this runner it would only report to it. */
const { NODE_TEST_CONTEXT: _context, ...inherited } = process.env;
const env = { ...inherited, TRM_HISTORIES: HISTORIES, TRM_SEED: SEED };

interface Run {
  readonly isGreen: boolean;
  readonly output: string;
}

async function run(): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: copy, env, maxBuffer: 2 ** 26 };
    execFile(process.execPath, ['--test', '--test-reporter=tap', PROPERTY], options, (error, output) =>
      resolve({ isGreen: error === null, output }),
    );
  });
}

suite('faults seeded into the fold', { concurrency: false }, () => {
  before(async () => {
    copy = await mkdtemp(join(tmpdir(), 'trm-mutants-'));
    for (const part of ['services/lib', 'schemas', 'test/lib/casework'])
      await cp(join(ROOT, part), join(copy, part), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(copy, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });
  after(async () => rm(copy, { recursive: true, force: true }));

  test('there are at least twelve, and without them the test is green', async () => {
    assert.ok(list.mutants.length >= 12);
    const { isGreen, output } = await run();
    assert.ok(isGreen, output.slice(-2000));
    assert.match(output, /^# pass 1$/m);
  });

  for (const { name, file, find, replace, breaks } of list.mutants)
    test(`${name}: ${breaks}`, async () => {
      const path = join(copy, 'services/lib/casework', file);
      const text = await readFile(path, 'utf8');
      assert.equal(text.split(find).length, 2, 'the place of the fault is found once');
      await writeFile(
        path,
        text.replace(find, () => replace),
      );
      try {
        const { isGreen, output } = await run();
        assert.ok(!isGreen, 'the property test notices it');
        // By what it asserts, not by being unable to run.
        assert.match(output, /ERR_ASSERTION/);
      } finally {
        await writeFile(path, text);
      }
    });
});
