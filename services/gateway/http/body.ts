/**
 * Bytes in: size, media type, then one meaning. The received bytes are kept, because an idempotency key stands for them.
 * Invariant: nothing is coerced, stripped or defaulted; validation reads exactly what was sent. contract.md 4 (order).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseStrictJson } from '../../lib/protocol/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { Problem } from './problem.ts';

/**
 * The largest sealed payload is 256 KiB; JSON may spell a character in six (`\u0061`), so the text may be longer than
 * what it means. What still does not fit is refused when it is measured.
 */
export const BODY_LIMIT_BYTES = 512 * 1024;

const JSON_TYPE = /^application\/json[ \t]*(;[ \t]*charset="?utf-8"?[ \t]*)?$/i;

/** One parser for every type, so that a body that is too large is told before its type is looked at. */
export function registerBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => {
      done(null, body);
    },
  );
}

/** 413 before the media type is even parsed. */
export function checkLength(request: FastifyRequest): void {
  if (Number(request.headers['content-length']) > BODY_LIMIT_BYTES) throw new Problem('too-large');
}

/** 415, then 400. */
export function readBody(request: FastifyRequest): { readonly bytes: Uint8Array; readonly body: JsonObject } {
  const coding = request.headers['content-encoding'];
  if (
    !JSON_TYPE.test(request.headers['content-type'] ?? '') ||
    (coding !== undefined && coding !== 'identity')
  ) {
    throw new Problem('unsupported-media-type');
  }
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const parsed = parseStrictJson(bytes, BODY_LIMIT_BYTES);
  if (!parsed.ok) throw new Problem('malformed', { detail: 'The body is not a JSON text with one meaning.' });
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem('malformed', { detail: 'The body must be a JSON object.' });
  }
  return { bytes, body: value as JsonObject };
}
