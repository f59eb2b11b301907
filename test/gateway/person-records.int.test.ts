/**
 * The data protection officer's own door: what is held about each person, who has read it, what waits for an answer; and
 * what an erasure leaves of it. Nobody else has the key to it, and the officer has none to the casework.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { answerSchemas } from '../../services/gateway/http/openapi-schemas.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { brokenAt, readChain } from '../../services/lib/store/chains.ts';
import {
  deliver,
  draftBody,
  get,
  type Gateway,
  people,
  post,
  received,
  startGateway,
  submitted,
  takeFromPeer,
} from './gateway-world.ts';

const officer = { sub: 'officer-1', roles: ['data-protection-officer'] };
const A = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const B = 'b57e90c2-14fd-4d08-a6b3-9d2f7e1c0a68';

interface Records {
  readonly persons: readonly {
    subject: string;
    erased: boolean;
    items: readonly { type: string; content: JsonObject }[];
  }[];
  readonly shared: readonly { content: JsonObject }[];
  readonly draft?: JsonObject;
  readonly erasures: readonly { subject: string | null }[];
  readonly asked: readonly { stream: string; sequence: number }[];
  readonly accesses: readonly { who: string; purpose: string }[];
}

async function records(gateway: Gateway, reference: string): Promise<Records> {
  const answer = await get(gateway, `/v1/person-records/${reference}`, { as: officer });
  assert.equal(answer.status, 200, answer.text);
  const validate = addFormats
    .default(new Ajv2020.default({ strict: false }))
    .compile(answerSchemas.PersonRecords);
  assert.ok(validate(answer.body), JSON.stringify(validate.errors));
  return answer.body as unknown as Records;
}

const two = (): JsonObject => {
  const [person] = draftBody()['persons'] as readonly JsonObject[];
  return {
    persons: [
      { ...person, subject: A },
      { ...person, subject: B },
    ],
  };
};

test('what is held stands under each person, and reading it is written down', async (t) => {
  const gateway = await startGateway(t);
  const { reference, message } = await submitted(gateway, two());
  await deliver(gateway, 'al', reference, message);
  const first = await records(gateway, reference);
  assert.deepEqual(
    first.persons.map(({ subject, erased, items }) => [
      subject,
      erased,
      items.map(({ type, content }) => [type, content['subject']]),
    ]),
    [
      [A, false, [['referral.submitted', A]]],
      [B, false, [['referral.submitted', B]]],
    ],
  );
  assert.ok(first.shared.some(({ content }) => 'basis' in content));
  assert.ok(first.draft !== undefined, 'the draft is held too');
  const second = await records(gateway, reference);
  assert.equal(
    second.accesses.filter(({ who, purpose }) => who === officer.sub && purpose === 'data-protection').length,
    2,
  );
  const chain = await gateway.db.tx((sql) => readChain(sql, 'access_log'));
  assert.equal(brokenAt(gateway.context.cipher, 'access_log', chain), null);
});

test('nobody else comes in, and the officer comes in nowhere else', async (t) => {
  const gateway = await startGateway(t);
  const { reference } = await received(gateway);
  for (const as of [
    people.worker,
    people.liaison,
    people.duty,
    people.focal,
    people.operator,
    people.justice,
  ])
    assert.equal((await get(gateway, `/v1/person-records/${reference}`, { as })).status, 403);
  assert.equal((await get(gateway, `/v1/referrals/${reference}`, { as: officer })).status, 403);
  assert.equal((await get(gateway, '/v1/person-records/4FQ20WZ7D1LF', { as: officer })).status, 404);
  assert.equal((await get(gateway, `/v1/person-records/${reference}?all=true`, { as: officer })).status, 400);
});

test('after an erasure that person is named and nothing is held; the other is whole', async (t) => {
  const gateway = await startGateway(t);
  const { reference, message } = await submitted(gateway, two());
  const place = await deliver(gateway, 'al', reference, message);
  const before = await records(gateway, reference);
  const answer = await post(gateway, `/v1/referrals/${reference}/erasures`, {
    as: officer,
    body: { scope: 'persons', reasons: ['consent-withdrawn'], subjects: [A] },
  });
  assert.equal(answer.status, 201, answer.text);
  const after = await records(gateway, reference);
  assert.deepEqual(after.persons[0], { subject: A, erased: true, items: [] });
  assert.deepEqual(after.persons[1], before.persons[1]);
  assert.deepEqual(
    after.erasures.map(({ subject }) => subject),
    [A],
  );
  assert.equal(after.draft, undefined);
  const [row] = await gateway.db.query<{ metadata: JsonObject }>(
    `select metadata from trm.message where type = 'data.erased'`,
  );
  assert.deepEqual([row?.metadata['stream'], row?.metadata['through']], [place.stream, place.sequence]);
  // The same once more is the same: whom we know as erased may be named.
  const again = await post(gateway, `/v1/referrals/${reference}/erasures`, {
    as: officer,
    body: { scope: 'persons', reasons: ['objection'], subjects: [A] },
  });
  assert.equal(again.status, 201, again.text);
  const wrong = await post(gateway, `/v1/referrals/${reference}/erasures`, {
    as: officer,
    body: { scope: 'persons', reasons: ['objection'], subjects: ['c0a8d1e2-3b4c-4d5e-8f60-7a8b9c0d1e2f'] },
  });
  assert.deepEqual([wrong.status, wrong.body['guard']], [422, 'subjects']);
});

test('with the last person everything goes, and nothing new is kept of that referral', async (t) => {
  const gateway = await startGateway(t);
  const { reference, message } = await submitted(gateway, two());
  await deliver(gateway, 'al', reference, message);
  for (const subject of [A, B]) {
    const answer = await post(gateway, `/v1/referrals/${reference}/erasures`, {
      as: officer,
      body: { scope: 'persons', reasons: ['objection'], subjects: [subject] },
    });
    assert.equal(answer.status, 201, answer.text);
  }
  const left = await gateway.db.query(`select 1 from trm.content_key where reference = $1`, [reference]);
  assert.equal(left.length, 0);
  const { persons, shared } = await records(gateway, reference);
  assert.deepEqual([persons.map(({ erased }) => erased), shared], [[true, true], []]);
  // What the other side still says about them is taken, and not kept.
  await takeFromPeer(gateway, 'al', {
    metadata: { type: 'assessment.risk', reference, urgency: 'urgent', role: 'liaison-officer' },
    payload: {
      persons: [
        {
          subject: A,
          level: 'high',
          factors: ['none-known'],
          on: '2026-11-20',
          byKindOfBody: 'social-work',
          forWhom: ['person'],
        },
      ],
    },
  });
  const after = await records(gateway, reference);
  assert.ok(after.persons.every(({ items }) => items.length === 0));
  assert.equal(
    (await gateway.db.query(`select 1 from trm.content_key where reference = $1`, [reference])).length,
    0,
  );
});

test('an erasure of the other side waits here until it is answered', async (t) => {
  const gateway = await startGateway(t);
  const { reference } = await received(gateway);
  const asked = await takeFromPeer(gateway, 'al', {
    metadata: {
      type: 'data.erased',
      reference,
      urgency: 'urgent',
      role: 'data-protection-officer',
      reasons: ['objection'],
      scope: 'persons',
    },
    payload: { subjects: [A] },
  });
  const { asked: open } = await records(gateway, reference);
  assert.deepEqual(
    open.map(({ stream, sequence }) => [stream, sequence]),
    [[asked.stream, asked.sequence]],
  );
  const kept = await post(gateway, `/v1/referrals/${reference}/erasure-receipts`, {
    as: officer,
    body: { outcome: 'kept', subjects: [A] },
  });
  assert.deepEqual(
    [kept.status, kept.body['guard'], kept.body['who']],
    [422, 'erasure-ground', 'data-protection-officer'],
  );
  const erased = await post(gateway, `/v1/referrals/${reference}/erasure-receipts`, {
    as: officer,
    body: { outcome: 'erased', subjects: [A] },
  });
  assert.equal(erased.status, 201, erased.text);
  const after = await records(gateway, reference);
  assert.equal(after.asked.length, 0);
  assert.deepEqual(after.persons, [{ subject: A, erased: true, items: [] }]);
});
