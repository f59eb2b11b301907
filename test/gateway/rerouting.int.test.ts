// A task after a rerouting, for the office that has it and for the one that had it: a conflict of interest, above all.
// Invariant under test: the office that was left out loses sight of the case, and does not learn where it went.
// domain.md 7; contract.md 4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { newId } from '../../services/lib/protocol/index.ts';
import { erase } from '../../services/lib/store/erasure.ts';
import { caseOf, type RoutedCase } from '../../services/lib/routing/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { arrived, holds, inForce, itemsOf, point, type Arrived } from './directory-world.ts';
import {
  get,
  people,
  post,
  startGateway,
  takeFromPeer,
  textOf,
  type Claims,
  type Gateway,
} from './gateway-world.ts';

const worker = (office: string): Claims => ({ sub: `worker-${office}`, roles: ['case-worker'], office });
const former = worker('advocate');
const present = worker('social-work');
const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const adult = { persons: [{ subject: SUBJECT, ageBand: '24-26', sex: 'female', languages: ['sq'] }] };
const ALL = ['advocate', 'social-work', 'municipality', 'security-facility', 'shelters', 'protection-centre'];

async function withTask(
  gateway: Gateway,
  changes: JsonObject = adult,
): Promise<Arrived & { readonly task: string }> {
  const status = { functions: ['status-assessment'] };
  await inForce(gateway, {
    contactPoints: [
      point('advocacy', { office: 'advocate', ...status }),
      point('social', { office: 'social-work', ...status }),
      point('coordination', { office: 'coordinator-office', functions: ['coordination'] }),
    ],
    appointments: [
      holds('one', 'advocacy', 'ana', { function: 'status-assessment' }),
      holds('two', 'social', 'dea', { function: 'status-assessment' }),
      holds('three', 'coordination', 'cor', { function: 'coordination' }),
    ],
  });
  const { task, ...rest } = await arrived(gateway, changes);
  assert.ok(task !== null);
  return { ...rest, task };
}

const rerouted = (gateway: Gateway, task: string, body: JsonObject): ReturnType<typeof post> =>
  post(gateway, `/v1/tasks/${task}/reroutings`, { as: people.focal, body });

const referralsOf = async (gateway: Gateway, as: Claims): Promise<readonly unknown[]> =>
  (await itemsOf(gateway, '/v1/referrals', as)).map(({ reference }) => reference);

void test('the office that is left out loses the case; the other one gets it whole', async (t) => {
  const gateway = await startGateway(t);
  const { reference, task } = await withTask(gateway);
  const [before] = await itemsOf(gateway, '/v1/tasks', former);
  assert.deepEqual(
    [before?.['state'], before?.['contactPoint'], (before?.['route'] as JsonObject)['asked']],
    ['open', 'advocacy', 'ana'],
  );
  assert.deepEqual(await referralsOf(gateway, former), [reference]);
  assert.deepEqual(await referralsOf(gateway, present), []);

  const done = await rerouted(gateway, task, { reason: 'conflict-of-interest' });
  assert.equal(done.status, 201, done.text);
  assert.deepEqual(
    [done.body['id'], done.body['reference'], done.body['office'], done.body['function']],
    [task, reference, 'social-work', 'status-assessment'],
  );

  for (const url of ['/v1/tasks', '/v1/tasks?state=moved', `/v1/tasks/${task}`]) {
    const { body, text } = await get(gateway, url, { as: former });
    assert.deepEqual('items' in body ? (body['items'] as readonly JsonObject[])[0] : body, {
      id: task,
      reference,
      office: 'advocate',
      function: 'status-assessment',
      state: 'moved',
      route: null,
      contactPoint: null,
      standing: null,
    });
    assert.ok(!text.includes('social'), 'nor where it went');
  }
  assert.deepEqual(await itemsOf(gateway, '/v1/tasks?state=open', former), []);
  assert.equal((await get(gateway, `/v1/referrals/${reference}`, { as: former })).status, 404);
  assert.deepEqual(await referralsOf(gateway, former), []);
  const answer = { answer: 'can-take' };
  assert.equal((await post(gateway, `/v1/tasks/${task}/answers`, { as: former, body: answer })).status, 404);

  const { body: mine } = await get(gateway, `/v1/tasks/${task}`, { as: present });
  const route = mine['route'] as unknown as RoutedCase;
  assert.deepEqual(
    [mine['state'], mine['office'], mine['contactPoint'], mine['standing']],
    ['open', 'social-work', 'social', 'works'],
  );
  assert.deepEqual(
    [route.chosen?.office, route.contactPoint, route.asked],
    ['social-work', 'social', 'dea'],
    'the explanation is that of the way that it took',
  );
  assert.deepEqual(await referralsOf(gateway, present), [reference]);
  assert.equal((await get(gateway, `/v1/referrals/${reference}`, { as: present })).status, 200);
  assert.deepEqual(
    (await itemsOf(gateway, '/v1/notices')).map(({ subject, because }) => [subject, because]),
    [['dea', 'moved']],
  );
  const { timeline } = (await get(gateway, `/v1/referrals/${reference}`, { as: people.focal }))
    .body as unknown as { timeline: readonly { type: string; code: string; content: JsonObject }[] };
  const word = timeline.find(({ type }) => type === 'task.rerouted');
  assert.deepEqual([word?.code, word?.content['exclude']], ['conflict-of-interest', ['advocate']]);
  assert.ok(timeline.some(({ type, code }) => type === 'task.moved' && code === 'rerouted'));
});

void test('what the former office has answered is not the answer of the present one', async (t) => {
  const gateway = await startGateway(t);
  const { reference, task } = await withTask(gateway);
  const answered = (as: Claims, answer: string): ReturnType<typeof post> =>
    post(gateway, `/v1/tasks/${task}/answers`, {
      as,
      body: { answer, ...(answer === 'cannot' ? { reason: 'no-capacity' } : {}) },
    });
  const cannot = await answered(former, 'cannot');
  assert.equal(cannot.status, 201, cannot.text);
  assert.equal((await rerouted(gateway, task, { reason: 'no-capacity' })).status, 201);
  assert.deepEqual(
    (await itemsOf(gateway, '/v1/tasks?state=open', present)).map(({ id }) => id),
    [task],
  );
  assert.equal((await answered(present, 'can-take')).status, 201);
  assert.equal((await answered(present, 'can-take')).status, 409);
  assert.equal((await itemsOf(gateway, '/v1/tasks', present))[0]?.['state'], 'answered');
  const { timeline } = (await get(gateway, `/v1/referrals/${reference}`, { as: people.focal }))
    .body as unknown as { timeline: readonly { type: string }[] };
  assert.equal(
    timeline.filter(({ type }) => type === 'task.answered').length,
    2,
    'both stand in the history',
  );
});

void test('where nobody is left the task stays, and the rule says so', async (t) => {
  const gateway = await startGateway(t);
  const { reference, task } = await withTask(gateway);
  const everybody = [...ALL, 'coordinator-office'];
  const nobody = await rerouted(gateway, task, { reason: 'conflict-of-interest', exclude: everybody });
  assert.deepEqual(
    [nobody.status, nobody.body['code'], nobody.body['guard'], nobody.body['who']],
    [422, 'guard-failed', 'nobody-fits', 'national-focal-point'],
  );
  assert.match(textOf(nobody.body, 'case'), /stays where it is/);
  const misspelt = await rerouted(gateway, task, {
    reason: 'not-competent',
    exclude: ['advocate', 'polise'],
  });
  assert.deepEqual(
    [misspelt.status, misspelt.body['errors']],
    [422, [{ pointer: '/exclude/1', code: 'office-unknown' }]],
  );
  assert.ok(!misspelt.text.includes('polise'));
  assert.equal((await itemsOf(gateway, '/v1/tasks', former))[0]?.['state'], 'open');

  const last = await rerouted(gateway, task, { reason: 'conflict-of-interest', exclude: ALL });
  assert.deepEqual([last.status, last.body['office']], [201, 'coordinator-office']);
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'referral.withdrawn', reference, role: 'national-focal-point' },
  });
  const over = await rerouted(gateway, task, { reason: 'directory-changed' });
  assert.deepEqual([over.status, over.body['code']], [409, 'transition-not-allowed']);
  const none = '00000000-0000-7000-8000-000000000000';
  assert.equal((await rerouted(gateway, none, { reason: 'not-competent' })).status, 404);
});

void test('only a changed directory leads back to the office that has the case', async (t) => {
  const gateway = await startGateway(t);
  const { task } = await withTask(gateway);
  await inForce(gateway, {
    contactPoints: [point('second', { office: 'advocate', functions: ['status-assessment'] })],
    appointments: [holds('four', 'second', 'eno', { function: 'status-assessment' })],
  });
  await post(gateway, '/v1/contact-points/advocacy/suspensions', {
    as: people.duty,
    body: { reason: 'unreachable' },
  });
  const again = await rerouted(gateway, task, { reason: 'directory-changed' });
  assert.deepEqual([again.status, again.body['office']], [201, 'advocate']);
  const [mine] = await itemsOf(gateway, '/v1/tasks', former);
  assert.deepEqual([mine?.['state'], mine?.['contactPoint']], ['open', 'second']);
});

void test('an erasure takes the explanation of a rerouting away, and no older one comes in its place', async (t) => {
  const gateway = await startGateway(t);
  const [one, two] = [newId(nodeCipher, 0), newId(nodeCipher, 0)];
  const [person] = adult.persons;
  const persons = [one, two].map((subject) => ({ ...person, subject }));
  const { reference, task } = await withTask(gateway, { persons });
  await rerouted(gateway, task, { reason: 'not-competent' });
  const route = async (): Promise<unknown> => (await itemsOf(gateway, '/v1/tasks', present))[0]?.['route'];
  assert.notEqual(await route(), null);
  const message = newId(nodeCipher, 0);
  const { participant, context } = gateway;
  await gateway.db.tx((sql) => erase(sql, context.crypto, { reference, participant, whom: [one], message }));
  assert.equal(await route(), null);
  const url = `/v1/referrals/${reference}`;
  assert.ok((await get(gateway, url, { as: present })).text.includes(two), 'the other person is still there');
  await rerouted(gateway, task, { reason: 'not-competent', exclude: ['advocate'] });
  const [later] = await itemsOf(gateway, '/v1/tasks', people.focal);
  assert.equal(later?.['route'], null, 'what comes later is a speech about that person too');
});

void test('a trial gives what the router has stored, and for a moment that has passed what stood then', async (t) => {
  const gateway = await startGateway(t);
  const { task, payload } = await withTask(gateway);
  const circumstances = { urgency: 'urgent', channel: 'protection', scope: 'transnational' } as const;
  const kase = caseOf(payload, circumstances);
  const tried = async (asOf?: string): Promise<JsonObject> => {
    const body = { ...kase, ...(asOf === undefined ? {} : { asOf }) };
    const answer = await post(gateway, '/v1/routing-trials', { as: people.operator, body });
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  const { route } = (await get(gateway, `/v1/tasks/${task}`, { as: people.focal })).body;
  // Who is asked is for those who see the task.
  const { asked, ...stored } = route as JsonObject;
  assert.equal(asked, 'ana');
  assert.deepEqual(await tried(), stored);
  gateway.setNow('2026-11-26T10:00:00.000Z');
  await post(gateway, '/v1/contact-points/advocacy/suspensions', {
    as: people.duty,
    body: { reason: 'closed-for-now' },
  });
  assert.deepEqual(await tried('2026-11-25T10:00:00.000Z'), stored);
  const now = (await tried()) as unknown as RoutedCase;
  assert.deepEqual(
    [now.chosen?.office, now.contactPoint, now.bypassed.map(({ office }) => office)],
    ['coordinator-office', 'coordination', ['advocate']],
  );
  const before = (await tried('2026-11-24')) as unknown as RoutedCase;
  assert.deepEqual([before.chosen?.office, before.contactPoint], ['advocate', null]);
});
