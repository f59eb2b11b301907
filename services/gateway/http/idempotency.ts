/**
 * A POST that is repeated under its key is done once: the answer is kept in the transaction that does the work.
 * Invariant: only a 201 is kept; whatever refuses throws, which rolls the work and the claim back together.
 * contract.md 4; draft-ietf-httpapi-idempotency-key-header.
 */
import type { FastifyRequest } from 'fastify';
import { DbError, type Sql } from '../../lib/platform/db/index.ts';
import { digest } from '../../lib/protocol/index.ts';
import { claimKey, keepAnswer } from '../../lib/store/idempotency.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from './problem.ts';

export interface Answer {
  readonly status: 200 | 201;
  readonly body: string;
  readonly location: string | null;
  readonly replayed: boolean;
}

export interface Work {
  readonly status: 200 | 201;
  readonly body: object;
  readonly location?: string;
}

const KEY = /^[A-Za-z0-9_-]{1,64}$/;
const QUOTED = /^"([^"]*)"$/;
/** A lost race or connection is tried again at once, then the caller is told to come back. */
const ATTEMPTS = 4;
/** Whoever waits for a lock that long is better told to come back. */
const RETRY_WITHIN_MS = 5_000;

export function idempotencyKey(request: FastifyRequest): string {
  const header = request.headers['idempotency-key'];
  const text = typeof header === 'string' ? header : '';
  const key = QUOTED.exec(text)?.[1] ?? text;
  if (!KEY.test(key)) throw new Problem('idempotency-key-missing');
  return key;
}

/** Does `work` in one transaction, unless its answer is there already. `work` may run more than once, committed once. */
export async function once(
  context: GatewayContext,
  request: FastifyRequest,
  caller: { readonly sub: string; readonly key: string; readonly bytes: Uint8Array },
  work: (sql: Sql) => Promise<Work>,
): Promise<Answer> {
  const identity = Buffer.concat([Buffer.from(`${request.method}\n${request.url}\n`, 'utf8'), caller.bytes]);
  const asked = digest(context.cipher, identity);
  const started = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await context.db.tx((sql) => attemptOnce(sql, caller, asked, attempt > 1, work));
    } catch (error) {
      if (!(error instanceof DbError) || !(error.code === 'transient' || isRace(error))) throw error;
      if (attempt >= ATTEMPTS || performance.now() - started > RETRY_WITHIN_MS) throw unavailable(error);
    }
  }
}

async function attemptOnce(
  sql: Sql,
  { sub, key }: { readonly sub: string; readonly key: string },
  asked: string,
  again: boolean,
  work: (sql: Sql) => Promise<Work>,
): Promise<Answer> {
  const claim = await claimKey(sql, sub, key);
  if (claim.state === 'in-progress') throw new Problem('idempotency-in-progress');
  if (claim.state === 'kept') {
    if (claim.answer.request !== asked) throw new Problem('idempotency-key-reused');
    const { body, location } = claim.answer;
    // Found on a second attempt: our own commit had gone through although its confirmation was lost.
    return { status: 201, body, location, replayed: !again };
  }
  const { status, body, location = null } = await work(sql);
  const text = JSON.stringify(body);
  if (status === 201) await keepAnswer(sql, sub, key, { request: asked, status, body: text, location });
  return { status, body: text, location, replayed: false };
}

/** 503 for a database that is away; where a commit's confirmation was lost, nobody may say that nothing was done. */
export function unavailable(error: DbError): Problem {
  if (error.outcome === 'not-done') return new Problem('not-ready', { cause: error });
  return new Problem('not-ready', {
    case: 'Ask again with the same idempotency key: if it was done, the first answer comes back.',
    cause: error,
  });
}

const UNIQUE_VIOLATION = '23505';

/** Two transactions made the same row: the second finds it when it tries again. */
function isRace(error: DbError): boolean {
  return error.sqlState === UNIQUE_VIOLATION;
}
