/**
 * Open without a token: health, readiness, figures, and the contract itself. No case data. contract.md 4.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { GatewayContext } from '../../context.ts';
import { openApiDocument } from '../openapi.ts';
import { openPaths } from '../operations.ts';

const NANOSECONDS_PER_MS = 1_000_000;

/** Only files of this server: the page needs no network beyond it. */
const DOCS_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Swagger UI sets style attributes.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

export async function serviceRoutes(app: FastifyInstance, context: GatewayContext): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook('onClose', () => {
    delay.disable();
  });

  // An answer is the proof that the loop turns; how late it turns is for the eyes of an operator.
  app.get(openPaths.health, () => {
    const lagMs = Math.round(delay.max / NANOSECONDS_PER_MS) || 0;
    delay.reset();
    return { ok: true, lagMs };
  });

  app.get(openPaths.ready, async (_request, reply) => {
    const { ready, checks } = await context.readiness();
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, checks });
  });

  app.get(openPaths.metrics, async (_request, reply) =>
    reply.type(context.metrics.contentType).send(await context.metrics.render()),
  );

  // Examples name participants of the registry held now and times counted from now: written anew for each reader.
  const document = (): object => openApiDocument(context);
  app.get(openPaths.openapi, (_request, reply) => reply.send(document()));

  await app.register(fastifySwagger, {
    mode: 'static',
    specification: { document: document() as never },
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: openPaths.docs,
    staticCSP: DOCS_POLICY,
    uiConfig: { deepLinking: false, persistAuthorization: false },
    transformSpecification: () => document() as never,
    transformSpecificationClone: false,
  });
}
