// The justice channel at a gateway: a liaison writes and reads it and nothing else, no other role sees a word of it, and
// a referral without any field of proceedings lacks nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minimalExample, operations, roles, channelOf } from '../../services/lib/contract/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { readChain } from '../../services/lib/store/chains.ts';
import {
  type Claims,
  type Gateway,
  get,
  people,
  post,
  seal,
  startGateway,
  submitted,
  takeFromPeer,
  textOf,
} from './gateway-world.ts';

const CANARY = 'canary-of-proceedings';
const JUSTICE = operations.filter(({ type }) => channelOf(type) === 'justice');

const body = (gateway: Gateway, type: Parameters<typeof minimalExample>[0], changes: JsonObject = {}) => ({
  ...minimalExample(type, gateway.context.now()),
  ...changes,
});

const request = (gateway: Gateway, changes: JsonObject = {}): JsonObject =>
  body(gateway, 'justice.testimony-requested', { text: CANARY, ...changes });

/** A referral that its receiver has opened: the first state in which proceedings may speak. */
async function delivered(gateway: Gateway): Promise<string> {
  const { reference, message } = await submitted(gateway);
  const answers = await seal(gateway, message);
  await takeFromPeer(gateway, 'al', { metadata: { type: 'receipt.delivered', reference, answers } });
  return reference;
}

/** One token per role; a case worker of the office that drafted, so that it sees the referral. */
const holders: readonly Claims[] = roles.map((role) => ({
  sub: role === 'liaison-officer' ? people.liaison.sub : `${role}-9`,
  roles: [role],
  ...(role === 'case-worker' ? { office: 'shelter' } : {}),
}));

test('a justice liaison asks for testimony; no other of the ten roles reads a word of it, or may ask', async (t) => {
  const gateway = await startGateway(t);
  const reference = await delivered(gateway);
  const path = `/v1/referrals/${reference}/testimony-requests`;
  for (const as of holders) {
    if (as.roles?.includes('justice-liaison') === true) continue;
    const answer = await post(gateway, path, { as, body: request(gateway) });
    assert.equal(answer.status, 403, `${String(as.roles)}: ${answer.text}`);
  }
  const given = await post(gateway, path, { as: people.justice, body: request(gateway) });
  assert.equal(given.status, 201, given.text);
  assert.equal(given.body['state'], 'delivered');

  let readers = 0;
  for (const as of holders) {
    const isLiaison = as.roles?.includes('justice-liaison') === true;
    const protection = await get(gateway, `/v1/referrals/${reference}`, { as });
    const justice = await get(gateway, `/v1/justice-referrals/${reference}`, { as });
    const listed = await get(gateway, '/v1/justice-referrals', { as });
    assert.ok(!protection.text.includes(CANARY), String(as.roles));
    assert.equal(justice.status, isLiaison ? 200 : 403, String(as.roles));
    assert.equal(listed.status, isLiaison ? 200 : 403, String(as.roles));
    assert.equal(justice.text.includes(CANARY), isLiaison);
    if (isLiaison) assert.equal(protection.status, 403);
    if (protection.status !== 200) continue;
    readers += 1;
    const timeline = protection.body['timeline'] as readonly JsonObject[];
    const entry = timeline.find(({ type }) => type === 'justice.testimony-requested');
    assert.ok(entry, 'that proceedings spoke is metadata');
    assert.equal(entry['content'], null);
    const allowed = protection.body['allowed'] as readonly string[];
    assert.ok(allowed.every((type) => channelOf(type) === 'protection'));
  }
  assert.ok(readers >= 3, 'roles of the protection side do read the referral');
  assert.ok(!gateway.lines.some((line) => line.includes(CANARY)));
});

test('what a liaison is shown is where it stands, the justice timeline and the open commands: nothing of the person', async (t) => {
  const gateway = await startGateway(t);
  const { reference } = await submitted(gateway, { text: 'canary-of-protection' });
  assert.equal(
    (await get(gateway, `/v1/justice-referrals/${reference}`, { as: people.justice })).status,
    404,
    'not delivered yet',
  );
  const second = await delivered(gateway);
  const before = await get(gateway, `/v1/justice-referrals/${second}`, { as: people.justice });
  assert.equal(before.status, 200, before.text);
  assert.deepEqual(before.body['timeline'], []);
  assert.deepEqual(
    (before.body['allowed'] as readonly string[]).toSorted(),
    JUSTICE.map(({ type }) => type)
      .filter((type) => type !== 'justice.testimony-arranged')
      .toSorted(),
  );
  assert.deepEqual(
    (await get(gateway, '/v1/justice-referrals', { as: people.justice })).body['items'],
    [],
    'nobody is listed for being helped',
  );
  assert.equal((await readChain(gateway.db, 'access_log')).length, 0, 'nothing was read yet');

  const notice = body(gateway, 'justice.hearing-notice', { text: CANARY });
  const path = `/v1/referrals/${second}/hearing-notices`;
  assert.equal((await post(gateway, path, { as: people.justice, body: notice })).status, 201);
  const after = await get(gateway, `/v1/justice-referrals/${second}`, { as: people.justice });
  assert.deepEqual(Object.keys(after.body).sort(), [
    'allowed',
    'direction',
    'from',
    'reference',
    'state',
    'timeline',
    'to',
    'updatedAt',
    'urgency',
  ]);
  const [entry, ...others] = after.body['timeline'] as readonly JsonObject[];
  assert.deepEqual(others, []);
  assert.deepEqual(entry?.['content'], notice);
  assert.equal(entry['role'], 'justice-liaison');
  const items = (await get(gateway, '/v1/justice-referrals', { as: people.justice })).body['items'];
  assert.deepEqual(
    (items as readonly JsonObject[]).map((item) => item['reference']),
    [second],
  );
  const log = (await readChain(gateway.db, 'access_log')).map(
    ({ content }) => JSON.parse(content) as JsonObject,
  );
  assert.deepEqual(
    log.map(({ who, reference: of, purpose }) => [who, of, purpose]),
    [[people.justice.sub, second, 'justice']],
  );
});

test('nobody is drawn into proceedings without an agreement to just that; a notice needs none', async (t) => {
  const gateway = await startGateway(t);
  const reference = await delivered(gateway);
  const { agreement, ...without } = request(gateway);
  const on = (agreement as JsonObject)['on'] as string;
  const refused: readonly JsonObject[] = [
    without,
    { ...without, agreement: { ...(agreement as JsonObject), purposes: ['protection-referral'] } },
    {
      ...without,
      agreement: { ...(agreement as JsonObject), purposes: ['criminal-proceedings', 'protection-referral'] },
    },
    { ...without, agreement: { ...(agreement as JsonObject), receiver: 'rs' } },
    {
      ...without,
      agreement: {
        ...(agreement as JsonObject),
        on: new Date(Date.parse(on) + 5 * 24 * 3_600_000).toISOString().slice(0, 10),
      },
    },
  ];
  for (const each of refused) {
    const answer = await post(gateway, `/v1/referrals/${reference}/testimony-requests`, {
      as: people.justice,
      body: each,
    });
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.body['guard'], 'separate-consent');
    assert.equal(answer.body['who'], 'justice-liaison');
    assert.match(textOf(answer.body, 'case'), /never depend on the proceedings/);
    assert.ok(!answer.text.includes(CANARY));
  }
  for (const [noun, type] of [
    ['hearing-notices', 'justice.hearing-notice'],
    ['protection-measures', 'justice.protection-measure'],
    ['compensation-notices', 'justice.compensation'],
  ] as const) {
    const answer = await post(gateway, `/v1/referrals/${reference}/${noun}`, {
      as: people.justice,
      body: body(gateway, type),
    });
    assert.equal(answer.status, 201, answer.text);
  }
});

test('the other side answers a request for testimony, and reads it', async (t) => {
  const gateway = await startGateway(t);
  const reference = await delivered(gateway);
  const asked = await takeFromPeer(gateway, 'al', {
    metadata: {
      type: 'justice.testimony-requested',
      reference,
      urgency: 'urgent',
      role: 'justice-liaison',
      directory: { sequence: 1, digest: 'A'.repeat(43) },
    },
    payload: request(gateway),
  });
  const seen = await get(gateway, `/v1/justice-referrals/${reference}`, { as: people.justice });
  assert.ok(seen.text.includes(CANARY));
  assert.ok((seen.body['allowed'] as readonly string[]).includes('justice.testimony-arranged'));
  const arranged = await post(gateway, `/v1/referrals/${reference}/testimony-arrangements`, {
    as: people.justice,
    body: body(gateway, 'justice.testimony-arranged'),
  });
  assert.equal(arranged.status, 201, arranged.text);
  const [row] = await gateway.db.query<{ answers: JsonObject }>(
    `select metadata->'answers' as answers from trm.message where type = 'justice.testimony-arranged'`,
  );
  assert.deepEqual(row?.answers, { stream: asked.stream, sequence: asked.sequence });
});

test('a gateway without the channel’s key refuses the channel and nothing else', async (t) => {
  const gateway = await startGateway(t, {
    change: (context) => {
      const { justiceKek: _without, ...crypto } = context.crypto;
      return { ...context, crypto };
    },
  });
  const reference = await delivered(gateway);
  const answer = await post(gateway, `/v1/referrals/${reference}/hearing-notices`, {
    as: people.justice,
    body: body(gateway, 'justice.hearing-notice'),
  });
  assert.equal(answer.status, 422, answer.text);
  assert.equal(answer.body['guard'], 'recipient-keys');
  assert.equal(answer.body['who'], 'gateway-operator');
  assert.match(textOf(answer.body, 'case'), /never wait for the justice channel/);
  assert.equal((await get(gateway, `/v1/referrals/${reference}`, { as: people.focal })).status, 200);
  assert.equal(
    (await get(gateway, `/v1/justice-referrals/${reference}`, { as: people.justice })).status,
    200,
  );
});

test('no protection message has a field of proceedings that it requires, and none waits for them', () => {
  const personal = operations.filter(({ type }) => channelOf(type) === 'protection');
  for (const operation of personal) {
    const { needs = [] } = operation as { needs?: readonly string[] };
    assert.ok(
      needs.every((type) => channelOf(type) === 'protection'),
      operation.type,
    );
  }
  assert.deepEqual(
    JUSTICE.map(({ roles: only }) => only),
    JUSTICE.map(() => ['justice-liaison']),
  );
  assert.equal(JUSTICE.length, 5);
});
