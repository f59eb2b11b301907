/**
 * The HTTP API of one participant as a person's client uses it: a token, a JSON body, an idempotency key.
 * Invariant: an answer that was not asked for is an error that names operation and problem code, never what was sent.
 */
import { randomUUID } from 'node:crypto';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  constructor(operation: string, status: number, problem: Problem) {
    super(
      `${operation}: ${status} ${problem.code ?? 'no code'}${problem.guard === undefined ? '' : ` (${problem.guard})`}: ${problem.detail ?? ''}`,
    );
    this.status = status;
    this.code = problem.code ?? 'none';
    this.problem = problem;
  }
}

export interface Problem {
  readonly code?: string;
  readonly guard?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly who?: string;
  readonly case?: string;
}

export interface CommandAnswer {
  readonly reference: string;
  readonly message: string;
  readonly state: string;
}

export interface TimelineEntry {
  readonly message: string | null;
  readonly type: string;
  readonly from: string;
  readonly at: string;
  readonly role: string | null;
  readonly stream: string | null;
  readonly sequence: number | null;
  readonly delivery: string;
  readonly code: string | null;
  readonly content: Readonly<Record<string, unknown>> | null;
}

export interface ReferralDetail {
  readonly reference: string;
  readonly direction: 'sent' | 'received';
  readonly from: string;
  readonly to: string;
  readonly state: string;
  readonly urgency: string;
  readonly persons: readonly Readonly<Record<string, unknown>>[] | null;
  readonly basis: Readonly<Record<string, unknown>> | null;
  readonly timeline: readonly TimelineEntry[];
  readonly allowed: readonly string[];
  readonly tasks: readonly TaskView[];
}

export interface TaskView {
  readonly id: string;
  readonly reference: string;
  readonly office: string;
  readonly function: string;
  readonly state: string;
  readonly route: {
    readonly chosen: { readonly office: string; readonly rule: string | null } | null;
    readonly fallback: boolean;
    readonly unmet: readonly { readonly service: string; readonly considered: readonly Considered[] }[];
    readonly bypassed: readonly {
      readonly office: string;
      readonly considered: readonly Considered[];
    }[];
  };
}

/** Why an office, or a contact point of it, does not get a case. */
export interface Considered {
  readonly office?: string;
  readonly because: readonly {
    readonly fact: string;
    readonly value: readonly string[];
    readonly holds: boolean;
  }[];
}

export class ApiClient {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(this.url + path, { headers: { authorization: `Bearer ${this.#token}` } });
    return answer<T>(`GET ${path.split('/').slice(0, 3).join('/')}`, response);
  }

  /** `key`: the same key sends the same command again instead of a second one. */
  async post<T>(path: string, body: object, key: string = randomUUID()): Promise<T> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
    return answer<T>(
      `POST ${path.split('/').slice(0, 3).join('/')}/…/${path.split('/').at(-1) ?? ''}`,
      response,
    );
  }
}

async function answer<T>(operation: string, response: Response): Promise<T> {
  const body = await response.json();
  if (!response.ok) throw new ApiError(operation, response.status, body as Problem);
  return body as T;
}

/** Asks until `look` gives a value. @throws Error naming `what` when `limitMs` have passed */
export async function until<T>(
  what: string,
  limitMs: number,
  look: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited ${Math.round(limitMs / 1000)} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
