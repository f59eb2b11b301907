/**
 * The HTTP application of one participant: plugins, error documents, routes. It listens nowhere by itself.
 * Invariant: every answer that is not a success is a problem document; nothing about a request is logged but codes and
 * message ids. contract.md 4 and 7.
 */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { DbError } from '../lib/platform/db/index.ts';
import type { GatewayContext } from './context.ts';
import { registerAuthentication } from './http/auth.ts';
import { BODY_LIMIT_BYTES, registerBody } from './http/body.ts';
import { unavailable } from './http/idempotency.ts';
import { Problem, problemDocument, sendProblem } from './http/problem.ts';
import { codeListRoutes } from './http/routes/code-lists.ts';
import { directoryRoutes } from './http/routes/directory.ts';
import { eventRoutes } from './http/routes/events.ts';
import { figureRoutes } from './http/routes/figures.ts';
import { htcdsRoutes } from './http/routes/htcds.ts';
import { justiceRoutes } from './http/routes/justice.ts';
import { localRoutes } from './http/routes/local.ts';
import { oversightRoutes } from './http/routes/oversight.ts';
import { referenceRoutes } from './http/routes/reference.ts';
import { personRecordRoutes } from './http/routes/person-records.ts';
import { referralRoutes } from './http/routes/referrals.ts';
import { routingTrialRoutes } from './http/routes/routing-trials.ts';
import { serviceRoutes } from './http/routes/service.ts';
import { taskRoutes } from './http/routes/tasks.ts';
import { authenticated, type Frame } from './http/secured.ts';

export type { Check, GatewayContext, Readiness } from './context.ts';

/** A client that sends its request slower than this is cut off. */
const REQUEST_LIMIT_MS = 30_000;
/** A whole office may stand behind one address, and a machine may send for it; a flood still ends here. */
const REQUESTS_PER_MINUTE = 60_000;
const MINUTE_MS = 60_000;

/** What is no HTTP never becomes a request, and is still answered by a problem document. */
const UNREADABLE_ANSWER = (() => {
  const body = JSON.stringify(problemDocument(new Problem('malformed')));
  return [
    'HTTP/1.1 400 Bad Request',
    'cache-control: no-store',
    'connection: close',
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
})();

export async function buildApp(context: GatewayContext): Promise<FastifyInstance> {
  const problemCodes = new WeakMap<FastifyRequest, string>();
  const refuse = (request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
    const problem = problemOf(error);
    problemCodes.set(request, problem.code);
    if (problem.code === 'internal') context.log.failure('http.failed', error);
    if (problem.code === 'too-many') context.log.event('http.rate-limited');
    if (problem.code === 'role-not-allowed') context.log.event('auth.role-refused');
    return sendProblem(reply, problem);
  };

  const app = fastify({
    // Fastify's own log would hold addresses with references.
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end(UNREADABLE_ANSWER);
      else socket.destroy();
    },
    frameworkErrors: (error, request, reply) => void refuse(request, reply as FastifyReply, error),
  });
  app.setErrorHandler((error, request, reply) => refuse(request, reply, error));
  app.addHook('onResponse', (request, _reply, done) => {
    context.metrics.httpAnswered(problemCodes.get(request) ?? 'ok');
    done();
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, { global: false });
  registerBody(app);
  const authenticate = await registerAuthentication(app, context);

  const allow = app.createRateLimit({
    max: context.requestsPerMinute ?? REQUESTS_PER_MINUTE,
    timeWindow: MINUTE_MS,
  });
  const limit: Frame['limit'] = async (request) => {
    const rate = await allow(request);
    if (!rate.isAllowed && rate.isExceeded) {
      throw new Problem('too-many', { retryAfterSeconds: rate.ttlInSeconds });
    }
  };
  const frame: Frame = { app, context, authenticate, limit };
  referralRoutes(frame);
  personRecordRoutes(frame);
  taskRoutes(frame);
  justiceRoutes(frame);
  localRoutes(frame);
  htcdsRoutes(frame);
  oversightRoutes(frame);
  directoryRoutes(frame);
  eventRoutes(frame);
  figureRoutes(frame);
  routingTrialRoutes(frame);
  codeListRoutes(frame);
  await serviceRoutes(app, context);
  await referenceRoutes(app);

  app.setNotFoundHandler(async (request) => {
    await limit(request);
    // Whether an address exists below /v1 is nothing for strangers.
    if (request.url.startsWith('/v1/')) authenticated(context, authenticate, request);
    throw new Problem('not-found');
  });
  return app;
}

const PROBLEM_OF_FASTIFY: Readonly<Record<string, Problem['code']>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
  FST_ERR_BAD_URL: 'malformed',
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DbError && error.code === 'transient') return unavailable(error);
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  const known = PROBLEM_OF_FASTIFY[code];
  if (known !== undefined) return new Problem(known, { cause: error });
  // What the framework refuses for its own reasons was not readable for us either.
  return new Problem(statusCode >= 400 && statusCode < 500 ? 'malformed' : 'internal', { cause: error });
}
