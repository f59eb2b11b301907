/** Registry versions: made, signed by two of three, published once, and accepted by the reader of protocol.md 8. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  keyFilesIn,
  makeAuditorKeys,
  makeParticipantKeys,
  signingKey,
} from '../../scripts/lib/participant-keys.ts';
import { firstRegistry, nextRegistry, replacedKey } from '../../scripts/lib/registry-content.ts';
import {
  addVersion,
  checkedValues,
  pins,
  publishRegistry,
  registryKeys,
  RegistryDirError,
  signVersion,
  versionPayload,
} from '../../scripts/lib/registry-dir.ts';
import { installEmbeddedBus, openBus, type Bus } from '../../services/lib/platform/bus/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  acceptRegistry,
  kidOf,
  REGISTRY_TOPIC,
  type RegistryState,
} from '../../services/lib/protocol/index.ts';
import { freshDatabase } from '../support/servers.ts';

const NOW = '2026-11-25T10:00:00.000Z';
const LATER = '2026-12-20T10:00:00.000Z';
const REGISTRY = path.resolve(import.meta.dirname, '../../scripts/registry.ts');

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-registry-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A registry folder with version 1 for al, rs and xk, not signed yet. */
function first(dir: string): void {
  const participants = ['xk', 'al', 'rs'].map((id) => {
    const files = keyFilesIn(path.join(dir, id));
    makeParticipantKeys(files, NOW);
    return { id, signingKey: signingKey(files.signingKeyFile) };
  });
  addVersion(dir, firstRegistry(registryKeys(dir), participants, [], NOW));
}

function signTwice(dir: string, version: number): void {
  for (const key of registryKeys(dir).slice(1)) signVersion(dir, version, key);
}

test('version 1 holds every pair and every ordered basis, says what is invented, and is accepted', (t) => {
  const dir = folder(t);
  first(dir);
  signTwice(dir, 1);
  const { state } = checkedValues(dir, 1);
  assert.deepEqual(state.participantIds(), ['al', 'rs', 'xk']);
  assert.equal(state.payload.pairs.length, 3);
  assert.equal(state.payload.bases.length, 6);
  for (const basis of state.payload.bases) assert.match(basis.instrument, /INVENTED.*unconfirmed/);
  assert.ok(state.basisInForce('xk', 'al', NOW));
  assert.equal(pins(dir).digest, state.digest);
});

test('one signature is not enough, and the same key twice is one', (t) => {
  const dir = folder(t);
  first(dir);
  const [key] = registryKeys(dir);
  assert.ok(key);
  assert.equal(signVersion(dir, 1, key), 1);
  assert.equal(signVersion(dir, 1, key), 1);
  assert.throws(() => checkedValues(dir, 1), RegistryDirError);
});

test('a key is replaced under the old key, and the reader follows', (t) => {
  const dir = folder(t);
  first(dir);
  signTwice(dir, 1);
  const before = versionPayload(dir, 1);
  const entry = before.participants.find(({ id }) => id === 'rs');
  assert.ok(entry);
  const newKey = nodeCipher.generateKeyPair('Ed25519');
  const oldKey = signingKey(keyFilesIn(path.join(dir, 'rs')).signingKeyFile);
  addVersion(dir, nextRegistry(before, { participants: [replacedKey(entry, oldKey, newKey)] }, LATER));
  signTwice(dir, 2);
  const { state } = checkedValues(dir, 2);
  assert.equal(state.currentKey('rs')?.kid, kidOf(nodeCipher, newKey));
  assert.equal(state.knownKey('rs', kidOf(nodeCipher, oldKey))?.status, 'replaced');
});

test('what a reader would refuse is never published', (t) => {
  const dir = folder(t);
  first(dir);
  signTwice(dir, 1);
  const before = versionPayload(dir, 1);
  const [entry] = before.participants;
  assert.ok(entry);
  const thief = nodeCipher.generateKeyPair('Ed25519');
  addVersion(dir, nextRegistry(before, { participants: [replacedKey(entry, thief, thief)] }, LATER));
  signTwice(dir, 2);
  assert.throws(() => checkedValues(dir, 2), /entry-signature/);
});

async function bus(t: TestContext): Promise<{ bus: Bus; url: string }> {
  const fresh = await freshDatabase(t, 'reg');
  const { urls } = await installEmbeddedBus(fresh.adminUrl, {
    participants: ['al'],
    registryOperator: 'registry',
  });
  const url = urls['registry'] ?? '';
  const opened = await openBus({ kind: 'embedded', databaseUrl: url });
  t.after(() => opened.close());
  return { bus: opened, url };
}

async function read(from: Bus): Promise<{ key: string; value: Uint8Array }[]> {
  const records = [];
  for await (const { key, value } of from.readRange({ topic: REGISTRY_TOPIC, lane: 0 }))
    records.push({ key, value });
  return records;
}

test('every version is published once, under its number, and a stranger accepts the chain from the pins', async (t) => {
  const dir = folder(t);
  first(dir);
  signTwice(dir, 1);
  const { bus: operator } = await bus(t);
  assert.deepEqual(await publishRegistry(operator, dir), [1]);
  addVersion(dir, nextRegistry(versionPayload(dir, 1), {}, LATER));
  signTwice(dir, 2);
  assert.deepEqual(await publishRegistry(operator, dir), [2]);
  assert.deepEqual(await publishRegistry(operator, dir), []);
  const records = await read(operator);
  assert.deepEqual(
    records.map(({ key }) => key),
    ['1', '2'],
  );
  let state: RegistryState | null = null;
  for (const { value } of records) {
    const outcome = acceptRegistry(nodeCipher, pins(dir), state, value);
    assert.ok(outcome.ok, outcome.ok ? '' : outcome.code);
    state = outcome.state;
  }
  assert.equal(state?.version, 2);
});

test('another version under the same number on the bus is never superseded', async (t) => {
  const mine = folder(t);
  const theirs = folder(t);
  const { bus: operator } = await bus(t);
  for (const dir of [mine, theirs]) {
    first(dir);
    signTwice(dir, 1);
  }
  await publishRegistry(operator, theirs);
  await assert.rejects(publishRegistry(operator, mine), RegistryDirError);
  assert.equal((await read(operator)).length, 1);
});

test('the commands do the whole round: create, sign, publish, show', async (t) => {
  const dir = folder(t);
  const { url } = await bus(t);
  const run = (...args: readonly string[]): { status: number | null; json: Record<string, unknown> } => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [REGISTRY, ...args, '--dir', path.join(dir, 'reg'), '--json'],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(stdout.trim().split('\n').length, 1, 'one line of JSON');
    return { status, json: JSON.parse(stdout) as Record<string, unknown> };
  };
  for (const id of ['al', 'rs']) makeParticipantKeys(keyFilesIn(path.join(dir, id)), NOW);
  makeAuditorKeys(keyFilesIn(path.join(dir, 'audit')).encryptionKeysFile, NOW);
  writeFileSync(path.join(dir, 'bus-url'), url, { mode: 0o600 });
  const config = path.join(dir, 'registry.json');
  writeFileSync(
    config,
    JSON.stringify({ participant: 'registry', bus: 'embedded', busDatabaseUrlFile: 'bus-url' }),
  );
  const parties = ['al', 'rs'].flatMap((id) => ['--participant', `${id}=${path.join(dir, id)}`]);
  const created = run('create', ...parties, '--auditor', `audit=${path.join(dir, 'audit')}`);
  assert.equal(created.status, 0);
  assert.equal(run('sign', '--key', '1').json['signatures'], 1);
  assert.equal(run('publish', '--config', config).status, 2, 'one signature of two');
  assert.equal(run('sign', '--key', '3').json['signatures'], 2);
  assert.deepEqual(run('publish', '--config', config).json['published'], [1]);
  const shown = run('show').json as { payload: { auditors: { id: string }[] }; signers: string[] };
  assert.equal(shown.signers.length, 2);
  assert.deepEqual(
    shown.payload.auditors.map(({ id }) => id),
    ['audit'],
  );
  const written = JSON.parse(readFileSync(String(created.json['pins']), 'utf8')) as { version: number };
  assert.equal(written.version, 1);
});
