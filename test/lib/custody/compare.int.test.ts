/**
 * What the comparison of protocol.md 4 step 4 believes: records that our own key signed and that we stand by, whoever put
 * them there; never rubbish, and never what a thief signed beyond a revocation, or a stolen key would stop us for good.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Comparison, compareWithBus } from '../../../services/lib/custody/compare.ts';
import type { Bus, BusRecord } from '../../../services/lib/platform/bus/port.ts';
import { nodeCipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import { migrate, openPool, type Sql } from '../../../services/lib/platform/db/index.ts';
import {
  type RegistryState,
  type Stream,
  publicJwk,
  recordValue,
  sealRecord,
  signEntry,
} from '../../../services/lib/protocol/index.ts';
import {
  advance as advanceStream,
  insertSealed,
  lockStream,
  markPublished,
} from '../../../services/lib/store/streams.ts';
import { advance, makeWorld, participantOf, sealInput, type World } from '../../support/registry.ts';
import { freshDatabase } from '../../support/servers.ts';

const world = makeWorld(nodeCipher);
const own: Stream = { from: 'al', to: 'rs', lane: 0, generation: 1 };
const theirs: Stream = { from: 'rs', to: 'al', lane: 0, generation: 1 };
const input = sealInput(world, own);
const record = { ...sealRecord(nodeCipher, input), id: input.id };
const value = recordValue(record);

test('an own record that the database does not know means rebuild', async (t) => {
  const outcome = await compare(await database(t), world.state, { 'trm.al.rs': [onBus(value)] });
  assert.deepEqual(outcome, { state: 'rebuild', stream: 'trm.al.rs/0/1', sequence: 1, by: 'bus' });
});

test('what a stolen key signed beyond its revocation is evidence, and no reason to stop', async (t) => {
  const { state } = revoked(world);
  const outcome = await compare(await database(t), state, { 'trm.al.rs': [onBus(value)] });
  assert.equal(outcome.state, 'clear');
});

test('a witness for what we never sealed means rebuild, also when its record has been taken', async (t) => {
  const sql = await database(t);
  const seen = { sequence: 7, digest: record.digest };
  const witness = sealInput(world, theirs, { seen });
  const lanes = { 'trm.rs.al': [onBus(recordValue(sealRecord(nodeCipher, witness)), witness.id)] };
  const found = { state: 'rebuild', stream: 'trm.al.rs/0/1', sequence: 7, by: 'witness' };
  assert.deepEqual(await compare(sql, world.state, lanes), found);
  await sql.query(`insert into trm.bus_position (topic, lane, next_offset) values ('trm.rs.al', 0, 1)`);
  assert.equal((await compare(sql, world.state, lanes)).state, 'clear');
  assert.deepEqual(await compare(sql, world.state, lanes, true), found);
});

test('a record whose ring, key or form was changed is missing: its stored bytes go out again', async (t) => {
  const sql = await database(t);
  await sealed(sql);
  const missing = [{ stream: 'trm.al.rs/0/1', sequences: [1] }];
  const text = Buffer.from(value).toString('utf8');
  const { envelope, metadata } = record;
  const changed: readonly (readonly [string, BusRecord | null, boolean])[] = [
    ['as sealed', onBus(value), true],
    ['stripped', onBus(Buffer.from(JSON.stringify({ envelope, metadata }))), true],
    ['gone', null, false],
    ['another payload', onBus(Buffer.from(JSON.stringify({ envelope, metadata, payload: metadata }))), false],
    [
      'another metadata ring',
      onBus(Buffer.from(JSON.stringify({ envelope, metadata: 'x', payload: record.payload }))),
      false,
    ],
    ['another key', onBus(value, 'another'), false],
    ['another spelling', onBus(Buffer.from(text.replace('{', '{ '))), false],
    ['another envelope', onBus(Buffer.from(text.replace('"envelope":"e', '"envelope":"f'))), false],
  ];
  for (const [told, raw, isThere] of changed) {
    const outcome = await compare(sql, world.state, { 'trm.al.rs': raw === null ? [] : [raw] });
    assert.equal(outcome.state, 'clear', told);
    assert.deepEqual('missing' in outcome && outcome.missing, isThere ? [] : missing, told);
  }
});

function onBus(bytes: Uint8Array, key = input.id): BusRecord {
  return { topic: '', lane: 0, offset: 0n, key, value: bytes };
}

/** The comparison only reads lanes, and these are all that there is. */
function compare(
  sql: Sql,
  registry: RegistryState,
  lanes: Readonly<Record<string, readonly BusRecord[]>>,
  allWitnesses = false,
): Promise<Comparison> {
  const bus: Pick<Bus, 'readRange'> = {
    readRange: async function* ({ topic }, { from = 0n, onEnd } = {}) {
      const records = lanes[topic] ?? [];
      yield* records.slice(Number(from)).map((each) => ({ ...each, topic }));
      onEnd?.(BigInt(records.length));
    },
  };
  return compareWithBus({
    sql,
    bus: bus as Bus,
    cipher: nodeCipher,
    registry,
    participant: 'al',
    allWitnesses,
  });
}

async function database(t: Parameters<typeof freshDatabase>[0] & object): Promise<Sql> {
  const { adminUrl } = await freshDatabase(t, 'compare');
  await migrate(adminUrl, {
    serviceRole: 'postgres',
    migrationsDir: fileURLToPath(new URL('../../../services/lib/store/migrations/', import.meta.url)),
  });
  const db = openPool(adminUrl);
  t.after(() => db.close());
  return db;
}

async function sealed(sql: Sql): Promise<void> {
  const name = 'trm.al.rs/0/1';
  const place = { name, direction: 'out', topic: 'trm.al.rs', lane: 0, generation: 1 } as const;
  await lockStream(sql, place, { sequence: 0, digest: input.previous });
  await insertSealed(sql, [
    { stream: name, sequence: 1, ...record, heartbeat: true, seen: 0, sealedAt: input.time },
  ]);
  await advanceStream(sql, name, { sequence: 1, digest: record.digest }, input.time);
  await markPublished(sql, [{ stream: name, sequence: 1 }]);
}

/** The key that signed `record` was stolen before its owner had sealed anything. */
function revoked(before: World): World {
  const al = participantOf(before, 'al');
  const next = nodeCipher.generateKeyPair('Ed25519');
  return advance(before, (payload) => ({
    participants: payload.participants.map((entry) => {
      if (entry.id !== 'al') return entry;
      const keys = [
        { jwk: publicJwk(al.signing), status: 'revoked' as const, standsBy: [] },
        { jwk: publicJwk(next), status: 'current' as const },
      ];
      return signEntry(nodeCipher, al.signing, { id: entry.id, keys, auditors: entry.auditors });
    }),
  }));
}
