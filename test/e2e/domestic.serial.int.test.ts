/**
 * A country alone: one participant, a registry without pairs, two offices that refer to each other. Nobody is connected,
 * and the bus goes away meanwhile. Later a partner joins the running network and one case crosses the border.
 * Invariant under test: the same life of a referral as between two, each message once, and nothing of it on the bus.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ApiError,
  type CommandAnswer,
  type ReferralDetail,
  type TaskView,
  until,
} from '../../scripts/lib/demo/api.ts';
import { count, untilSettled } from '../../scripts/lib/demo/counts.ts';
import { type MessageType, minimalExample, operationByType } from '../../services/lib/contract/index.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import {
  audit,
  command,
  incidents,
  localFaults,
  onBus,
  ownFaults,
  readyz,
  testNetwork,
} from '../support/network.ts';

const FROM = 'reception-centre';

/** Drafted by a case worker of an office, approved by the focal point. */
async function refer(network: Network, number: number): Promise<string> {
  const { reference } = await clientOf(network, 'al', 'case-worker', { office: FROM }).post<CommandAnswer>(
    '/v1/referrals',
    syntheticDraft(number, 'al'),
  );
  await clientOf(network, 'al', 'national-focal-point').post(`/v1/referrals/${reference}/submissions`, {});
  return reference;
}

async function taskOf(network: Network, reference: string): Promise<TaskView> {
  const tasks = clientOf(network, 'al', 'duty-officer');
  return until('a task', 20_000, async () =>
    (await tasks.get<{ items: readonly TaskView[] }>('/v1/tasks?state=open')).items.find(
      (task) => task.reference === reference,
    ),
  );
}

test('two offices of one participant', { timeout: 240_000 }, async (t) => {
  const network = await testNetwork(t, { participants: ['al'] });
  const focal = clientOf(network, 'al', 'national-focal-point');
  const duty = clientOf(network, 'al', 'duty-officer');

  await t.test('a referral goes its whole way', async () => {
    const reference = await refer(network, 1);
    const delivered = await untilState(network, 'al', reference, ['delivered']);
    assert.equal(delivered.direction, 'sent');
    assert.deepEqual([delivered.from, delivered.to], ['al', 'al']);
    const submission = delivered.timeline.find((entry) => entry.type === 'referral.submitted');
    assert.deepEqual(
      [submission?.delivery, submission?.stream, submission?.sequence, submission?.from],
      ['delivered', 'trm.al.al/0/1', 1, 'al'],
    );
    const task = await taskOf(network, reference);
    assert.notEqual(task.office, FROM, 'an office that refers asks for another one');
    const other = clientOf(network, 'al', 'case-worker', { office: task.office });
    const seen = await other.get<ReferralDetail>(`/v1/referrals/${reference}`);
    assert.equal(seen.direction, 'received');
    assert.ok(seen.persons !== null, 'the office reads what it was asked for');
    const lists = async (direction: string): Promise<readonly string[]> =>
      (
        await other.get<{ items: readonly { reference: string }[] }>(`/v1/referrals?direction=${direction}`)
      ).items.map((item) => item.reference);
    assert.deepEqual([await lists('received'), await lists('sent')], [[reference], []]);

    await duty.post(`/v1/referrals/${reference}/acknowledgements`, {});
    await other.post(`/v1/tasks/${task.id}/answers`, { answer: 'can-take' });
    await focal.post(`/v1/referrals/${reference}/acceptances`, {
      responsibleBody: { name: 'Receiving office (invented)', contact: 'by this exchange' },
    });
    await until('the acceptance is delivered', 20_000, async () => {
      const { timeline } = await focal.get<ReferralDetail>(`/v1/referrals/${reference}`);
      return timeline.find((entry) => entry.type === 'referral.accepted')?.delivery === 'delivered';
    });
    const end = await focal.get<ReferralDetail>(`/v1/referrals/${reference}`);
    assert.equal(end.state, 'accepted');
    assert.deepEqual(
      end.timeline.map((entry) => entry.type).filter((type) => type.startsWith('referral.')),
      ['referral.drafted', 'referral.submitted', 'referral.acknowledged', 'referral.accepted'],
    );
    assert.ok(end.allowed.includes('referral.disclosed'), 'a focal point speaks for both offices');
  });

  await t.test('one is declined, with its reason', async () => {
    const reference = await refer(network, 2);
    await untilState(network, 'al', reference, ['delivered']);
    await duty.post(`/v1/referrals/${reference}/acknowledgements`, {});
    await focal.post(`/v1/referrals/${reference}/declines`, { reasons: ['no-capacity'] });
    const end = await untilState(network, 'al', reference, ['declined']);
    assert.equal(end.timeline.find((entry) => entry.type === 'referral.declined')?.code, 'no-capacity');
  });

  await t.test('one is carried to its end, each side speaking for itself', async () => {
    const reference = await refer(network, 3);
    await untilState(network, 'al', reference, ['delivered']);
    const give = async (type: MessageType, role: string, query = ''): Promise<void> => {
      const noun = operationByType(type)?.noun ?? '';
      const path = `/v1/referrals/${reference}/${noun}${query}`;
      const body = minimalExample(type, new Date());
      const { message } = await clientOf(network, 'al', role).post<CommandAnswer>(path, body);
      await until(`${type} is delivered`, 20_000, async () => {
        const { timeline } = await focal.get<ReferralDetail>(`/v1/referrals/${reference}`);
        const entry = timeline.find((item) => item.message === message);
        assert.notEqual(entry?.delivery, 'refused', type);
        return entry?.delivery === 'delivered';
      });
    };
    await give('referral.acknowledged', 'duty-officer');
    await give('referral.accepted', 'national-focal-point');
    await give('return.plan-proposed', 'liaison-officer');
    await give('return.plan-agreed', 'liaison-officer');
    await assert.rejects(give('transfer.departed', 'liaison-officer'), /risk-assessment/);
    await give('assessment.risk', 'liaison-officer');
    await assert.rejects(give('transfer.departed', 'liaison-officer'), /risk-assessment/, 'of one side only');
    await give('assessment.risk', 'liaison-officer', '?side=sender');
    await assert.rejects(
      give('transfer.departed', 'liaison-officer', '?side=receiver'),
      /transition-not-allowed/,
    );
    await give('transfer.departed', 'liaison-officer');
    await give('safety.alert', 'duty-officer');
    // An alert is acknowledged by the side that was alerted.
    await give('safety.alert-acknowledged', 'national-focal-point');
    await give('transfer.arrived', 'duty-officer');
    await give('assistance.started', 'liaison-officer');
    await give('person.feedback', 'liaison-officer');
    await give('referral.completed', 'national-focal-point');
    await untilState(network, 'al', reference, ['completed']);
    const sides = await network.query<{ type: string; side: string }>(
      'al',
      `select type, side from trm.message where reference = $1 and type in ('assessment.risk', 'safety.alert', 'safety.alert-acknowledged') order by n`,
      [reference],
    );
    assert.deepEqual(
      sides.map(({ side }) => side),
      ['receiver', 'sender', 'receiver', 'sender'],
    );
  });

  await t.test('the rules are the same but for the border', async () => {
    const drafts = clientOf(network, 'al', 'case-worker', { office: FROM });
    const refused = async (changes: object): Promise<string | undefined> => {
      const draft = { ...syntheticDraft(1, 'al'), ...changes };
      const { reference } = await drafts.post<CommandAnswer>('/v1/referrals', draft);
      const sent = focal.post(`/v1/referrals/${reference}/submissions`, {});
      const error = await sent.then(
        () => null,
        (problem: unknown) => problem,
      );
      assert.ok(error instanceof ApiError, 'it is refused');
      return error.problem.guard;
    };
    const on = new Date().toISOString().slice(0, 10);
    const agreement = { kind: 'agreement', by: 'person', on, purposes: ['protection-referral'] };
    assert.equal(await refused({ basis: { ...agreement, receiver: 'rs' } }), 'consent-or-basis');
    assert.equal(await refused({ doNotContact: ['al'] }), 'do-not-contact');
    const own = clientOf(network, 'al', 'liaison-officer');
    await assert.rejects(
      own.post('/v1/referrals', syntheticDraft(1, 'rs')),
      /content-invalid/,
      'nobody is connected',
    );
  });

  await t.test('the bus is away, and they work on', async () => {
    await onBusServer(network, `alter database trm_bus allow_connections false`);
    await onBusServer(
      network,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'trm_bus'`,
    );
    try {
      await until(
        'the bus is missed',
        20_000,
        async () => (await readyz(network, 'al'))?.checks.bus === 'down',
      );
      const reference = await refer(network, 4);
      await untilState(network, 'al', reference, ['delivered']);
      await network.stop('al');
      await network.start('al');
      const second = await refer(network, 5);
      await untilState(network, 'al', second, ['delivered']);
    } finally {
      await onBusServer(network, `alter database trm_bus allow_connections true`);
    }
    await until('all is well again', 60_000, async () => (await readyz(network, 'al'))?.status === 200);
  });

  await t.test(
    'nothing of it is on the bus, each happened once, and an audit has nothing to say',
    async () => {
      assert.deepEqual(
        await onBus(network, `select topic from bus.record where topic like 'trm.al.al%'`),
        [],
      );
      assert.deepEqual(await localFaults(network, 'al'), []);
      assert.deepEqual(await ownFaults(network, 'al'), []);
      assert.deepEqual(
        // That no shelter takes the men of this story is an outcome, not a fault.
        (await incidents(network, 'al')).filter(
          ({ state, code }) => state === 'open' && code !== 'nobody-fits',
        ),
        [],
      );
      const report = await audit(network);
      assert.deepEqual([report.faults, report.records, report.streams], [[], 0, 0]);
      const verified = await command('scripts/audit.ts', ['verify', '--data', network.dir, '--json']);
      assert.equal(verified.exitCode, 0, verified.stderr);
      const streams = await clientOf(network, 'al', 'gateway-operator').get<{
        items: readonly { stream: string; direction: string; sequence: number; published: number }[];
      }>('/v1/streams');
      const local = streams.items.find((item) => item.stream === 'trm.al.al/0/1');
      assert.equal(local?.direction, 'local');
      assert.equal(local.published, local.sequence);
    },
  );

  await t.test('a guest joins the running network, and one case crosses the border', async () => {
    await network.join('it');
    const { reference } = await clientOf(network, 'al', 'case-worker', { office: FROM }).post<CommandAnswer>(
      '/v1/referrals',
      syntheticDraft(7, 'it'),
    );
    await focal.post(`/v1/referrals/${reference}/submissions`, {});
    await untilState(network, 'it', reference, ['delivered']);
    const there = clientOf(network, 'it', 'duty-officer');
    const { items } = await there.get<{ items: readonly TaskView[] }>('/v1/tasks?state=open');
    assert.deepEqual(
      items.map((task) => [task.reference, task.office]),
      [[reference, 'coordinator']],
    );
    await untilState(network, 'al', reference, ['delivered']);
    const report = await audit(network);
    assert.deepEqual(report.faults, []);
    assert.ok(report.records >= 2);
    const home = await refer(network, 8);
    await untilState(network, 'al', home, ['delivered']);
    await untilSettled(network);
    const { sent, delivered, lost, duplicated, refused } = await count(network, 0, () => undefined);
    assert.deepEqual([delivered, lost, duplicated, refused], [sent, 0, 0, 0]);
  });
});

/** The embedded bus is a database of the same server: its operator shuts and opens it from beside. */
async function onBusServer(network: Network, text: string): Promise<void> {
  await network.query('al', text);
}
