// At rest the two channels have key-encryption keys of their own: neither unwraps what the other one wrapped, a program
// that holds one reads nothing of the other, and the database's owner finds no word of either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { nodeCipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  createParticipantDatabase,
  type Database,
  migrate,
  openPool,
} from '../../../services/lib/platform/db/index.ts';
import { newId } from '../../../services/lib/protocol/index.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';
import { ContentKeyError, type Kek } from '../../../services/lib/store/content-keys.ts';
import {
  type ContentCipher,
  loadContent,
  storeContent,
} from '../../../services/lib/store/message-content.ts';
import { insertMessage } from '../../../services/lib/store/messages.ts';
import { enqueue, justiceWaits, oldest } from '../../../services/lib/store/outbox.ts';
import { type CleanUp, freshDatabase } from '../../support/servers.ts';

const REFERENCE = '4FQ20WZ7D1LF';
const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const OTHER = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const PROTECTION = 'canary-of-protection';
const JUSTICE = 'canary-of-justice';

const kek = (id: string): Kek => ({ id, key: nodeCipher.randomBytes(32) });
const keks = { protection: kek('kek'), justice: kek('justice-kek') };
const newUuid = (): string => newId(nodeCipher, Date.now());
const base = { cipher: nodeCipher, newId: newUuid };
const both: ContentCipher = { ...base, kek: keks.protection, justiceKek: keks.justice };
const protectionOnly: ContentCipher = { ...base, kek: keks.protection };
/** Holds the two keys the wrong way round. */
const swapped: ContentCipher = { ...base, kek: keks.justice, justiceKek: keks.protection };
/** Knows the other channel's id by heart, and has its own key all the same. */
const posing: ContentCipher = {
  ...base,
  kek: { id: keks.justice.id, key: keks.protection.key },
  justiceKek: { id: keks.justice.id, key: keks.protection.key },
};

async function database(t: CleanUp): Promise<{ db: Database; adminUrl: string }> {
  const fresh = await freshDatabase(t, 'justice');
  const serviceRole = `${fresh.name}_service`;
  const created = await createParticipantDatabase(fresh.adminUrl, { database: fresh.name, serviceRole });
  await migrate(fresh.adminUrl, {
    serviceRole,
    migrationsDir: fileURLToPath(new URL('../../../services/lib/store/migrations/', import.meta.url)),
  });
  const db = openPool(created.serviceUrl, { applicationName: 'justice-test' });
  t.after(() => db.close());
  return { db, adminUrl: fresh.adminUrl };
}

const metadata = (type: string): Metadata => ({ type, version: 1, drill: false, reference: REFERENCE });

async function message(db: Database, type: string): Promise<string> {
  return insertMessage(db, {
    id: newUuid(),
    direction: 'out',
    peer: 'al',
    metadata: metadata(type),
    stream: null,
    sequence: null,
    at: '2026-11-25T10:00:00.000Z',
  });
}

const content = (canary: string): JsonObject => ({
  persons: [
    { subject: SUBJECT, word: canary },
    { subject: OTHER, word: canary },
  ],
  text: canary,
});

const isKeyError =
  (code: ContentKeyError['code']) =>
  (error: unknown): boolean =>
    error instanceof ContentKeyError && error.code === code;

test('each channel reads its own contents, and the other one’s as if they were gone', async (t) => {
  const { db } = await database(t);
  const [help, notice] = [
    await message(db, 'referral.submitted'),
    await message(db, 'justice.hearing-notice'),
  ];
  await storeContent(db, both, help, REFERENCE, content(PROTECTION));
  await storeContent(db, both, notice, REFERENCE, content(JUSTICE), 'justice');

  const ids = [help, notice];
  const protection = await loadContent(db, both, ids);
  assert.deepEqual(protection.get(help), content(PROTECTION));
  assert.equal(protection.get(notice), null);
  const justice = await loadContent(db, both, ids, 'justice');
  assert.deepEqual(justice.get(notice), content(JUSTICE));
  assert.equal(justice.get(help), null);

  assert.deepEqual((await loadContent(db, protectionOnly, ids)).get(help), content(PROTECTION));
  await assert.rejects(loadContent(db, protectionOnly, ids, 'justice'), isKeyError('unknown-kek'));
  await assert.rejects(storeContent(db, protectionOnly, notice, REFERENCE, content(JUSTICE), 'justice'));
});

test('neither key-encryption key unwraps what the other one wrapped', async (t) => {
  const { db } = await database(t);
  const [help, notice] = [
    await message(db, 'referral.submitted'),
    await message(db, 'justice.hearing-notice'),
  ];
  await storeContent(db, both, help, REFERENCE, content(PROTECTION));
  await storeContent(db, both, notice, REFERENCE, content(JUSTICE), 'justice');
  await assert.rejects(loadContent(db, swapped, [help]), isKeyError('unknown-kek'));
  await assert.rejects(loadContent(db, swapped, [notice], 'justice'), isKeyError('unknown-kek'));
  await assert.rejects(loadContent(db, posing, [notice], 'justice'), isKeyError('unwrap-failed'));
});

test('a person has a content key in each channel, so that one can go and the other stay', async (t) => {
  const { db } = await database(t);
  const [help, notice] = [
    await message(db, 'referral.submitted'),
    await message(db, 'justice.hearing-notice'),
  ];
  await storeContent(db, both, help, REFERENCE, content(PROTECTION));
  await storeContent(db, both, notice, REFERENCE, content(JUSTICE), 'justice');
  const keys = await db.query<{ channel: string; subject: string | null }>(
    `select channel, subject from trm.content_key order by channel, subject nulls first`,
  );
  assert.deepEqual(keys, [
    { channel: 'justice', subject: null },
    { channel: 'justice', subject: SUBJECT },
    { channel: 'justice', subject: OTHER },
    { channel: 'protection', subject: null },
    { channel: 'protection', subject: SUBJECT },
    { channel: 'protection', subject: OTHER },
  ]);
  await db.query(`delete from trm.content_key where channel = 'protection'`);
  assert.equal((await loadContent(db, both, [help])).get(help), null);
  assert.deepEqual((await loadContent(db, both, [notice], 'justice')).get(notice), content(JUSTICE));
});

test('an outbox without the channel’s key goes on with everything else', async (t) => {
  const { db } = await database(t);
  const entry = (type: string, canary: string, channel: 'protection' | 'justice') => ({
    id: newUuid(),
    peer: 'al',
    lane: 0,
    type,
    personal: true,
    channel,
    reference: REFERENCE,
    metadata: metadata(type) as unknown as JsonObject,
    payload: content(canary),
  });
  await enqueue(db, both, entry('justice.hearing-notice', JUSTICE, 'justice'));
  await enqueue(db, both, entry('referral.submitted', PROTECTION, 'protection'));
  await assert.rejects(enqueue(db, protectionOnly, entry('justice.hearing-notice', JUSTICE, 'justice')));

  const types = async (crypto: ContentCipher, justice: boolean): Promise<string[]> =>
    (await oldest(db, crypto, 'al', 0, 10, justice)).map((item) =>
      item.state === 'ready' ? item.entry.type : item.state,
    );
  assert.deepEqual(await types(both, true), ['justice.hearing-notice', 'referral.submitted']);
  assert.deepEqual(await types(both, false), ['referral.submitted']);
  assert.deepEqual(await types(protectionOnly, true), ['referral.submitted']);
  assert.equal(await justiceWaits(db, 'al', 0), true);
  assert.equal(await justiceWaits(db, 'rs', 0), false);
});

test('no table holds a word of either channel in clear', async (t) => {
  const { db, adminUrl } = await database(t);
  const notice = await message(db, 'justice.hearing-notice');
  await storeContent(db, both, notice, REFERENCE, content(JUSTICE), 'justice');
  const help = await message(db, 'referral.submitted');
  await storeContent(db, both, help, REFERENCE, content(PROTECTION));
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  let rows = 0;
  try {
    const tables = await client.query<{ table_name: string }>(
      `select table_name from information_schema.tables where table_schema = 'trm'`,
    );
    for (const { table_name } of tables.rows) {
      const found = await client.query<{ text: string }>(
        `select row_to_json(x)::text as text from trm.${pg.escapeIdentifier(table_name)} x`,
      );
      rows += found.rows.length;
      for (const { text } of found.rows)
        for (const canary of [PROTECTION, JUSTICE]) {
          assert.ok(!text.includes(canary), `${table_name} holds ${canary}`);
          assert.ok(!text.includes(Buffer.from(canary).toString('hex')), `${table_name} holds ${canary}`);
        }
    }
  } finally {
    await client.end();
  }
  assert.ok(rows >= 8);
});
