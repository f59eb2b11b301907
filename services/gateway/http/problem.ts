/**
 * Problem documents (RFC 9457): what an outsider is told when a request is refused.
 * Invariant: every text here is a constant or comes from a rule of ours; no submitted value, no unknown member name.
 * contract.md 4 (errors).
 */
import type { FastifyReply } from 'fastify';

/** Closed union; schemas/codes/problem-codes.json. */
export type ProblemCode =
  | 'malformed'
  | 'unauthenticated'
  | 'role-not-allowed'
  | 'not-found'
  | 'transition-not-allowed'
  | 'too-large'
  | 'unsupported-media-type'
  | 'content-invalid'
  | 'guard-failed'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'idempotency-in-progress'
  | 'too-many'
  | 'not-ready'
  | 'internal';

interface ProblemText {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Role that can mend it. */
  readonly who: string;
  /** What happens to the case meanwhile. */
  readonly case: string;
}

const UNCHANGED = 'Nothing has changed and nothing was sent.';

export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = {
  malformed: {
    status: 400,
    title: 'The request cannot be read',
    detail: 'The request is not what this address takes: a JSON text with one meaning, or known parameters.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  unauthenticated: {
    status: 401,
    title: 'Not signed in',
    detail: 'A valid token of this participant is needed.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'role-not-allowed': {
    status: 403,
    title: 'The role may not do this',
    detail: 'None of the roles of this token may do this.',
    who: 'national-focal-point',
    case: UNCHANGED,
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    detail: 'There is nothing here that this token may know of.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'transition-not-allowed': {
    status: 409,
    title: 'Not possible in this state',
    detail: 'The state in which this stands does not allow it, or it is for the other side to do.',
    who: 'gateway-operator',
    case: 'It stands as it was; the other side has not been told anything.',
  },
  'too-large': {
    status: 413,
    title: 'Too large',
    detail: 'The content does not fit the largest size in which messages are sealed.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Not a JSON request',
    detail: 'The body must be application/json in UTF-8, without content coding.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'content-invalid': {
    status: 422,
    title: 'The content is not valid',
    detail: 'The content does not agree with its schema; errors names the places.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'guard-failed': {
    status: 422,
    title: 'A rule forbids it',
    detail: 'A rule of the referral mechanism forbids it.',
    who: 'national-focal-point',
    case: UNCHANGED,
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'The idempotency key is missing',
    detail: 'Every POST needs the header Idempotency-Key: 1 to 64 of A-Z, a-z, 0-9, _ and -.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
    detail: 'The same key came before with another path or other bytes.',
    who: 'gateway-operator',
    case: 'The first request stands as it was answered; this one has changed nothing.',
  },
  'idempotency-in-progress': {
    status: 409,
    title: 'The first request with this key is still running',
    detail: 'A request with the same key is being worked on: ask again shortly.',
    who: 'gateway-operator',
    case: 'The first request goes on; this one has changed nothing.',
  },
  'too-many': {
    status: 429,
    title: 'Too many requests',
    detail: 'Too many requests came from this address within a minute.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  'not-ready': {
    status: 503,
    title: 'Not ready',
    detail: 'The gateway cannot take this now: ask again later.',
    who: 'gateway-operator',
    case: UNCHANGED,
  },
  internal: {
    status: 500,
    title: 'A fault on our side',
    detail: 'The gateway failed; its log tells the operator where.',
    who: 'gateway-operator',
    case: 'If the request was a command, ask again with the same idempotency key to learn whether it was done.',
  },
};

/** What the caller mends by asking otherwise: then `who` is the role in which the request was made. */
const MENDED_BY_CALLER: ReadonlySet<ProblemCode> = new Set([
  'malformed',
  'not-found',
  'transition-not-allowed',
  'too-large',
  'unsupported-media-type',
  'content-invalid',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'idempotency-in-progress',
]);

export interface ProblemError {
  readonly pointer: string;
  readonly code: string;
}

export interface ProblemDetails {
  readonly detail?: string;
  readonly who?: string;
  readonly case?: string;
  readonly guard?: string;
  readonly errors?: readonly ProblemError[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** Thrown inside a request, also to roll its transaction back; the application turns it into the document. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/** The same problem, told to somebody whose role is known by now. */
export function toldTo(role: string, error: unknown): unknown {
  if (!(error instanceof Problem) || error.details.who !== undefined || !MENDED_BY_CALLER.has(error.code))
    return error;
  return new Problem(error.code, { ...error.details, who: role, cause: error });
}

/** Long enough for a lease or a broker to come back, short enough for a person who waits. */
const RETRY_AFTER_SECONDS = 5;

export function problemDocument(problem: Problem): Readonly<Record<string, unknown>> {
  const text = problemTexts[problem.code];
  const { detail, who, guard, errors } = problem.details;
  return {
    type: `urn:trm:problem:${problem.code}`,
    title: text.title,
    status: text.status,
    detail: detail ?? text.detail,
    code: problem.code,
    who: who ?? text.who,
    case: problem.details.case ?? text.case,
    ...(guard === undefined ? {} : { guard }),
    errors: errors ?? [],
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const document = problemDocument(problem);
  const { status } = problemTexts[problem.code];
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (status === 503 || status === 429) {
    void reply.header('retry-after', String(problem.details.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
  }
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(document));
}
