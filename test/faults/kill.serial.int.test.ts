/**
 * Real processes, really killed: while referrals go both ways, sender and receiver are ended by SIGKILL again and again,
 * at moments that nobody has chosen. The commands are repeated under their keys until they are answered. Afterwards each
 * referral is there once, and the whole history verifies.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { ApiClient, type CommandAnswer, until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { draftingOffice, syntheticDraft } from '../../scripts/lib/demo/traffic.ts';
import { audit, ownFaults, takenFaults, testNetwork } from '../support/network.ts';
import { noBrokerOfOurOwn } from '../support/servers.ts';

const IDS = ['al', 'rs'] as const;
const KILLS = 4;
const LIMIT_MS = 60_000;

for (const bus of ['embedded', 'kafka'] as const)
  test(
    `sender and receiver are killed while they work (${bus})`,
    { timeout: 240_000, skip: bus === 'kafka' && (await noBrokerOfOurOwn()) },
    (t) => killing(t, bus),
  );

async function killing(t: TestContext, bus: 'embedded' | 'kafka'): Promise<void> {
  const network = await testNetwork(t, { bus, participants: IDS });
  let isOver = false;
  const sent: Record<string, string[]> = { al: [], rs: [] };
  const sending = IDS.map(async (from) => {
    for (let number = 0; !isOver; number += 1) sent[from]?.push(await send(network, from, number));
  });
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const id of IDS) {
      // A few more have been sent since the last kill, so that there is work under way.
      const before = (sent['al']?.length ?? 0) + (sent['rs']?.length ?? 0);
      await until(
        'there is work',
        LIMIT_MS,
        async () => (sent['al']?.length ?? 0) + (sent['rs']?.length ?? 0) > before + 5,
      );
      await network.stop(id, 'SIGKILL');
      await network.start(id);
    }
  }
  isOver = true;
  await Promise.all(sending);
  await untilSettled(network);
  for (const [from, to] of [
    ['al', 'rs'],
    ['rs', 'al'],
  ] as const) {
    const references = `select reference, state from trm.referral where direction = $1 order by reference`;
    const here = await network.query<{ reference: string; state: string }>(from, references, ['sent']);
    assert.deepEqual(
      here.map((row) => row.reference),
      [...(sent[from] ?? [])].sort(),
      'each was drafted once',
    );
    assert.deepEqual(await network.query(to, references, ['received']), here);
    assert.ok(here.every((row) => row.state === 'delivered'));
  }
  for (const id of IDS) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
  assert.deepEqual((await audit(network)).faults, []);
  t.diagnostic(`${2 * KILLS} kills, ${(sent['al']?.length ?? 0) + (sent['rs']?.length ?? 0)} referrals`);
}

async function send(network: Network, from: string, number: number): Promise<string> {
  const to = from === 'al' ? 'rs' : 'al';
  const client = (role: string, office?: string): ApiClient =>
    new ApiClient(
      network.participant(from).url,
      network.token(from, role, office === undefined ? {} : { office }),
    );
  const { reference } = await again(
    client('case-worker', draftingOffice(network, from)),
    '/v1/referrals',
    syntheticDraft(number, to),
  );
  await again(client('national-focal-point'), `/v1/referrals/${reference}/submissions`, {});
  return reference;
}

/** As a careful client does: the same command under the same key until there is an answer. */
async function again(client: ApiClient, route: string, body: object): Promise<CommandAnswer> {
  const key = randomUUID();
  return until('the command is answered', LIMIT_MS, () =>
    client.post<CommandAnswer>(route, body, key).catch(() => null),
  );
}
