// A routing trial is answered with the pack of the moment that it asks for.
// Invariant under test: an edit of a pack leaves yesterday's answer alone; what nobody can give is in the answer.
// contract.md 4, formats.md 8, domain.md 7.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answerSchemas } from '../../services/gateway/http/openapi-schemas.ts';
import type { Route } from '../../services/lib/routing/index.ts';
import { people, post, startGateway } from './gateway-world.ts';

void test('a trial of the past is answered with the pack of then, one of now with the pack of now', async (t) => {
  const gateway = await startGateway(t, {
    change: (context) => {
      const { pack } = context;
      const [first, ...rules] = pack.rules;
      assert.ok(first);
      const moved = { ...first, office: pack.fallback.office, function: pack.fallback.function };
      const edited = {
        ...pack,
        version: pack.version + 1,
        asOf: '2026-11-20',
        rules: [{ ...moved, also: [{ office: first.office, function: first.function }] }, ...rules],
      };
      return { ...context, pack: edited, packs: [edited, pack] };
    },
  });
  const routed = async (asOf: object): Promise<Route> => {
    const body = { ageBand: ['9-17'], sex: ['male'], channel: ['protection'], ...asOf };
    const answer = await post(gateway, '/v1/routing-trials', { as: people.operator, body });
    assert.equal(answer.status, 200, answer.text);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(answerSchemas.Route);
    assert.ok(validate(answer.body), JSON.stringify(validate.errors));
    return answer.body as unknown as Route;
  };
  const yesterday = await routed({ asOf: '2026-11-19' });
  const today = await routed({ asOf: '2026-11-20' });
  const now = await routed({});
  assert.equal(yesterday.chosen?.office, 'social-work');
  assert.deepEqual(yesterday.also, []);
  for (const answer of [today, now]) {
    assert.equal(answer.chosen?.office, 'coordinator-office');
    assert.deepEqual(
      answer.also.map(({ office }) => office),
      ['social-work'],
    );
    assert.equal(answer.pack.version, yesterday.pack.version + 1);
  }
});

void test('a trial says for what nobody fits, house by house', async (t) => {
  const gateway = await startGateway(t);
  const body = { ageBand: ['30-38'], sex: ['male'], services: ['shelter'], scope: ['domestic'] };
  const answer = await post(gateway, '/v1/routing-trials', { as: people.operator, body });
  assert.equal(answer.status, 200, answer.text);
  const { unmet } = answer.body as unknown as Route;
  assert.deepEqual(
    unmet.map(({ service, considered }) => [service, considered.map(({ office }) => office)]),
    [['shelter', ['security-facility', 'shelters']]],
  );
});
