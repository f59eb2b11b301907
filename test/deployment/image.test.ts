/** The image holds what its programs and jobs load, nothing that must not leave this folder, and no tool of developers. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ENTRIES = [
  'services/participant/main.ts',
  'services/auditor/main.ts',
  'services/auditor/worker.ts',
  'scripts/keys.ts',
  'scripts/registry.ts',
  'scripts/topics.ts',
  'scripts/audit.ts',
];
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** As Docker reads it: the last line that fits decides, for a path or for a folder above it. */
function ignored(file: string): boolean {
  let result = false;
  const parts = file.split('/');
  const names = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  for (const line of read('.dockerignore').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const pattern = line.replace(/^!/, '');
    // Docker's star takes a leading dot, Node's does not.
    if (pattern === '*' || names.some((name) => path.matchesGlob(name, pattern)))
      result = !line.startsWith('!');
  }
  return result;
}

/** Every file of ours that is loaded, at once or when it is needed, and every package that is loaded at once. */
function loaded(entries: readonly string[]): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (!file.endsWith('.ts')) continue;
    for (const [, specifier = ''] of read(file).matchAll(/\bimport\('(\.[^']+)'\)/g))
      queue.push(path.join(path.dirname(file), specifier));
    for (const [statement, , specifier = ''] of read(file).matchAll(
      /^(?:import|export)\s([^;]*?\sfrom\s)?'([^']+)'/gm,
    )) {
      if (/^(?:import|export)\s+type\s/.test(statement) || specifier.startsWith('node:')) continue;
      if (specifier.startsWith('.')) queue.push(path.join(path.dirname(file), specifier));
      else packages.add(/^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
    }
  }
  return { files, packages };
}

test('every file that a program or job loads is in the image', () => {
  const { files } = loaded(ENTRIES);
  assert.ok(files.size > 100, 'the walk found the project');
  assert.deepEqual(
    [...files].filter((file) => !existsSync(path.join(ROOT, file)) || ignored(file)),
    [],
  );
});

test('they load no package that the image lacks', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const { packages } = loaded(ENTRIES);
  assert.ok(packages.has('fastify') && packages.has('kafkajs'), 'the walk found packages');
  assert.deepEqual(
    [...packages].filter((name) => !(name in dependencies)),
    [],
  );
});

test('keys, data, tests and the working copy stay out of the image; packs, migrations and jobs are in it', () => {
  for (const file of [
    '.env',
    '.git/config',
    '.trm/demo/demo.json',
    'node_modules/pg/package.json',
    'test/deployment/image.test.ts',
    'signing-key.json',
    'infra/kafka/pom.xml',
    'scripts/demo.ts',
  ])
    assert.equal(ignored(file), true, file);
  for (const file of [
    'infra/participants/xk/pack.json',
    'services/lib/store/migrations/0001-x.sql',
    'infra/docker/jobs/keys.sh',
    'schemas/codes/needs.json',
  ])
    assert.equal(ignored(file), false, file);
});

test('the image runs as a user without rights, from the official slim image, with production packages alone', () => {
  const lines = read('infra/docker/Dockerfile').split('\n');
  const froms = lines.filter((line) => line.startsWith('FROM '));
  assert.ok(froms.every((line) => /^FROM node:24-slim( AS \w+)?$/.test(line)));
  assert.equal(
    lines.findLast((line) => line.startsWith('USER ')),
    'USER 1000:1000',
  );
  const install = lines.filter((line) => line.startsWith('RUN ') && line.includes('npm '));
  assert.equal(install.length, 1);
  assert.match(install[0] ?? '', /npm ci --omit=dev --omit=optional --ignore-scripts$/);
  assert.ok(lines.some((line) => line.startsWith('HEALTHCHECK ')));
  assert.ok(lines.includes('ENTRYPOINT ["node"]'), 'Node.js is process 1 and gets the signals');
});
