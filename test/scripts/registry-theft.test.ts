/** The version after a theft: by position, for the last record that both ends hold, and accepted by the reader. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { keyFilesIn, makeParticipantKeys, signingKey } from '../../scripts/lib/participant-keys.ts';
import { firstRegistry, nextRegistry } from '../../scripts/lib/registry-content.ts';
import {
  addVersion,
  checkedValues,
  registryKeys,
  RegistryDirError,
  signVersion,
  versionPayload,
} from '../../scripts/lib/registry-dir.ts';
import { type Positions, revokedChange, withoutNewGeneration } from '../../scripts/lib/registry-theft.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { digest, kidOf, nameHead, type Head, type RegistryState } from '../../services/lib/protocol/index.ts';

const NOW = '2026-11-25T10:00:00.000Z';
const LATER = '2026-11-28T10:00:00.000Z';
const REGISTRY = path.resolve(import.meta.dirname, '../../scripts/registry.ts');
const OUT = 'trm.al.rs/0/1';
const IN = 'trm.rs.al/0/1';
const PUBLIC = 'trm.al.public/0/1';

function folder(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-theft-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const participants = ['al', 'rs', 'xk'].map((id) => {
    const files = keyFilesIn(path.join(dir, id));
    makeParticipantKeys(files, NOW);
    return { id, signingKey: signingKey(files.signingKeyFile) };
  });
  addVersion(dir, firstRegistry(registryKeys(dir), participants, [], NOW));
  signTwice(dir, 1);
  makeParticipantKeys(keyFilesIn(path.join(dir, 'new')), NOW);
  return dir;
}

function signTwice(dir: string, version: number): void {
  for (const key of registryKeys(dir).slice(1)) signVersion(dir, version, key);
}

/** Newest first, as the program prints them; `forged`: from that position on somebody else's record. */
function heads(name: string, last: number, forged = Infinity): readonly Head[] {
  return Array.from({ length: last }, (_, index) => last - index).map((sequence) => ({
    sequence,
    digest: digest(nodeCipher, `${name} ${sequence}${sequence >= forged ? ' forged' : ''}`),
  }));
}

/** al has sealed 5, rs has taken 6, of which the last is not al's; rs has sealed 9, of which al has taken 7. */
function bothEnds(forged = 6): readonly [al: Positions, rs: Positions] {
  return [
    {
      participant: 'al',
      streams: [
        { stream: OUT, direction: 'out', positions: heads(OUT, 5) },
        { stream: IN, direction: 'in', positions: heads(IN, 7) },
        { stream: PUBLIC, direction: 'out', positions: heads(PUBLIC, 3) },
      ],
    },
    {
      participant: 'rs',
      streams: [
        { stream: IN, direction: 'out', positions: heads(IN, 9) },
        { stream: OUT, direction: 'in', positions: heads(OUT, 6, forged) },
      ],
    },
  ];
}

function revoked(
  dir: string,
  positions: readonly Positions[],
  { signed = true }: { readonly signed?: boolean } = {},
): RegistryState {
  const { state } = checkedValues(dir, 1);
  const change = revokedChange(state, {
    id: 'al',
    oldKey: signed ? oldKey(dir) : null,
    newKey: signingKey(keyFilesIn(path.join(dir, 'new')).signingKeyFile),
    positions,
    reason: 'theft',
  });
  addVersion(dir, nextRegistry(state.payload, change, LATER));
  signTwice(dir, 2);
  return checkedValues(dir, 2).state;
}

function oldKey(dir: string) {
  return signingKey(keyFilesIn(path.join(dir, 'al')).signingKeyFile);
}

test('the old key counts up to what its owner stands by, the pair begins anew after what both hold', (t) => {
  const dir = folder(t);
  const state = revoked(dir, bothEnds());
  const kid = kidOf(nodeCipher, oldKey(dir));
  const [own] = heads(OUT, 5);
  const [forged] = heads(OUT, 6, 6);
  assert.ok(own && forged);
  assert.equal(state.keyVerdict(OUT, 5, own.digest, kid), 'valid');
  assert.equal(state.keyVerdict(OUT, 6, forged.digest, kid), 'disputed');
  assert.equal(state.keyVerdict(PUBLIC, 4, forged.digest, kid), 'disputed');
  assert.equal(state.keyVerdict('trm.al.rs/0/2', 1, forged.digest, kid), 'disputed');
  const newKid = kidOf(nodeCipher, signingKey(keyFilesIn(path.join(dir, 'new')).signingKeyFile));
  assert.equal(state.currentKey('al')?.kid, newKid);
  assert.equal(state.participant('al')?.reportedLoss, false);
  const pair = state.payload.pairs.find(({ participants }) => participants.join() === 'al,rs');
  assert.deepEqual(pair, {
    participants: ['al', 'rs'],
    lanes: 1,
    generation: 2,
    reason: 'theft',
    after: [
      { stream: OUT, ...own },
      { stream: IN, ...heads(IN, 7)[0] },
    ],
  });
  assert.equal(state.pair('al', 'xk')?.generation, 1);
  assert.deepEqual(withoutNewGeneration(versionPayload(dir, 2), { id: 'al', positions: bothEnds() }), ['xk']);
});

test('where both have a record at one position and not the same one, the last common one before it counts', (t) => {
  const dir = folder(t);
  const state = revoked(dir, bothEnds(4));
  assert.deepEqual(state.closedAt({ from: 'al', to: 'rs', lane: 0, generation: 1 }), heads(OUT, 3)[0]);
});

test('of a stream in which nothing has gone, the end is before its first record', (t) => {
  const dir = folder(t);
  const [al, rs] = bothEnds();
  const state = revoked(dir, [{ ...al, streams: al.streams.filter(({ stream }) => stream !== IN) }, rs]);
  assert.deepEqual(
    state.closedAt({ from: 'rs', to: 'al', lane: 0, generation: 1 }),
    nameHead(nodeCipher, IN),
  );
});

test('without the old key the entry is unsigned, and everybody is told that its key was lost', (t) => {
  assert.equal(revoked(folder(t), bothEnds(), { signed: false }).participant('al')?.reportedLoss, true);
});

test('what is not held by both is never called so', (t) => {
  const dir = folder(t);
  const [al, rs] = bothEnds(1);
  assert.throws(() => revoked(dir, [al, rs]), RegistryDirError);
  assert.throws(() => revoked(dir, [rs]), /positions of al itself are missing/);
});

test('an operator does it with one command, and hears who goes on as before', (t) => {
  const dir = folder(t);
  const [al, rs] = bothEnds();
  for (const positions of [al, rs])
    writeFileSync(path.join(dir, `${positions.participant}.json`), JSON.stringify(positions));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [REGISTRY, 'create', '--dir', dir, ...args], { encoding: 'utf8' });
  const file = (id: string): readonly string[] => ['--positions', path.join(dir, `${id}.json`)];
  const revoke = [
    '--revoke',
    `al=${path.join(dir, 'new')}`,
    '--old-key',
    keyFilesIn(path.join(dir, 'al')).signingKeyFile,
  ];
  assert.equal(run(...revoke, ...file('al'), '--replace', `al=${dir}/new`).status, 2);
  assert.equal(run(...revoke, ...file('rs')).status, 2, 'its own positions are missing');
  assert.equal(run(...revoke, ...file('al'), ...file('rs'), '--reason', 'lanes').status, 2);
  const { status, stdout, stderr } = run(...revoke, ...file('al'), ...file('rs'));
  assert.equal(status, 0, stderr);
  assert.match(stdout + stderr, /al and xk go on in their generation/);
  signTwice(dir, 2);
  assert.equal(checkedValues(dir, 2).state.pair('al', 'rs')?.generation, 2);
});
