/**
 * The scenarios of the design, told from outside between real processes on one bus: each ends as its story says, both
 * ends and an auditor who reads metadata alone agree on every state, nothing is doubled or lost, and the audit finds
 * nothing. One body, run on the embedded bus and on Kafka.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import { untilSettled } from '../../scripts/lib/demo/counts.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { scenarios } from '../../scripts/lib/demo/scenarios/index.ts';
import { Stage } from '../../scripts/lib/demo/scenarios/stage.ts';
import { noBrokerOfOurOwn } from '../support/servers.ts';
import { audit, ownFaults, statesByAudit, takenFaults, testNetwork } from '../support/network.ts';

const LIMIT_MS = 60_000;

/** Who each story needs; the six are there only where the story is about any of them. */
const CAST: Readonly<Record<number, readonly string[]>> = {
  1: ['al', 'xk'],
  2: ['ba', 'me'],
  3: ['mk', 'rs'],
  4: ['me', 'rs'],
  5: ['al', 'xk'],
  6: ['rs', 'mk', 'xk'],
  8: ['ba', 'me'],
  9: ['al'],
};

export async function scenariosOver(bus: 'embedded' | 'kafka'): Promise<void> {
  const skip = bus === 'kafka' && (await noBrokerOfOurOwn());
  describe(`the scenarios over ${bus}`, { skip }, () => {
    for (const scenario of scenarios)
      test(`${scenario.number}. ${scenario.title}`, { timeout: 240_000 }, async (t) => {
        const network = await testNetwork(t, {
          bus,
          participants: CAST[scenario.number] ?? [],
          directory: scenario.directory === true,
          ...(scenario.limits === undefined ? {} : { limits: scenario.limits }),
        });
        const stage = new Stage(network, (line) => t.diagnostic(line));
        await scenario.run(stage);
        assert.ok(stage.references.length > 0 && stage.steps.length > 5);
        for (const { refused } of stage.steps)
          if (refused !== undefined)
            for (const text of [refused.detail, refused.mendedBy, refused.meanwhile]) assert.ok(text !== '');
        await agreed(network, stage);
      });
  });
}

async function agreed(network: Network, stage: Stage): Promise<void> {
  await untilSettled(network);
  const ids = Object.keys(network.demo.participants);
  for (const id of ids) {
    await until(`${id} has published all`, LIMIT_MS, async () => (await ownFaults(network, id)).length === 0);
    assert.deepEqual(await takenFaults(network, id), []);
  }
  const report = await audit(network);
  assert.deepEqual(report.faults, []);
  const audited = await statesByAudit(network);
  for (const reference of stage.references) {
    const rows: { id: string; state: string; domestic: boolean }[] = [];
    for (const id of ids)
      rows.push(
        ...(
          await network.query<{ state: string; domestic: boolean }>(
            id,
            `select state, sender = recipient as domestic from trm.referral where reference = $1`,
            [reference],
          )
        ).map((row) => ({ id, ...row })),
      );
    assert.equal(new Set(rows.map(({ state }) => state)).size, 1, JSON.stringify(rows));
    const [row] = rows;
    assert.ok(row);
    // A domestic referral is on no bus, so no auditor of the region sees it.
    if (!row.domestic) assert.equal(audited.get(reference), row.state, reference);
  }
}
