/**
 * A foreign client of the HTTP contract for tests: plain fetch, statuses and texts as they come, and the way of one
 * referral step by step. Invariant: it knows the gateway by contract.md 4 and /openapi.json alone.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import type { JsonObject, Schema } from './canaries.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
}

export interface Operation {
  readonly operationId: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly roles: readonly string[] | undefined;
  readonly fromStates: readonly string[] | undefined;
  /** Types that must have gone before. */
  readonly needs: readonly string[];
  readonly side: string;
  readonly schema: Schema | undefined;
  readonly minimal: JsonObject | undefined;
}

interface Described {
  readonly operationId: string;
  readonly 'x-trm-roles'?: readonly string[];
  readonly 'x-trm-from-states'?: readonly string[];
  readonly 'x-trm-needs'?: readonly string[];
  readonly 'x-trm-side'?: string;
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { schema: Schema; examples?: { minimal?: { value: JsonObject } } }>
    >;
  };
}

const DELIVERY_LIMIT_MS = 60_000;

export class Outsider {
  readonly network: Network;
  readonly id: string;
  constructor(network: Network, id: string) {
    this.network = network;
    this.id = id;
  }

  token(role: string, index = 0): string {
    return this.network.token(this.id, role, { index });
  }

  async ask(
    method: string,
    path: string,
    options: { token?: string | null; body?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(this.network.participant(this.id).url + path, {
      method,
      headers: {
        ...(options.token === undefined || options.token === null
          ? {}
          : { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as JsonObject) : {},
    };
  }

  async get(path: string, role: string): Promise<Answer> {
    return this.ask('GET', path, { token: this.token(role) });
  }

  async post(path: string, role: string, body: unknown, key: string = randomUUID()): Promise<Answer> {
    return this.ask('POST', path, {
      token: this.token(role),
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  }

  /** By operationId. */
  async operations(): Promise<ReadonlyMap<string, Operation>> {
    const { body } = await this.ask('GET', '/openapi.json');
    const paths = body['paths'] as unknown as Record<string, Record<string, Described>>;
    return new Map(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, described]) => {
          const content = described.requestBody?.content['application/json'];
          return [
            described.operationId,
            {
              operationId: described.operationId,
              method: method.toUpperCase() as 'GET' | 'POST',
              path,
              roles: described['x-trm-roles'],
              fromStates: described['x-trm-from-states'],
              needs: described['x-trm-needs'] ?? [],
              side: described['x-trm-side'] ?? 'sender',
              schema: content?.schema,
              minimal: content?.examples?.minimal?.value,
            },
          ] as const;
        }),
      ),
    );
  }

  /** Gives the command's answer; `role` is the operation's first unless another is given. */
  async command(operationId: string, reference: string, body?: unknown, role?: string): Promise<Answer> {
    const operation = (await this.operations()).get(operationId);
    assert.ok(operation !== undefined, operationId);
    const by = role ?? operation.roles?.[0] ?? '';
    return this.post(operation.path.replace('{reference}', reference), by, body ?? operation.minimal);
  }

  async state(reference: string): Promise<string | null> {
    const { body } = await this.get(`/v1/referrals/${reference}`, 'national-focal-point');
    return typeof body['state'] === 'string' ? body['state'] : null;
  }

  async untilState(reference: string, ...states: readonly string[]): Promise<void> {
    await until(`${reference} is ${states.join(' or ')} at ${this.id}`, DELIVERY_LIMIT_MS, async () =>
      states.includes((await this.state(reference)) ?? ''),
    );
  }
}

export function must(answer: Answer, status = 201): Answer {
  assert.equal(answer.status, status, answer.text);
  return answer;
}

/** What the way to a state needs: who sends, who receives, and what is drafted. */
export interface Way {
  readonly from: Outsider;
  readonly to: Outsider;
}

export async function draft({ from, to }: Way, change: JsonObject = {}): Promise<string> {
  const minimal = (await from.operations()).get('referral.drafted')?.minimal;
  const body = { ...minimal, to: to.id, ...change };
  const { reference } = must(await from.post('/v1/referrals', 'liaison-officer', body)).body;
  assert.ok(typeof reference === 'string');
  return reference;
}

/** Brings a new referral into a state, each step by the contract's own examples. */
export async function referralIn(way: Way, state: string, draftChange: JsonObject = {}): Promise<string> {
  const { from, to } = way;
  const reference = await draft(way, draftChange);
  if (state === 'draft') return reference;
  if (state === 'enquiry') {
    must(await from.command('enquiry.capacity', reference));
    await to.untilState(reference, 'enquiry');
    return reference;
  }
  must(await from.command('referral.submitted', reference));
  await to.untilState(reference, 'delivered');
  await from.untilState(reference, 'delivered');
  if (state === 'delivered') return reference;
  must(await to.command('referral.acknowledged', reference));
  await from.untilState(reference, 'acknowledged');
  if (state === 'acknowledged') return reference;
  must(await to.command('referral.accepted', reference));
  await from.untilState(reference, 'accepted', 'accepted-conditionally');
  return reference;
}
