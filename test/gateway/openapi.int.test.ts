// The description and the gateway agree: schemas are valid, examples are accepted, answers are what is described.
// contract.md 4 (openapi.json, healthz, readyz, metrics, docs).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { directoryCommands } from '../../services/gateway/http/directory-operations.ts';
import { answerSchemas } from '../../services/gateway/http/openapi-schemas.ts';
import { operations, rowsOf } from '../../services/lib/contract/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { get, people, post, received, startGateway, textOf, type Claims } from './gateway-world.ts';

interface Operation {
  readonly operationId: string;
  readonly 'x-trm-roles'?: readonly string[];
  readonly 'x-trm-from-states'?: readonly string[];
  readonly 'x-trm-needs'?: readonly string[];
  readonly requestBody?: {
    readonly content: {
      readonly 'application/json': {
        readonly schema: object;
        readonly examples: { readonly minimal: { readonly value: JsonObject } };
      };
    };
  };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
}
interface Described {
  readonly 'application/json': { readonly schema: { readonly $ref: string } };
}
type Paths = Readonly<Record<string, Readonly<Record<'get' | 'post', Operation>>>>;

const pathsOf = (document: JsonObject): Paths => document['paths'] as unknown as Paths;
const ajv = (): Ajv2020 => {
  const made = new Ajv2020({ strict: false, allErrors: true });
  formats.default(made);
  return made;
};

void test('the document is complete, and each example agrees with its schema', async (t) => {
  const gateway = await startGateway(t);
  const { body: document } = await get(gateway, '/openapi.json');
  assert.equal(document['openapi'], '3.1.0');
  const all = Object.values(pathsOf(document)).flatMap((methods) => Object.values(methods));
  const ids = all.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(operations.some(({ roles }) => roles.length === 0));
  for (const { type, fromStates, roles, needs } of operations) {
    const operation = all.find(({ operationId }) => operationId === type);
    if (roles.length === 0) {
      assert.equal(operation, undefined, `${type} is given by the clock alone`);
      continue;
    }
    assert.deepEqual(operation?.['x-trm-roles'], roles, type);
    assert.deepEqual(operation['x-trm-from-states'], fromStates, type);
    const answered = rowsOf(type).flatMap((row) => row.answers ?? []);
    assert.deepEqual(operation['x-trm-needs'], [...new Set([...needs, ...answered])], type);
  }
  assert.ok(
    !JSON.stringify(document).includes('@now') && !JSON.stringify(document).includes('@today'),
    'moments are written out',
  );
  for (const id of ['referral.drafted', 'task.answered', 'routing.tried']) assert.ok(ids.includes(id), id);
  const text = JSON.stringify(pathsOf(document));
  for (const [, ref] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    assert.match(ref ?? '', /^#\/components\/schemas\//, 'request schemas stand in full');
    assert.ok((ref ?? '').split('/').at(-1)! in answerSchemas);
  }
  for (const operation of all) {
    assert.ok(Object.keys(operation.responses).length > 0);
    const content = operation.requestBody?.content['application/json'];
    if (content === undefined) continue;
    const validate = ajv().compile(content.schema);
    assert.ok(
      validate(content.examples.minimal.value),
      `${operation.operationId}: ${JSON.stringify(validate.errors)}`,
    );
    assert.ok(operation.parameters?.some((each) => each.name === 'Idempotency-Key' && each.in === 'header'));
  }
  for (const schema of Object.values(answerSchemas)) ajv().compile(schema);
});

// Those of the commands: minimal-examples.int.test.ts.
void test('the examples of what makes no message are accepted as they stand', async (t) => {
  const gateway = await startGateway(t);
  const paths = pathsOf((await get(gateway, '/openapi.json')).body);
  const give = async (operationId: string, status: number, as: Claims, id = ''): Promise<void> => {
    const [path, methods] =
      Object.entries(paths).find(([, each]) => each.post?.operationId === operationId) ?? [];
    assert.ok(path !== undefined && methods !== undefined, operationId);
    const body = methods.post.requestBody?.content['application/json'].examples.minimal.value;
    const answer = await post(gateway, path.replace('{id}', id), { as, body });
    assert.equal(answer.status, status, `${operationId}: ${answer.text}`);
  };
  await give('referral.drafted', 201, people.liaison);
  const inbound = await received(gateway, { office: 'shelter' });
  await give('task.answered', 201, people.worker, inbound.task);
  await give('routing.tried', 200, people.operator);
});

void test('the examples of the directory are accepted as they stand, once that of a change is in force', async (t) => {
  const gateway = await startGateway(t);
  const { paths } = (await get(gateway, '/openapi.json')).body as unknown as { paths: Paths };
  const answered = new Map<string, JsonObject>();
  const give = async (operationId: string, as: Claims, id = ''): Promise<void> => {
    const [path, operation] =
      Object.entries(paths)
        .map(([name, methods]) => [name, methods.post] as const)
        .find(([, post]) => post?.operationId === operationId) ?? [];
    assert.ok(path !== undefined && operation !== undefined, operationId);
    const key = operation.parameters?.find(({ name }) => name === 'key') as { example?: string } | undefined;
    const body = operation.requestBody?.content['application/json'].examples.minimal.value;
    const url = path.replace('{id}', id).replace('{key}', key?.example ?? '');
    const answer = await post(gateway, url, { as, body });
    assert.equal(answer.status, 201, `${operationId}: ${answer.text}`);
    const { schema } = (operation.responses['201']?.content as Described)['application/json'];
    const name = schema.$ref.split('/').at(-1) as keyof typeof answerSchemas;
    const validate = ajv().compile(answerSchemas[name]);
    assert.ok(validate(answer.body), `${operationId}: ${JSON.stringify(validate.errors)}`);
    answered.set(operationId, answer.body);
  };
  const idOf = (operationId: string): string => textOf(answered.get(operationId), 'id');
  await give('directory.proposed', people.focal);
  await give('directory.rejected', people.focal, idOf('directory.proposed'));
  await give('directory.proposed', people.focal);
  await give('directory.confirmed', people.secondFocal, idOf('directory.proposed'));
  await give('directory.imported', people.focal);
  await give('contact-point.verified', people.focal);
  await give('liveness-check.started', people.focal);
  await give(
    'liveness-check.answered',
    { sub: 'somebody', roles: ['liaison-officer'] },
    idOf('liveness-check.started'),
  );
  await give('absence.recorded', people.focal);
  await give('appointment.ended', people.focal);
  await give('contact-point.suspended', people.focal);
  const { task } = await received(gateway, { office: 'shelter' });
  await give('task.rerouted', people.focal, task);
  assert.deepEqual(
    [...answered.keys()].toSorted(),
    directoryCommands.map(({ operation }) => operation.id).toSorted(),
    'every one of them',
  );
});

void test('real answers are what is described', async (t) => {
  const gateway = await startGateway(t);
  const { reference, task } = await received(gateway, { office: 'shelter' });
  await post(gateway, `/v1/referrals/${reference}/acknowledgements`, { as: people.duty });
  const checks: readonly [keyof typeof answerSchemas, string, Claims | null][] = [
    ['ReferralList', '/v1/referrals', people.focal],
    ['Referral', `/v1/referrals/${reference}`, people.focal],
    ['TaskList', '/v1/tasks', people.worker],
    ['Task', `/v1/tasks/${task}`, people.worker],
    ['IncidentList', '/v1/incidents', people.operator],
    ['StreamList', '/v1/streams', people.operator],
    ['CodeLists', '/v1/code-lists', people.worker],
    ['CodeList', '/v1/code-lists/needs', people.worker],
    ['CodeList', '/v1/code-lists/needs?language=cnr', people.worker],
    ['Readiness', '/readyz', null],
    ['Health', '/healthz', null],
    ['Problem', '/v1/referrals/4FQ20WZ7D1L0', people.focal],
  ];
  for (const [name, url, as] of checks) {
    const { body, text } = await get(gateway, url, { as });
    const validate = ajv().compile(answerSchemas[name]);
    assert.ok(validate(body), `${name}: ${JSON.stringify(validate.errors)} ${text}`);
  }
  const trial = await post(gateway, '/v1/routing-trials', {
    as: people.operator,
    body: { ageBand: ['9-17'], channel: ['protection'], asOf: '2026-11-22' },
  });
  assert.equal(trial.status, 200, trial.text);
  assert.ok(ajv().compile(answerSchemas.Route)(trial.body));
  const badMoment = await post(gateway, '/v1/routing-trials', {
    as: people.operator,
    body: { asOf: '2026-02-30' },
  });
  assert.deepEqual(badMoment.body['errors'], [{ pointer: '/asOf', code: 'format' }]);
});

void test('what is open needs no token and nothing from elsewhere', async (t) => {
  const down = { database: 'up', bus: 'down', registry: 'up', publisher: 'rebuild', consumer: 'up' } as const;
  const gateway = await startGateway(t, {
    change: (context) => ({ ...context, readiness: () => Promise.resolve({ ready: false, checks: down }) }),
  });
  const ready = await get(gateway, '/readyz');
  assert.equal(ready.status, 503);
  assert.deepEqual(ready.body, { ready: false, checks: down });
  const health = await get(gateway, '/healthz');
  assert.equal(health.status, 200);
  const metrics = await get(gateway, '/metrics');
  assert.equal(metrics.status, 200);
  assert.match(metrics.text, /trm_http_answers_total/);
  const docs = await get(gateway, '/docs');
  assert.equal(docs.status, 200);
  assert.ok(!/(?:src|href)="(?:https?:)?\/\//.test(docs.text), 'no file from another server');
  assert.ok(!/<script>|<style/.test(docs.text), 'nothing inline that the policy would stop');
  const policy = String(docs.headers['content-security-policy']);
  assert.match(policy, /script-src 'self'/);
  assert.ok(!policy.includes('upgrade-insecure-requests') && !policy.includes('http'));
  const [, script] = /src="([^"]*swagger-initializer\.js)"/.exec(docs.text) ?? [];
  assert.ok(script);
  assert.equal((await get(gateway, new URL(script, 'http://x/docs').pathname)).status, 200);
  assert.equal((await get(gateway, '/docs/json')).status, 200);
  const api = await get(gateway, '/v1/referrals', { as: people.duty });
  assert.match(String(api.headers['content-security-policy']), /default-src 'none'/);
  assert.equal(api.headers['cache-control'], 'no-store');
});
