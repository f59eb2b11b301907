/**
 * The HTTP application of an auditor: liveness, readiness, figures, and the latest verification for auditors.
 * Invariant: a report names records and positions, so it is shown with an auditor's token alone; without token keys
 * there is no such address. contract.md 4 and 6.
 */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createLocalJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { TokenKeys } from '../lib/platform/files/index.ts';
import type { Metrics } from '../lib/platform/metrics/index.ts';
import type { Report } from './report.ts';

export interface Verification {
  /** ISO time at which the audit started. */
  readonly startedAt: string;
  readonly report: Report;
}

export interface AppContext {
  readonly auditor: string;
  readonly metrics: Metrics;
  /** null: nobody can ask for reports over HTTP. */
  readonly tokenKeys: TokenKeys | null;
  latest(): Verification | null;
  busAnswers(): Promise<boolean>;
  /** Starts a verification unless one runs; false when one runs. */
  begin(): boolean;
}

/** Title, and what the asker can do. */
const PROBLEMS = {
  unauthenticated: {
    status: 401,
    title: 'No valid token',
    detail: 'A bearer token of this auditor is needed.',
    who: 'auditor',
  },
  'role-not-allowed': {
    status: 403,
    title: 'Not for this role',
    detail: 'Only the role auditor may read verifications.',
    who: 'auditor',
  },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here.', who: 'auditor' },
  'not-ready': {
    status: 503,
    title: 'No verification yet',
    detail: 'The first verification is still under way.',
    who: 'auditor',
  },
  internal: {
    status: 500,
    title: 'Failed',
    detail: 'The request failed here; the log has the code.',
    who: 'gateway-operator',
  },
} as const;
type ProblemCode = keyof typeof PROBLEMS;

const CASE = 'No referral is touched by an audit.';
const TOKEN_LIFE = '12h';
const BEARER = /^bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
const BODY_LIMIT_BYTES = 1024;

export function buildApp(context: AppContext): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES, exposeHeadRoutes: false });
  app.setErrorHandler((_error, _request, reply) => refuse(reply, 'internal'));
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found'));

  app.get('/healthz', () => ({ healthy: true }));
  app.get('/readyz', async (_request, reply) => {
    const up = await context.busAnswers();
    context.metrics.ready('bus', up);
    return reply.status(up ? 200 : 503).send({ ready: up, checks: { bus: up ? 'up' : 'down' } });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(context.metrics.contentType).send(await context.metrics.render()),
  );
  if (context.tokenKeys === null) return app;

  const keys = createLocalJWKSet({
    keys: context.tokenKeys.keys.map(({ kid, jwk }) => ({ ...jwk, kid, alg: 'EdDSA' })),
  });
  app.get('/v1/verifications/latest', async (request, reply) => {
    const refused = await refusal(request, context.auditor, keys);
    if (refused !== null) return refuse(reply, refused);
    const latest = context.latest();
    return latest === null ? refuse(reply.header('retry-after', '5'), 'not-ready') : reply.send(latest);
  });
  app.post('/v1/verifications', async (request, reply) => {
    const refused = await refusal(request, context.auditor, keys);
    if (refused !== null) return refuse(reply, refused);
    return reply.status(202).header('location', '/v1/verifications/latest').send({ begun: context.begin() });
  });
  return app;
}

async function refusal(
  request: FastifyRequest,
  auditor: string,
  keys: JWTVerifyGetKey,
): Promise<ProblemCode | null> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return 'unauthenticated';
  const audience = `urn:trm:${auditor}`;
  try {
    const { payload } = await jwtVerify<{ roles?: unknown }>(token, keys, {
      algorithms: ['EdDSA'],
      issuer: audience,
      audience,
      maxTokenAge: TOKEN_LIFE,
      requiredClaims: ['sub', 'roles', 'iat', 'exp', 'jti'],
    });
    // Who runs the machine must not be the one who judges it (domain.md 3).
    const roles: readonly unknown[] = Array.isArray(payload.roles) ? payload.roles : [];
    return roles.includes('auditor') && !roles.includes('gateway-operator') ? null : 'role-not-allowed';
  } catch {
    return 'unauthenticated'; // Why a token failed is nothing for its bearer.
  }
}

function refuse(reply: FastifyReply, code: ProblemCode): FastifyReply {
  const { status, title, detail, who } = PROBLEMS[code];
  return reply
    .status(status)
    .type('application/problem+json')
    .send({ type: `urn:trm:problem:${code}`, title, status, detail, code, who, case: CASE });
}
