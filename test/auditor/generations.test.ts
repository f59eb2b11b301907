/** Scenario 8 as an auditor sees it: a stolen key, a new generation, and a history that stays whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  publicJwk,
  REGISTRY_TOPIC,
  signEntry,
  type Head,
  type StreamHead,
} from '../../services/lib/protocol/index.ts';
import { advance, participantOf } from '../support/registry.ts';
import { ordinaryHistory, randomDigest, roots, type History, type Written } from './history.ts';

const HEARTBEAT = { type: 'heartbeat', version: 1, drill: false };

function headOf(history: History, stream: string): StreamHead {
  const { sequence, digest }: Head = history.head(stream);
  return { stream, sequence, digest };
}

/** al's key is revoked at the present heads; al and rs go on in generation 2. */
function rekey(history: History, after: readonly StreamHead[]): void {
  const { world } = history;
  const old = participantOf(world, 'al').signing;
  const fresh = world.cipher.generateKeyPair('Ed25519');
  const standsBy = ['trm.al.rs/0/1', 'trm.al.xk/0/1', 'trm.al.public/0/1'].map((name) =>
    headOf(history, name),
  );
  const next = advance(world, (payload) => ({
    participants: payload.participants.map((entry) =>
      entry.id !== 'al'
        ? entry
        : signEntry(world.cipher, old, {
            id: 'al',
            keys: [
              { jwk: publicJwk(old), status: 'revoked', standsBy },
              { jwk: publicJwk(fresh), status: 'current' },
            ],
            auditors: entry.auditors,
          }),
    ),
    pairs: payload.pairs.map((pair) =>
      pair.participants.includes('al') && pair.participants.includes('rs')
        ? { ...pair, generation: 2, reason: 'theft', after }
        : pair,
    ),
  }));
  history.store(REGISTRY_TOPIC, 0, '2', next.registryValue);
  const participants = new Map(world.participants);
  participants.set('al', { ...participantOf(world, 'al'), signing: fresh });
  history.world = { ...next, participants };
  for (const { stream, digest } of after) {
    history.heads.set(stream.replace(/1$/, '2'), { sequence: 0, digest });
  }
}

function postIn(history: History, from: string, to: string, generation: number, overrides = {}): Written {
  const { written, value } = history.seal({ from, to, lane: 0, generation }, HEARTBEAT, overrides);
  return { ...written, offset: history.store(written.topic, 0, written.id, value) };
}

test('what a stolen key signed is shown, what came before is not doubted, and the pair goes on', async () => {
  const history = ordinaryHistory();
  const thief = participantOf(history.world, 'al').signing;
  rekey(history, [headOf(history, 'trm.al.rs/0/1'), headOf(history, 'trm.rs.al/0/1')]);
  const forged = postIn(history, 'al', 'rs', 1, { signingKey: thief });
  postIn(history, 'al', 'rs', 2);
  postIn(history, 'rs', 'al', 2);
  postIn(history, 'al', 'rs', 2);
  const report = await history.audit();
  assert.deepEqual(report.faults, []);
  assert.deepEqual(
    report.notes.map(({ code, record }) => [code, record]),
    [['disputed', forged.id]],
  );
  assert.equal(report.streams, 8);
});

test('a late record of the closed generation is evidence, not a fault', async () => {
  const history = ordinaryHistory();
  rekey(history, [headOf(history, 'trm.al.rs/0/1'), headOf(history, 'trm.rs.al/0/1')]);
  const late = postIn(history, 'rs', 'al', 1);
  const report = await history.audit();
  assert.deepEqual(report.faults, []);
  assert.deepEqual(
    report.notes.map(({ code, record }) => [code, record]),
    [['evidence-only', late.id]],
  );
});

test('the end of a closed generation is witnessed by the registry', async () => {
  const history = ordinaryHistory();
  const hidden = history.heartbeat('rs', 'al');
  rekey(history, [headOf(history, 'trm.al.rs/0/1'), headOf(history, 'trm.rs.al/0/1')]);
  history.remove(hidden);
  assert.deepEqual(
    roots(await history.audit()).map(({ code, stream, sequence }) => [code, stream, sequence]),
    [['withheld', hidden.stream, hidden.sequence]],
  );

  const other = ordinaryHistory();
  const head = headOf(other, 'trm.rs.al/0/1');
  rekey(other, [headOf(other, 'trm.al.rs/0/1'), { ...head, digest: randomDigest(other) }]);
  assert.deepEqual(
    roots(await other.audit()).map(({ code, stream, sequence }) => [code, stream, sequence]),
    [['witness', head.stream, head.sequence]],
  );
});
