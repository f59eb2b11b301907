/**
 * Reachability as it is measured: an exercise is asked, answered or failed; what fails gets no case until somebody answers.
 * Invariant under test: a contact point that does not answer is passed over and says so, and never for longer than that.
 * domain.md 7 (liveness).
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import { openJobs } from '../../services/lib/platform/jobs/index.ts';
import { queues } from '../../services/lib/store/queues.ts';
import { get, people, post, textOf } from '../gateway/gateway-world.ts';
import {
  appointed,
  confirmer,
  type DutyWorld,
  dutyWorld,
  editor,
  everybody,
  incidentCodes,
  incoming,
  inForce,
  mailOf,
  mailsOf,
  mailsSince,
  notices,
  standing,
} from './duty-world.ts';

const EXERCISE = 'Exercise: please sign in';
const ESCALATION = 'Work has not been answered';
const LIMIT_MS = 20_000;

async function begun(world: DutyWorld, contactPoint: string, fn: string, within = 'PT1S'): Promise<string> {
  const body = { contactPoint, function: fn, within };
  const answer = await post(world.gateway, '/v1/liveness-checks', { as: people.focal, body });
  assert.equal(answer.status, 201, answer.text);
  return textOf(answer.body, 'id');
}

async function stateOf({ gateway }: DutyWorld, id: string): Promise<string | undefined> {
  const answer = await get(gateway, '/v1/liveness-checks', { as: people.focal });
  const items = answer.body['items'] as unknown as readonly { id: string; state: string }[];
  return items.find((item) => item.id === id)?.state;
}

void test('an exercise that is answered, and one that nobody answers in its time', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const answered = await begun(world, 'desk', 'duty-desk', 'PT1H');
  await world.settled();
  assert.deepEqual(mailsSince(world), [`desk-1: ${EXERCISE}`]);
  assert.equal(await stateOf(world, answered), 'open');
  const desk1 = { sub: 'desk-1', roles: ['duty-officer'] } as const;
  const stranger = { sub: 'liaison-a', roles: ['duty-officer'] } as const;
  const url = `/v1/liveness-checks/${answered}/answers`;
  assert.equal((await post(world.gateway, url, { as: stranger, body: {} })).status, 404);
  assert.equal((await post(world.gateway, url, { as: desk1, body: {} })).status, 201);
  assert.equal((await post(world.gateway, url, { as: desk1, body: {} })).status, 409);
  assert.equal(await stateOf(world, answered), 'answered');
  assert.equal(await standing(world, 'desk'), 'works');

  const before = world.sink.messages.length;
  const failed = await begun(world, 'desk', 'duty-desk');
  await until('its time is over', LIMIT_MS, async () => (await stateOf(world, failed)) === 'failed');
  await world.settled();
  assert.deepEqual(mailsSince(world, before), [
    `desk-1: ${EXERCISE}`,
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.equal(await standing(world, 'desk'), 'unreachable');
  // Late is not never.
  const late = await post(world.gateway, `/v1/liveness-checks/${failed}/answers`, { as: desk1, body: {} });
  assert.equal(late.status, 201, late.text);
  assert.equal(await standing(world, 'desk'), 'works');
  assert.ok((await notices(world)).every(({ reference }) => reference === null));
});

void test('a contact point that does not answer gets no case until it was made sure of', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  const failed = await begun(world, 'social', 'case-management');
  await until('its time is over', LIMIT_MS, async () => (await stateOf(world, failed)) === 'failed');
  assert.equal(await standing(world, 'social'), 'unreachable');
  await incoming(world, { task: true });
  assert.deepEqual(await lastTask(world), ['coordinator-office', 'coordination', 'bypassed']);
  assert.ok((await incidentCodes(world)).includes('contact-point-bypassed'));

  const verified = await post(world.gateway, '/v1/contact-points/social/verifications', {
    as: confirmer,
    body: { how: 'called' },
  });
  assert.equal(verified.status, 201, verified.text);
  assert.equal(await standing(world, 'social'), 'works');
  await incoming(world, { task: true });
  assert.deepEqual(await lastTask(world), ['social-work', 'social', 'routed']);
});

void test('where nobody is there an exercise has failed from the beginning', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  for (const who of ['desk-1', 'desk-2']) {
    const ending = `/v1/appointments/${who}-desk-duty-desk/endings`;
    assert.equal((await post(world.gateway, ending, { as: editor, body: {} })).status, 201);
  }
  const before = world.sink.messages.length;
  const id = await begun(world, 'desk', 'duty-desk', 'PT1H');
  assert.equal(await stateOf(world, id), 'failed');
  await world.settled();
  assert.deepEqual(mailsSince(world, before), [`focal-a: ${ESCALATION}`, `focal-b: ${ESCALATION}`]);
});

void test('a round asks every function once, with two routers, and comes again at its time', async (t) => {
  const world = await dutyWorld(t, { routers: 2 });
  await inForce(world, everybody());
  const { db } = world.gateway;
  const waiting = (): Promise<readonly { id: string }[]> =>
    db.query<{ id: string }>(`select id from pgboss.job where name = $1 and state < 'completed'`, [
      queues.livenessRound,
    ]);
  // Both routers name the schedule: its next due time is one job.
  const [scheduled, ...others] = await until('the round is due one day', LIMIT_MS, async () => {
    const rows = await waiting();
    return rows.length > 0 ? rows : null;
  });
  assert.deepEqual(others, []);
  const round = (begin: () => Promise<unknown>): Promise<readonly string[]> =>
    mailsOf(world, async () => {
      await begin();
      await until('it has run', LIMIT_MS, async () => {
        const due = `select 1 from pgboss.job where name = $1 and state < 'completed' and start_after <= now()`;
        return (await db.query(due, [queues.livenessRound])).length === 0;
      });
    });
  const everyFunction = ['coordinator', 'desk-1', 'focal-a', 'liaison-a', 'social-1'].map(
    (who) => `${who}: ${EXERCISE}`,
  );
  const comes = (): Promise<unknown> =>
    db.query(`update pgboss.job set start_after = now() where id = $1`, [scheduled?.id]);
  assert.deepEqual(await round(comes), everyFunction);
  const next = await waiting();
  assert.equal(next.length, 1);
  assert.notEqual(next[0]?.id, scheduled?.id, 'the next due time');

  const jobs = await openJobs(db, { onError: (error) => assert.ifError(error) });
  t.after(() => jobs.stop());
  // Two at once, as a schedule that was changed gives.
  const twice = (): Promise<unknown> =>
    db.tx(async (sql) => {
      for (let number = 0; number < 2; number += 1) await jobs.send(sql, queues.livenessRound, {});
    });
  assert.deepEqual(await round(twice), [], 'nobody twice within a day');
  world.gateway.setNow('2026-12-02T10:00:00.000Z');
  assert.deepEqual(await round(twice), everyFunction, 'and again a week later');
});

void test('whoever holds two functions of a contact point is asked for each', async (t) => {
  const world = await dutyWorld(t);
  const { contactPoints } = everybody();
  await inForce(world, {
    contactPoints,
    appointments: [
      appointed('both', 'centre', 'national-focal-point'),
      appointed('both', 'centre', 'liaison'),
    ],
  });
  const first = await begun(world, 'centre', 'liaison', 'PT1H');
  const second = await begun(world, 'centre', 'national-focal-point', 'PT1H');
  await world.settled();
  assert.deepEqual(
    world.sink.messages.map(({ to }) => to[0]),
    [mailOf('both'), mailOf('both')],
  );
  for (const id of [first, second]) {
    const as = { sub: 'both', roles: ['liaison-officer'] } as const;
    const answer = await post(world.gateway, `/v1/liveness-checks/${id}/answers`, { as, body: {} });
    assert.equal(answer.status, 201, answer.text);
  }
});

async function lastTask({ gateway }: DutyWorld): Promise<readonly (string | null)[]> {
  const rows = await gateway.db.query<{ office: string; point: string; cause: string }>(
    `select office, contact_point as point, cause from trm.task_move order by n desc limit 1`,
  );
  return rows.flatMap(({ office, point, cause }) => [office, point, cause]);
}
