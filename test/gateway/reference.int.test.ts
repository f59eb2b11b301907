// The reference pages and the bus document, as whoever asks gets them: without a token, without a script, and under a
// policy that lets exactly their one style pass. contract.md 4.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { messageTypes, transitions } from '../../services/lib/contract/index.ts';
import { get, startGateway } from './gateway-world.ts';

void test('the reference is a page of its own for people, and the bus document the committed one', async (t) => {
  const gateway = await startGateway(t);
  for (const [path, words] of [
    ['/reference', transitions.states.map(({ meaning }) => meaning)],
    ['/reference/messages', [...messageTypes]],
  ] as const) {
    const { status, headers, text } = await get(gateway, path);
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /^text\/html; ?charset=utf-8$/);
    const policy = String(headers['content-security-policy']);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(text) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    assert.ok(policy.includes(`style-src 'sha256-${digest}'`), policy);
    assert.ok(policy.startsWith("default-src 'none'") && !policy.includes('unsafe'), policy);
    assert.ok(!/<script|\sstyle=|\son[a-z]+=/i.test(text));
    for (const [, address = ''] of text.matchAll(/(?:href|src)="([^"]*)"/g))
      assert.match(address, /^(#|\/(reference|docs))/, address);
    for (const word of words) assert.ok(text.includes(word.replaceAll('"', '&quot;')), word);
  }

  const bus = await get(gateway, '/asyncapi.json');
  assert.equal(bus.status, 200);
  assert.match(String(bus.headers['content-type']), /^application\/json/);
  assert.equal(bus.text, await readFile(new URL('../../schemas/asyncapi.json', import.meta.url), 'utf8'));
});

void test('OpenAPI names them, and says that they need no token', async (t) => {
  const gateway = await startGateway(t);
  const paths = (await get(gateway, '/openapi.json')).body['paths'] as Record<
    string,
    { get?: { security?: unknown[] } }
  >;
  for (const path of ['/reference', '/reference/messages', '/asyncapi.json'])
    assert.deepEqual(paths[path]?.get?.security, [], path);
});
