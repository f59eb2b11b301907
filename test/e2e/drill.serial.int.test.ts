/**
 * An exercise takes the whole way and counts nowhere (domain.md 5): its draft says so, every message of it says so, the
 * duty desk sees it, and nobody else's lists or figures do. Once `drill` of a draft was read by nobody, and an exercise
 * went out as a real referral. And a non-arrival that a person reports raises its alarm like one that a clock finds.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CommandAnswer, type TaskView, until } from '../../scripts/lib/demo/api.ts';
import { count, untilSettled } from '../../scripts/lib/demo/counts.ts';
import { METBY, adult, leg, riskOf } from '../../scripts/lib/demo/scenarios/people.ts';
import { Stage, inSeconds } from '../../scripts/lib/demo/scenarios/stage.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, draftingOffice } from '../../scripts/lib/demo/traffic.ts';
import { audit, testNetwork } from '../support/network.ts';

const LIMIT_MS = 60_000;
const SUBJECT = '5c9c2a44-91c4-4f6e-9a43-0d5a6f3b7e21';
const BODY = { name: 'Receiving office (invented)', contact: 'by this exchange' };
let network: Network;
const endings: (() => unknown)[] = [];
before(async () => {
  const cleanUp = { after: (undo: unknown) => void endings.push(undo as () => unknown) };
  network = await testNetwork(cleanUp, { participants: ['al', 'rs'] });
});
after(async () => {
  for (const end of endings.toReversed()) await end();
});

function traveller(drill: boolean): object {
  return {
    ...adult({
      to: 'rs',
      subject: SUBJECT,
      regime: 'nrm-al',
      urgency: 'urgent',
      purposes: ['protection-referral', 'return-arrangement', 'feedback-to-sender'],
    }),
    ...(drill ? { drill } : {}),
  };
}

async function accepted(stage: Stage, drill: boolean): Promise<string> {
  const { reference } = await clientOf(network, 'al', 'case-worker', {
    office: draftingOffice(network, 'al'),
  }).post<CommandAnswer>('/v1/referrals', traveller(drill));
  await stage.submit('al', 'rs', reference);
  await stage.acknowledge('rs', 'al', reference);
  await stage.accept('rs', 'al', reference, BODY);
  return reference;
}

test('an exercise goes the whole way, bothers the duty desk alone, and counts nowhere', async () => {
  const stage = new Stage(network);
  const real = await accepted(stage, false);
  const drill = await accepted(stage, true);
  await untilSettled(network);

  for (const id of ['al', 'rs']) {
    const drills = await network.query<{ reference: string; drill: boolean }>(
      id,
      `select distinct reference, (metadata->>'drill')::boolean as drill from trm.message where reference = any($1) order by 1`,
      [[real, drill]],
    );
    assert.deepEqual(
      new Map(drills.map((row) => [row.reference, row.drill])),
      new Map([
        [real, false],
        [drill, true],
      ]),
    );
    const listed = async (role: string, query = ''): Promise<readonly string[]> =>
      (
        await clientOf(network, id, role).get<{ items: readonly { reference: string }[] }>(
          `/v1/referrals${query}`,
        )
      ).items.map((item) => item.reference);
    assert.deepEqual((await listed('duty-officer')).toSorted(), [real, drill].toSorted());
    for (const role of ['national-focal-point', 'liaison-officer']) {
      assert.deepEqual(await listed(role), [real]);
      assert.deepEqual(await listed(role, '?drill=true'), [drill]);
    }
  }
  const tasks = async (role: string, choice = {}): Promise<readonly TaskView[]> =>
    (await clientOf(network, 'rs', role, choice).get<{ items: readonly TaskView[] }>('/v1/tasks')).items;
  const all = await tasks('duty-officer');
  assert.deepEqual(all.map((task) => task.reference).toSorted(), [real, drill].toSorted());
  const office = all[0]?.office ?? '';
  assert.deepEqual(
    (await tasks('case-worker', { office })).map((task) => task.reference),
    [real],
  );

  const summary = await count(network, 0, () => undefined);
  const { sent, delivered, answered, lost, duplicated } = summary;
  assert.deepEqual(
    { sent, delivered, answered, lost, duplicated },
    { sent: 1, delivered: 1, answered: 1, lost: 0, duplicated: 0 },
  );
  assert.deepEqual(summary.faults, []);
});

test('a non-arrival that a person reports raises an alert at both ends', { timeout: 120_000 }, async () => {
  const stage = new Stage(network);
  const reference = await accepted(stage, false);
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'plans',
    {
      plan: 1,
      legCount: 1,
      voluntary: true,
      personAsked: true,
      destination: { kind: 'shelter' },
      legs: [leg({ departIn: 30, arriveIn: 3_600 })],
    },
    'rs',
    'return.plan-proposed',
  );
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'plan-agreements',
    { plan: 1 },
    'al',
    'return.plan-agreed',
  );
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'risk-assessments',
    riskOf(SUBJECT),
    'rs',
    'assessment.risk',
  );
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'risk-assessments',
    riskOf(SUBJECT),
    'al',
    'assessment.risk',
  );
  await stage.send(
    'al',
    'liaison-officer',
    reference,
    'departures',
    {
      plan: 1,
      leg: 1,
      last: true,
      expectedAt: inSeconds(3_600),
      reconfirmed: { by: 'person', at: inSeconds(-60) },
    },
    'rs',
    'transfer.departed',
  );
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'non-arrivals',
    { leg: 1 },
    'al',
    'transfer.not-arrived',
  );
  for (const id of ['al', 'rs'])
    await until(`${id} is alarmed`, LIMIT_MS, async () =>
      (
        await clientOf(network, id, 'duty-officer').get<{
          items: readonly { reference: string; class: string }[];
        }>('/v1/safety-alerts')
      ).items.some((item) => item.reference === reference && item.class === 'non-arrival'),
    );
  await stage.send(
    'rs',
    'liaison-officer',
    reference,
    'arrivals',
    { leg: 1, last: true, safe: true, metBy: METBY },
    'al',
    'transfer.arrived',
  );
  await stage.bothIn(['al', 'rs'], reference, 'arrived');
  await untilSettled(network);
  assert.deepEqual((await audit(network)).faults, []);
});
