// What is read of the directory: by whom, as of when, and what is wrong with it said aloud; and as a file and back.
// Invariant under test: a field is shown to its circle alone, and the address of a shelter to nobody outside it.
// domain.md 7; contract.md 4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type AnswerName, answerSchemas } from '../../services/gateway/http/openapi-schemas.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { insertPartnerEntry } from '../../services/lib/store/partner-directory.ts';
import { holds, inForce, itemsOf, keepers, point, proposed, seen, TODAY } from './directory-world.ts';
import { get, people, post, startGateway, textOf, type Claims, type Gateway } from './gateway-world.ts';

const NUMBER = '+383 00 000 (invented)';
const STREET = 'canary-street 1 (invented)';

const shelter = point('shelter', {
  functions: ['accommodation'],
  kind: 'shelter',
  channels: [{ channel: 'office-phone', value: NUMBER, confirmed: true }],
  address: STREET,
  languages: ['sq'],
  confidentiality: { address: 'duty-desk', languages: 'participant' },
});

void test('each circle sees its fields: channels stay inside, an address as narrow as it says', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, {
    contactPoints: [
      shelter,
      point('desk', { address: 'open street (invented)', channels: shelter['channels'] ?? null }),
      point('hidden', {
        channels: shelter['channels'] ?? null,
        name: 'canary-name',
        confidentiality: { channels: 'duty-desk', name: 'duty-desk' },
      }),
    ],
    appointments: [
      holds('one', 'desk', 'ana', { notify: [{ channel: 'mail', address: 'ana@example.org' }] }),
    ],
  });
  const { worker, liaison, justice, duty, focal } = people;
  for (const as of [worker, liaison, justice] as readonly Claims[]) {
    const entries = await seen(gateway, as);
    const { shelter: one, desk, hidden } = entries;
    assert.ok(!JSON.stringify(entries).includes('canary'), `${String(as.sub)} sees no hidden field`);
    assert.deepEqual((one?.['entry'] as JsonObject)['languages'], ['sq']);
    assert.deepEqual((one?.['entry'] as JsonObject)['channels'], shelter['channels']);
    assert.equal((desk?.['entry'] as JsonObject)['address'], 'open street (invented)');
    assert.ok(!('channels' in (hidden?.['entry'] as JsonObject)));
    const [person] = desk?.['persons'] as readonly JsonObject[];
    assert.deepEqual([person?.['subject'], person?.['there'], person?.['notify']], ['ana', true, null]);
  }
  for (const as of [duty, focal, keepers.editor, keepers.confirmer] as readonly Claims[]) {
    const { shelter: one, desk, hidden } = await seen(gateway, as);
    assert.equal((one?.['entry'] as JsonObject)['address'], STREET, String(as.sub));
    assert.equal((hidden?.['entry'] as JsonObject)['name'], 'canary-name');
    const [person] = desk?.['persons'] as readonly JsonObject[];
    assert.deepEqual(person?.['notify'], [{ channel: 'mail', address: 'ana@example.org' }]);
  }
  const file = await get(gateway, '/v1/directory-exports', { as: worker });
  assert.ok(!file.text.includes('canary') && file.text.includes(NUMBER), file.text);
  assert.ok((await get(gateway, '/v1/directory-exports', { as: duty })).text.includes(STREET));
  const [listed] = await gateway.db.query<{ content: unknown }>(
    `select jsonb_agg(content) as content from trm.directory_published`,
  );
  assert.ok(
    !/canary|open street|invented\)"|sq"/.test(
      JSON.stringify(listed?.content).replace(/\w+ \(invented\)/g, ''),
    ),
  );
});

void test('the directory of a moment is that of the moment, whatever came later', async (t) => {
  const gateway = await startGateway(t);
  const day = (number: number): string => `2026-11-${number}T10:00:00.000Z`;
  await inForce(gateway, { contactPoints: [point('desk', { languages: ['sq'] })] });
  gateway.setNow(day(26));
  await inForce(gateway, {
    contactPoints: [point('desk', { languages: ['sr'] }), point('new', { functions: ['liaison'] })],
    appointments: [holds('one', 'desk', 'ana')],
  });
  gateway.setNow(day(27));
  await post(gateway, '/v1/contact-points/desk/suspensions', { as: people.duty, body: { reason: 'unsafe' } });

  const languagesOf = (entries: Readonly<Record<string, JsonObject>>): unknown =>
    (entries['desk']?.['entry'] as JsonObject | undefined)?.['languages'];
  const [before, first, second, now] = [
    await seen(gateway, people.worker, '?asOf=2026-11-24'),
    await seen(gateway, people.worker, `?asOf=${day(25)}`),
    await seen(gateway, people.worker, `?asOf=${day(26)}`),
    await seen(gateway, people.worker),
  ];
  assert.deepEqual(before, {});
  assert.deepEqual([Object.keys(first), languagesOf(first)], [['desk'], ['sq']]);
  assert.equal(first['desk']?.['standing'], 'vacant');
  assert.deepEqual([Object.keys(second), languagesOf(second)], [['desk', 'new'], ['sr']]);
  assert.equal(second['desk']?.['standing'], 'works');
  assert.equal(now['desk']?.['standing'], 'suspended');
  assert.deepEqual(Object.keys(await seen(gateway, people.worker, '?function=liaison')), ['new']);
  assert.deepEqual(Object.keys(await seen(gateway, people.worker, `?function=liaison&asOf=${day(25)}`)), []);

  for (const [query, pointer] of [
    ['?asOf=yesterday', '/asOf'],
    ['?asOf=2026-02-30', '/asOf'],
    ['?participant=al&asOf=2026-11-25', '/asOf'],
    ['?asof=2026-11-25', ''],
  ]) {
    const { status, body } = await get(gateway, `/v1/directory${query}`, { as: people.worker });
    assert.equal(status, 400, query);
    assert.equal((body['errors'] as readonly JsonObject[])[0]?.['pointer'], pointer, query);
  }
});

void test('what nobody has made sure of for 90 days is stale, ours and a partner’s', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, {
    contactPoints: [point('desk', { verifiedOn: '2026-09-01' })],
    appointments: [holds('one', 'desk', 'ana')],
  });
  const entry = { ...point('theirs', { verifiedOn: '2026-09-01', vacant: [] }), hours: undefined };
  await insertPartnerEntry(gateway.db, {
    participant: 'al',
    key: 'theirs',
    sequence: 3,
    state: 'active',
    content: JSON.parse(JSON.stringify(entry)) as never,
    at: '2026-09-01T10:00:00.000Z',
  });
  const standing = async (): Promise<readonly unknown[]> => {
    const own = (await seen(gateway, people.worker))['desk'];
    const theirs = (await seen(gateway, people.worker, '?participant=al'))['theirs'];
    return [own, theirs].flatMap((item) => [item?.['standing'], item?.['stale'], item?.['staleFrom']]);
  };
  const from = '2026-11-30T00:00:00.000Z';
  gateway.setNow('2026-11-29T23:59:59.999Z');
  assert.deepEqual(await standing(), ['works', false, from, 'works', false, from]);
  gateway.setNow(from);
  assert.deepEqual(await standing(), ['stale', true, from, 'stale', true, from]);
  const { items } = (await get(gateway, '/v1/duty-rosters', { as: people.worker })).body;
  assert.equal((items as readonly JsonObject[])[0]?.['standing'], 'stale');
  const done = await post(gateway, '/v1/contact-points/desk/verifications', {
    as: people.duty,
    body: { how: 'called' },
  });
  assert.equal(done.status, 201, done.text);
  const own = (await seen(gateway, people.worker))['desk'];
  assert.deepEqual([own?.['standing'], own?.['verifiedOn']], ['works', '2026-11-30']);
  assert.deepEqual((own?.['reachable'] as JsonObject)['answered'], true);
});

void test('the roster says who is there now, by whom they are stood in for, and who is away until when', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, {
    contactPoints: [point('desk')],
    appointments: [
      holds('a', 'desk', 'ana'),
      holds('b', 'desk', 'ben', { rank: 'deputy' }),
      holds('c', 'desk', 'dea', { rank: 'deputy' }),
      holds('d', 'desk', 'eno', { from: '2027-01-01T00:00:00.000Z' }),
      holds('e', 'desk', 'fil', { to: '2026-11-25T10:00:00.000Z' }),
    ],
    shifts: [
      {
        id: 'night',
        contactPoint: 'desk',
        function: 'case-management',
        subject: 'dea',
        from: '2026-11-25T20:00:00.000Z',
        to: '2026-11-26T06:00:00.000Z',
      },
    ],
  });
  const roster = async (): Promise<JsonObject> => {
    const [only] = await itemsOf(gateway, '/v1/duty-rosters', people.worker);
    return only ?? {};
  };
  const subjects = (list: unknown): readonly unknown[] =>
    (list as readonly JsonObject[]).map(({ subject, rank, because }) => [subject, rank, because ?? null]);
  assert.deepEqual(subjects((await roster())['there']), [
    ['ana', 'holder', null],
    ['ben', 'deputy', null],
    ['dea', 'deputy', null],
  ]);
  assert.deepEqual(subjects((await roster())['away']), [
    ['eno', 'holder', 'not-yet'],
    ['fil', 'holder', 'left'],
  ]);
  gateway.setNow('2026-11-25T20:00:00.000Z');
  assert.deepEqual(subjects((await roster())['there']).slice(0, 2), [
    ['dea', 'duty', null],
    ['ana', 'holder', null],
  ]);
  const body = {
    subject: 'ana',
    from: '2026-11-25T19:00:00.000Z',
    to: '2026-11-27T00:00:00.000Z',
    cover: 'ben',
  };
  assert.equal((await post(gateway, '/v1/absences', { as: people.focal, body })).status, 201);
  const { there, away } = await roster();
  assert.deepEqual(subjects(there), [
    ['dea', 'duty', null],
    ['ben', 'cover', null],
  ]);
  assert.deepEqual((away as readonly JsonObject[])[0], {
    subject: 'ana',
    rank: 'holder',
    because: 'absent',
    until: '2026-11-27T00:00:00.000Z',
  });
});

void test('an export is proposed again by an import, is not in force by itself, and brings the same back', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, { contactPoints: [shelter, point('desk', { languages: ['sq', 'en'] })] });
  const hsds = (await get(gateway, '/v1/directory-exports?format=hsds', { as: people.duty })).body;
  const other = await startGateway(t);
  const imported = await post(other, '/v1/directory-imports', { as: keepers.editor, body: { hsds } });
  assert.equal(imported.status, 201, imported.text);
  assert.deepEqual((imported.body['contactPoints'] as readonly string[]).toSorted(), ['desk', 'shelter']);
  assert.deepEqual(await seen(other), {});
  const id = textOf(imported.body, 'id');
  const alone = await post(other, `/v1/directory-changes/${id}/confirmations`, {
    as: { sub: keepers.editor.sub, roles: ['national-focal-point'] },
  });
  assert.equal(alone.body['guard'], 'four-eyes');
  const done = await post(other, `/v1/directory-changes/${id}/confirmations`, { as: keepers.confirmer });
  assert.equal(done.status, 201, done.text);
  const [was, is] = [await seen(gateway), await seen(other)];
  assert.deepEqual(is['desk']?.['entry'], was['desk']?.['entry']);
  const { channels, ...rest } = is['shelter']?.['entry'] as JsonObject;
  const { channels: _channels, ...before } = was['shelter']?.['entry'] as JsonObject;
  assert.deepEqual(rest, before);
  assert.deepEqual(channels, [{ channel: 'office-phone', value: NUMBER, confirmed: false }]);
  // Made by two persons or not at all: nothing of it was published before.
  assert.deepEqual(Object.keys(await seen(other, people.worker, `?asOf=${TODAY}`)), []);
});

void test('a hostile file is refused or taken for what it is: never in force, never echoed', async (t) => {
  const gateway = await startGateway(t);
  const canary = 'canary-9c1e';
  const files: readonly (readonly [string, unknown, number])[] = [
    ['no file', { [canary]: canary }, 422],
    ['nothing in it', { organizations: [] }, 201],
    ['a text where a list is expected', { organizations: canary }, 422],
    ['a prototype', JSON.parse(`{"organizations":[{"__proto__":{"services":["${canary}"]}}]}`), 201],
    ['too many services', { services: Array.from({ length: 1001 }, (_, id) => ({ id: String(id) })) }, 422],
    ['null rows', { organizations: [null, 1, canary] }, 201],
    ['deep', JSON.parse(`${'{"a":'.repeat(20)}1${'}'.repeat(20)}`), 422],
  ];
  for (const [name, hsds, status] of files) {
    const answer = await post(gateway, '/v1/directory-imports', { as: keepers.editor, body: { hsds } });
    assert.equal(answer.status, status, `${name}: ${answer.text}`);
    assert.ok(!answer.text.includes(canary), `${name}: ${answer.text}`);
    if (status === 201) assert.deepEqual([answer.body['id'], answer.body['state']], [null, null], name);
  }
  const service = {
    id: '2f9b7a52-6a51-5c0e-8a55-0d9a4b1f7c11',
    name: `<script>alert(1)</script>`,
    status: 'active',
    assured_date: '2031-01-01',
    [canary]: canary,
    phones: [{ number: '+383 00 (invented)' }],
    contacts: [{ name: canary, email: 'canary-person@example.org' }],
  };
  const taken = await post(gateway, '/v1/directory-imports', {
    as: keepers.editor,
    body: { hsds: { services: [service] } },
  });
  assert.equal(taken.status, 201, taken.text);
  assert.ok(!taken.text.includes('canary') && !taken.text.includes('script'));
  const [change] = await itemsOf(gateway, '/v1/directory-changes?state=open');
  const { contactPoints } = change?.['content'] as unknown as { contactPoints: readonly JsonObject[] };
  assert.equal(contactPoints[0]?.['verifiedOn'], '1970-01-01', 'nobody has made sure of it in the future');
  assert.ok(!JSON.stringify(change).includes('canary'), 'no person comes with it');
  assert.deepEqual(await seen(gateway), {});
  assert.ok(!gateway.lines.join('').includes('canary'));
});

async function described(gateway: Gateway, name: AnswerName, url: string, as: Claims): Promise<void> {
  const { status, body, text } = await get(gateway, url, { as });
  assert.equal(status, 200, text);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(answerSchemas[name]);
  assert.ok(validate(body), `${name}: ${JSON.stringify(validate.errors)}`);
  if ('items' in body) assert.ok((body['items'] as readonly unknown[]).length > 0, `${name} shows something`);
}

void test('answers are what is described', async (t) => {
  const gateway = await startGateway(t);
  await inForce(gateway, {
    contactPoints: [shelter, point('desk')],
    appointments: [
      holds('one', 'desk', 'ana'),
      holds('two', 'shelter', 'ben', { function: 'accommodation' }),
    ],
  });
  await proposed(gateway, { closed: ['desk'] });
  const asked = await post(gateway, '/v1/liveness-checks', {
    as: people.duty,
    body: { contactPoint: 'desk', function: 'case-management' },
  });
  assert.equal(asked.status, 201, asked.text);
  await insertPartnerEntry(gateway.db, {
    participant: 'al',
    key: 'gone',
    sequence: 3,
    state: 'closed',
    content: null,
    at: '2026-11-25T10:00:00.000Z',
  });
  await described(gateway, 'DirectoryList', '/v1/directory', people.worker);
  await described(gateway, 'DirectoryList', '/v1/directory', people.duty);
  await described(gateway, 'DirectoryList', '/v1/directory?participant=al', people.worker);
  await described(gateway, 'ChangeList', '/v1/directory-changes', keepers.editor);
  await described(gateway, 'DutyList', '/v1/duty-rosters', people.worker);
  await described(gateway, 'CheckList', '/v1/liveness-checks', people.duty);
  await described(gateway, 'NoticeList', '/v1/notices', people.duty);
  await described(gateway, 'NoticeList', '/v1/notices', people.operator);
  await described(gateway, 'Hsds', '/v1/directory-exports', people.worker);
});
