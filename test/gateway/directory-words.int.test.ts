// What one person may say alone, and what it does to open work: suspended, ended, away, asked whether anybody is there.
// Invariant under test: a task asks somebody who is there, or nobody and then people are told; every hand-over is recorded.
// domain.md 7.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAtRoster } from '../../services/gateway/clock/roster-watch.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { arrived, holds, inForce, itemsOf, keepers, NOW, point, seen, told } from './directory-world.ts';
import { people, post, startGateway, textOf, type Claims, type Gateway } from './gateway-world.ts';

const { editor } = keepers;
const CHILD = 'social-work';
const person = (sub: string): Claims => ({ sub, roles: ['case-worker'], office: CHILD });

/** A desk of the office to which the rules send children, the coordinator, and a focal point. */
async function staffed(gateway: Gateway): Promise<void> {
  await inForce(gateway, {
    contactPoints: [
      point('desk', { office: CHILD }),
      point('coordination', { office: 'coordinator-office', functions: ['coordination'] }),
      point('focal', { functions: ['national-focal-point'] }),
    ],
    appointments: [
      holds('one', 'desk', 'ana'),
      holds('two', 'desk', 'ben', { rank: 'deputy' }),
      holds('three', 'desk', 'dea', { rank: 'deputy' }),
      holds('four', 'coordination', 'cor', { function: 'coordination' }),
      holds('five', 'focal', 'fil', { function: 'national-focal-point' }),
    ],
  });
}

const children = { persons: [{ ageBand: '9-17', sex: 'female', languages: ['sq'] }] };

async function askedBy(gateway: Gateway, task: string | null): Promise<readonly (string | null)[]> {
  const rows = await gateway.db.query<{ asked: string | null }>(
    `select asked from trm.task_move where task = $1 order by n`,
    [task],
  );
  return rows.map(({ asked }) => asked);
}

const noticesTo = async (gateway: Gateway, subject: string): Promise<readonly string[]> =>
  (await itemsOf(gateway, '/v1/notices'))
    .filter((item) => item['subject'] === subject)
    .map((item) => `${textOf(item, 'kind')} ${textOf(item, 'because')}`);

void test('one person suspends: it gets nothing, partners are told, and two people put it in force again', async (t) => {
  const gateway = await startGateway(t);
  await staffed(gateway);
  const url = '/v1/contact-points/desk/suspensions';
  const done = await post(gateway, url, { as: people.duty, body: { reason: 'unsafe' } });
  assert.deepEqual([done.status, done.body], [201, { id: 'desk', state: 'suspended' }]);
  assert.equal((await seen(gateway))['desk']?.['standing'], 'suspended');
  assert.equal((await told(gateway)).at(-1), 'directory.entry-suspended');
  const again = await post(gateway, url, { as: editor, body: { reason: 'unsafe' } });
  assert.deepEqual([again.status, again.body['code']], [409, 'transition-not-allowed']);
  assert.equal(
    (await post(gateway, '/v1/contact-points/none/suspensions', { as: editor, body: { reason: 'unsafe' } }))
      .status,
    404,
  );
  assert.equal((await post(gateway, url, { as: editor, body: { reason: 'because' } })).status, 422);

  const { task } = await arrived(gateway, children);
  const [routed] = await itemsOf(gateway, '/v1/tasks');
  assert.deepEqual(
    [routed?.['id'], routed?.['office'], routed?.['contactPoint']],
    [task, 'coordinator-office', 'coordination'],
  );
  const { bypassed } = routed?.['route'] as unknown as { bypassed: readonly JsonObject[] };
  assert.deepEqual(
    bypassed.map(({ office }) => office),
    [CHILD],
  );
  assert.ok(
    (await itemsOf(gateway, '/v1/incidents', people.duty)).some(
      ({ code }) => code === 'contact-point-bypassed',
    ),
  );

  // Made sure of by one person, it stays suspended.
  await post(gateway, '/v1/contact-points/desk/verifications', { as: people.duty, body: { how: 'visited' } });
  assert.equal((await seen(gateway))['desk']?.['standing'], 'suspended');
  await inForce(gateway, { contactPoints: [point('desk', { office: CHILD })] });
  assert.equal((await seen(gateway))['desk']?.['standing'], 'works');
  assert.equal((await told(gateway)).at(-1), 'directory.entry-confirmed');
  await arrived(gateway, children);
  assert.equal((await itemsOf(gateway, '/v1/tasks')).at(-1)?.['contactPoint'], 'desk');

  await inForce(gateway, { closed: ['desk'] });
  assert.equal((await seen(gateway))['desk']?.['standing'], 'closed');
  assert.equal((await post(gateway, url, { as: editor, body: { reason: 'unsafe' } })).status, 404);
});

void test('who leaves is asked no more: open work goes to who is there, and the record says so', async (t) => {
  const gateway = await startGateway(t);
  await staffed(gateway);
  const { task } = await arrived(gateway, children);
  assert.deepEqual(await askedBy(gateway, task), ['ana']);
  const end = (key: string, body: JsonObject = {}): ReturnType<typeof post> =>
    post(gateway, `/v1/appointments/${key}/endings`, { as: editor, body });

  const stranger = await end('one', { successor: 'cor' });
  assert.deepEqual(
    [stranger.status, stranger.body['errors']],
    [422, [{ pointer: '/successor', code: 'appointment-unknown' }]],
  );
  assert.equal((await end('none')).status, 404);
  // Without a word it would be dea: the deputies are asked in the order of their keys.
  const left = await end('one', { successor: 'ben' });
  assert.deepEqual([left.status, left.body], [201, { id: 'one', state: 'ended', moved: 1 }]);
  assert.equal((await end('one')).status, 409);
  assert.deepEqual(await askedBy(gateway, task), ['ana', 'ben']);
  assert.deepEqual(await noticesTo(gateway, 'ben'), ['moved moved']);

  assert.equal((await end('two')).body['moved'], 1);
  assert.equal((await end('three')).body['moved'], 1);
  assert.deepEqual(await askedBy(gateway, task), ['ana', 'ben', 'dea', null]);
  assert.deepEqual(await noticesTo(gateway, 'fil'), ['escalation vacant']);
  const handovers = await itemsOf(gateway, '/v1/work-handovers', people.duty);
  assert.deepEqual(
    handovers
      .map((row) => [
        row['appointment'],
        row['contactPoint'],
        row['from'],
        row['to'],
        row['tasks'],
        row['at'],
      ])
      .toSorted(),
    [
      ['one', 'desk', 'ana', 'ben', 1, NOW],
      ['three', 'desk', 'dea', null, 1, NOW],
      ['two', 'desk', 'ben', 'dea', 1, NOW],
    ],
  );
  const desk = (await seen(gateway))['desk'];
  assert.deepEqual([desk?.['standing'], desk?.['vacant']], ['vacant', ['case-management']]);
  assert.deepEqual(
    (desk?.['persons'] as readonly JsonObject[]).map(({ subject, there, away }) => [subject, there, away]),
    [
      ['ana', false, 'left'],
      ['dea', false, 'left'],
      ['ben', false, 'left'],
    ],
  );
  // The office keeps its task, whoever is there.
  const [kept] = await itemsOf(gateway, '/v1/tasks', person('new'));
  assert.deepEqual([kept?.['id'], kept?.['state'], kept?.['contactPoint']], [task, 'open', 'desk']);
});

void test('an ending that was said before its day moves the work on that day, to whom was named', async (t) => {
  const gateway = await startGateway(t);
  await staffed(gateway);
  const { task } = await arrived(gateway, children);
  const at = '2026-11-30T16:00:00.000Z';
  const answer = await post(gateway, '/v1/appointments/one/endings', {
    as: editor,
    body: { at, successor: 'ben' },
  });
  assert.deepEqual(answer.body, { id: 'one', state: 'ending', moved: 0 });
  gateway.setNow('2026-11-30T15:59:59.999Z');
  await lookAtRoster(gateway.context);
  assert.deepEqual(await askedBy(gateway, task), ['ana']);
  gateway.setNow(at);
  await lookAtRoster(gateway.context);
  await lookAtRoster(gateway.context);
  assert.deepEqual(await askedBy(gateway, task), ['ana', 'ben']);
  assert.equal((await itemsOf(gateway, '/v1/work-handovers')).length, 1);
});

void test('one says of oneself that one is away; of others who keep the directory', async (t) => {
  const gateway = await startGateway(t);
  await staffed(gateway);
  const { task } = await arrived(gateway, children);
  const away = (body: JsonObject, as: Claims): ReturnType<typeof post> =>
    post(gateway, '/v1/absences', { as, body: { from: NOW, to: '2026-11-27T10:00:00.000Z', ...body } });

  const meddling = await away({ subject: 'ana' }, person('ben'));
  assert.deepEqual([meddling.status, meddling.body['code']], [403, 'role-not-allowed']);
  assert.equal((await away({ subject: 'ana' }, people.duty)).status, 403);
  for (const cover of ['ana', 'nobody'])
    assert.deepEqual((await away({ subject: 'ana', cover }, person('ana'))).body['errors'], [
      { pointer: '/cover', code: 'appointment-unknown' },
    ]);
  assert.equal((await away({ subject: 'nobody' }, editor)).status, 404);
  assert.deepEqual(await askedBy(gateway, task), ['ana']);

  const own = await away({ subject: 'ana', cover: 'ben' }, person('ana'));
  assert.deepEqual([own.status, own.body['state'], own.body['moved']], [201, 'recorded', 1]);
  const kept = await away({ subject: 'ben' }, people.focal);
  assert.deepEqual([kept.status, kept.body['moved']], [201, 1]);
  assert.deepEqual(await askedBy(gateway, task), ['ana', 'ben', 'dea']);
  // Back again after it, and asked first for what is new.
  gateway.setNow('2026-11-27T10:00:00.000Z');
  const { task: later } = await arrived(gateway, children);
  assert.deepEqual(await askedBy(gateway, later), ['ana']);
});

void test('an exercise is answered by who is there, once; where nobody is, it has failed and people are told', async (t) => {
  const gateway = await startGateway(t);
  await staffed(gateway);
  const start = (contactPoint: string, fn: string): ReturnType<typeof post> =>
    post(gateway, '/v1/liveness-checks', { as: people.duty, body: { contactPoint, function: fn } });
  assert.equal((await start('none', 'liaison')).status, 404);
  assert.deepEqual((await start('desk', 'liaison')).body['errors'], [
    { pointer: '/function', code: 'function-unknown' },
  ]);
  const { body } = await start('desk', 'case-management');
  const url = `/v1/liveness-checks/${textOf(body, 'id')}/answers`;
  assert.deepEqual(await noticesTo(gateway, 'ana'), ['check check']);
  const states = async (): Promise<readonly unknown[]> =>
    (await itemsOf(gateway, '/v1/liveness-checks')).map(({ state }) => state);
  assert.deepEqual(await states(), ['open']);
  assert.equal((await post(gateway, url, { as: person('stranger') })).status, 404);
  assert.equal((await post(gateway, url, { as: person('ben') })).status, 201);
  assert.equal((await post(gateway, url, { as: person('ana') })).status, 409);
  assert.deepEqual(await states(), ['answered']);

  await inForce(gateway, { contactPoints: [point('empty', { functions: ['liaison'] })] });
  assert.equal((await start('empty', 'liaison')).status, 201);
  assert.deepEqual((await states()).toSorted(), ['answered', 'failed']);
  assert.deepEqual(await noticesTo(gateway, 'fil'), ['escalation check']);
  const { empty, desk } = await seen(gateway);
  assert.deepEqual(
    [empty?.['standing'], (empty?.['reachable'] as JsonObject)['answered'], desk?.['standing']],
    ['unreachable', false, 'works'],
  );
});
