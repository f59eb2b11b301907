// The words for codes over HTTP: every list, in all languages or one, with a tag that spares a client the second reading.
// contract.md 4; domain.md 10.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeListNames, labelOf, languages, roles } from '../../services/lib/contract/index.ts';
import { REVIEW_MARK } from '../../scripts/lib/labels.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { people, startGateway, tokenOf, type Gateway } from './gateway-world.ts';

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly tag: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function read(gateway: Gateway, url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await gateway.app.inject({
    method: 'GET',
    url,
    headers: { authorization: `Bearer ${tokenOf(gateway, people.worker)}`, ...headers },
  });
  const body = answer.body === '' ? {} : (JSON.parse(answer.body) as JsonObject);
  return { status: answer.statusCode, body, tag: String(answer.headers.etag), headers: answer.headers };
}

interface ListBody {
  readonly languages: readonly { readonly language: string; readonly review: string | null }[];
  readonly codes: readonly { readonly code: string; readonly labels: Readonly<Record<string, string>> }[];
}
const listBody = (answer: Answer): ListBody => answer.body as unknown as ListBody;

void test('every list can be read, whole or in one language', async (t) => {
  const gateway = await startGateway(t);
  const overview = await read(gateway, '/v1/code-lists');
  const items = overview.body['items'] as unknown as readonly { readonly list: string }[];
  assert.deepEqual(
    items.map(({ list }) => list),
    codeListNames(),
  );
  assert.deepEqual(
    listBody(overview).languages.map(({ language, review }) => [language, review]),
    languages.map((language) => [language, language === 'en' ? null : REVIEW_MARK]),
  );
  for (const { list } of items) {
    const whole = await read(gateway, `/v1/code-lists/${list}`);
    assert.equal(whole.status, 200, list);
    for (const { code, labels } of listBody(whole).codes)
      assert.deepEqual(
        labels,
        Object.fromEntries(languages.map((language) => [language, labelOf(list, code, language)])),
      );
  }
  for (const language of languages) {
    const one = await read(gateway, `/v1/code-lists/exploitation?language=${language}`);
    assert.deepEqual(
      listBody(one).languages.map((each) => each.language),
      [language],
    );
    for (const { code, labels } of listBody(one).codes)
      assert.deepEqual(labels, { [language]: labelOf('exploitation', code, language) });
  }
  const macedonian = listBody(await read(gateway, '/v1/code-lists/exploitation?language=mk'));
  assert.equal(
    macedonian.codes.find(({ code }) => code === 'forced-labour')?.labels['mk'],
    'Присилна работа',
  );
});

void test('who holds the answer is told that it is still right', async (t) => {
  const gateway = await startGateway(t);
  const url = '/v1/code-lists/services?language=hr';
  const first = await read(gateway, url);
  assert.match(first.tag, /^"[\x21\x23-\x7e]+"$/);
  assert.equal(first.headers['cache-control'], 'private, no-cache');
  for (const held of [first.tag, `W/${first.tag}`, `"other", ${first.tag}`, '*']) {
    const again = await read(gateway, url, { 'if-none-match': held });
    assert.equal(again.status, 304, held);
    assert.equal(again.tag, first.tag);
    assert.deepEqual(again.body, {});
  }
  assert.equal((await read(gateway, url, { 'if-none-match': '"other"' })).status, 200);
  const bosnian = await read(gateway, '/v1/code-lists/services?language=bs', { 'if-none-match': first.tag });
  assert.equal(bosnian.status, 200, 'another language is another answer');
  assert.notEqual(bosnian.tag, first.tag);
});

void test('what does not exist is refused, and nobody reads without a role', async (t) => {
  const gateway = await startGateway(t);
  assert.equal((await read(gateway, '/v1/code-lists/colours')).body['code'], 'not-found');
  assert.equal((await read(gateway, '/v1/code-lists/__proto__')).body['code'], 'not-found');
  for (const query of [
    'language=sr',
    'language=sr-ME',
    'language=xx',
    'lang=sq',
    'language=sq&language=mk',
  ]) {
    const answer = await read(gateway, `/v1/code-lists/services?${query}`);
    assert.deepEqual([answer.status, answer.body['code']], [400, 'malformed'], query);
  }
  assert.equal((await read(gateway, '/v1/code-lists?language=sq')).status, 400);
  for (const url of ['/v1/code-lists', '/v1/code-lists/services']) {
    assert.equal((await gateway.app.inject({ method: 'GET', url })).statusCode, 401);
    for (const role of roles) {
      const token = tokenOf(gateway, { sub: `someone-${role}`, roles: [role] });
      assert.equal((await read(gateway, url, { authorization: `Bearer ${token}` })).status, 200, role);
    }
    const nobody = tokenOf(gateway, { sub: 'nobody', roles: [] });
    assert.equal((await read(gateway, url, { authorization: `Bearer ${nobody}` })).status, 403);
  }
});
