// The database goes away under the gateway: every answer is a 503 that says when to come back, and nothing is logged of it
// but codes. contract.md 4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPool } from '../../services/lib/platform/db/index.ts';
import { draftBody, get, people, post, startGateway } from './gateway-world.ts';

void test('without a database every secured answer is 503, and health still answers', async (t) => {
  const away = openPool('postgres://nobody:secret-canary@127.0.0.1:1/none');
  t.after(() => away.close());
  const gateway = await startGateway(t, { change: (context) => ({ ...context, db: away }) });
  const answers = [
    await post(gateway, '/v1/referrals', { as: people.liaison, body: draftBody() }),
    await get(gateway, '/v1/referrals', { as: people.duty }),
    await get(gateway, '/v1/referrals/4FQ20WZ7D1LF', { as: people.duty }),
    await get(gateway, '/v1/streams', { as: people.operator }),
  ];
  for (const { status, body, headers } of answers) {
    assert.equal(status, 503);
    assert.equal(body['code'], 'not-ready');
    assert.ok(Number(headers['retry-after']) > 0);
  }
  assert.equal((await get(gateway, '/healthz')).status, 200);
  assert.equal((await get(gateway, '/openapi.json')).status, 200);
  assert.equal(
    (await get(gateway, '/v1/referrals', { as: people.operator })).status,
    403,
    'doors come first',
  );
  assert.ok(!gateway.lines.join('').includes('secret-canary'));
});
