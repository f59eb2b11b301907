/** Webhooks to a real HTTP server: signed so that the standard's own library verifies them, once, and never elsewhere. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { openWebhooks, webhookSecret } from '../../../../services/lib/platform/webhook/index.ts';

const SECRET = 'a master secret of a test, long enough';

interface Received {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Status, `hang` or `cut` of the next answers. */
  answer: number | 'hang' | 'cut';
}

async function receiver(t: TestContext): Promise<Receiver> {
  const received: Received[] = [];
  const state: Receiver = { url: '', received, answer: 204 };
  const server = createServer((request: IncomingMessage, response) => {
    void text(request).then((body) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ path: request.url ?? '', headers, body });
      if (state.answer === 'cut') request.socket.destroy();
      else if (state.answer !== 'hang') {
        response.writeHead(state.answer, { location: '/elsewhere' });
        response.end('what a receiver may say of <somebody@example.org>');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
}

function spool(t: TestContext): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'trm-webhook-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return path.join(dir, 'spool');
}

const call = (id: string, url: string) => ({
  id,
  url,
  event: 'notification.waiting',
  at: '2026-11-25T10:00:00.000Z',
  data: { notification: 'n-1' },
});

test('the signature is that of the standard, of this body, this id and this receiver', async (t) => {
  const there = await receiver(t);
  const webhooks = openWebhooks({ secret: SECRET, spoolDir: spool(t), allowLoopback: true });
  assert.deepEqual(await webhooks.send(call('n-1', there.url)), { outcome: 'accepted' });
  const [got] = there.received;
  assert.ok(got);
  const verifier = new Webhook(webhookSecret(SECRET, there.url));
  assert.deepEqual(verifier.verify(got.body, got.headers), {
    type: 'notification.waiting',
    timestamp: '2026-11-25T10:00:00.000Z',
    data: { notification: 'n-1' },
  });
  assert.equal(got.headers['webhook-id'], 'n-1');
  assert.throws(() => verifier.verify(got.body.replace('n-1', 'n-2'), got.headers));
  assert.throws(() => verifier.verify(got.body, { ...got.headers, 'webhook-id': 'n-2' }));
  assert.throws(() => new Webhook(webhookSecret(SECRET, `${there.url}2`)).verify(got.body, got.headers));
});

test('the same id twice is one call, and a replay is known by its id', async (t) => {
  const there = await receiver(t);
  const options = { secret: SECRET, spoolDir: spool(t), allowLoopback: true };
  there.answer = 503;
  assert.deepEqual(await openWebhooks(options).send(call('n-1', there.url)), {
    outcome: 'transient',
    code: 'deferred',
  });
  there.answer = 200;
  for (let n = 0; n < 2; n += 1)
    assert.deepEqual(await openWebhooks(options).send(call('n-1', there.url)), { outcome: 'accepted' });
  assert.deepEqual(
    there.received.map(({ headers }) => headers['webhook-id']),
    ['n-1', 'n-1'],
  );
  await openWebhooks(options).forget('n-1');
  await openWebhooks(options).send(call('n-1', there.url));
  assert.equal(there.received.length, 3);
});

test('every answer has its outcome, and a redirect is not followed', async (t) => {
  const there = await receiver(t);
  const webhooks = openWebhooks({ secret: SECRET, spoolDir: null, allowLoopback: true, limitMs: 500 });
  for (const [answer, expected] of [
    [302, { outcome: 'bounced', code: 'redirect' }],
    [400, { outcome: 'bounced', code: 'refused' }],
    [404, { outcome: 'bounced', code: 'refused' }],
    [410, { outcome: 'bounced', code: 'gone' }],
    [408, { outcome: 'transient', code: 'deferred' }],
    [429, { outcome: 'transient', code: 'deferred' }],
    [500, { outcome: 'transient', code: 'deferred' }],
    ['hang', { outcome: 'transient', code: 'timeout' }],
    ['cut', { outcome: 'transient', code: 'connection' }],
  ] as const) {
    there.answer = answer;
    assert.deepEqual(await webhooks.send(call('n-1', there.url)), expected, String(answer));
  }
  assert.ok(there.received.every((each) => each.path === '/hook'));
});

test('nothing goes to this machine, by address or by name, where that is not allowed, nor without a secret', async (t) => {
  const there = await receiver(t);
  const port = new URL(there.url).port;
  const webhooks = openWebhooks({ secret: SECRET, spoolDir: null });
  for (const url of [
    there.url,
    `https://127.0.0.1:${port}/`,
    `https://localhost:${port}/`,
    'https://169.254.169.254/',
  ])
    assert.deepEqual(await webhooks.send(call('n-1', url)), { outcome: 'bounced', code: 'address' }, url);
  const without = openWebhooks({ secret: null, spoolDir: null, allowLoopback: true });
  assert.deepEqual(await without.send(call('n-1', there.url)), {
    outcome: 'transient',
    code: 'not-configured',
  });
  assert.equal(there.received.length, 0);
});
