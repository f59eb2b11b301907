/**
 * Server-sent events: whoever is told that work waits hears it at once, and nobody else does.
 * Invariant under test: an event holds nothing, reaches only its person, and the stream ends with the server.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveEvents } from '../../services/gateway/live-events.ts';
import { startGateway, tokenOf } from './gateway-world.ts';

test('an event reaches the person whom it names, and nobody else', async (t) => {
  const gateway = await startGateway(t);
  const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  const open = async (sub: string) => {
    const answer = await fetch(`${url}/v1/events`, {
      headers: { authorization: `Bearer ${tokenOf(gateway, { sub, roles: ['national-focal-point'] })}` },
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (text: string): Promise<string> => {
      while (!heard.includes(text)) {
        const { done, value } = await reader.read();
        if (done) break;
        heard += value;
      }
      return heard;
    };
    return { until, reader };
  };
  const one = await open('person-one');
  const other = await open('person-two');
  assert.match(await one.until('event: look'), /^retry: \d+\nevent: look\ndata: \{\}\n\n$/);
  await other.until('event: look');
  gateway.context.live.publish('person-one', 'work');
  gateway.context.live.publishAll('look');
  assert.match(await one.until('event: work\ndata: {}\n\nevent: look'), /event: work/);
  const before = await other.until('event: look\ndata: {}\n\nevent: look\ndata: {}\n\n');
  assert.doesNotMatch(before, /work/);
  // A stop does not wait for who is connected.
  await gateway.app.close();
  assert.equal((await one.reader.read()).done, true);
});

test('a stream needs a token, and one person does not hold all of them', async (t) => {
  const gateway = await startGateway(t);
  const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  assert.equal((await fetch(`${url}/v1/events`)).status, 401);
  const headers = { authorization: `Bearer ${tokenOf(gateway, { sub: 'auditor', roles: ['auditor'] })}` };
  assert.equal((await fetch(`${url}/v1/events`, { headers })).status, 403);
  const events = liveEvents();
  const ends = Array.from({ length: 8 }, () => events.subscribe('person', () => undefined));
  assert.ok(ends.every((end) => end !== null));
  assert.equal(
    events.subscribe('person', () => undefined),
    null,
  );
  assert.notEqual(
    events.subscribe('somebody-else', () => undefined),
    null,
  );
  ends[0]?.();
  assert.notEqual(
    events.subscribe('person', () => undefined),
    null,
  );
});
