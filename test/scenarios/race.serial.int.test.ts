/**
 * An acceptance that crosses a withdrawal, a hundred times in each order of delivery: whichever arrives first, both ends
 * and the auditor say `withdrawn`, nobody refuses the other's message, and the confirmation ends it (domain.md 4).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, submit, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { commandDoor } from '../faults/parts.ts';
import { audit, statesByAudit, testNetwork } from '../support/network.ts';

const ROUNDS = 100;
const AT_ONCE = 6;
const LIMIT_MS = 90_000;
const BODY = { responsibleBody: { name: 'Receiving office (invented)', contact: 'by this exchange' } };

let network: Network;
const endings: (() => unknown)[] = [];
before(async () => {
  const cleanUp = { after: (undo: unknown) => void endings.push(undo as () => unknown) };
  network = await testNetwork(cleanUp, { participants: ['al', 'rs'] });
});
after(async () => {
  for (const end of endings.toReversed()) await end();
});

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Referrals of `al` that `rs` has acknowledged, with both processes stopped when all is quiet. */
async function acknowledged(): Promise<readonly string[]> {
  const references: string[] = [];
  await each([...Array(ROUNDS).keys()], async (number) => {
    const reference = await submit(network, { from: 'al', to: 'rs' }, syntheticDraft(number, 'rs'));
    references.push(reference);
    await untilState(network, 'rs', reference, ['delivered']);
    await clientOf(network, 'rs', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
    await untilState(network, 'al', reference, ['acknowledged']);
  });
  await untilSettled(network);
  await Promise.all(['al', 'rs'].map((id) => network.stop(id)));
  return references;
}

/** Both commands are given while neither side can hear the other. */
async function crossed(references: readonly string[]): Promise<void> {
  const [al, rs] = await Promise.all([commandDoor(network, 'al'), commandDoor(network, 'rs')]);
  const tokens = {
    al: network.token('al', 'national-focal-point'),
    rs: network.token('rs', 'national-focal-point'),
  };
  for (const reference of references) {
    const withdrawn = await al.post(`/v1/referrals/${reference}/withdrawals`, tokens.al, {
      reasons: ['person-request'],
    });
    const accepted = await rs.post(`/v1/referrals/${reference}/acceptances`, tokens.rs, BODY);
    assert.deepEqual([withdrawn.state, accepted.state], ['withdrawn', 'accepted']);
  }
  await Promise.all([al.close(), rs.close()]);
}

describe('an acceptance crosses a withdrawal', () => {
  for (const [first, second] of [
    ['al', 'rs'],
    ['rs', 'al'],
  ] as const)
    test(`${ROUNDS} times, ${first} speaks first`, { timeout: 300_000 }, async () => {
      const references = await acknowledged();
      await crossed(references);
      await network.start(first);
      await until(`${first} has published`, LIMIT_MS, async () => {
        const rows = await network.query<{ waiting: number }>(
          first,
          `select (select count(*) from trm.outbox)::int + (select coalesce(sum(sequence - published), 0) from trm.stream where direction = 'out')::int as waiting`,
        );
        return rows[0]?.waiting === 0;
      });
      await network.start(second);
      await network.untilReady();
      await each(references, async (reference) => {
        for (const id of ['al', 'rs']) await untilState(network, id, reference, ['withdrawn']);
      });
      await untilSettled(network);
      const states = await statesByAudit(network);
      for (const reference of references) assert.equal(states.get(reference), 'withdrawn');
      const refused = await Promise.all(
        ['al', 'rs'].map((id) =>
          network.query(id, `select id from trm.message where type = 'receipt.refused' limit 1`),
        ),
      );
      assert.deepEqual(refused, [[], []]);

      await each(references, async (reference) => {
        await clientOf(network, 'rs', 'national-focal-point').post(
          `/v1/referrals/${reference}/withdrawal-confirmations`,
          {},
        );
        for (const id of ['al', 'rs']) await untilState(network, id, reference, ['withdrawal-confirmed']);
      });
      await untilSettled(network);
      assert.deepEqual((await audit(network)).faults, []);
    });
});
