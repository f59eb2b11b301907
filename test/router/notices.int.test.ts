/**
 * To whom a call goes at the moment of its delivery, and what becomes of one that cannot be delivered.
 * Invariant under test: a holder who left is never the silent recipient of anything; somebody who is there is told, each
 * person once per step, or people see an incident. domain.md 7.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { post } from '../gateway/gateway-world.ts';
import {
  appointed,
  type DutyWorld,
  dutyWorld,
  editor,
  everybody,
  HOUR,
  incidentCodes,
  incoming,
  inForce,
  mailOf,
  mailsOf,
  MINUTE,
  notices,
  START,
} from './duty-world.ts';

const WAITING = 'Work is waiting';
const ESCALATION = 'Work has not been answered';
const iso = (ms: number): string => new Date(START + ms).toISOString();
const BEFORE = '2026-11-24T00:00:00.000Z';

async function away(world: DutyWorld, body: Record<string, string>): Promise<void> {
  const answer = await post(world.gateway, '/v1/absences', { as: editor, body });
  assert.equal(answer.status, 201, answer.text);
}

async function ended(world: DutyWorld, appointment: string, body: object = {}): Promise<void> {
  const answer = await post(world.gateway, `/v1/appointments/${appointment}/endings`, { as: editor, body });
  assert.equal(answer.status, 201, answer.text);
}

/** Who is told first that a case waits at the desk. */
async function firstTold(world: DutyWorld): Promise<readonly string[]> {
  return mailsOf(world, async () => {
    await incoming(world);
    await world.at(0);
  });
}

void test('the desk: shift before holder, cover for who is away, deputy where the holder has left, else those above', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  assert.deepEqual(await firstTold(world), [`desk-1: ${WAITING}`]);
  await inForce(world, {
    shifts: [
      {
        id: 'night',
        contactPoint: 'desk',
        function: 'duty-desk',
        subject: 'desk-2',
        from: iso(-HOUR),
        to: iso(HOUR),
      },
    ],
  });
  assert.deepEqual(await firstTold(world), [`desk-2: ${WAITING}`], 'on duty');
  await away(world, { subject: 'desk-2', from: BEFORE, to: iso(48 * HOUR) });
  assert.deepEqual(await firstTold(world), [`desk-1: ${WAITING}`], 'who is away is not on duty');
  await away(world, { subject: 'desk-1', from: BEFORE, to: iso(48 * HOUR), cover: 'liaison-a' });
  assert.deepEqual(await firstTold(world), [`liaison-a: ${WAITING}`], 'the cover');
  await ended(world, 'liaison-a-centre-liaison');
  assert.deepEqual(
    await firstTold(world),
    ['coordinator', 'focal-a', 'focal-b'].map((who) => `${who}: ${ESCALATION}`),
    'nobody at all: those above hear of it at once',
  );
});

void test('the appointment ends between call and delivery: the deputy is told, the holder nothing', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  world.sink.rule(mailOf('desk-1'), 451);
  await incoming(world);
  await world.at(0);
  await triedAgain(world);
  await ended(world, 'desk-1-desk-duty-desk');
  world.sink.rule(mailOf('desk-1'), null);
  await world.settled();
  assert.deepEqual(
    world.sink.messages.map(({ to }) => to[0]),
    [mailOf('desk-2')],
  );
  assert.deepEqual(
    (await notices(world)).map(({ subject, because, outcomes }) => [
      subject,
      because,
      outcomes.map(({ code, outcome }) => code ?? outcome),
    ]),
    [
      ['desk-1', 'started', ['left']],
      ['desk-2', 'vacant', ['accepted']],
    ],
  );
});

void test('a mailbox that is no more: somebody else is told, each once, and a person sees it where nobody is left', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  for (const who of ['desk-1', 'desk-2']) world.sink.rule(mailOf(who), 550);
  assert.deepEqual(await firstTold(world), [`focal-a: ${WAITING}`]);
  const facts = await world.gateway.db.query<{ subject: string }>(
    `select subject from trm.liveness_fact where kind = 'bounced' order by n`,
  );
  assert.deepEqual(
    facts.map(({ subject }) => subject),
    ['desk-1', 'desk-2'],
  );
  assert.ok(!(await incidentCodes(world)).includes('nobody-to-tell'));

  for (const who of ['focal-a', 'focal-b', 'coordinator']) world.sink.rule(mailOf(who), 550);
  assert.deepEqual(await firstTold(world), []);
  const told = (await notices(world)).slice(-5).map(({ subject }) => subject);
  assert.deepEqual(told, ['desk-1', 'desk-2', 'focal-a', 'focal-b', 'coordinator'], 'each tried once');
  assert.ok((await incidentCodes(world)).includes('nobody-to-tell'));
});

void test('a step that tells several persons tells nobody twice where one of them bounces', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  await incoming(world);
  await world.at(0);
  await world.settled();
  world.sink.rule(mailOf('focal-a'), 550);
  await world.at(90 * MINUTE);
  await world.settled();
  assert.deepEqual(await mailsOf(world, () => world.at(3 * HOUR)), [
    `coordinator: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
});

void test('a server that asks for patience: the same mail once, later', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  world.sink.rule(mailOf('desk-1'), 451);
  await incoming(world);
  await world.at(0);
  await triedAgain(world);
  assert.deepEqual(world.sink.messages, []);
  world.sink.rule(mailOf('desk-1'), null);
  await world.settled();
  assert.deepEqual(
    world.sink.messages.map(({ to }) => to[0]),
    [mailOf('desk-1')],
  );
  const [notice] = await notices(world);
  assert.deepEqual(notice?.outcomes, [{ channel: 'mail:0', outcome: 'accepted', code: null }]);
});

void test('no mail server, and nobody with an address: recorded and seen in the list', async (t) => {
  const world = await dutyWorld(t, { mail: null });
  const { contactPoints, appointments } = everybody();
  const { notify: _none, ...silent } = appointed('desk-1', 'desk', 'duty-desk');
  await inForce(world, { contactPoints, appointments: [...appointments.slice(1), silent] });
  await incoming(world);
  await world.at(0);
  await world.settled();
  await world.at(90 * MINUTE);
  await world.settled();
  assert.deepEqual(
    (await notices(world)).map(({ subject, outcomes }) => [subject, outcomes]),
    [
      ['desk-1', [{ channel: 'none', outcome: 'not-configured', code: 'no-address' }]],
      ['desk-2', [{ channel: 'mail:0', outcome: 'not-configured', code: 'not-configured' }]],
    ],
  );
  const operator = { sub: 'operator-1', roles: ['gateway-operator'] } as const;
  assert.ok((await notices(world, operator)).every(({ reference }) => reference === null));
  const other = { sub: 'desk-2', roles: ['case-worker'], office: 'social-work' } as const;
  assert.deepEqual(
    (await notices(world, other)).map(({ subject }) => subject),
    ['desk-2'],
  );
});

void test('open work moves with a record: at an ending, at an absence, and when either begins later', async (t) => {
  const world = await dutyWorld(t);
  await inForce(world, everybody());
  await inForce(world, {
    appointments: [appointed('social-3', 'social', 'case-management', { rank: 'deputy' })],
  });
  await incoming(world, { urgency: 'routine', task: true });
  await world.at(0);
  await world.settled();
  assert.equal(await asked(world), 'social-1');

  // An absence that begins in two hours: nothing moves before.
  await away(world, { subject: 'social-1', from: iso(2 * HOUR), to: iso(300 * HOUR), cover: 'social-3' });
  await world.roster();
  assert.equal(await asked(world), 'social-1');
  const moved = 'Work was handed over to you';
  await world.at(2 * HOUR);
  assert.deepEqual(await mailsOf(world, () => Promise.all([world.roster(), world.roster()])), [
    `social-3: ${moved}`,
  ]);
  assert.equal(await asked(world), 'social-3');
  assert.deepEqual(await mailsOf(world, () => world.roster()), [], 'once');

  // An ending that names the successor, at once.
  const byName = { successor: 'social-2' };
  assert.deepEqual(await mailsOf(world, () => ended(world, 'social-3-social-case-management', byName)), [
    `social-2: ${moved}`,
  ]);
  assert.equal(await asked(world), 'social-2');

  // An ending in the future, and then nobody is left: those above are told.
  await ended(world, 'social-2-social-case-management', { at: iso(4 * HOUR) });
  await world.roster();
  assert.equal(await asked(world), 'social-2');
  await world.at(4 * HOUR);
  assert.deepEqual(await mailsOf(world, () => world.roster()), [
    `focal-a: ${ESCALATION}`,
    `focal-b: ${ESCALATION}`,
  ]);
  assert.equal(await asked(world), null);

  const rows = await world.gateway.db.query<{ from: string; to: string | null; tasks: number }>(
    `select from_subject as "from", to_subject as "to", tasks from trm.handover order by at`,
  );
  assert.deepEqual(rows, [
    { from: 'social-1', to: 'social-3', tasks: 1 },
    { from: 'social-3', to: 'social-2', tasks: 1 },
    { from: 'social-2', to: null, tasks: 1 },
  ]);
});

void test('a webhook is signed, told once, and one that is gone counts as a mailbox that is no more', async (t) => {
  const world = await dutyWorld(t);
  const { contactPoints, appointments } = everybody();
  const hook = (path: string) => ({ channel: 'webhook' as const, address: `${world.hookUrl}${path}` });
  await inForce(world, {
    contactPoints,
    appointments: [
      ...appointments.slice(2),
      appointed('desk-1', 'desk', 'duty-desk', { notify: [hook('/gone')] }),
      appointed('desk-2', 'desk', 'duty-desk', {
        rank: 'deputy',
        notify: [hook('/desk'), { channel: 'mail', address: mailOf('desk-2') }],
      }),
    ],
  });
  assert.deepEqual(await firstTold(world), [`desk-2: ${WAITING}`]);
  assert.deepEqual(
    world.hooks.map(({ url }) => url),
    ['/gone', '/desk'],
  );
  const [, taken] = world.hooks;
  const body = JSON.parse(taken?.body ?? '{}') as { type: string; data: object };
  assert.deepEqual([body.type, body.data], ['work.work-waits', { url: 'https://console.example/' }]);
  assert.match(String(taken?.headers['webhook-signature']), /^v1,/);
});

async function asked({ gateway }: DutyWorld): Promise<string | null> {
  const rows = await gateway.db.query<{ asked: string | null }>(
    `select asked from trm.task_move order by n desc limit 1`,
  );
  return rows[0]?.asked ?? null;
}

async function triedAgain({ gateway }: DutyWorld): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const rows = await gateway.db.query(`select 1 from pgboss.job where name = 'notify' and state = 'retry'`);
    if (rows.length > 0) return;
    assert.ok(Date.now() < end, 'it is tried again');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
