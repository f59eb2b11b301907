// Changes of the directory through HTTP, as an outsider would try them: who may, in which order it is checked, and that
// one person alone brings nothing into force.
// domain.md 3, 6.8 and 7; contract.md 4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles } from '../../services/lib/contract/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { holds, inForce, itemsOf, keepers, NOW, point, proposed, seen, told } from './directory-world.ts';
import { get, people, post, startGateway, textOf } from './gateway-world.ts';

const { editor, confirmer } = keepers;
const confirmations = (id: string): string => `/v1/directory-changes/${id}/confirmations`;
const rejections = (id: string): string => `/v1/directory-changes/${id}/rejections`;

void test('what one person proposes stands when another one has confirmed it, once', async (t) => {
  const gateway = await startGateway(t);
  const id = await proposed(gateway, { contactPoints: [point('desk')] }, people.focal);
  assert.deepEqual(await seen(gateway), {});
  assert.deepEqual(await told(gateway), []);

  const alone = await post(gateway, confirmations(id), { as: people.focal });
  assert.deepEqual(
    [alone.status, alone.body['code'], alone.body['guard'], alone.body['who']],
    [422, 'guard-failed', 'four-eyes', 'directory-confirmer'],
  );
  assert.match(textOf(alone.body, 'detail'), /second person/);
  assert.match(textOf(alone.body, 'case'), /directory stands as it was/);
  // Another role of the same person is the same person.
  const twice = { sub: people.focal.sub, roles: ['directory-confirmer'] };
  assert.equal((await post(gateway, confirmations(id), { as: twice })).body['guard'], 'four-eyes');
  assert.deepEqual(await seen(gateway), {});

  const done = await post(gateway, confirmations(id), { as: people.secondFocal });
  assert.deepEqual([done.status, done.body], [201, { id, state: 'confirmed' }]);
  assert.equal((await seen(gateway))['desk']?.['standing'], 'vacant');
  assert.deepEqual(await told(gateway), ['directory.entry-confirmed']);

  for (const url of [confirmations(id), rejections(id)]) {
    const again = await post(gateway, url, { as: confirmer });
    assert.deepEqual([again.status, again.body['code']], [409, 'transition-not-allowed']);
    assert.match(textOf(again.body, 'detail'), /decided already/);
  }
  const [change] = await itemsOf(gateway, '/v1/directory-changes?state=decided', editor);
  assert.deepEqual(
    [change?.['state'], change?.['proposer'], change?.['decider'], change?.['decidedAt']],
    ['confirmed', 'focal-1', 'focal-2', NOW],
  );
  assert.deepEqual(await itemsOf(gateway, '/v1/directory-changes?state=open', editor), []);
});

void test('what was rejected or taken back never stands', async (t) => {
  const gateway = await startGateway(t);
  for (const as of [confirmer, editor, people.secondFocal]) {
    const id = await proposed(gateway, { contactPoints: [point('desk')] });
    assert.deepEqual((await post(gateway, rejections(id), { as, body: { text: 'No.' } })).body, {
      id,
      state: 'rejected',
    });
    assert.equal((await post(gateway, confirmations(id), { as: confirmer })).status, 409);
  }
  assert.deepEqual(await seen(gateway), {});
  assert.deepEqual(await told(gateway), []);
});

void test('a change names only what is there; the answer names places and no value', async (t) => {
  const gateway = await startGateway(t);
  const canary = 'canary-7f3a';
  const body: JsonObject = {
    contactPoints: [
      point('desk', { office: canary, verifiedOn: '2026-11-27', hours: { timeZone: canary } }),
      point('desk'),
      point('night', {
        hours: {
          timeZone: 'Europe/Belgrade',
          weekly: [{ days: ['monday'], opens: '18:00', closes: '02:00' }],
        },
      }),
    ],
    appointments: [
      holds('one', canary, canary),
      holds('two', 'desk', canary, { function: 'duty-desk' }),
      holds('three', 'desk', canary, { to: '2025-12-31T00:00:00.000Z' }),
    ],
    shifts: [
      {
        id: 'shift',
        contactPoint: 'desk',
        function: 'case-management',
        subject: 'nobody',
        from: NOW,
        to: NOW,
      },
    ],
    closed: [canary],
  };
  const refused = await post(gateway, '/v1/directory-changes', { as: editor, body });
  assert.equal(refused.status, 422);
  assert.equal(refused.body['code'], 'content-invalid');
  assert.ok(!refused.text.includes(canary), refused.text);
  const faults = (refused.body['errors'] as readonly { pointer: string; code: string }[])
    .map(({ pointer, code }) => `${pointer} ${code}`)
    .toSorted();
  assert.deepEqual(faults, [
    '/appointments/0/contactPoint contact-point-unknown',
    '/appointments/1/function function-unknown',
    '/appointments/2 period-empty',
    '/closed/0 contact-point-unknown',
    '/contactPoints/0/hours/timeZone time-zone-unknown',
    '/contactPoints/0/office office-unknown',
    '/contactPoints/0/verifiedOn in-future',
    '/contactPoints/1/id duplicate-id',
    '/contactPoints/2/hours/weekly/0 period-empty',
    '/shifts/0 period-empty',
    '/shifts/0/subject appointment-unknown',
  ]);
  const empty = await post(gateway, '/v1/directory-changes', { as: editor, body: { text: 'Nothing.' } });
  assert.deepEqual(empty.body['errors'], [{ pointer: '', code: 'minProperties' }]);
  const hidden = await post(gateway, '/v1/directory-changes', {
    as: editor,
    body: { contactPoints: [point('desk', { confidentiality: { address: 'exchange' } })] },
  });
  assert.deepEqual(hidden.body['errors'], [
    { pointer: '/contactPoints/0/confidentiality/address', code: 'enum' },
  ]);
  // In the east it may be tomorrow already.
  await proposed(gateway, { contactPoints: [point('desk', { verifiedOn: '2026-11-26' })] });
  assert.ok(!gateway.lines.join('').includes(canary));
});

void test('what was taken away after the proposal is not brought back by its confirmation', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, {
    contactPoints: [point('desk'), point('other')],
    appointments: [holds('one', 'desk', 'ana')],
  });
  const after = (minutes: number): void =>
    gateway.setNow(new Date(Date.parse(NOW) + minutes * 60_000).toISOString());
  after(1);
  const edit = await proposed(gateway, { contactPoints: [point('desk', { languages: ['sq'] })] });
  const stay = await proposed(gateway, { appointments: [holds('one', 'desk', 'ana', { rank: 'deputy' })] });
  const beside = await proposed(gateway, { contactPoints: [point('other', { languages: ['sq'] })] });
  after(2);
  const suspended = await post(gateway, '/v1/contact-points/desk/suspensions', {
    as: people.duty,
    body: { reason: 'compromised' },
  });
  assert.equal(suspended.status, 201, suspended.text);
  assert.equal((await post(gateway, '/v1/appointments/one/endings', { as: editor })).status, 201);
  after(3);
  for (const id of [edit, stay]) {
    const late = await post(gateway, confirmations(id), { as: confirmer });
    assert.deepEqual([late.status, late.body['code']], [409, 'transition-not-allowed']);
    assert.match(textOf(late.body, 'detail'), /propose it anew/);
  }
  assert.equal((await seen(gateway))['desk']?.['standing'], 'suspended');
  assert.equal((await post(gateway, confirmations(beside), { as: confirmer })).status, 201);
  await inForce(gateway, { contactPoints: [point('desk')] });
  assert.equal((await seen(gateway))['desk']?.['standing'], 'vacant', 'two people have looked at it anew');
});

void test('what a change refers to is asked again when it is confirmed', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, { contactPoints: [point('desk', { functions: ['case-management', 'liaison'] })] });
  const id = await proposed(gateway, {
    appointments: [holds('one', 'desk', 'ana', { function: 'liaison' })],
  });
  await inForce(gateway, { contactPoints: [point('desk')] });
  const late = await post(gateway, confirmations(id), { as: confirmer });
  assert.deepEqual(
    [late.status, late.body['errors']],
    [422, [{ pointer: '/appointments/0/function', code: 'function-unknown' }]],
  );
});

void test('checks come in the order of the contract', async (t) => {
  const gateway = await startGateway(t);
  const canary = 'CANARY-41bd';
  const id = await proposed(gateway, { contactPoints: [point('desk')] }, people.focal);
  const nowhere = confirmations('00000000-0000-7000-8000-000000000000');
  const large = JSON.stringify({ text: canary.repeat(60_000) });
  const xml = { 'content-type': 'application/xml' };
  const used = { as: confirmer, key: 'used-already' };
  const decided = await proposed(gateway, { contactPoints: [point('desk')] });
  assert.equal((await post(gateway, confirmations(decided), used)).status, 201);
  const cases: readonly [string, string, Parameters<typeof post>[2], number, string][] = [
    ['401 before 403', nowhere, { as: null, bytes: large, key: null }, 401, 'unauthenticated'],
    ['403 before 413', nowhere, { as: editor, bytes: large, key: null }, 403, 'role-not-allowed'],
    ['413 before 415', nowhere, { as: confirmer, bytes: large, headers: xml, key: null }, 413, 'too-large'],
    [
      '415 before 400',
      nowhere,
      { as: confirmer, bytes: `{${canary}`, headers: xml, key: null },
      415,
      'unsupported-media-type',
    ],
    ['400 before the key', nowhere, { as: confirmer, bytes: `{"${canary}`, key: null }, 400, 'malformed'],
    ['an unknown parameter', `${nowhere}?force=true`, { as: confirmer, key: null }, 400, 'malformed'],
    [
      'the key before the content',
      nowhere,
      { as: confirmer, body: { [canary]: canary }, key: null },
      400,
      'idempotency-key-missing',
    ],
    ['the key of another address', nowhere, used, 422, 'idempotency-key-reused'],
    [
      'content before existence',
      nowhere,
      { as: confirmer, body: { [canary]: canary } },
      422,
      'content-invalid',
    ],
    ['existence', nowhere, { as: confirmer }, 404, 'not-found'],
    ['no id at all', confirmations(canary), { as: confirmer }, 404, 'not-found'],
    ['the state before the guard', confirmations(decided), { as: editor }, 403, 'role-not-allowed'],
    ['the state', confirmations(decided), { as: people.focal }, 409, 'transition-not-allowed'],
    ['the guard', confirmations(id), { as: people.focal }, 422, 'guard-failed'],
  ];
  for (const [name, url, asked, status, code] of cases) {
    const answer = await post(gateway, url, asked);
    assert.deepEqual([answer.status, answer.body['code']], [status, code], `${name}: ${answer.text}`);
    assert.ok(!answer.text.includes(canary), name);
  }
  assert.ok(!gateway.lines.join('').includes(canary));
  const away = { subject: 'nobody', from: NOW, to: NOW };
  const absent = await post(gateway, '/v1/absences', { as: people.focal, body: away });
  assert.deepEqual(
    [absent.status, absent.body['errors']],
    [422, [{ pointer: '/to', code: 'period-empty' }]],
    'content before existence',
  );
});

void test('a proposal that is repeated under its key is made once', async (t) => {
  const gateway = await startGateway(t);
  const asked = { as: editor, key: '"once-1"', body: { contactPoints: [point('desk')] } };
  const first = await post(gateway, '/v1/directory-changes', asked);
  const second = await post(gateway, '/v1/directory-changes', asked);
  assert.deepEqual([second.status, second.text], [201, first.text]);
  assert.equal(first.headers['idempotent-replayed'], undefined);
  assert.equal(second.headers['idempotent-replayed'], 'true');
  assert.equal(second.headers.location, first.headers.location);
  assert.equal((await itemsOf(gateway, '/v1/directory-changes')).length, 1);
  const other = { ...asked, body: { contactPoints: [point('other')] } };
  assert.equal((await post(gateway, '/v1/directory-changes', other)).body['code'], 'idempotency-key-reused');
  // The key of one person is not the key of another.
  assert.equal((await post(gateway, '/v1/directory-changes', { ...asked, as: people.focal })).status, 201);
  assert.equal((await itemsOf(gateway, '/v1/directory-changes')).length, 2);
});

void test('two confirmations at once put a change in force once', async (t) => {
  const gateway = await startGateway(t);
  const id = await proposed(gateway, { contactPoints: [point('desk')] });
  const answers = await Promise.all(
    [confirmer, people.focal, people.secondFocal].map((as) => post(gateway, confirmations(id), { as })),
  );
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409]);
  assert.deepEqual(await told(gateway), ['directory.entry-confirmed']);
});

const FOCAL = 'national-focal-point';
const KEEPING = ['directory-editor', 'directory-confirmer', FOCAL];
const HANDS = ['case-worker', 'liaison-officer', 'duty-officer', FOCAL, 'justice-liaison'];

/** Who may do what, as domain.md 3 and 7 have it. */
const MATRIX: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/directory': [...HANDS, 'directory-editor', 'directory-confirmer'],
  'GET /v1/directory-exports': [...HANDS, 'directory-editor', 'directory-confirmer'],
  'GET /v1/duty-rosters': [...HANDS, 'directory-editor', 'directory-confirmer'],
  'GET /v1/pack': roles,
  'GET /v1/directory-changes': KEEPING,
  'GET /v1/work-handovers': [...KEEPING, 'duty-officer'],
  'GET /v1/liveness-checks': [...KEEPING, 'duty-officer', 'case-worker'],
  'GET /v1/notices': ['case-worker', 'liaison-officer', 'duty-officer', FOCAL, 'gateway-operator'],
  'POST /v1/directory-changes': ['directory-editor', FOCAL],
  'POST /v1/directory-changes/{id}/confirmations': ['directory-confirmer', FOCAL],
  'POST /v1/directory-changes/{id}/rejections': KEEPING,
  'POST /v1/directory-imports': ['directory-editor', FOCAL],
  'POST /v1/contact-points/desk/verifications': [...KEEPING, 'duty-officer'],
  'POST /v1/contact-points/desk/suspensions': [...KEEPING, 'duty-officer'],
  'POST /v1/appointments/one/endings': ['directory-editor', FOCAL],
  'POST /v1/absences': ['case-worker', 'liaison-officer', 'duty-officer', 'directory-editor', FOCAL],
  'POST /v1/liveness-checks': [...KEEPING, 'duty-officer'],
  'POST /v1/liveness-checks/{id}/answers': HANDS,
  'POST /v1/tasks/{id}/reroutings': [FOCAL],
};

void test('each operation is open to the roles of the domain, and to no other', async (t) => {
  const gateway = await startGateway(t);
  for (const [operation, allowed] of Object.entries(MATRIX)) {
    const [method, path = ''] = operation.split(' ');
    const url = path.replace('{id}', '00000000-0000-7000-8000-000000000000');
    for (const role of roles) {
      const as = { sub: `someone-${role}`, roles: [role] };
      const { status } = await (method === 'GET' ? get : post)(gateway, url, { as, key: null });
      // Without a key a command stops right behind the door.
      const inside = method === 'GET' ? 200 : 400;
      assert.equal(status, allowed.includes(role) ? inside : 403, `${operation} as ${role}`);
    }
  }
  const { body } = await get(gateway, '/openapi.json');
  const named = Object.entries(body['paths'] as unknown as Record<string, Record<string, object>>)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((name) =>
      /\/v1\/(?:directory|contact-points|appointments|absences|liveness|duty|work-handovers|notices|pack)|reroutings/.test(
        name,
      ),
    );
  const rows = Object.keys(MATRIX).map((name) => name.replace(/\/(?:desk|one)\//, '/{key}/'));
  assert.deepEqual(named.toSorted(), rows.toSorted());
});
