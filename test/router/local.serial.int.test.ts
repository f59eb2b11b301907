/**
 * What the router makes of a local stream that is not as it should be: a message that no gateway would have decided, bytes
 * that somebody changed in the database, a type that only a newer version knows; and `participant rebuild` beside it.
 * Invariant under test: nothing is passed over in silence, and what was wrong for a while is taken once it is right.
 */
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { type ReferralDetail, until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, draftingOffice, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { openPool } from '../../services/lib/platform/db/index.ts';
import { newId } from '../../services/lib/protocol/index.ts';
import type { JsonObject, Metadata } from '../../services/lib/protocol/types.ts';
import { insertMessage } from '../../services/lib/store/messages.ts';
import { enqueue } from '../../services/lib/store/outbox.ts';
import { Router } from '../../services/router/router.ts';
import { commandDoor, configOf, routerContext, secretsOf, startPublisher } from '../faults/parts.ts';
import { command, incidents, localFaults, testNetwork, untilIncident } from '../support/network.ts';

const STREAM = 'trm.al.al/0/1';

async function refer(network: Network, number: number): Promise<string> {
  const office = draftingOffice(network, 'al');
  const drafts = clientOf(network, 'al', 'case-worker', { office });
  const { reference } = await drafts.post<{ reference: string }>(
    '/v1/referrals',
    syntheticDraft(number, 'al'),
  );
  await clientOf(network, 'al', 'national-focal-point').post(`/v1/referrals/${reference}/submissions`, {});
  return reference;
}

/** What a gateway without any checks would write: the row and its outbox entry. */
async function forge(network: Network, metadata: Metadata & JsonObject, side: 'sender' | 'receiver') {
  const secrets = secretsOf(configOf(network, 'al'), 'gateway');
  const db = openPool(secrets.databaseUrl, { maxConnections: 1 });
  const crypto = { cipher: nodeCipher, kek: secrets.kek, newId: () => newId(nodeCipher, Date.now()) };
  const id = crypto.newId();
  const { type, reference = null } = metadata;
  try {
    await db.tx(async (sql) => {
      const at = new Date().toISOString();
      const row = { id, direction: 'out', peer: 'al', metadata, stream: null, sequence: null, at } as const;
      await insertMessage(sql, { ...row, side });
      const entry = { id, peer: 'al', lane: 0, type, personal: false, reference, metadata, payload: {} };
      await enqueue(sql, crypto, entry);
    });
  } finally {
    await db.close();
  }
  return id;
}

async function head(network: Network): Promise<{ sequence: number; published: number }> {
  const [row] = await network.query<{ sequence: number; published: number }>(
    'al',
    `select sequence, published from trm.stream where name = $1`,
    [STREAM],
  );
  return row ?? { sequence: 0, published: 0 };
}

/** Nothing waits to be sealed or taken. */
async function isQuiet(network: Network): Promise<boolean> {
  const [row] = await network.query<{ waiting: number }>(
    'al',
    `select (select count(*) from trm.outbox)::int + (select sequence - published from trm.stream where name = $1) as waiting`,
    [STREAM],
  );
  return row?.waiting === 0;
}

test('a local stream that is not as it should be', { timeout: 240_000 }, async (t: TestContext) => {
  const network = await testNetwork(t, { participants: ['al'] });
  const focal = clientOf(network, 'al', 'national-focal-point');
  const directory = (
    await network.query<{ sequence: number; digest: string }>(
      'al',
      `select sequence, digest from trm.stream where name = 'trm.al.public/0/1'`,
    )
  )[0] ?? { sequence: 0, digest: '' };

  await t.test('what no gateway would have decided is refused, and a person sees it', async () => {
    const reference = await refer(network, 1);
    await untilState(network, 'al', reference, ['delivered']);
    const answers = { stream: STREAM, sequence: 1 };
    const common = { version: 1, reference, urgency: 'routine', drill: false } as const;
    // Acknowledging is the duty officer's.
    const forged = { ...common, type: 'referral.acknowledged', role: 'case-worker', answers, directory };
    const id = await forge(network, forged, 'receiver');
    const entry = await until('it is refused', 20_000, async () => {
      const { timeline } = await focal.get<ReferralDetail>(`/v1/referrals/${reference}`);
      return timeline.find((item) => item.message === id && item.delivery === 'refused');
    });
    assert.equal(entry.code, 'guard');
    assert.equal((await focal.get<ReferralDetail>(`/v1/referrals/${reference}`)).state, 'delivered');
    await untilIncident(network, 'al', { code: 'refused', stream: STREAM });
    await until('all is taken', 20_000, async () => (await localFaults(network, 'al')).length === 0);
  });

  await t.test('bytes changed in the database stop the stream until they are as they were', async () => {
    await network.stop('al');
    const before = await head(network);
    assert.equal(before.sequence, before.published);
    const publisher = await startPublisher(network, 'al');
    const door = await commandDoor(network, 'al');
    try {
      const office = draftingOffice(network, 'al');
      const token = network.token('al', 'case-worker', { office });
      const { reference = '' } = await door.post('/v1/referrals', token, syntheticDraft(4, 'al'));
      const approver = network.token('al', 'national-focal-point');
      await door.post(`/v1/referrals/${reference}/submissions`, approver, {});
      await until('it is sealed', 20_000, async () => (await head(network)).sequence > before.sequence);
    } finally {
      await publisher.stop();
      await door.close();
    }
    const flip = `update trm.sealed set envelope = translate(envelope, 'abcdefgh', 'badcfehg') where stream = $1 and sequence = $2`;
    await network.query('al', flip, [STREAM, before.sequence + 1]);
    await network.start('al');
    const incident = await untilIncident(network, 'al', { code: 'store-damaged', state: 'open' });
    assert.deepEqual([incident.stream, incident.sequence], [STREAM, before.sequence + 1]);
    assert.equal((await head(network)).published, before.published, 'nothing is passed over');
    await network.query('al', flip, [STREAM, before.sequence + 1]);
    await untilIncident(network, 'al', { code: 'store-damaged', state: 'mended' });
    await until('all is taken', 20_000, async () => (await localFaults(network, 'al')).length === 0);
  });

  await t.test('a type that only a newer version knows waits for the upgrade', async () => {
    const reference = await refer(network, 2);
    await untilState(network, 'al', reference, ['delivered']);
    await until('all is taken', 20_000, () => isQuiet(network));
    const before = await head(network);
    const metadata = { type: 'referral.invented', version: 1, reference, drill: false };
    const id = await forge(network, metadata, 'sender');
    await untilIncident(network, 'al', { code: 'lane-stopped', state: 'open' });
    const later = await refer(network, 3);
    assert.equal((await head(network)).published, before.sequence);
    const receipts = await network.query(
      'al',
      `select 1 from trm.message where type = 'receipt.refused' and metadata->'answers'->>'sequence' = $1`,
      [String(before.sequence + 1)],
    );
    assert.deepEqual(receipts, [], 'it is not refused');

    await network.stop('al');
    const { context, close } = await routerContext(network, 'al');
    const { opening } = context;
    const upgraded: typeof opening = {
      ...opening,
      openRings: (cipher, keys, record) =>
        record.envelope.id === id
          ? {
              ok: true,
              metadata,
              metadataPlain: '',
              payload: {},
              payloadPlain: '',
              keptSealed: false,
              needsPerson: false,
            }
          : opening.openRings(cipher, keys, record),
    };
    const secrets = secretsOf(configOf(network, 'al'), 'router');
    const router = new Router({ ...context, opening: upgraded }, secrets.pins, secrets.encryptionKeys);
    router.start();
    try {
      await until('the stream goes on', 30_000, async () => {
        const rows = await network.query<{ state: string }>(
          'al',
          `select state from trm.referral where reference = $1`,
          [later],
        );
        return rows[0]?.state === 'delivered';
      });
    } finally {
      await router.stop();
      await close();
    }
    await network.start('al');
    await untilIncident(network, 'al', { code: 'lane-stopped', state: 'mended' });
  });

  await t.test('a rebuild from the bus leaves it as it is', async () => {
    await until('all is taken', 20_000, () => isQuiet(network));
    const before = await head(network);
    await network.stop('al');
    const { config } = network.participant('al');
    const rebuilt = await command('services/participant/main.ts', ['rebuild', '--config', config, '--json']);
    assert.equal(rebuilt.exitCode, 0, rebuilt.stderr);
    assert.deepEqual(await head(network), before);
    await network.start('al');
    const reference = await refer(network, 5);
    await untilState(network, 'al', reference, ['delivered']);
    // That nobody gives a man a place is an outcome of these cases, not a fault.
    const expected = ['refused', 'nobody-fits'];
    assert.deepEqual(
      (await incidents(network, 'al')).filter(
        ({ code, state }) => state === 'open' && !expected.includes(code),
      ),
      [],
    );
  });
});
