// Keys of three series are announced by their owner, eight weeks ahead, and taken by partners: the first of a week counts,
// a key stands in one series alone, and nobody's word about another's keys counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { createParticipantDatabase, openPool } from '../../services/lib/platform/db/index.ts';
import { kidOf, newId, publicJwk, weekOf } from '../../services/lib/protocol/index.ts';
import type { AuthenticRecord, JsonObject, KeySeries, Metadata } from '../../services/lib/protocol/types.ts';
import { listIncidents } from '../../services/lib/store/incidents.ts';
import { PUBLIC_PEER, enqueue, oldest, removeSealed } from '../../services/lib/store/outbox.ts';
import { announcedKeys, insertAnnouncedKey } from '../../services/lib/store/trust.ts';
import { keepOwnAnnouncement, type KeyAnnouncement } from '../../services/lib/trust/announcement.ts';
import { type OwnKeys, announceKeys } from '../../services/router/announce.ts';
import type { RouterContext } from '../../services/router/context.ts';
import { applyPublic } from '../../services/router/public.ts';
import { prepareDatabase } from '../../services/participant/prepare-database.ts';
import { type CleanUp, freshDatabase } from '../support/servers.ts';

const NOW = '2026-11-25T10:00:00.000Z';

/** What announcing and taking need of a router: its database, its keys and its clock. */
async function router(t: CleanUp, participant: string): Promise<RouterContext> {
  const fresh = await freshDatabase(t, 'announce');
  const serviceRole = `${fresh.name}_service`;
  const created = await createParticipantDatabase(fresh.adminUrl, { database: fresh.name, serviceRole });
  await prepareDatabase(fresh.adminUrl, { serviceRole });
  const db = openPool(created.serviceUrl, { applicationName: 'announce-test' });
  t.after(() => db.close());
  const newUuid = (): string => newId(nodeCipher, Date.parse(NOW));
  const crypto = {
    cipher: nodeCipher,
    kek: { id: 'kek', key: nodeCipher.randomBytes(32) },
    newId: newUuid,
  };
  const context: Pick<RouterContext, 'participant' | 'db' | 'cipher' | 'crypto' | 'now'> = {
    participant,
    db,
    cipher: nodeCipher,
    crypto,
    now: () => new Date(NOW),
  };
  return context as RouterContext;
}

const key = () => nodeCipher.generateKeyPair('X25519');
const thisWeek = weekOf(NOW);
const nextWeek = weekOf(thisWeek.to);

function ownKeys(): OwnKeys {
  return {
    metadata: [{ jwk: key(), from: thisWeek.from }],
    payload: [{ jwk: key(), ...thisWeek }],
    justice: [{ jwk: key(), ...thisWeek }],
  };
}

/** Signs nothing: what the publisher does to the database with what waits. */
async function published(context: RouterContext): Promise<readonly JsonObject[]> {
  const waiting = await oldest(context.db, context.crypto, PUBLIC_PEER, 0, 10);
  const contents: JsonObject[] = [];
  for (const item of waiting) {
    assert.equal(item.state, 'ready');
    if (item.state !== 'ready') continue;
    const { metadata, id } = item.entry;
    contents.push(metadata);
    await context.db.tx(async (sql) => {
      const announcement = metadata as unknown as KeyAnnouncement;
      await keepOwnAnnouncement(sql, nodeCipher, context.participant, announcement, contents.length);
      await removeSealed(sql, [id]);
    });
  }
  return contents;
}

const record = (from: string, sequence: number): AuthenticRecord =>
  ({
    stream: { from, to: 'public', lane: 0, generation: 1 },
    streamName: `trm.${from}.public/0/1`,
    envelope: { sequence },
  }) as AuthenticRecord;

const announcement = (series: KeySeries, keys: readonly JsonObject[]): Metadata =>
  ({ type: 'key.announced', version: 1, series, keys }) as unknown as Metadata;

test('a router announces its three series once, public halves alone, and each new week when it comes', async (t) => {
  const context = await router(t, 'al');
  const keys = ownKeys();
  assert.equal(await announceKeys(context, keys), 3);
  assert.equal(await announceKeys(context, keys), 0, 'it waits in the outbox already');
  const contents = await published(context);
  assert.deepEqual(
    contents.map(({ series }) => series),
    ['metadata', 'payload', 'justice'],
  );
  assert.ok(!JSON.stringify(contents).includes('"d"'));
  const { justice = [] } = keys;
  assert.deepEqual(contents[2]?.['keys'], [{ jwk: { ...publicJwk(justice[0]?.jwk ?? key()) }, ...thisWeek }]);
  assert.equal(await announceKeys(context, keys), 0);

  const later = { ...keys, justice: [...justice, { jwk: key(), ...nextWeek }] };
  assert.equal(await announceKeys(context, later), 1);
  assert.deepEqual(
    (await published(context)).map((content) => [content['series'], (content['keys'] as unknown[]).length]),
    [['justice', 1]],
  );
});

test('entries of the directory that wait for the public topic hold up no keys, and keys not the entries', async (t) => {
  const context = await router(t, 'al');
  await context.db.tx((sql) =>
    enqueue(sql, context.crypto, {
      id: newId(nodeCipher, Date.parse(NOW)),
      peer: PUBLIC_PEER,
      lane: 0,
      type: 'directory.entry-suspended',
      personal: false,
      reference: null,
      metadata: { type: 'directory.entry-suspended', version: 1, id: 'desk', state: 'suspended', at: NOW },
      payload: {},
    }),
  );
  const keys = ownKeys();
  assert.equal(await announceKeys(context, keys), 3);
  assert.equal(await announceKeys(context, keys), 0, 'keys that wait are not announced twice');
  const waiting = await oldest(context.db, context.crypto, PUBLIC_PEER, 0, 10);
  assert.deepEqual(
    waiting.map((item) => (item.state === 'ready' ? item.entry.type : item.state)),
    ['directory.entry-suspended', 'key.announced', 'key.announced', 'key.announced'],
  );
});

test('a router without the channel announces two series', async (t) => {
  const context = await router(t, 'al');
  const { justice: _none, ...keys } = ownKeys();
  assert.equal(await announceKeys(context, keys), 2);
});

test('the first key of a week counts, in each series; a key stands in one series; nobody speaks for another', async (t) => {
  const { db } = await router(t, 'al');
  const [one, two] = [publicJwk(key()), publicJwk(key())];
  const insert = (participant: string, series: KeySeries, jwk: typeof one, sequence: number) =>
    insertAnnouncedKey(db, { participant, series, jwk, kid: kidOf(nodeCipher, jwk), ...thisWeek }, sequence);
  // A copy of it, announced first by somebody else, takes nothing away from its owner.
  assert.equal(await insert('me', 'payload', one, 1), true);
  assert.equal(await insert('rs', 'justice', one, 1), true);
  assert.equal(await insert('rs', 'justice', one, 1), true, 'read twice');
  assert.equal(await insert('rs', 'justice', two, 2), false, 'another one for the same week');
  assert.equal(await insert('rs', 'payload', one, 3), false, 'the same one in another series');
  assert.equal(await insert('rs', 'payload', two, 4), true);
  assert.deepEqual(
    (await announcedKeys(db)).map(({ participant, series, kid }) => [participant, series, kid]).toSorted(),
    [
      ['me', 'payload', kidOf(nodeCipher, one)],
      ['rs', 'justice', kidOf(nodeCipher, one)],
      ['rs', 'payload', kidOf(nodeCipher, two)],
    ].toSorted(),
  );
});

test('a key of the channel covers one week from Monday; what is wrong in an announcement is shown and not used', async (t) => {
  const context = await router(t, 'al');
  const taken = (metadata: Metadata, sequence: number) =>
    context.db.tx((sql) => applyPublic(context, sql, record('rs', sequence), { metadata, payload: null }));
  const jwk = (): JsonObject => ({ ...publicJwk(key()) });
  const tuesday = { from: '2026-11-24T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
  const low = { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) };
  await taken(announcement('justice', [{ jwk: jwk(), ...thisWeek }]), 1);
  await taken(announcement('justice', [{ jwk: jwk(), ...tuesday }]), 2);
  await taken(announcement('justice', [{ jwk: low, ...nextWeek }]), 3);
  await taken(announcement('justice', [{ jwk: jwk(), ...thisWeek }]), 4);
  assert.deepEqual(
    (await announcedKeys(context.db)).map(({ series, from }) => [series, from]),
    [['justice', thisWeek.from]],
  );
  const incidents = (await listIncidents(context.db)).map(({ code, sequence }) => [sequence, code]);
  assert.deepEqual(incidents.toSorted(), [
    [2, 'announcement-refused'],
    [3, 'announcement-refused'],
    [4, 'announcement-repeated'],
  ]);
});
