/**
 * People who keep a directory, and entries of it, for tests through HTTP. Bodies and persons are invented.
 * Invariant: what stands in force here was proposed by one person and confirmed by another, as everywhere.
 */
import assert from 'node:assert/strict';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { newReference } from '../../services/lib/protocol/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import type { RouterContext } from '../../services/router/context.ts';
import { createTask } from '../../services/router/duty/create-task.ts';
import {
  draftBody,
  get,
  people,
  post,
  takeFromPeer,
  textOf,
  type Claims,
  type Gateway,
} from './gateway-world.ts';

export const keepers = {
  editor: { sub: 'editor-1', roles: ['directory-editor'] },
  confirmer: { sub: 'confirmer-1', roles: ['directory-confirmer'] },
} as const satisfies Record<string, Claims>;

export const TODAY = '2026-11-25';
export const NOW = '2026-11-25T10:00:00.000Z';

export const point = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  name: `${id} (invented)`,
  functions: ['case-management'],
  kind: 'social-work',
  hours: { timeZone: 'Europe/Belgrade', always: true },
  verifiedOn: TODAY,
  source: 'the participant itself',
  asOf: TODAY,
  ...more,
});

export const holds = (
  id: string,
  contactPoint: string,
  subject: string,
  more: JsonObject = {},
): JsonObject => ({
  id,
  contactPoint,
  function: 'case-management',
  subject,
  rank: 'holder',
  from: '2026-01-01T00:00:00.000Z',
  ...more,
});

export async function proposed(
  gateway: Gateway,
  content: JsonObject,
  as: Claims = keepers.editor,
): Promise<string> {
  const answer = await post(gateway, '/v1/directory-changes', { as, body: content });
  assert.equal(answer.status, 201, answer.text);
  return textOf(answer.body, 'id');
}

export async function inForce(gateway: Gateway, content: JsonObject): Promise<void> {
  const id = await proposed(gateway, content);
  const answer = await post(gateway, `/v1/directory-changes/${id}/confirmations`, { as: keepers.confirmer });
  assert.equal(answer.status, 201, answer.text);
}

/** Items of the directory by key, as somebody sees it. */
export async function seen(
  gateway: Gateway,
  as: Claims = people.focal,
  query = '',
): Promise<Readonly<Record<string, JsonObject>>> {
  return byKey(await itemsOf(gateway, `/v1/directory${query}`, as));
}

export async function itemsOf(
  gateway: Gateway,
  url: string,
  as: Claims = people.focal,
): Promise<readonly JsonObject[]> {
  const answer = await get(gateway, url, { as });
  assert.equal(answer.status, 200, answer.text);
  return answer.body['items'] as readonly JsonObject[];
}

function byKey(items: readonly JsonObject[]): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(items.map((item) => [textOf(item, 'id'), item]));
}

/** What was put into the outbox for the own public topic, oldest first. */
export async function told(gateway: Gateway): Promise<readonly string[]> {
  const rows = await gateway.db.query<{ type: string }>(
    `select type from trm.outbox where peer = 'public' order by n`,
  );
  return rows.map(({ type }) => type);
}

export interface Arrived {
  readonly reference: string;
  /** Null: nobody fits. */
  readonly task: string | null;
  /** What the rules are asked with. */
  readonly payload: JsonObject;
}

/** A referral of a partner, delivered here, and routed as the router routes it. */
export async function arrived(gateway: Gateway, changes: JsonObject = {}): Promise<Arrived> {
  const reference = newReference(nodeCipher);
  const { to: _to, urgency: _urgency, ...payload } = draftBody(changes);
  const { n } = await takeFromPeer(gateway, 'al', {
    metadata: { type: 'referral.submitted', reference, urgency: 'urgent', role: 'national-focal-point' },
    payload,
  });
  const { context } = gateway;
  // Of the router's context only this is asked for here.
  const router = { ...context, now: () => new Date(context.now()) } as unknown as RouterContext;
  await gateway.db.tx((sql) =>
    createTask(router, sql, {
      reference,
      message: n,
      payload,
      urgency: 'urgent',
      scope: 'transnational',
      at: new Date(context.now()).toISOString(),
    }),
  );
  const tasks = await itemsOf(gateway, '/v1/tasks');
  const task = tasks.find((item) => item['reference'] === reference);
  return { reference, task: task === undefined ? null : textOf(task, 'id'), payload };
}
