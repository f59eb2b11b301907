// `npm run route` as an author of packs uses it: from outside, as a process of its own.
// Invariant under test: contract.md 1 (one line, exit codes), and one changed rule sends the case elsewhere and says why.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Route } from '../../services/lib/routing/index.ts';
import { packDir, readPackFile } from './pack-files.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/route.ts', import.meta.url));
const BOY = {
  ageBand: ['9-17'],
  sex: ['male'],
  exploitation: [],
  services: ['shelter'],
  languages: ['sq'],
  status: ['presumed'],
  jurisdiction: [],
  stage: ['identification'],
  urgency: ['urgent'],
  channel: ['protection'],
  exclude: [],
};

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function folder(t: TestContext, files: Readonly<Record<string, unknown>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'trm-route-'));
  t.after(() => rmSync(dir, { recursive: true }));
  for (const [name, value] of Object.entries(files))
    writeFileSync(join(dir, name), typeof value === 'string' ? value : JSON.stringify(value));
  return dir;
}

describe('npm run route', () => {
  it('prints the route object on exactly one line', (t) => {
    const dir = folder(t, { 'case.json': BOY });
    const { status, stdout, stderr } = run(
      '--pack',
      packDir('al'),
      '--case',
      join(dir, 'case.json'),
      '--json',
      '--as-of',
      '2026-11-22',
    );
    assert.equal(status, 0, stderr);
    assert.equal(stdout.split('\n').length, 2);
    const result = JSON.parse(stdout) as Route;
    assert.deepEqual(Object.keys(result), ['pack', 'asOf', 'rules', 'chosen', 'fallback', 'also', 'unmet']);
    assert.equal(result.asOf, '2026-11-22T00:00:00.000Z');
    assert.deepEqual(result.chosen, {
      office: 'local-protection',
      function: 'case-management',
      rule: 'under-18',
    });
  });

  it('tells a person where, why, and that the source is not confirmed', (t) => {
    const dir = folder(t, { 'case.json': BOY });
    const { status, stdout } = run('--pack', packDir('rs'), '--case', join(dir, 'case.json'));
    assert.equal(status, 0);
    assert.match(stdout, /^Centre for social work \(social-work\), case-management\nBy rule under-18\./);
    assert.match(stdout, /ageBand is one of 0-8, 9-17, age-in-doubt; the case has 9-17/);
    assert.match(stdout, /NOT CONFIRMED/);
  });

  it('sends the case elsewhere once a rule of a copied pack is changed, and yesterday as before', (t) => {
    const pack = readPackFile('rs');
    const [first, ...others] = pack.rules;
    assert.ok(first);
    const moved = {
      ...first,
      id: 'moved',
      office: 'coordinator',
      function: 'coordination',
      validFrom: '2026-11-22',
    };
    const edited = { ...pack, version: 2, rules: [moved, { ...first, validTo: '2026-11-22' }, ...others] };
    const dir = folder(t, { 'pack.json': edited, 'case.json': BOY });
    const at = (day: string) =>
      JSON.parse(
        run('--pack', dir, '--case', join(dir, 'case.json'), '--as-of', day, '--json').stdout,
      ) as Route;
    assert.equal(at('2026-11-21').chosen?.office, 'social-work');
    const today = at('2026-11-22');
    assert.deepEqual(today.chosen, { office: 'coordinator', function: 'coordination', rule: 'moved' });
    const { because } = today.rules.find((rule) => rule.id === 'moved')!;
    assert.ok(because.some(({ fact, value, holds }) => fact === 'ageBand' && value[0] === '9-17' && holds));
  });

  it('answers for yesterday with the version of yesterday that is kept beside the new one', (t) => {
    const old = readPackFile('rs');
    const [first, ...others] = old.rules;
    const moved = { ...first, office: 'coordinator', function: 'coordination' };
    const edited = { ...old, version: old.version + 1, asOf: '2026-11-22', rules: [moved, ...others] };
    const dir = folder(t, { 'pack.json': edited, [`pack-${old.version}.json`]: old, 'case.json': BOY });
    const at = (...asOf: string[]) =>
      JSON.parse(run('--pack', dir, '--case', join(dir, 'case.json'), '--json', ...asOf).stdout) as Route;
    const yesterday = at('--as-of', '2026-11-21');
    assert.equal(yesterday.chosen?.office, 'social-work');
    assert.equal(yesterday.pack.version, old.version);
    for (const now of [at('--as-of', '2026-11-22'), at()]) {
      assert.equal(now.chosen?.office, 'coordinator');
      assert.equal(now.pack.version, old.version + 1);
    }
  });

  it('says who is told at the same time, and for what nobody fits', (t) => {
    const pack = readPackFile('rs');
    const [first, ...others] = pack.rules;
    const fallback = { office: 'coordinator', function: 'coordination' };
    const edited = {
      ...pack,
      offices: pack.offices.map((office) =>
        office.id === 'coordinator'
          ? { ...office, serves: { services: ['shelter'], sexes: ['female'] } }
          : { ...office, serves: {} },
      ),
      rules: [{ ...first, also: [fallback] }, ...others],
    };
    const dir = folder(t, { 'pack.json': edited, 'case.json': BOY });
    const { stdout } = run('--pack', dir, '--case', join(dir, 'case.json'));
    assert.match(
      stdout,
      /At the same time: National Anti-trafficking Coordinator \(coordinator\), coordination/,
    );
    assert.match(stdout, /Nobody fits for shelter/);
    assert.match(stdout, /no {2}sex is one of female; the case has male/);
  });

  it('says that nobody fits without calling it an error', (t) => {
    const dir = folder(t, { 'case.json': { ...BOY, exclude: ['social-work', 'coordinator'] } });
    const { status, stdout } = run('--pack', packDir('rs'), '--case', join(dir, 'case.json'));
    assert.equal(status, 0);
    assert.match(stdout, /^Nobody fits/);
  });

  it('exits 2 and says what is wrong, without quoting the case', (t) => {
    const canary = 'canary-77aa';
    const broken = { ...readPackFile('rs'), fallback: { office: 'gone', function: 'coordination' } };
    const dir = folder(t, {
      'pack.json': broken,
      'case.json': BOY,
      'bad-case.json': { ...BOY, sex: canary },
      'no-json.json': `{"sex": ${canary}`,
    });
    const shipped = readPackFile('rs');
    const mixed = folder(t, { 'pack.json': shipped, 'pack-9.json': { ...shipped, version: 9 } });
    const rs = packDir('rs');
    const good = join(dir, 'case.json');
    const wrong: readonly [string[], RegExp][] = [
      [[], /--pack is missing/],
      [['--pack', rs], /--case is missing/],
      [['--pack', rs, '--case', join(dir, 'none.json')], /cannot be read \(ENOENT\)/],
      [['--pack', rs, '--case', join(dir, 'no-json.json')], /is not JSON/],
      [['--pack', rs, '--case', join(dir, 'bad-case.json')], /case .*cannot be used: \/sex type/],
      [['--pack', dir, '--case', good], /pack .*cannot be used: \/fallback\/office office-unknown/],
      [
        ['--pack', mixed, '--case', good],
        /pack .*pack-9\.json cannot be used: \/version version-not-earlier/,
      ],
      [['--pack', rs, '--case', good, '--as-of', 'today'], /--as-of needs a day/],
      [['--pack', rs, '--case', good, '--other'], /--other/],
    ];
    for (const [args, text] of wrong) {
      const { status, stdout, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, text);
      assert.ok(!stderr.includes(canary));
    }
  });

  it('helps', () => {
    const { status, stdout } = run('--help');
    assert.equal(status, 0);
    assert.match(stdout, /npm run -s route[^]*--pack DIR[^]*--case FILE/);
  });
});
