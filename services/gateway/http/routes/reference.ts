/**
 * The contract for people and for machines, open without a token: the reference pages and the bus as AsyncAPI.
 * Invariant: both are made from `schemas/`; no case data, no script, nothing loaded from elsewhere. contract.md 4.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { guardTexts } from '../../../lib/casework/index.ts';
import { lifecycleReference, messagesReference, PAGE_STYLE, toHtml } from '../../../lib/reference/index.ts';
import { openPaths } from '../operations.ts';

const ASYNCAPI = new URL('../../../../schemas/asyncapi.json', import.meta.url);

/** The page's one style element is named by its digest; scripts have no right at all. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

export async function referenceRoutes(app: FastifyInstance): Promise<void> {
  const asyncApi = await readFile(ASYNCAPI);
  app.get(openPaths.asyncapi, (_request, reply) => reply.type('application/json').send(asyncApi));

  const page = (path: string, html: string): void => {
    app.get(path, (_request, reply) =>
      reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(html),
    );
  };
  const links = {
    Lifecycle: openPaths.reference,
    'All messages': openPaths.messages,
    'HTTP interface': openPaths.docs,
  };
  page(openPaths.reference, toHtml(lifecycleReference(guardTexts), links));
  page(openPaths.messages, toHtml(messagesReference(), links));
}
