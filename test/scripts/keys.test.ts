/** Key files as formats.md 6 and 8 say, made once; tokens as contract.md 4 says, checked by jose as a stranger would. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import {
  extendEncryptionKeys,
  extendJusticeKeys,
  keyFilesIn,
  makeAuditorKeys,
  makeParticipantKeys,
} from '../../scripts/lib/participant-keys.ts';
import {
  readEncryptionKeys,
  readJusticeKeys,
  readKek,
  readSigningKey,
  readTokenKeys,
} from '../../services/lib/platform/files/index.ts';
import { webhookSecret } from '../../services/lib/platform/webhook/index.ts';

const KEYS = path.resolve(import.meta.dirname, '../../scripts/keys.ts');
const WEDNESDAY = '2026-11-25T10:00:00.000Z';

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-keys-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function keys(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [KEYS, ...args], { encoding: 'utf8' });
}

function value<T>(reading: { ok: true; value: T } | { ok: false; problem: string }): T {
  assert.ok(reading.ok, reading.ok ? '' : reading.problem);
  return reading.value;
}

test('payload keys cover this week and the next eight, Monday to Monday, without a hole', (t) => {
  const files = keyFilesIn(folder(t));
  makeParticipantKeys(files, WEDNESDAY);
  const { payload, metadata } = value(readEncryptionKeys(files.encryptionKeysFile));
  assert.equal(payload.length, 9);
  assert.equal(payload[0]?.from, '2026-11-23T00:00:00.000Z');
  assert.equal(payload[8]?.to, '2027-01-25T00:00:00.000Z');
  for (const [index, key] of payload.entries()) {
    assert.equal(Date.parse(key.to) - Date.parse(key.from), 7 * 24 * 3600 * 1000);
    assert.equal(payload[index + 1]?.from ?? key.to, key.to);
  }
  assert.deepEqual(
    metadata.map(({ from }) => from),
    ['2026-11-23T00:00:00.000Z'],
  );
  assert.equal(new Set([...payload, ...metadata].map(({ jwk }) => jwk.x)).size, 10);
  assert.equal(value(readKek(files.kekFile)).key.length, 32);
  assert.equal(value(readSigningKey(files.signingKeyFile)).crv, 'Ed25519');
  assert.equal(value(readTokenKeys(files.tokenKeysFile)).keys.length, 1);
});

test('nothing that exists is overwritten, and all files are private', (t) => {
  const dir = folder(t);
  const files = keyFilesIn(dir);
  assert.equal(makeParticipantKeys(files, WEDNESDAY).length, 7);
  const before = Object.values<string>({ ...files }).map((file) => readFileSync(file, 'utf8'));
  assert.deepEqual(makeParticipantKeys(files, '2027-06-01T00:00:00.000Z'), []);
  assert.deepEqual(
    Object.values<string>({ ...files }).map((file) => readFileSync(file, 'utf8')),
    before,
  );
  if (process.platform === 'win32') return;
  for (const file of [...Object.values<string>({ ...files }), path.join(dir, 'token-signing-key.json')]) {
    assert.equal(statSync(file).mode & 0o777, 0o600, file);
  }
});

test('extending adds the missing weeks and keeps every key that was there', (t) => {
  const file = keyFilesIn(folder(t)).encryptionKeysFile;
  makeParticipantKeys(keyFilesIn(path.dirname(file)), WEDNESDAY);
  const before = value(readEncryptionKeys(file));
  assert.deepEqual(extendEncryptionKeys(file, WEDNESDAY), []);
  const added = extendEncryptionKeys(file, '2026-12-08T00:00:00.000Z');
  assert.deepEqual(added, ['2027-01-25T00:00:00.000Z', '2027-02-01T00:00:00.000Z']);
  const after = value(readEncryptionKeys(file));
  assert.deepEqual(after.payload.slice(0, 9), before.payload);
  assert.deepEqual(after.metadata, before.metadata);
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('the justice channel has weekly keys and a key-encryption key of its own, or none at all', (t) => {
  const files = keyFilesIn(folder(t));
  makeParticipantKeys(files, WEDNESDAY);
  const { justice } = value(readJusticeKeys(files.justiceKeysFile));
  const { payload, metadata } = value(readEncryptionKeys(files.encryptionKeysFile));
  assert.deepEqual(
    justice.map(({ from, to }) => [from, to]),
    payload.map(({ from, to }) => [from, to]),
  );
  assert.equal(new Set([...justice, ...payload, ...metadata].map(({ jwk }) => jwk.x)).size, 19);
  const [kek, justiceKek] = [value(readKek(files.kekFile)), value(readKek(files.justiceKekFile))];
  assert.notEqual(kek.id, justiceKek.id);
  assert.notDeepEqual(kek.key, justiceKek.key);

  assert.deepEqual(extendJusticeKeys(files.justiceKeysFile, '2026-12-08T00:00:00.000Z'), [
    '2027-01-25T00:00:00.000Z',
    '2027-02-01T00:00:00.000Z',
  ]);
  assert.deepEqual(value(readJusticeKeys(files.justiceKeysFile)).justice.slice(0, 9), justice);

  const { justiceKeysFile: _keys, justiceKekFile: _kek, ...without } = keyFilesIn(folder(t));
  assert.equal(makeParticipantKeys(without, WEDNESDAY).length, 5);
});

test('an auditor gets a metadata key and no payload key', (t) => {
  const file = keyFilesIn(folder(t)).encryptionKeysFile;
  makeAuditorKeys(file, WEDNESDAY);
  const made = value(readEncryptionKeys(file));
  assert.equal(made.payload.length, 0);
  assert.equal(made.metadata.length, 1);
});

test('an auditor with a place for token keys gets them, and its tokens are its own', (t) => {
  const dir = folder(t);
  const made = keys('create', '--dir', dir, '--auditor', '--json');
  assert.equal(made.status, 0, made.stderr);
  assert.deepEqual(readdirSync(dir).sort(), [
    'encryption-keys.json',
    'token-keys.json',
    'token-signing-key.json',
  ]);
  const run = keys('token', '--dir', dir, '--participant', 'regional', '--role', 'auditor', '--json');
  assert.equal(run.status, 0, run.stderr);
  const { token } = JSON.parse(run.stdout) as { token: string };
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
  assert.equal((claims as { aud: string }).aud, 'urn:trm:regional');
});

test('a token verifies against the public set, which holds no private key', async (t) => {
  const dir = folder(t);
  const file = path.join(dir, 'al.json');
  const files = keyFilesIn(path.join(dir, 'keys'));
  writeFileSync(file, JSON.stringify({ participant: 'al', bus: 'embedded', ...files }));
  assert.equal(keys('create', '--config', file, '--json').status, 0);
  const run = keys(
    'token',
    '--config',
    file,
    '--role',
    'case-worker',
    '--office',
    'tirana',
    '--expires',
    'PT12H',
    '--json',
  );
  assert.equal(run.status, 0, run.stderr);
  const answer = JSON.parse(run.stdout) as { token: string; subject: string };
  const text = readFileSync(files.tokenKeysFile, 'utf8');
  assert.equal(text.includes('"d"'), false);
  const { payload, protectedHeader } = await jwtVerify(
    answer.token,
    createLocalJWKSet(JSON.parse(text) as JSONWebKeySet),
    { issuer: 'urn:trm:al', audience: 'urn:trm:al', algorithms: ['EdDSA'] },
  );
  assert.equal(protectedHeader.alg, 'EdDSA');
  assert.deepEqual(payload['roles'], ['case-worker']);
  assert.equal(payload['office'], 'tirana');
  assert.equal(payload.sub, answer.subject);
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 12 * 3600);
  assert.match(payload.jti ?? '', /^[0-9a-f-]{36}$/);
});

test('wrong use ends with 2 and prints no token', (t) => {
  const dir = folder(t);
  assert.equal(keys('create', '--dir', dir).status, 0);
  const base = ['token', '--dir', dir, '--participant', 'al'];
  for (const args of [
    [...base, '--role', 'king'],
    [...base, '--role', 'case-worker'],
    [...base, '--role', 'duty-officer', '--expires', 'PT13H'],
    [...base, '--role', 'duty-officer', '--expires', 'PT0S'],
    ['token', '--dir', dir, '--participant', 'Public', '--role', 'duty-officer'],
    ['destroy', '--dir', dir],
    [],
  ]) {
    const run = keys(...args);
    assert.equal(run.status, 2, args.join(' '));
    assert.equal(run.stdout, '');
  }
});

test('a damaged key file is a problem that does not quote it', (t) => {
  const dir = folder(t);
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'encryption-keys.json'), '{"payload":"hidden-value"}', { mode: 0o600 });
  const run = keys('extend', '--dir', dir);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /encryption-keys\.json/);
  assert.equal(run.stderr.includes('hidden-value'), false);
});

test('a receiver of webhooks is shown its secret, and nothing else of ours', (t) => {
  const dir = folder(t);
  const master = 'a master secret that nobody may see, long enough';
  const config = path.join(dir, 'al.json');
  writeFileSync(
    config,
    JSON.stringify({ participant: 'al', bus: 'embedded', webhookSecretFile: 'webhook-secret' }),
  );
  writeFileSync(path.join(dir, 'webhook-secret'), `${master}\n`, { mode: 0o600 });
  const shown = keys('webhook', '--config', config, '--url', 'https://A.example/hook', '--json');
  assert.equal(shown.status, 0, shown.stderr);
  assert.deepEqual(JSON.parse(shown.stdout), {
    url: 'https://a.example/hook',
    secret: webhookSecret(master, 'https://a.example/hook'),
  });
  assert.equal(shown.stdout.includes(master), false);
  for (const args of [['--url', 'nowhere'], []])
    assert.equal(keys('webhook', '--config', config, ...args).status, 2);
});
