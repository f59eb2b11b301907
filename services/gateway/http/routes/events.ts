/**
 * GET /v1/events: server-sent events for the console. domain.md 7; WHATWG HTML, server-sent events.
 * Invariant: an event says that something waits and nothing else; a stream ends before the token that opened it could be
 * long out of date, and the client opens another one.
 */
import { directoryReadings } from '../directory-operations.ts';
import { routeUrl } from '../operations.ts';
import { queryOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, stream } from '../secured.ts';

/** Proxies cut what is silent for a minute. */
const COMMENT_MS = 15_000;
const LIFE_MS = 15 * 60_000;
const RETRY_MS = 2_000;

export function eventRoutes(frame: Frame): void {
  const { context, app } = frame;
  const open = new Set<() => void>();
  app.addHook('preClose', () => {
    for (const end of open) end();
  });
  const { path, roles } = directoryReadings.events;
  stream(frame, routeUrl(path), roles, (request, actor, reply) => {
    queryOf(request.query, []);
    const { raw } = reply;
    let unsubscribe: (() => void) | null = null;
    const end = (): void => {
      if (!open.delete(end)) return;
      clearInterval(comment);
      clearTimeout(life);
      unsubscribe?.();
      raw.end();
    };
    unsubscribe = context.live.subscribe(actor.sub, (event) => {
      raw.write(`event: ${event}\ndata: {}\n\n`);
    });
    if (unsubscribe === null) throw new Problem('too-many');
    void reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    // Whoever connects looks once: what came before is in the lists.
    raw.write(`retry: ${RETRY_MS}\nevent: look\ndata: {}\n\n`);
    const comment = setInterval(() => raw.write(': here\n\n'), COMMENT_MS);
    const life = setTimeout(end, LIFE_MS);
    open.add(end);
    raw.once('close', end);
  });
}
