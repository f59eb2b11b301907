/**
 * The frame around every secured route: 401, 403, 413 before a byte of the body is read, then the body, then the work.
 * Invariant: no handler runs without an actor who holds one of the operation's roles. contract.md 4 (order of checks).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Role } from '../../lib/contract/index.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import { digest } from '../../lib/protocol/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor, Authenticate } from './auth.ts';
import { checkLength, readBody } from './body.ts';
import { idempotencyKey, once, type Work } from './idempotency.ts';
import { queryOf } from './parameters.ts';
import { Problem, toldTo } from './problem.ts';

export interface Frame {
  readonly app: FastifyInstance;
  readonly context: GatewayContext;
  readonly authenticate: Authenticate;
  /** @throws Problem `too-many` */
  readonly limit: (request: FastifyRequest) => Promise<void>;
}

/** An answer that is kept as a file. Its name says nothing of what is in it. */
export class Attachment {
  readonly type: string;
  readonly name: string;
  readonly text: string;
  constructor(type: string, name: string, text: string) {
    this.type = type;
    this.name = name;
    this.text = text;
  }
}

/** Null: no such operation. */
type RolesOf = (request: FastifyRequest) => readonly Role[] | null;

export function get(
  frame: Frame,
  url: string,
  roles: readonly Role[],
  handler: (request: FastifyRequest, actor: Actor) => Promise<object>,
): void {
  const { onRequest, callerOf } = guard(frame, () => roles);
  frame.app.get(url, { onRequest }, async (request, reply) => {
    const { actor, role } = callerOf(request);
    try {
      const answer = await handler(request, actor);
      return await (answer instanceof Attachment ? attachment(reply, answer) : json(reply, answer));
    } catch (error) {
      throw toldTo(role, error);
    }
  });
}

/** An answer that goes on: the handler takes the reply over, or throws before a byte of it is written. */
export function stream(
  frame: Frame,
  url: string,
  roles: readonly Role[],
  handler: (request: FastifyRequest, actor: Actor, reply: FastifyReply) => void,
): void {
  const { onRequest, callerOf } = guard(frame, () => roles);
  frame.app.get(url, { onRequest }, (request, reply) => {
    const { actor, role } = callerOf(request);
    try {
      handler(request, actor, reply);
    } catch (error) {
      throw toldTo(role, error);
    }
  });
}

/**
 * A read that holds nothing of a case and changes only with the software: it carries a tag, and whoever holds that tag
 * gets 304.
 */
export function getTagged(
  frame: Frame,
  url: string,
  roles: readonly Role[],
  handler: (request: FastifyRequest) => object,
): void {
  const { onRequest, callerOf } = guard(frame, () => roles);
  frame.app.get(url, { onRequest }, (request, reply) => {
    const { role } = callerOf(request);
    try {
      const body = JSON.stringify(handler(request));
      const tag = `"${digest(frame.context.cipher, body)}"`;
      void reply
        .header('etag', tag)
        .header('cache-control', 'private, no-cache')
        .header('vary', 'authorization');
      return holdsTag(request.headers['if-none-match'], tag)
        ? reply.code(304).send()
        : reply.type('application/json').send(body);
    } catch (error) {
      throw toldTo(role, error);
    }
  });
}

/** RFC 9110 13.1.2: weak comparison, `*` means any. */
function holdsTag(header: string | undefined, tag: string): boolean {
  const held = (header ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return held.includes('*') || held.includes(tag);
}

interface Caller {
  readonly actor: Actor;
  /** The first of the operation's roles that the token holds. */
  readonly role: Role;
}

export interface Post {
  readonly actor: Actor;
  readonly body: JsonObject;
  readonly request: FastifyRequest;
  readonly query: ReadonlyMap<string, string>;
}

export interface Done extends Work {
  /** Record id of the message that was made. */
  readonly message?: string;
}

export function post(
  frame: Frame,
  url: string,
  roles: readonly Role[] | RolesOf,
  work: (sql: Sql, post: Post) => Promise<Done>,
  /** Called when the work is committed, not for a replay. */
  committed: (done: Done) => void = () => undefined,
  /** Parameters of the query that the work reads. */
  parameters: readonly string[] = [],
): void {
  const { context } = frame;
  const { onRequest, callerOf } = guard(frame, typeof roles === 'function' ? roles : () => roles);
  frame.app.post(url, { onRequest }, async (request, reply) => {
    const started = performance.now();
    const { actor, role } = callerOf(request);
    const decided = (code: string): void => context.metrics.commandDecided(code, performance.now() - started);
    try {
      const { bytes, body } = readBody(request);
      const query = queryOf(request.query, parameters);
      const key = idempotencyKey(request);
      let done: Done | undefined;
      const answer = await once(context, request, { sub: actor.sub, key, bytes }, async (sql) => {
        done = await work(sql, { actor, body, request, query });
        return done;
      });
      decided('ok');
      if (answer.replayed) context.log.event('command.replayed');
      else if (done !== undefined) {
        context.log.event('command.accepted', done.message === undefined ? {} : { message: done.message });
        committed(done);
      }
      if (answer.location !== null) void reply.header('location', answer.location);
      if (answer.replayed) void reply.header('idempotent-replayed', 'true');
      return await send(reply.code(answer.status), answer.body);
    } catch (error) {
      const code = error instanceof Problem ? error.code : 'internal';
      decided(code);
      context.log.event('command.refused', { code });
      throw toldTo(role, error);
    }
  });
}

function guard(
  { context, authenticate, limit }: Frame,
  rolesOf: RolesOf,
): { onRequest: (request: FastifyRequest) => Promise<void>; callerOf: (request: FastifyRequest) => Caller } {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    await limit(request);
    const actor = authenticated(context, authenticate, request);
    const roles = rolesOf(request);
    if (roles === null) throw new Problem('not-found');
    const role = roles.find((each) => actor.roles.has(each));
    if (role === undefined) throw new Problem('role-not-allowed');
    try {
      checkLength(request);
    } catch (error) {
      throw toldTo(role, error);
    }
    callers.set(request, { actor, role });
  };
  const callerOf = (request: FastifyRequest): Caller => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Problem('unauthenticated');
    return caller;
  };
  return { onRequest, callerOf };
}

export function authenticated(
  context: GatewayContext,
  authenticate: Authenticate,
  request: FastifyRequest,
): Actor {
  try {
    return authenticate(request.headers.authorization);
  } catch (error) {
    if (request.headers.authorization !== undefined)
      context.log.event('auth.refused', { code: 'unauthenticated' });
    throw error;
  }
}

function json(reply: FastifyReply, body: object): FastifyReply {
  return send(reply, JSON.stringify(body));
}

function attachment(reply: FastifyReply, { type, name, text }: Attachment): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)
    .send(text);
}

function send(reply: FastifyReply, body: string): FastifyReply {
  return reply.header('cache-control', 'no-store').type('application/json').send(body);
}
