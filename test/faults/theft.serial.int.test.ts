/**
 * A stolen signing key, where the scenario does not look: what the honest end sealed meanwhile and the other will never
 * apply, a receipt that came too late, an honest record beside a forged one at the same position, a gateway that goes on
 * running with a revoked key, and the public stream under the new key. protocol.md 2 and 8.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { rebuildAndStart, revokeKey } from '../../scripts/lib/demo/after-theft.ts';
import { type TimelineEntry, until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import { folderOf } from '../../scripts/lib/demo/network-parts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { Thief } from '../../scripts/lib/demo/thief.ts';
import { clientOf, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { keyFilesIn, signingKey } from '../../scripts/lib/participant-keys.ts';
import { replacePrivateFile } from '../../services/lib/platform/files/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { kidOf, publicJwk } from '../../services/lib/protocol/index.ts';
import type { PrivateJwk } from '../../services/lib/protocol/types.ts';
import {
  audit,
  incidents,
  ownFaults,
  readyz,
  statesByAudit,
  takenFaults,
  testNetwork,
  untilIncident,
} from '../support/network.ts';

const LIMIT_MS = 60_000;
const IDS = ['ba', 'me'] as const;
const HEARTBEAT = () => ({ metadata: { type: 'heartbeat', version: 1, drill: false }, payload: {} });

function keyOf(network: Network, id: string): PrivateJwk {
  return signingKey(keyFilesIn(folderOf(network.dir, id)).signingKeyFile);
}

function command(
  network: Network,
  id: string,
  role: string,
  reference: string,
  noun: string,
  body: object = {},
) {
  return clientOf(network, id, role).post(`/v1/referrals/${reference}/${noun}`, body);
}

async function entry(network: Network, id: string, reference: string, type: string): Promise<TimelineEntry> {
  const { timeline } = await clientOf(network, id, 'national-focal-point').get<{
    timeline: readonly TimelineEntry[];
  }>(`/v1/referrals/${reference}`);
  const found = timeline.findLast((item) => item.type === type);
  assert.ok(found, type);
  return found;
}

/** Both ends and the auditor agree, nothing is doubled or lost, and what was forged is shown. */
async function verified(network: Network, references: readonly string[]): Promise<void> {
  await untilSettled(network);
  for (const id of IDS) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
  assert.deepEqual((await audit(network)).faults, []);
  const audited = await statesByAudit(network);
  for (const reference of references) {
    const states = await Promise.all(
      IDS.map(async (id) =>
        (
          await network.query<{ state: string }>(id, `select state from trm.referral where reference = $1`, [
            reference,
          ])
        ).map(({ state }) => state),
      ),
    );
    assert.deepEqual(new Set(states.flat()), new Set([audited.get(reference)]), reference);
  }
}

test(
  'what the other end will never apply is not sent, and its receipts are given again',
  { timeout: 240_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: [...IDS] });
    const stolen = keyOf(network, 'ba');
    const reference = await submit(network, { from: 'me', to: 'ba' }, syntheticDraft(1, 'ba'));
    await untilState(network, 'ba', reference, ['delivered']);
    await untilSettled(network);

    // me is away while ba acknowledges, ba while me takes it: the receipt lies where ba has not read it.
    await network.stop('me');
    await command(network, 'ba', 'duty-officer', reference, 'acknowledgements');
    await until(
      'it is on the bus',
      LIMIT_MS,
      async () => (await entry(network, 'ba', reference, 'referral.acknowledged')).delivery === 'published',
    );
    await network.stop('ba');
    await network.start('me');
    await untilState(network, 'me', reference, ['acknowledged']);
    // The thief has the next position, and me says more about the case than ba will ever read in that generation.
    const forged = await new Thief(network, 'ba', stolen).forge('me', HEARTBEAT);
    await until('me has taken it', LIMIT_MS, async () => {
      const rows = await network.query('me', `select 1 from trm.taken where stream = $1 and sequence = $2`, [
        forged.stream,
        forged.sequence,
      ]);
      return rows.length > 0;
    });
    await command(network, 'me', 'national-focal-point', reference, 'withdrawals', {
      reasons: ['person-request'],
    });
    await until(
      'it is on the bus too',
      LIMIT_MS,
      async () => (await entry(network, 'me', reference, 'referral.withdrawn')).delivery === 'published',
    );

    await revokeKey(network, 'ba', 'me');
    const aside = await until('me sets it aside', LIMIT_MS, async () => {
      const found = await entry(network, 'me', reference, 'referral.withdrawn');
      return found.delivery === 'not-sent' ? found : null;
    });
    assert.equal(aside.code, 'generation-closed');
    await untilIncident(network, 'me', { code: 'not-sent', state: 'open' });
    await untilIncident(network, 'me', {
      code: 'disputed-applied',
      stream: forged.stream,
      sequence: forged.sequence,
    });
    await untilState(network, 'me', reference, ['acknowledged']);

    await rebuildAndStart(network, 'ba');
    await untilIncident(network, 'ba', { code: 'beyond-generation', stream: 'trm.me.ba/0/1' });
    await until(
      'ba has its receipt, in the new generation',
      LIMIT_MS,
      async () => (await entry(network, 'ba', reference, 'referral.acknowledged')).delivery === 'delivered',
    );
    assert.equal((await readyz(network, 'ba'))?.status, 200);
    // A person gives the word again.
    await command(network, 'me', 'national-focal-point', reference, 'withdrawals', {
      reasons: ['person-request'],
    });
    await untilState(network, 'ba', reference, ['withdrawn']);
    await verified(network, [reference]);
    assert.deepEqual(
      (await incidents(network, 'ba')).filter(({ code }) =>
        ['witness', 'foreign-record', 'bus-ahead'].includes(code),
      ),
      [],
    );
  },
);

test(
  'a gateway that runs on with a revoked key seals nothing more, and the public stream goes on under the new one',
  { timeout: 240_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: [...IDS], settings: { slot: 'PT2S' } });
    const old = kidOf(nodeCipher, keyOf(network, 'ba'));
    const reference = await submit(network, { from: 'ba', to: 'me' }, syntheticDraft(1, 'me'));
    await untilSettled(network);
    await revokeKey(network, 'ba', 'me');
    await until(
      'ba speaks no more',
      LIMIT_MS,
      async () => (await readyz(network, 'ba'))?.checks['publisher'] === 'down',
    );
    await until(
      'me speaks in the new generation',
      LIMIT_MS,
      async () => (await sealedBy(network, 'me', 'trm.me.ba/0/2')).length > 1,
    );
    assert.deepEqual(await sealedBy(network, 'ba', 'trm.ba.me/0/2'), []);
    // A command is taken all the same: it waits for the new key.
    await command(network, 'ba', 'national-focal-point', reference, 'withdrawals', {
      reasons: ['person-request'],
    });

    const files = keyFilesIn(folderOf(network.dir, 'ba'));
    const keys = JSON.parse(readFileSync(files.encryptionKeysFile, 'utf8')) as { payload: { to: string }[] };
    const from = keys.payload.at(-1)?.to ?? '';
    const to = new Date(Date.parse(from) + 7 * 86_400_000).toISOString();
    const week = { jwk: nodeCipher.generateKeyPair('X25519'), from, to };
    replacePrivateFile(
      files.encryptionKeysFile,
      `${JSON.stringify({ ...keys, payload: [...keys.payload, week] })}\n`,
    );
    await network.stop('ba');
    await network.start('ba');
    await untilState(network, 'me', reference, ['withdrawn']);
    await until('me knows the key of one more week', LIMIT_MS, async () => {
      const rows = await network.query(
        'me',
        `select 1 from trm.announced_key where participant = 'ba' and kid = $1`,
        [kidOf(nodeCipher, week.jwk)],
      );
      return rows.length > 0;
    });
    for (const stream of ['trm.ba.me/0/2', 'trm.ba.public/0/1']) {
      const kids = await sealedBy(network, 'ba', stream);
      assert.ok(kids.length > 0 && kids.at(-1) !== old, stream);
      assert.ok(stream.endsWith('public/0/1') || !kids.includes(old));
    }
    await verified(network, [reference]);
  },
);

test(
  'what a thief announced in the public stream makes room for its owner',
  { timeout: 240_000 },
  async (t) => {
    const network = await testNetwork(t, { participants: [...IDS] });
    const files = keyFilesIn(folderOf(network.dir, 'ba'));
    const keys = JSON.parse(readFileSync(files.encryptionKeysFile, 'utf8')) as { payload: { to: string }[] };
    const from = keys.payload.at(-1)?.to ?? '';
    const to = new Date(Date.parse(from) + 7 * 86_400_000).toISOString();
    const ofThief = nodeCipher.generateKeyPair('X25519');
    const jwk = { ...publicJwk(ofThief) };
    const forged = await new Thief(network, 'ba', keyOf(network, 'ba')).announce({
      type: 'key.announced',
      version: 1,
      series: 'payload',
      keys: [{ jwk, from, to }],
    });
    const known = (kid: string): Promise<boolean> =>
      network
        .query('me', `select 1 from trm.announced_key where participant = 'ba' and kid = $1`, [kid])
        .then((rows) => rows.length > 0);
    await until('me believes the thief', LIMIT_MS, () => known(kidOf(nodeCipher, ofThief)));
    await network.stop('ba');
    const own = { jwk: nodeCipher.generateKeyPair('X25519'), from, to };
    await revokeKey(network, 'ba', 'me');
    await untilIncident(network, 'me', { code: 'disputed-applied', stream: forged.stream });
    await until(
      'me forgets what it was told',
      LIMIT_MS,
      async () => !(await known(kidOf(nodeCipher, ofThief))),
    );
    const moved = await network.query<{ digest: string }>('me', `select digest from trm.untaken`);
    assert.deepEqual(moved, [{ digest: forged.digest }], 'kept as evidence');
    replacePrivateFile(
      files.encryptionKeysFile,
      `${JSON.stringify({ ...keys, payload: [...keys.payload, own] })}\n`,
    );
    await rebuildAndStart(network, 'ba');
    await until('me knows the owner’s key of that week', LIMIT_MS, () => known(kidOf(nodeCipher, own.jwk)));
    const reference = await submit(network, { from: 'ba', to: 'me' }, syntheticDraft(1, 'me'));
    await verified(network, [reference]);
  },
);

/** Keys that signed a participant's own stream, position by position. */
async function sealedBy(network: Network, id: string, stream: string): Promise<readonly string[]> {
  const rows = await network.query<{ envelope: string }>(
    id,
    `select envelope from trm.sealed where stream = $1 order by sequence`,
    [stream],
  );
  return rows.map(
    ({ envelope }) =>
      (JSON.parse(Buffer.from(envelope.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid: string })
        .kid,
  );
}
