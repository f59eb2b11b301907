// Who gets in: every operation with every role's token, and every token that only looks like one.
// contract.md 4 (roles, order of checks).
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { givenOperations, roles } from '../../services/lib/contract/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import {
  claimsOf,
  get,
  people,
  post,
  received,
  signed,
  startGateway,
  tokenOf,
  type Gateway,
} from './gateway-world.ts';

interface Described {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly operationId: string;
  readonly 'x-trm-roles'?: readonly string[];
}

function described(document: JsonObject): readonly Described[] {
  const paths = document['paths'] as unknown as Record<
    string,
    Record<string, Omit<Described, 'method' | 'path'>>
  >;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method as 'get' | 'post',
    })),
  );
}

const urlOf = (path: string, reference: string, task: string): string =>
  path
    .replace('{reference}', reference)
    .replace('{id}', task)
    .replace('{list}', 'services')
    .replace('{key}', 'no-such-entry');

/** What this referral does not have: a local case, and a code before it is accepted. */
const NOT_THERE: ReadonlyMap<string, number> = new Map([
  ['case.read', 404],
  ['handover-codes.read', 404],
]);

void test('each operation is open to exactly the roles that its description names', async (t) => {
  const gateway = await startGateway(t);
  const { reference, task } = await received(gateway, { office: 'shelter' });
  const document = (await get(gateway, '/openapi.json')).body;
  const secured = described(document).filter((operation) => operation['x-trm-roles'] !== undefined);
  assert.ok(secured.length >= givenOperations.length + 24);
  let allowed = 0;
  for (const { method, path, operationId, ...operation } of secured) {
    const url = urlOf(path, reference, task);
    const ask = method === 'get' ? get : post;
    for (const role of roles) {
      // A stream that is let in does not end: live-events.int.test.ts asks for it.
      if (operationId === 'events.streamed' && operation['x-trm-roles']?.includes(role) === true) continue;
      const { status } = await ask(gateway, url, {
        as: { sub: `someone-${role}`, roles: [role], office: 'shelter' },
        key: null,
      });
      if (operation['x-trm-roles']?.includes(role) === true) {
        allowed += 1;
        // Without an idempotency key a command stops right behind the doors that are tested here.
        const inside = method === 'post' ? 400 : (NOT_THERE.get(operationId) ?? 200);
        assert.equal(status, inside, `${operationId} as ${role}`);
      } else assert.equal(status, 403, `${operationId} as ${role}`);
    }
    assert.equal((await ask(gateway, url, { as: { sub: 'nobody', roles: [] } })).status, 403);
    assert.equal((await ask(gateway, url, { as: { sub: 'x', roles: ['root', '__proto__'] } })).status, 403);
    assert.equal((await ask(gateway, url, { as: null })).status, 401);
  }
  assert.ok(allowed > 20);
  const unknown = await post(gateway, `/v1/referrals/${reference}/nonsense`, { as: people.focal });
  assert.equal(unknown.status, 404);
  assert.equal((await post(gateway, `/v1/referrals/${reference}/nonsense`, { as: null })).status, 401);
  assert.equal((await get(gateway, '/v1/nothing', { as: null })).status, 401);
  assert.equal((await get(gateway, '/v1/nothing', { as: people.focal })).status, 404);
  assert.equal((await get(gateway, '/elsewhere')).status, 404);
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Same bytes for a forgiving decoder: another last symbol that differs in spare bits alone. */
function respelt(token: string, index: number): string {
  const parts = token.split('.');
  const part = parts[index] ?? '';
  assert.notEqual(part.length % 4, 0, 'a part with spare bits');
  parts[index] = part.slice(0, -1) + (ALPHABET[ALPHABET.indexOf(part.at(-1) ?? '') + 1] ?? '');
  assert.deepEqual(Buffer.from(parts[index], 'base64url'), Buffer.from(part, 'base64url'));
  return parts.join('.');
}

function badTokens(gateway: Gateway): ReadonlyMap<string, string> {
  const header = { alg: 'EdDSA', typ: 'JWT', kid: 'token-key-1' };
  const focal = claimsOf(gateway, people.focal);
  const now = Math.floor(gateway.context.now() / 1000);
  const foreign = generateKeyPairSync('ed25519');
  const good = signed(header, focal, gateway.tokenKey);
  const with_ = (claims: Record<string, unknown>): string =>
    signed(header, { ...focal, ...claims }, gateway.tokenKey);
  const without = (name: string): string =>
    signed(
      header,
      Object.fromEntries(Object.entries(focal).filter(([key]) => key !== name)),
      gateway.tokenKey,
    );
  const pem = gateway.tokenKey.publicKey.export({ format: 'pem', type: 'spki' });
  const hmacInput = `${encode({ ...header, alg: 'HS256' })}.${encode(focal)}`;
  // The claims part of some length that leaves spare bits.
  const spare = [0, 1, 2]
    .map((n) => with_({ sub: `focal-${'x'.repeat(n)}` }))
    .find((token) => (token.split('.')[1]?.length ?? 0) % 4 !== 0);
  assert.ok(spare);
  return new Map([
    ['another participant', with_({ iss: 'urn:trm:al', aud: 'urn:trm:al' })],
    ['another audience', with_({ aud: 'urn:trm:al' })],
    ['a list of audiences', with_({ aud: [`urn:trm:${gateway.participant}`] })],
    ['another issuer', with_({ iss: 'urn:trm:al' })],
    ['expired', with_({ iat: now - 7200, exp: now - 1 })],
    ['expires now', with_({ iat: now - 7200, exp: now })],
    ['longer than 12 h', with_({ iat: now, exp: now + 12 * 3600 + 1 })],
    ['from the future', with_({ iat: now + 3600, exp: now + 7200 })],
    ['not yet valid', with_({ nbf: now + 3600 })],
    ['exp as text', with_({ exp: String(now + 3600) })],
    ['roles as text', with_({ roles: 'national-focal-point' })],
    [
      'operator and auditor',
      with_({ roles: ['gateway-operator', 'auditor', 'duty-officer', 'national-focal-point'] }),
    ],
    ['empty sub', with_({ sub: '' })],
    ...['iss', 'aud', 'sub', 'roles', 'iat', 'exp', 'jti'].map(
      (name) => [`no ${name}`, without(name)] as const,
    ),
    ['foreign key, our kid', signed(header, focal, foreign)],
    ['unknown kid', signed({ ...header, kid: 'other' }, focal, gateway.tokenKey)],
    ['no kid', signed({ alg: 'EdDSA' }, focal, gateway.tokenKey)],
    ['alg none', `${encode({ ...header, alg: 'none' })}.${encode(focal)}.`],
    [
      'alg none, old signature',
      `${encode({ ...header, alg: 'none' })}.${encode(focal)}.${good.split('.')[2] ?? ''}`,
    ],
    [
      'alg HS256 with the public key as secret',
      `${hmacInput}.${createHmac('sha256', pem).update(hmacInput).digest('base64url')}`,
    ],
    ['crit', signed({ ...header, crit: ['exp'] }, focal, gateway.tokenKey)],
    ['no signature', good.split('.').slice(0, 2).join('.')],
    ['spare bits in the signature', respelt(good, 2)],
    ['spare bits in the claims', respelt(spare, 1)],
    ['padded', `${good}=`],
    ['white space', `${good} `],
    ['four parts', `${good}.AAAA`],
    ['empty', ''],
  ]);
}

void test('a token has one spelling, one algorithm, one audience, and twelve hours at most', async (t) => {
  const gateway = await startGateway(t);
  assert.equal((await get(gateway, '/v1/referrals', { as: tokenOf(gateway, people.focal) })).status, 200);
  for (const [name, token] of badTokens(gateway)) {
    const answer = await get(gateway, '/v1/referrals', { as: token });
    assert.equal(answer.status, 401, name);
    assert.equal(answer.body['code'], 'unauthenticated', name);
  }
  const now = Math.floor(gateway.context.now() / 1000);
  const longest = { ...people.focal, iat: now, exp: now + 12 * 3600 };
  assert.equal((await get(gateway, '/v1/referrals', { as: longest })).status, 200);
  const basic = await get(gateway, '/v1/referrals', { headers: { authorization: 'Basic Zm9vOmJhcg==' } });
  assert.equal(basic.status, 401);
  assert.equal(basic.headers['www-authenticate'], 'Bearer');
  const lower = { authorization: `bearer ${tokenOf(gateway, people.focal)}` };
  assert.equal((await get(gateway, '/v1/referrals', { headers: lower })).status, 200);
});

void test('checks come in the order of the contract, and no answer repeats what was sent', async (t) => {
  const gateway = await startGateway(t);
  const canary = 'CANARY-7f3a';
  const large = JSON.stringify({ text: canary.repeat(60_000) });
  const url = '/v1/referrals/4FQ20WZ7D1LF/acknowledgements';
  const xml = { 'content-type': 'application/xml' };
  const cases: readonly [string, Parameters<typeof post>[2], number, string][] = [
    ['401 before 413', { as: null, bytes: large }, 401, 'unauthenticated'],
    ['403 before 413', { as: people.liaison, bytes: large }, 403, 'role-not-allowed'],
    ['413 before 415', { as: people.duty, bytes: large, headers: xml, key: null }, 413, 'too-large'],
    [
      '415 before 400',
      { as: people.duty, bytes: `{${canary}`, headers: xml, key: null },
      415,
      'unsupported-media-type',
    ],
    [
      '415 for a coding',
      { as: people.duty, headers: { 'content-encoding': 'gzip' }, key: null },
      415,
      'unsupported-media-type',
    ],
    ['malformed before the key', { as: people.duty, bytes: `{"${canary}`, key: null }, 400, 'malformed'],
    [
      'key before the content',
      { as: people.duty, body: { [canary]: 1 }, key: null },
      400,
      'idempotency-key-missing',
    ],
    ['a key that is none', { as: people.duty, key: `a b${canary}` }, 400, 'idempotency-key-missing'],
    ['content before existence', { as: people.duty, body: { [canary]: canary } }, 422, 'content-invalid'],
    ['existence', { as: people.duty }, 404, 'not-found'],
  ];
  for (const [name, asked, status, code] of cases) {
    const answer = await post(gateway, url, asked);
    assert.equal(answer.status, status, `${name}: ${answer.text}`);
    assert.equal(answer.body['code'], code, name);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.ok(!answer.text.includes(canary), name);
    for (const member of ['type', 'title', 'status', 'detail', 'who', 'case', 'errors'])
      assert.ok(member in answer.body, member);
    assert.equal(answer.body['type'], `urn:trm:problem:${code}`);
    assert.ok((roles as readonly unknown[]).includes(answer.body['who']), 'who is a role');
  }
  const { reference } = await received(gateway);
  const wrongState = await post(gateway, `/v1/referrals/${reference}/declines`, {
    as: people.focal,
    body: { reasons: ['no-capacity'] },
  });
  assert.equal(wrongState.status, 409, 'declines wait for the acknowledgement');
  const malformed = [
    '',
    'null',
    '[]',
    '"x"',
    '{"a":1,"a":2}',
    '{"a":1.5}',
    '{"a":9007199254740993}',
    '{"a":"\\ud800"}',
    '\ufeff{}',
    '{} {}',
    '{"a":1e2}',
  ];
  for (const bytes of malformed) {
    const answer = await post(gateway, url, { as: people.duty, bytes });
    assert.equal(answer.status, 400, bytes);
    assert.equal(answer.body['code'], 'malformed');
  }
  const text = { 'content-type': 'application/json; charset=utf-8' };
  const nowhere = '/v1/referrals/0000-0000-0000/acknowledgements';
  assert.equal((await post(gateway, nowhere, { as: people.duty, headers: text })).status, 404);
  assert.ok(!gateway.lines.join('').includes(canary));
  assert.ok(!gateway.lines.join('').includes('4FQ20WZ7D1LF'));
});

void test('canaries in every draft member never come back in a problem', async (t) => {
  const gateway = await startGateway(t);
  const canary = 'CANARY91aa';
  const bodies: readonly JsonObject[] = [
    { to: canary, urgency: 'routine' },
    { to: 'zz', urgency: 'routine' },
    { to: 'al', urgency: canary },
    { to: 'al', urgency: 'routine', persons: [{ subject: canary, [canary]: canary }] },
    { to: 'al', urgency: 'routine', stage: canary.toLowerCase() },
    { to: 'al', urgency: 'routine', basis: { kind: canary, text: canary } },
    { to: 'al', urgency: 'routine', doNotContact: [canary] },
  ];
  for (const body of bodies) {
    const answer = await post(gateway, '/v1/referrals', { as: people.liaison, body });
    assert.equal(answer.status, 422, JSON.stringify(body));
    assert.equal(answer.body['code'], 'content-invalid');
    assert.ok((answer.body['errors'] as readonly unknown[]).length > 0);
    assert.ok(!answer.text.toLowerCase().includes(canary.toLowerCase()), answer.text);
  }
});

void test('a flood ends with 429 and says when to come back', async (t) => {
  const gateway = await startGateway(t, { requestsPerMinute: 5 });
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1)
    statuses.push((await get(gateway, '/v1/referrals', { as: people.duty })).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
  const late = await get(gateway, '/v1/referrals', { as: people.duty });
  assert.equal(late.body['code'], 'too-many');
  assert.ok(Number(late.headers['retry-after']) > 0);
  assert.equal((await get(gateway, '/healthz')).status, 200, 'health is never limited');
});
