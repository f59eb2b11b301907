/**
 * Who is told what when a clock comes to its start, half, end and twice its time: by mail, in the timeline, as evidence.
 * Invariant under test: each step once, whatever the clock does; nothing after the answer. domain.md 4, 5 and 7.
 * Long because every limit has its own people and they are told in one order.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { newId } from '../../services/lib/protocol/index.ts';
import { brokenAt, readChain } from '../../services/lib/store/chains.ts';
import { insertMessage } from '../../services/lib/store/messages.ts';
import { setState } from '../../services/lib/store/referrals.ts';
import {
  deliver,
  drafted,
  get,
  people,
  post,
  seal,
  submitted,
  takeFromPeer,
  textOf,
} from '../gateway/gateway-world.ts';
import {
  appointed,
  command,
  dutyWorld,
  type DutyWorld,
  everybody,
  HOUR,
  inForce,
  incidentCodes,
  incoming,
  mailsOf,
  MINUTE,
  notices,
  START,
  timeline,
} from './duty-world.ts';

const WAITING = 'Work is waiting';
const REMINDER = 'Reminder: work is waiting';
const ESCALATION = 'Work has not been answered';

async function silence(world: DutyWorld): Promise<readonly string[]> {
  const rows = await readChain(world.gateway.db, 'negative_evidence');
  assert.equal(brokenAt(nodeCipher, 'negative_evidence', rows), null);
  return rows.flatMap(({ content }) => {
    const entry = JSON.parse(content) as Record<string, string>;
    return entry['kind'] === 'no-answer'
      ? [`${entry['limit']} ${entry['percent']} ${entry['function']}`]
      : [];
  });
}

void test('acknowledge, at the receiver: each step once, to the right persons, until it has expired', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const reference = await incoming(world);
  assert.deepEqual(await mailsOf(world, () => world.at(0)), [`desk-1: ${WAITING}`]);
  assert.deepEqual(await mailsOf(world, () => world.at(89 * MINUTE)), []);
  assert.deepEqual(await mailsOf(world, () => world.at(90 * MINUTE)), [`desk-2: ${REMINDER}`]);
  assert.deepEqual(await mailsOf(world, () => world.at(90 * MINUTE)), [], 'the same moment again');
  assert.deepEqual(await mailsOf(world, () => world.at(3 * HOUR)), [
    `coordinator: ${ESCALATION}`,
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.deepEqual(await mailsOf(world, () => world.at(6 * HOUR)), [
    `coordinator: ${ESCALATION}`,
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.deepEqual(await mailsOf(world, () => world.at(60 * HOUR)), []);
  assert.deepEqual(await silence(world), ['acknowledge 100 duty-desk', 'acknowledge 200 duty-desk']);
  assert.deepEqual(await timeline(world, reference), [
    'notice.work-waits started duty-desk holder',
    'limit.half acknowledge',
    'notice.reminder half duty-desk deputy',
    'limit.passed acknowledge',
    'notice.escalation passed national-focal-point holder',
    'notice.escalation passed national-focal-point deputy',
    'notice.escalation passed coordination holder',
    'limit.doubled acknowledge',
    'notice.escalation doubled national-focal-point holder',
    'notice.escalation doubled national-focal-point deputy',
    'notice.escalation doubled coordination holder',
  ]);
});

void test('the sender hears when its partner does not answer, and not before', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const { reference, message } = await submitted(world.gateway, { urgency: 'urgent' });
  await deliver(world.gateway, 'al', reference, message);
  assert.deepEqual(await mailsOf(world, () => world.at(0)), []);
  assert.deepEqual(await mailsOf(world, () => world.at(90 * MINUTE)), []);
  assert.deepEqual(await mailsOf(world, () => world.at(3 * HOUR)), [
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.deepEqual(await mailsOf(world, () => world.at(6 * HOUR)), [
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.equal(
    (await world.gateway.db.query<{ state: string }>(`select state from trm.referral`))[0]?.state,
    'expired',
  );
  assert.deepEqual(await silence(world), [], 'it was not ours to answer');
});

void test('decide and clarify: the receiver decides, the sender answers questions, each told of its own', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const received = await incoming(world);
  await world.at(0);
  await world.settled();
  await command(world, received, 'acknowledgements', people.duty);
  assert.deepEqual(await mailsOf(world, () => world.at(MINUTE)), [`focal-a: ${WAITING}`]);
  assert.deepEqual(await mailsOf(world, () => world.at(12 * HOUR)), [`focal-b: ${REMINDER}`]);
  await command(world, received, 'declines', people.focal, { reasons: ['no-capacity'] });
  assert.deepEqual(await mailsOf(world, () => world.at(72 * HOUR)), [], 'nothing after the answer');

  const { reference, message } = await submitted(world.gateway, { urgency: 'urgent' });
  const position = await deliver(world.gateway, 'al', reference, message);
  const answers = { stream: position.stream, sequence: position.sequence };
  const common = { reference, urgency: 'urgent', answers } as const;
  await takeFromPeer(world.gateway, 'al', {
    metadata: { ...common, type: 'referral.acknowledged', role: 'duty-officer' },
  });
  await takeFromPeer(world.gateway, 'al', {
    metadata: { ...common, type: 'referral.clarification-requested', role: 'national-focal-point' },
    payload: { questions: [{ text: 'Which documents are there?' }] },
  });
  assert.deepEqual(await mailsOf(world, () => world.at(72 * HOUR)), [`liaison-a: ${WAITING}`]);
  assert.deepEqual(await mailsOf(world, () => world.at(84 * HOUR)), [`liaison-b: ${REMINDER}`]);
  assert.deepEqual(await mailsOf(world, () => world.at(96 * HOUR)), [
    `coordinator: ${ESCALATION}`,
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.deepEqual(await silence(world), ['clarify 100 liaison']);
});

void test('an office that does not answer: reminded, then the coordinator has the task with a clock of its own', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const reference = await incoming(world, { urgency: 'routine', task: true });
  const worker = { sub: 'social-1', roles: ['case-worker'], office: 'social-work' } as const;
  const [task] = await world.gateway.db.query<{ id: string }>(`select id from trm.task`);
  assert.ok(task !== undefined);
  assert.deepEqual(await mailsOf(world, () => world.at(0)), [`desk-1: ${WAITING}`, `social-1: ${WAITING}`]);
  await command(world, reference, 'acknowledgements', people.duty);
  assert.deepEqual(await mailsOf(world, () => world.at(12 * HOUR)), [
    `focal-a: ${WAITING}`,
    `social-2: ${REMINDER}`,
  ]);
  assert.equal((await get(world.gateway, `/v1/referrals/${reference}`, { as: worker })).status, 200);
  const passed = await mailsOf(world, () => world.at(24 * HOUR));
  assert.deepEqual(passed, [
    `coordinator: ${ESCALATION}`,
    `coordinator: ${WAITING}`,
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.equal(
    (await get(world.gateway, `/v1/referrals/${reference}`, { as: worker })).status,
    404,
    'it lost sight of it',
  );
  assert.deepEqual(await mailsOf(world, () => world.at(24 * HOUR + MINUTE)), [], 'told by the move already');
  assert.deepEqual(await silence(world), ['answer-task 100 case-management']);
  // Half of the coordinator's own day. Nobody stands behind the coordinator, so the focal points hear of it too.
  assert.deepEqual(await mailsOf(world, () => world.at(36 * HOUR)), [
    `coordinator: ${REMINDER}`,
    `focal-a: ${ESCALATION}`,
    `focal-b: ${REMINDER}`,
    `focal-b: ${ESCALATION}`,
  ]);
  const coordinator = { sub: 'coordinator', roles: ['case-worker'], office: 'coordinator-office' } as const;
  const answered = await post(world.gateway, `/v1/tasks/${task.id}/answers`, {
    as: coordinator,
    body: { answer: 'can-take' },
  });
  assert.equal(answered.status, 201, answered.text);
  const after = await mailsOf(world, () => world.at(48 * HOUR));
  assert.deepEqual(after, [], 'the task was answered');
  const moved = (await timeline(world, reference)).filter((entry) => entry.startsWith('task.moved'));
  assert.deepEqual(moved, ['task.moved escalated coordination']);
});

void test('a task that the rules send elsewhere has a clock of its own at once', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  await incoming(world, { urgency: 'routine', task: true });
  await world.at(0);
  await world.settled();
  const { db } = world.gateway;
  const [task] = await db.query<{ id: string }>(`select id from trm.task`);
  await world.at(6 * HOUR);
  const rerouted = await post(world.gateway, `/v1/tasks/${task?.id ?? ''}/reroutings`, {
    as: people.focal,
    body: { reason: 'conflict-of-interest' },
  });
  assert.equal(rerouted.status, 201, rerouted.text);
  await world.at(6 * HOUR + MINUTE);
  await world.settled();
  const started = await db.query<{ at: Date }>(
    `select started_at as at from trm.escalation_step where limit_name = 'answer-task' and percent = 0 order by started_at`,
  );
  assert.deepEqual(
    started.map(({ at }) => at.getTime() - START),
    [0, 6 * HOUR],
  );
});

void test('what was answered while the router stood still is told to nobody', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const reference = await incoming(world);
  await world.at(0);
  await world.settled();
  await world.stopDuty();
  await world.at(90 * MINUTE);
  await command(world, reference, 'acknowledgements', people.duty);
  const before = world.sink.messages.length;
  world.startDuty();
  await world.settled();
  assert.equal(world.sink.messages.length, before);
});

void test('what was answered while the mail server stood still is told to nobody', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const reference = await incoming(world);
  world.sink.rule('desk-1@people.example', 451);
  await world.at(0);
  await waits(world, 'notify');
  await command(world, reference, 'acknowledgements', people.duty);
  world.sink.rule('desk-1@people.example', null);
  await world.settled();
  assert.deepEqual(world.sink.messages, []);
  const [notice] = await notices(world);
  assert.deepEqual(notice?.outcomes, [{ channel: 'none', outcome: 'void', code: 'answered' }]);
});

void test('the clock jumps over everything and back, with a restart between: each step once', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const reference = await incoming(world);
  await world.at(0);
  await world.settled();
  await command(world, reference, 'acknowledgements', people.duty);
  const all = await mailsOf(world, () => world.at(1000 * HOUR));
  const above = ['coordinator', 'focal-a', 'focal-b'].map((who) => `${who}: ${ESCALATION}`);
  assert.deepEqual(all, [...above, ...above, `focal-a: ${WAITING}`, `focal-b: ${REMINDER}`].sort());
  const before = await timeline(world, reference);
  assert.deepEqual(await mailsOf(world, () => world.at(MINUTE)), []);
  await world.restart();
  assert.deepEqual(await mailsOf(world, () => world.at(12 * HOUR)), []);
  assert.deepEqual(await mailsOf(world, () => world.at(1000 * HOUR)), []);
  await world.restart();
  assert.deepEqual(await mailsOf(world, () => world.at(2000 * HOUR)), []);
  assert.deepEqual(await timeline(world, reference), before);
  assert.equal(
    new Set(world.sink.messages.map(({ headers }) => headers['message-id'])).size,
    world.sink.messages.length,
  );
});

void test('an exercise bothers the duty desk alone, to its end', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  await incoming(world, { drill: true, task: true, urgency: 'urgent' });
  for (const ms of [0, 90 * MINUTE, 2 * HOUR, 3 * HOUR, 4 * HOUR, 8 * HOUR]) {
    await world.at(ms);
    await world.settled();
  }
  const told = new Set(world.sink.messages.map(({ to }) => to[0]));
  assert.deepEqual([...told], ['desk-1@people.example']);
});

void test('a domestic referral waits for both sides of the same house', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const reference = await drafted(world.gateway, { to: 'xk', urgency: 'urgent' });
  const submission = await post(world.gateway, `/v1/referrals/${reference}/submissions`, {
    as: people.focal,
  });
  assert.deepEqual(await mailsOf(world, () => world.at(0)), [`desk-1: ${WAITING}`]);
  await receivedByItself(world, reference, textOf(submission.body, 'message'));
  assert.deepEqual(await mailsOf(world, () => world.at(90 * MINUTE)), [`desk-2: ${REMINDER}`]);
  await command(world, reference, 'acknowledgements', people.duty);
  const above = ['coordinator', 'focal-a', 'focal-b'].map((who) => `${who}: ${ESCALATION}`);
  assert.deepEqual(await mailsOf(world, () => world.at(2 * HOUR)), [`focal-a: ${WAITING}`]);
  // One house, so both focal points are the same persons, and are told once.
  assert.deepEqual(
    await mailsOf(world, () => world.at(26 * HOUR)),
    [...above, `focal-b: ${REMINDER}`].sort(),
  );
  assert.deepEqual(await silence(world), ['decide 100 national-focal-point']);
});

/** What the router makes of a message of the own local stream. */
async function receivedByItself({ gateway }: DutyWorld, reference: string, message: string): Promise<void> {
  const { db, context } = gateway;
  const { stream, sequence } = await seal(gateway, message);
  await db.tx(async (sql) => {
    const at = new Date(context.now()).toISOString();
    const answers = { stream, sequence };
    const metadata = { type: 'receipt.delivered', version: 1, drill: false, reference, answers };
    const id = newId(nodeCipher, context.now());
    const row = { id, direction: 'out', peer: 'xk', metadata, stream: null, sequence: null, at } as const;
    await insertMessage(sql, { ...row, side: 'receiver' });
    await setState(sql, reference, 'delivered', at);
  });
}

void test('where nobody is there to be told, people see an incident', async (t) => {
  const world = await dutyWorld(t);
  const { contactPoints } = everybody();
  await inForce(world, {
    contactPoints,
    appointments: [appointed('gone', 'desk', 'duty-desk', { to: '2026-11-20T00:00:00.000Z' })],
  });
  await incoming(world);
  assert.deepEqual(await mailsOf(world, () => world.at(3 * HOUR)), []);
  assert.ok((await incidentCodes(world)).includes('nobody-to-tell'));
  assert.deepEqual(await notices(world), []);
});

async function waits(world: DutyWorld, queue: string): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const rows = await world.gateway.db.query(
      `select 1 from pgboss.job where name = $1 and state = 'retry'`,
      [queue],
    );
    if (rows.length > 0) return;
    assert.ok(Date.now() < end, `${queue} is tried again`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
