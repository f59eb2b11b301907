// A liaison officer takes a referral to another system and brings one in from there. What leaves is what the token may
// see, with names and footnote; what comes in is a draft like any other, and the answer says what it could not use.
// contract.md 4; domain.md 2, 3, 5 and 6.1.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { answerSchemas } from '../../services/gateway/http/openapi-schemas.ts';
import { ctdcVariables, fromCsv } from '../../services/lib/htcds/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { readChain } from '../../services/lib/store/chains.ts';
import {
  deliver,
  draftBody,
  drafted,
  get,
  people,
  post,
  received,
  startGateway,
  submitted,
  takeFromPeer,
  textOf,
  type Gateway,
} from './gateway-world.ts';

const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';

/** Sent to al, accepted there, identity and detail disclosed. */
async function disclosed(gateway: Gateway): Promise<string> {
  const { reference, message } = await submitted(gateway);
  const position = await deliver(gateway, 'al', reference, message);
  const common = { reference, urgency: 'urgent' as const, answers: position };
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'referral.acknowledged', role: 'duty-officer', ...common },
  });
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'referral.accepted', role: 'national-focal-point', conditions: [], ...common },
    payload: {
      responsibleBody: { name: 'National Reception Centre', contact: 'desk' },
      handoverSecret: 'A'.repeat(43),
    },
  });
  for (const [tier, members] of [
    ['t2', { givenName: '=Testa', familyName: 'Shembulli', citizenship: ['XK'] }],
    ['t3', { means: ['restricts-movement', 'takes-earnings'], health: 'A cough.' }],
  ] as const) {
    const answer = await post(gateway, `/v1/referrals/${reference}/disclosures`, {
      as: people.focal,
      body: { tier, forBody: 'National Reception Centre', persons: [{ subject: SUBJECT, ...members }] },
    });
    assert.equal(answer.status, 201, answer.text);
  }
  return reference;
}

const rowsOf = (body: JsonObject): readonly JsonObject[] => body['rows'] as readonly JsonObject[];

void test('an export holds what the token may see, with names and footnote, and is on record as an export', async (t) => {
  const gateway = await startGateway(t);
  const reference = await disclosed(gateway);
  const url = `/v1/referrals/${reference}/htcds`;

  const whole = await get(gateway, url, { as: people.focal });
  assert.equal(whole.status, 200, whole.text);
  assert.deepEqual(whole.body['participants'], [
    { id: 'xk', name: 'Kosovo*' },
    { id: 'al', name: 'Albania' },
  ]);
  assert.match(textOf(whole.body, 'footnote'), /^\* .*without prejudice to positions on status/);
  const [row] = rowsOf(whole.body);
  assert.equal(row?.['prs_FirstName'], '=Testa');
  assert.deepEqual(row['prs_Citizenship'], ['XK']);
  assert.deepEqual(row['vic_MethodsOfControl'], ['Other', 'TakesEarnings']);
  assert.deepEqual(row['trm_Means'], ['restricts-movement', 'takes-earnings']);
  assert.equal(row['trm_ResponsibleBody'], 'National Reception Centre');
  assert.equal(row['cas_Status'], 'Active');
  assert.equal(row['trm_Footnote'], whole.body['footnote']);

  const arranging = await get(gateway, url, { as: people.liaison });
  const [seen] = rowsOf(arranging.body);
  assert.equal(seen?.['prs_FirstName'], '=Testa', 'a liaison officer meets the person');
  assert.ok(!('vic_MethodsOfControl' in seen) && !('trm_Health' in seen), 'and needs no story');

  for (const as of [people.worker, people.duty, people.operator])
    assert.equal((await get(gateway, url, { as })).status, 403);
  assert.equal((await get(gateway, '/v1/referrals/4FQ20WZ7D1LF/htcds', { as: people.focal })).status, 404);

  const entries = (await readChain(gateway.db, 'access_log')).map(
    ({ content }) => JSON.parse(content) as JsonObject,
  );
  assert.deepEqual(
    entries.filter(({ purpose }) => purpose === 'export').map(({ who }) => who),
    [people.focal.sub, people.liaison.sub],
  );
});

void test('as a file: inert in a spreadsheet, its name and headers say nothing, and it comes back as the same draft', async (t) => {
  const gateway = await startGateway(t);
  const reference = await disclosed(gateway);
  const file = await get(gateway, `/v1/referrals/${reference}/htcds?format=csv`, { as: people.focal });
  assert.equal(file.status, 200);
  assert.match(String(file.headers['content-type']), /^text\/csv; charset=utf-8/);
  assert.equal(file.headers['content-disposition'], `attachment; filename="${reference}.csv"`);
  assert.equal(file.headers['cache-control'], 'no-store');
  assert.ok(file.text.includes(`"'=Testa"`));
  assert.doesNotMatch(JSON.stringify(file.headers), /traffick|victim|htcds/i);

  const made = await post(gateway, '/v1/htcds-drafts', {
    as: people.liaison,
    body: { to: 'al', urgency: 'urgent', csv: file.text },
  });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.body['state'], 'draft');
  assert.deepEqual(made.body['missing'], []);
  const copy = textOf(made.body, 'reference');
  assert.equal(made.headers.location, `/v1/referrals/${copy}`);
  const own = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
  const draft = (await get(gateway, `/v1/referrals/${copy}`, { as: people.focal })).body[
    'draft'
  ] as JsonObject;
  const unnamed = (persons: unknown): unknown =>
    (persons as readonly JsonObject[]).map(({ subject, ...rest }) => [typeof subject, rest]);
  assert.deepEqual(unnamed(draft['persons']), unnamed(own.body['persons']));
  assert.notEqual(
    (draft['persons'] as readonly JsonObject[])[0]?.['subject'],
    SUBJECT,
    'a new referral has new ids',
  );
  assert.deepEqual(draft['basis'], own.body['basis']);
  assert.ok(!JSON.stringify(draft).includes('Testa') && !JSON.stringify(made.body).includes('Testa'));

  const sent = await post(gateway, `/v1/referrals/${copy}/submissions`, { as: people.focal });
  assert.equal(sent.status, 201, sent.text);
});

void test('statistics: Kosovo has its own key, and is folded only on request', async (t) => {
  const gateway = await startGateway(t);
  const reference = await disclosed(gateway);
  const ask = (query: string) =>
    get(gateway, `/v1/referrals/${reference}/htcds?${query}`, { as: people.focal });
  const apart = await ask('format=ctdc-json');
  const [record] = apart.body['records'] as readonly JsonObject[];
  assert.ok(record);
  assert.deepEqual(Object.keys(record), [...ctdcVariables]);
  assert.deepEqual(
    [apart.body['kosovo'], record['citizenship'], record['CountryOfExploitation']],
    ['apart', 'XKX', 'XKX'],
  );
  assert.deepEqual(
    [record['meansDenyBasicNeeds'], record['meansDebtBondageEarnings'], record['isForcedLabour']],
    [1, 1, 1],
  );
  const folded = await ask('format=ctdc-json&foldKosovo=true');
  assert.equal((folded.body['records'] as readonly JsonObject[])[0]?.['citizenship'], 'SRB');
  assert.equal(folded.body['kosovo'], 'folded');
  for (const query of ['format=xml', 'foldKosovo=true', 'format=ctdc-json&foldKosovo=yes', 'fold=true'])
    assert.equal((await ask(query)).status, 400, query);
});

void test('what was amended and asserted since is in the export, and a status of one side replaces none of the other', async (t) => {
  const gateway = await startGateway(t);
  const { reference } = await received(gateway, { peer: 'al' });
  const common = { reference, urgency: 'urgent' as const };
  const [person] = draftBody()['persons'] as readonly JsonObject[];
  const first = { value: 'presumed', byKindOfBody: 'social-work', regime: 'nrm-xk', on: '2025-03-18' };
  const amended = { type: 'referral.amended', role: 'national-focal-point', ...common } as const;
  await takeFromPeer(gateway, 'al', {
    metadata: amended,
    payload: {
      persons: [{ ...person, languages: ['sq'], services: ['health'], status: [first] }],
      doNotContact: ['rs'],
    },
  });
  const status = { value: 'identified', byKindOfBody: 'police', regime: 'nrm-al', on: '2026-03-20' };
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'status.asserted', role: 'liaison-officer', ...common },
    payload: { persons: [{ subject: SUBJECT, status }] },
  });
  const [row] = rowsOf((await get(gateway, `/v1/referrals/${reference}/htcds`, { as: people.focal })).body);
  assert.deepEqual(row?.['prs_PrimaryLanguage'], ['sqi']);
  assert.ok(!('prs_SecondaryLanguage' in row));
  assert.deepEqual(row['spl_Type'], ['Health']);
  assert.deepEqual(row['trm_DoNotContact'], ['rs']);
  assert.deepEqual(row['vic_TraffickingStatus'], ['ActualVictimOfTrafficking']);
  assert.deepEqual(row['trm_Status'], [
    'presumed:social-work:nrm-xk:2025-03-18',
    'identified:police:nrm-al:2026-03-20',
  ]);
  assert.ok('cas_IncomingReferralDetails' in row && !('cas_OutgoingReferralDetails' in row));
});

void test('a draft can be taken elsewhere before it is sent', async (t) => {
  const gateway = await startGateway(t);
  const reference = await drafted(gateway);
  const answer = await get(gateway, `/v1/referrals/${reference}/htcds`, { as: people.liaison });
  assert.deepEqual(rowsOf(answer.body)[0]?.['vic_TypeOfExploitation'], ['ForcedBegging']);
});

void test('rows of another system: a draft without a basis, and the list of what is left to do', async (t) => {
  const gateway = await startGateway(t);
  const answer = await post(gateway, '/v1/htcds-drafts', {
    as: people.worker,
    body: {
      to: 'rs',
      urgency: 'routine',
      rows: [
        {
          prs_First_Name: 'CANARY',
          prs_Birthdate: '2014-02-09',
          prs_Gender: 'Feminine',
          vic_TypeOfExploitation: 'ForcedBegging Nonsense',
          con_Consent: 'TRUE',
          'Column of nobody': 'CANARY',
        },
      ],
    },
  });
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(answer.body['unmapped'], [
    { pointer: '/rows/0/vic_TypeOfExploitation', code: 'code-unknown' },
    { pointer: '/rows/0', code: 'column-unknown' },
    { pointer: '/rows/0/prs_FirstName', code: 'later-disclosure' },
    { pointer: '/rows/0/prs_Birthdate', code: 'later-disclosure' },
    { pointer: '/rows/0/con_Consent', code: 'consent-not-carried' },
  ]);
  assert.ok((answer.body['missing'] as readonly JsonObject[]).some(({ pointer }) => pointer === '/basis'));
  assert.ok(!answer.text.includes('CANARY') && !answer.text.includes('nobody'));
  const reference = textOf(answer.body, 'reference');
  const submission = await post(gateway, `/v1/referrals/${reference}/submissions`, { as: people.focal });
  assert.equal(submission.status, 422, 'one checkbox is no agreement');
  assert.ok(gateway.lines.every((line) => !line.includes('CANARY')));
});

void test('what is refused is told by its place, without its words', async (t) => {
  const gateway = await startGateway(t);
  const give = async (body: JsonObject): Promise<unknown> => {
    const answer = await post(gateway, '/v1/htcds-drafts', { as: people.liaison, body });
    assert.equal(answer.status, 422, answer.text);
    assert.ok(!answer.text.includes('CANARY'));
    return answer.body['errors'];
  };
  const to = { to: 'al', urgency: 'routine' };
  assert.deepEqual(await give({ ...to, csv: 'a,b\n"open,1\n' }), [{ pointer: '/csv', code: 'csv' }]);
  assert.deepEqual(await give({ ...to, csv: `prs_Gender\n${'Feminine\n'.repeat(10)}` }), [
    { pointer: '/csv', code: 'maxItems' },
  ]);
  const cell = (await give({ ...to, rows: [{ CANARY: { nested: 'CANARY' } }] })) as readonly JsonObject[];
  assert.ok(cell.every(({ pointer }) => pointer === '/rows/0'));
  assert.deepEqual(await give({ to: 'zz', urgency: 'routine', rows: [{}] }), [
    { pointer: '/to', code: 'participantUnknown' },
  ]);
  for (const body of [
    to,
    { ...to, rows: [{}], csv: 'a\n1' },
    { ...to, rows: [] },
    { ...to, rows: [{}], more: 1 },
  ])
    await give(body);
  const refused = await post(gateway, '/v1/htcds-drafts', { as: people.focal, body: { ...to, rows: [{}] } });
  assert.equal(refused.status, 403);
});

void test('the description holds: addresses, roles, answers, and an example that is accepted', async (t) => {
  const gateway = await startGateway(t);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const paths = (await get(gateway, '/openapi.json')).body['paths'] as Record<
    string,
    Record<string, JsonObject>
  >;
  assert.equal(paths['/v1/referrals/{reference}/htcds']?.['get']?.['operationId'], 'referral.exported');
  const operation = paths['/v1/htcds-drafts']?.['post'] as unknown as {
    requestBody: { content: Record<string, { examples: { minimal: { value: JsonObject } } }> };
  };
  const example = operation.requestBody.content['application/json']?.examples.minimal.value;
  const made = await post(gateway, '/v1/htcds-drafts', { as: people.liaison, body: example });
  assert.equal(made.status, 201, made.text);
  const reference = await disclosed(gateway);
  const url = `/v1/referrals/${reference}/htcds`;
  for (const [name, body] of [
    ['DraftFromRows', made.body],
    ['HtcdsRows', (await get(gateway, url, { as: people.focal })).body],
    ['CtdcRecords', (await get(gateway, `${url}?format=ctdc-json`, { as: people.focal })).body],
  ] as const) {
    const validate = ajv.compile(answerSchemas[name]);
    assert.ok(validate(body), `${name}: ${JSON.stringify(validate.errors)}`);
  }
  assert.ok(fromCsv((await get(gateway, `${url}?format=csv`, { as: people.focal })).text).ok);
});
