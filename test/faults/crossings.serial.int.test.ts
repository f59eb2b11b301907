// Honest senders whose messages cross: each side decides by what it has read, and nobody is refused for what it could
// not know yet. Both ends and the auditor see the same state afterwards. protocol.md 5 step 10; domain.md 4.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { Stage } from '../../scripts/lib/demo/scenarios/stage.ts';
import { accepted, childDraft, day, plan, type Case } from '../security/rule-cases.ts';
import { FROM, TO } from '../security/rule-cases.ts';
import { audit, statesByAudit, testNetwork } from '../support/network.ts';
import { commandDoor } from './parts.ts';

const LO = 'liaison-officer';
const NFP = 'national-focal-point';

interface Given {
  readonly role: string;
  readonly noun: string;
  readonly body: object;
}

/** The receiver decides before it reads what the sender has sealed meanwhile; then it reads on, and publishes its own. */
async function cross(
  network: Network,
  { reference }: Case,
  { theirs, ours }: { theirs: Given; ours: Given },
): Promise<void> {
  const stage = new Stage(network);
  await network.stop(TO);
  const answer = await stage.command(FROM, ours.role, reference, ours.noun, ours.body);
  await until('ours is on the bus', 30_000, async () => {
    const detail = await stage.detail(FROM, reference);
    return detail.timeline.some(
      ({ message, delivery }) => message === answer.message && delivery === 'published',
    );
  });
  const door = await commandDoor(network, TO);
  await door.post(`/v1/referrals/${reference}/${theirs.noun}`, network.token(TO, theirs.role), theirs.body);
  await door.close();
  await network.start(TO);
}

async function bothSame(t: TestContext, network: Network, { reference }: Case, state: string): Promise<void> {
  const stage = new Stage(network);
  await until('all is delivered on both sides', 40_000, async () => {
    const details = await Promise.all([FROM, TO].map((id) => stage.detail(id, reference)));
    const entries = details.flatMap(({ timeline }) => timeline);
    assert.ok(!entries.some(({ delivery }) => delivery === 'refused'), 'nobody is refused');
    const own = entries.filter(({ type }) => type !== 'referral.drafted');
    return (
      own.every(({ delivery }) => delivery === 'delivered') &&
      details[0]?.timeline.length === (details[1]?.timeline.length ?? 0) + 1
    );
  });
  await stage.bothIn([FROM, TO], reference, state);
  for (const id of [FROM, TO])
    assert.deepEqual(
      await network.query(id, `select id from trm.message where type = 'receipt.refused'`),
      [],
    );
  assert.deepEqual((await audit(network)).faults, []);
  assert.equal((await statesByAudit(network)).get(reference), state);
  t.diagnostic(`${state} at both ends and in the audit`);
}

const bestInterests = ({ subject }: Case, decision: string): Given => ({
  role: NFP,
  noun: 'best-interests-assessments',
  body: { persons: [{ subject, decision, on: day(), deciderKind: 'social-work', heard: true }] },
});

void test('what crosses is judged by what its sender had read', async (t) => {
  const network = await testNetwork(t, { participants: [FROM, TO].sort() });
  const stage = new Stage(network);
  await t.test('a plan for a child, and a decision that it is to stay', async (nested) => {
    const found = await accepted(stage, childDraft);
    await cross(network, found, {
      theirs: bestInterests(found, 'stay-here'),
      ours: { role: LO, noun: 'plans', body: plan(1) },
    });
    await bothSame(nested, network, found, 'arranging');
    // Once it has been read, the same plan is refused here already.
    await stage.refused('another plan', stage.command(FROM, LO, found.reference, 'plans', plan(2)), {
      status: 422,
      guard: 'best-interests',
    });
  });
  await t.test('a plan, and a reflection period that begins', async (nested) => {
    const found = await accepted(stage);
    await cross(network, found, {
      theirs: { role: LO, noun: 'holds', body: { reasons: ['reflection-period'], reviewOn: day(40) } },
      ours: { role: LO, noun: 'plans', body: plan(1, { personAsked: false }) },
    });
    await bothSame(nested, network, found, 'on-hold');
  });
  await t.test('a disclosure, and the withdrawal of the agreement that it rests on', async (nested) => {
    const found = await accepted(stage);
    const { subject } = found;
    await cross(network, found, {
      theirs: {
        role: LO,
        noun: 'consent-withdrawals',
        body: { reasons: ['consent-withdrawn'], by: 'person', on: day() },
      },
      ours: {
        role: NFP,
        noun: 'disclosures',
        body: { tier: 't2', forBody: 'Shelter', persons: [{ subject, givenName: 'Testa' }] },
      },
    });
    await bothSame(nested, network, found, 'withdrawn');
  });
});
