// A repeated POST is done once, whether it comes again at once, twenty times together, or after a restart.
// contract.md 4 (Idempotency-Key).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withdrawCustody } from '../../services/lib/store/custody.ts';
import {
  draftBody,
  drafted,
  get,
  people,
  post,
  startGateway,
  submitted,
  textOf,
  type Gateway,
} from './gateway-world.ts';

const count = async (
  gateway: Gateway,
  table: 'referral' | 'message' | 'outbox' | 'idempotency',
): Promise<number> => {
  const [row] = await gateway.db.query<{ n: number }>(`select count(*)::int as n from trm.${table}`);
  return row?.n ?? -1;
};

void test('twenty at once make one referral and one message, and a restart changes nothing', async (t) => {
  const gateway = await startGateway(t);
  const asked = { as: people.liaison, key: 'one-key', body: draftBody() };
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(gateway, '/v1/referrals', asked)));
  const made = answers.filter(({ status }) => status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map(({ text }) => text)).size, 1);
  assert.equal(made.filter(({ headers }) => headers['idempotent-replayed'] === undefined).length, 1);
  for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
    assert.equal(status, 409);
    assert.equal(body['code'], 'idempotency-in-progress');
  }
  assert.equal(await count(gateway, 'referral'), 1);

  const reference = textOf(made[0]?.body, 'reference');
  assert.equal(made[0]?.headers['location'], `/v1/referrals/${reference}`);
  const url = `/v1/referrals/${reference}/submissions`;
  const submit = { as: people.focal, key: 'submit', body: {} };
  const sent = await Promise.all(Array.from({ length: 20 }, () => post(gateway, url, submit)));
  assert.equal(new Set(sent.filter(({ status }) => status === 201).map(({ text }) => text)).size, 1);
  assert.equal(await count(gateway, 'message'), 1);
  assert.equal(await count(gateway, 'outbox'), 1);
  assert.equal(gateway.enqueued(), 1, 'a replay wakes nobody');

  const app = await gateway.again();
  const again = await Promise.all(
    Array.from({ length: 20 }, () => post(gateway, '/v1/referrals', { ...asked, app })),
  );
  for (const { status, text, headers } of again.filter((answer) => answer.status !== 409)) {
    assert.equal(status, 201);
    assert.equal(text, made[0]?.text);
    assert.equal(headers['idempotent-replayed'], 'true');
    assert.equal(headers['location'], `/v1/referrals/${reference}`);
  }
  assert.ok(again.some(({ status }) => status === 201));
  assert.equal(await count(gateway, 'referral'), 1);
});

void test('other bytes or another path under the same key are refused; a refusal leaves its key free', async (t) => {
  const gateway = await startGateway(t);
  const first = await post(gateway, '/v1/referrals', { as: people.liaison, key: 'k1', body: draftBody() });
  assert.equal(first.status, 201);
  const quoted = await post(gateway, '/v1/referrals', {
    as: people.liaison,
    key: null,
    headers: { 'idempotency-key': '"k1"' },
    body: draftBody(),
  });
  assert.equal(quoted.text, first.text, 'with or without quotes it is the same key');
  const spaced = await post(gateway, '/v1/referrals', {
    as: people.liaison,
    key: 'k1',
    bytes: `${JSON.stringify(draftBody())} `,
  });
  assert.equal(spaced.status, 422);
  assert.equal(spaced.body['code'], 'idempotency-key-reused');
  const reference = textOf(first.body, 'reference');
  const elsewhere = await post(gateway, `/v1/referrals/${reference}/enquiries`, {
    as: people.liaison,
    key: 'k1',
    body: draftBody(),
  });
  assert.equal(elsewhere.body['code'], 'idempotency-key-reused', 'the key is looked at before the content');
  const trial = await post(gateway, '/v1/routing-trials', { as: people.liaison, key: 'k1' });
  assert.equal(trial.body['code'], 'idempotency-key-reused');
  const other = { ...people.liaison, sub: 'liaison-2' };
  const own = await post(gateway, '/v1/referrals', { as: other, key: 'k1', body: draftBody() });
  assert.equal(own.status, 201, 'keys belong to a subject');
  assert.notEqual(own.text, first.text);

  const invalid = await post(gateway, '/v1/referrals', { as: people.liaison, key: 'k2', body: { to: 'al' } });
  assert.equal(invalid.status, 422);
  const mended = await post(gateway, '/v1/referrals', { as: people.liaison, key: 'k2', body: draftBody() });
  assert.equal(mended.status, 201);
  assert.equal(mended.headers['idempotent-replayed'], undefined);
  assert.equal(await count(gateway, 'idempotency'), 3);
});

void test('two different submissions of one draft at once: one message, one refusal', async (t) => {
  const gateway = await startGateway(t);
  const reference = await drafted(gateway);
  const url = `/v1/referrals/${reference}/submissions`;
  const answers = await Promise.all([
    post(gateway, url, { as: people.focal }),
    post(gateway, url, { as: people.secondFocal }),
    post(gateway, url, { as: people.focal }),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409]);
  assert.equal(await count(gateway, 'message'), 1);
});

void test('nothing is taken without a registry, nor while the bus knows more than the database', async (t) => {
  const bare = await startGateway(t, { registry: false });
  const early = await post(bare, '/v1/referrals', { as: people.liaison, body: draftBody() });
  assert.equal(early.status, 503);
  assert.equal(early.body['code'], 'not-ready');
  assert.ok(Number(early.headers['retry-after']) > 0);

  const gateway = await startGateway(t);
  const kept = { as: people.liaison, key: 'before', body: draftBody() };
  const before = await post(gateway, '/v1/referrals', kept);
  await submitted(gateway);
  await withdrawCustody(gateway.db, 'rebuild', 'trm.xk.al/0/1', 5);
  const refused = await post(gateway, '/v1/referrals', { as: people.liaison, body: draftBody() });
  assert.equal(refused.status, 503);
  assert.match(textOf(refused.body, 'detail'), /rebuild/);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await post(gateway, '/v1/referrals', kept)).text, before.text, 'what was done is still told');
  assert.equal((await get(gateway, '/v1/referrals', { as: people.duty })).status, 200, 'reading goes on');
  assert.equal(await count(gateway, 'outbox'), 1);
});

void test('a draft lies encrypted, and one that is too large is not taken', async (t) => {
  const gateway = await startGateway(t);
  const reference = await drafted(gateway);
  const [row] = await gateway.db.query<{ draft: Uint8Array }>(
    `select draft from trm.referral where reference = $1`,
    [reference],
  );
  assert.ok(row);
  const clear = Buffer.from(row.draft).toString('latin1');
  assert.ok(!clear.includes('forced-begging'), 'a draft lies encrypted');
  const large = await post(gateway, '/v1/referrals', {
    as: people.liaison,
    bytes: JSON.stringify({ text: 'x'.repeat(600_000) }),
  });
  assert.equal(large.status, 413);
});
