/**
 * One gateway's real HTTP application on a real database, with a signed registry and no bus: what the publisher and the
 * router do to the database is done here through the same store functions.
 * Invariant: nothing of the gateway is replaced; a helper registers its own clean-up.
 * Long because a test needs all three at once: the gateway, tokens to ask it with, and what its neighbours would do.
 */
import { type DisplayNames, readDisplayNames } from '../../services/gateway/display-names.ts';
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { liveEvents } from '../../services/gateway/live-events.ts';
import { buildApp, type GatewayContext } from '../../services/gateway/app.ts';
import { caseMessages, insertMessage, messagesOf } from '../../services/lib/store/messages.ts';
import { type CaseMessage, defaultLimits, fold } from '../../services/lib/casework/index.ts';
import { channelOf, draftExample } from '../../services/lib/contract/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  createParticipantDatabase,
  openPool,
  type Database,
  type Sql,
} from '../../services/lib/platform/db/index.ts';
import { createLogger } from '../../services/lib/platform/log/index.ts';
import { createMetrics } from '../../services/lib/platform/metrics/index.ts';
import {
  digest,
  nameHead,
  newId,
  newReference,
  publicStreamName,
} from '../../services/lib/protocol/index.ts';
import type { JsonObject, Metadata } from '../../services/lib/protocol/types.ts';
import type { Pack } from '../../services/lib/routing/index.ts';
import { insertTaken } from '../../services/lib/store/inbox.ts';
import { storeContent } from '../../services/lib/store/message-content.ts';
import { removeSealed } from '../../services/lib/store/outbox.ts';
import { findReferral, setState, upsertFromMessage } from '../../services/lib/store/referrals.ts';
import { advance, insertSealed, lockStream, markPublished } from '../../services/lib/store/streams.ts';
import { insertTask } from '../../services/lib/store/tasks.ts';
import { insertAnnouncedKey, insertRegistry } from '../../services/lib/store/trust.ts';
import { TrustView } from '../../services/lib/trust/trust-view.ts';
import { prepareDatabase } from '../../services/participant/prepare-database.ts';
import { makeWorld, type World } from '../support/registry.ts';
import { freshDatabase, type CleanUp } from '../support/servers.ts';

const PARTICIPANTS = ['al', 'rs', 'xk'] as const;
const KEY_ID = 'token-key-1';

export interface Gateway {
  readonly participant: string;
  readonly app: FastifyInstance;
  readonly context: GatewayContext;
  readonly db: Database;
  readonly adminUrl: string;
  readonly world: World;
  /** Everything that was logged, one line each. */
  readonly lines: string[];
  readonly enqueued: () => number;
  readonly tokenKey: ReturnType<typeof generateKeyPairSync>;
  /** A second application on the same database: what a restart leaves. */
  again(): Promise<FastifyInstance>;
  /** Moves the gateway's clock. */
  setNow(iso: string): void;
}

export interface GatewayOptions {
  readonly participant?: string;
  /** Without a registry nothing is accepted. */
  readonly registry?: boolean;
  readonly requestsPerMinute?: number;
  readonly change?: (context: GatewayContext) => GatewayContext;
}

export async function startGateway(t: CleanUp, options: GatewayOptions = {}): Promise<Gateway> {
  const participant = options.participant ?? 'xk';
  const fresh = await freshDatabase(t, 'gateway');
  const serviceRole = `${fresh.name}_service`;
  const created = await createParticipantDatabase(fresh.adminUrl, { database: fresh.name, serviceRole });
  t.after(() => dropRoles(fresh.adminUrl, [serviceRole, `${fresh.name}_owner`]));
  await prepareDatabase(fresh.adminUrl, { serviceRole });
  const db = openPool(created.serviceUrl, { applicationName: 'gateway-test' });
  const world = makeWorld(nodeCipher, { participants: PARTICIPANTS });
  const trust = new TrustView(nodeCipher, world.pins);
  if (options.registry !== false) {
    await db.tx((sql) => readTrust(sql, world));
    await trust.refresh(db);
  }
  let now = Date.parse(world.now);
  let enqueued = 0;
  const lines: string[] = [];
  const tokenKey = generateKeyPairSync('ed25519');
  const metrics = createMetrics(participant);
  const base: GatewayContext = {
    participant,
    db,
    cipher: nodeCipher,
    crypto: {
      cipher: nodeCipher,
      kek: { id: 'kek-1', key: nodeCipher.randomBytes(32) },
      justiceKek: { id: 'justice-kek-1', key: nodeCipher.randomBytes(32) },
      newId: () => newId(nodeCipher, now),
    },
    trust,
    tokenKeys: {
      keys: [{ ...(tokenKey.publicKey.export({ format: 'jwk' }) as { kty: string }), kid: KEY_ID }],
    },
    pack: packOf(participant),
    packs: [packOf(participant)],
    jobs: null,
    live: liveEvents(),
    limits: { defaults: defaultLimits, overrides: new Map(), calendars: new Map() },
    displayNames: displayNames(),
    log: createLogger(participant, 'trace', { stream: { write: (line: string) => void lines.push(line) } }),
    metrics,
    now: () => now,
    readiness: () =>
      Promise.resolve({
        ready: true,
        checks: { database: 'up', bus: 'up', registry: 'up', publisher: 'up', consumer: 'up' },
      }),
    onEnqueued: () => void (enqueued += 1),
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
  };
  const context = options.change?.(base) ?? base;
  const apps: FastifyInstance[] = [];
  const again = async (): Promise<FastifyInstance> => {
    const app = await buildApp(context);
    apps.push(app);
    return app;
  };
  const app = await again();
  t.after(async () => {
    for (const each of apps) await each.close();
    metrics.close();
    await db.close();
  });
  return {
    participant,
    app,
    context,
    db,
    adminUrl: fresh.adminUrl,
    world,
    lines,
    enqueued: () => enqueued,
    tokenKey,
    again,
    setNow: (iso) => void (now = Date.parse(iso)),
  };
}

async function dropRoles(adminUrl: string, roles: readonly string[]): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const role of roles) await client.query(`drop role if exists ${pg.escapeIdentifier(role)}`);
  } finally {
    await client.end();
  }
}

/** What the router has read from the bus: registry, announced keys, heads of the public streams. */
async function readTrust(sql: Sql, world: World): Promise<void> {
  await insertRegistry(sql, { version: 1, digest: world.state.digest, value: world.registryValue });
  let sequence = 0;
  for (const key of world.announced) await insertAnnouncedKey(sql, key, (sequence += 1));
  for (const participant of PARTICIPANTS) {
    const name = publicStreamName(participant);
    await lockStream(
      sql,
      { name, direction: 'in', topic: `trm.${participant}.public`, lane: 0, generation: 1 },
      nameHead(nodeCipher, name),
    );
    await advance(sql, name, { sequence: 2, digest: digest(nodeCipher, name) }, world.now);
  }
}

function displayNames(): DisplayNames {
  const file = new URL('../../infra/participants/display-names.json', import.meta.url);
  const reading = readDisplayNames(JSON.parse(readFileSync(file, 'utf8')));
  assert.ok(reading.ok);
  return reading.value;
}

function packOf(participant: string): Pack {
  const file = new URL(`../../infra/participants/${participant}/pack.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Pack;
}

/* ------------------------------------------------------------------------------------------------ tokens */

export interface Claims {
  readonly sub?: string;
  readonly roles?: readonly string[];
  readonly office?: string;
  readonly [claim: string]: unknown;
}

export function claimsOf(gateway: Gateway, claims: Claims): Record<string, unknown> {
  const iat = Math.floor(gateway.context.now() / 1000);
  const urn = `urn:trm:${gateway.participant}`;
  return { iss: urn, aud: urn, sub: 'someone', roles: [], iat, exp: iat + 3600, jti: 'jti-1', ...claims };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

export function signed(
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
  key: Gateway['tokenKey'],
): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), key.privateKey).toString('base64url')}`;
}

export function tokenOf(gateway: Gateway, claims: Claims): string {
  return signed({ alg: 'EdDSA', typ: 'JWT', kid: KEY_ID }, claimsOf(gateway, claims), gateway.tokenKey);
}

export const people = {
  worker: { sub: 'worker-1', roles: ['case-worker'], office: 'shelter' },
  liaison: { sub: 'liaison-1', roles: ['liaison-officer'] },
  duty: { sub: 'duty-1', roles: ['duty-officer'] },
  focal: { sub: 'focal-1', roles: ['national-focal-point'] },
  secondFocal: { sub: 'focal-2', roles: ['national-focal-point'] },
  operator: { sub: 'operator-1', roles: ['gateway-operator'] },
  justice: { sub: 'justice-1', roles: ['justice-liaison'] },
} as const satisfies Record<string, Claims>;

/* ---------------------------------------------------------------------------------------------- requests */

let keys = 0;

export interface Asked {
  readonly as?: Claims | string | null;
  readonly key?: string | null;
  readonly body?: unknown;
  /** Sent as they are, instead of `body`. */
  readonly bytes?: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly app?: FastifyInstance;
}

export interface Answered {
  readonly status: number;
  readonly body: JsonObject;
  readonly text: string;
  readonly headers: LightMyRequestResponse['headers'];
}

/** A text member of an answer. */
export function textOf(body: JsonObject | undefined, member: string): string {
  const value = body?.[member];
  assert.ok(typeof value === 'string', `${member} is a text`);
  return value;
}

async function ask(gateway: Gateway, method: 'GET' | 'POST', url: string, asked: Asked): Promise<Answered> {
  const { as = null } = asked;
  const token = as === null ? null : typeof as === 'string' ? as : tokenOf(gateway, as);
  const key = asked.key === undefined ? `key-${(keys += 1)}` : asked.key;
  const response = await (asked.app ?? gateway.app).inject({
    method,
    url,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' || key === null ? {} : { 'idempotency-key': key }),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...asked.headers,
    },
    ...(method === 'GET' ? {} : { payload: asked.bytes ?? JSON.stringify(asked.body ?? {}) }),
  });
  const json = /json/.test(String(response.headers['content-type']));
  return {
    status: response.statusCode,
    body: (json ? JSON.parse(response.body) : {}) as Answered['body'],
    text: response.body,
    headers: response.headers,
  };
}

export const get = (gateway: Gateway, url: string, asked: Asked = {}): Promise<Answered> =>
  ask(gateway, 'GET', url, asked);
export const post = (gateway: Gateway, url: string, asked: Asked = {}): Promise<Answered> =>
  ask(gateway, 'POST', url, asked);

/* ------------------------------------------------------------------------------- drafts and peer messages */

export const draftBody = (changes: JsonObject = {}): JsonObject => ({
  ...draftExample('2026-11-25T10:00:00.000Z'),
  to: 'al',
  ...changes,
});

export async function drafted(
  gateway: Gateway,
  changes: JsonObject = {},
  as: Claims = people.liaison,
): Promise<string> {
  const answer = await post(gateway, '/v1/referrals', { as, body: draftBody(changes) });
  assert.equal(answer.status, 201, answer.text);
  return textOf(answer.body, 'reference');
}

export async function submitted(
  gateway: Gateway,
  changes: JsonObject = {},
): Promise<{ reference: string; message: string }> {
  const reference = await drafted(gateway, changes);
  const answer = await post(gateway, `/v1/referrals/${reference}/submissions`, { as: people.focal });
  assert.equal(answer.status, 201, answer.text);
  return { reference, message: textOf(answer.body, 'message') };
}

const outName = (gateway: Gateway, peer: string): string => `trm.${gateway.participant}.${peer}/0/1`;
const inName = (gateway: Gateway, peer: string): string => `trm.${peer}.${gateway.participant}/0/1`;

/** What the publisher does to the database with one message; gives its position. */
export async function seal(
  gateway: Gateway,
  message: string,
  publish = true,
): Promise<{ stream: string; sequence: number }> {
  return gateway.db.tx(async (sql) => {
    const [row] = await sql.query<{ peer: string }>(`select peer from trm.outbox where id = $1`, [message]);
    assert.ok(row, 'the message waits in the outbox');
    const name = outName(gateway, row.peer);
    const place = {
      name,
      direction: 'out',
      topic: name.split('/')[0] ?? '',
      lane: 0,
      generation: 1,
    } as const;
    const { sequence: before } = await lockStream(sql, place, nameHead(nodeCipher, name));
    const sequence = before + 1;
    const head = digest(nodeCipher, `${name} ${sequence}`);
    await insertSealed(sql, [
      {
        stream: name,
        sequence,
        id: message,
        digest: head,
        envelope: `envelope ${sequence}`,
        metadata: `metadata ${sequence}`,
        payload: `payload ${sequence}`,
        heartbeat: false,
        seen: 0,
        sealedAt: gateway.world.now,
      },
    ]);
    await advance(sql, name, { sequence, digest: head }, gateway.world.now);
    await removeSealed(sql, [message]);
    if (publish) await markPublished(sql, [{ stream: name, sequence }]);
    return { stream: name, sequence };
  });
}

export interface PeerMessage {
  readonly metadata: Omit<Metadata, 'version' | 'drill'> & { readonly type: string };
  readonly payload?: JsonObject;
  readonly outcome?: 'applied' | 'refused';
}

/** What the router does to the database with one message of a peer; gives its position. */
export async function takeFromPeer(
  gateway: Gateway,
  peer: string,
  { metadata: own, payload = {}, outcome = 'applied' }: PeerMessage,
): Promise<{ stream: string; sequence: number; n: string }> {
  return gateway.db.tx(async (sql) => {
    const name = inName(gateway, peer);
    const place = { name, direction: 'in', topic: name.split('/')[0] ?? '', lane: 0, generation: 1 } as const;
    const { sequence: before } = await lockStream(sql, place, nameHead(nodeCipher, name));
    const sequence = before + 1;
    const head = digest(nodeCipher, `${name} ${sequence}`);
    const id = newId(nodeCipher, gateway.context.now());
    const metadata = { version: 1, drill: false, ...own } as Metadata;
    await insertTaken(sql, {
      stream: name,
      sequence,
      id,
      digest: head,
      envelope: 'envelope',
      metadata: 'metadata',
      payload: 'payload',
      offset: BigInt(sequence),
      outcome,
      step: outcome === 'refused' ? 10 : null,
      code: outcome === 'refused' ? 'guard' : null,
      final: outcome === 'refused' ? true : null,
      needsPerson: false,
    });
    await advance(sql, name, { sequence, digest: head }, gateway.world.now);
    const at = new Date(gateway.context.now()).toISOString();
    const { reference } = metadata;
    if (reference !== undefined && (await findReferral(sql, reference)) === null) {
      await upsertFromMessage(sql, {
        reference,
        direction: 'received',
        sender: peer,
        recipient: gateway.participant,
        state: 'submitted',
        urgency: metadata.urgency ?? 'routine',
        drill: false,
        at,
      });
    }
    const n = await insertMessage(sql, { id, direction: 'in', peer, metadata, stream: name, sequence, at });
    if (reference !== undefined) {
      await storeContent(sql, gateway.context.crypto, n, reference, payload, channelOf(metadata.type));
      await refold(sql, reference, at);
    }
    return { stream: name, sequence, n };
  });
}

async function refold(sql: Sql, reference: string, at: string): Promise<void> {
  const referral = await findReferral(sql, reference);
  assert.ok(referral);
  const messages: readonly CaseMessage[] = caseMessages(
    await messagesOf(sql, reference),
    referral.direction === 'sent' ? 'sender' : 'receiver',
  );
  await setState(sql, reference, fold(messages).state, at);
}

const receiptOf = (
  answers: { stream: string; sequence: number },
  reference: string,
): PeerMessage['metadata'] => ({
  type: 'receipt.delivered',
  reference,
  answers: { stream: answers.stream, sequence: answers.sequence },
});

export async function deliver(
  gateway: Gateway,
  peer: string,
  reference: string,
  message: string,
): Promise<{ stream: string; sequence: number }> {
  const position = await seal(gateway, message);
  await takeFromPeer(gateway, peer, { metadata: receiptOf(position, reference) });
  return position;
}

/** A referral from `peer`, delivered here, with a task for `office`. */
export async function received(
  gateway: Gateway,
  {
    peer = 'al',
    reference = newReference(nodeCipher),
    office = 'coordinator',
    urgency = 'urgent',
  }: { peer?: string; reference?: string; office?: string; urgency?: string } = {},
): Promise<{ reference: string; task: string; position: { stream: string; sequence: number } }> {
  const { to: _to, urgency: _urgency, ...payload } = draftBody();
  const position = await takeFromPeer(gateway, peer, {
    metadata: { type: 'referral.submitted', reference, urgency, role: 'national-focal-point' },
    payload,
  });
  const task = newId(nodeCipher, gateway.context.now());
  await gateway.db.tx(async (sql) => {
    const at = new Date(gateway.context.now()).toISOString();
    const metadata = { version: 1, drill: false, ...receiptOf(position, reference) } as Metadata;
    const id = newId(nodeCipher, gateway.context.now());
    await insertMessage(sql, { id, direction: 'out', peer, metadata, stream: null, sequence: null, at });
    await insertTask(sql, gateway.context.crypto, {
      id: task,
      reference,
      message: position.n,
      office,
      function: 'coordination',
      route: {
        pack: { id: gateway.participant, version: 1 },
        asOf: at,
        rules: [],
        chosen: null,
        fallback: true,
        also: [],
        unmet: [],
      },
      contactPoint: null,
      asked: null,
      bypassed: false,
      at,
    });
    await refold(sql, reference, at);
  });
  return { reference, task, position };
}
