/**
 * The people's side of one participant on a real database: the HTTP application, the clock and the roster's look of the
 * gateway, the router's jobs, a mail server and a webhook receiver. Invariant: nothing is replaced but the clock, which
 * a test moves; whatever is started here ends with the test.
 * Long because a test needs all of it at once: the parts, a directory, referrals, and what people see.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { until } from '../../scripts/lib/demo/api.ts';
import { type SmtpSink, startSmtpSink } from '../../scripts/lib/smtp-sink.ts';
import { ClockWatch } from '../../services/gateway/clock/clock-watch.ts';
import { lookAtRoster } from '../../services/gateway/clock/roster-watch.ts';
import { defaultLimits } from '../../services/lib/casework/index.ts';
import type { Appointment, ContactPoint, NotifyAddress, Shift } from '../../services/lib/directory/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { lazyJobs, openJobs } from '../../services/lib/platform/jobs/index.ts';
import { openMailer } from '../../services/lib/platform/mail/index.ts';
import { openWebhooks } from '../../services/lib/platform/webhook/index.ts';
import { newId, newReference } from '../../services/lib/protocol/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import { insertMessage } from '../../services/lib/store/messages.ts';
import { findReferral, setState } from '../../services/lib/store/referrals.ts';
import type { RouterContext } from '../../services/router/context.ts';
import { channelsOf } from '../../services/router/duty/channels.ts';
import { createTask } from '../../services/router/duty/create-task.ts';
import { Duty } from '../../services/router/duty/duty.ts';
import {
  type Claims,
  draftBody,
  type Gateway,
  get,
  people,
  post,
  startGateway,
  takeFromPeer,
  textOf,
} from '../gateway/gateway-world.ts';
import type { CleanUp } from '../support/servers.ts';

export const CONSOLE = 'https://console.example/';
/** The gateway's world begins then. */
export const START = Date.parse('2026-11-25T10:00:00.000Z');
const LIMIT_MS = 30_000;
const LOOK_MS = 20;

export interface Hooked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface DutyWorld {
  readonly gateway: Gateway;
  readonly sink: SmtpSink;
  /** Of the webhook receiver. */
  readonly hooks: Hooked[];
  readonly hookUrl: string;
  readonly router: RouterContext;
  /** Moves the clock to so long after the start, and looks at all clocks as the gateway does once a second. */
  at(ms: number): Promise<void>;
  roster(): Promise<void>;
  /** Until no job is due or under way. */
  settled(): Promise<void>;
  /** A restart: the jobs of the router end, and another one takes them up. */
  restart(): Promise<void>;
  stopDuty(): Promise<void>;
  startDuty(): void;
}

export interface DutyWorldOptions {
  /** Null: no mail server is configured. */
  readonly mail?: null;
  readonly livenessRound?: string;
  /** Routers on the same database. Default 1. */
  readonly routers?: number;
}

export async function dutyWorld(t: CleanUp, options: DutyWorldOptions = {}): Promise<DutyWorld> {
  const spoolDir = mkdtempSync(path.join(os.tmpdir(), 'trm-spool-'));
  const sink = await startSmtpSink();
  const hooks: Hooked[] = [];
  const receiver = createServer((request, response) => {
    void readAll(request).then((body) => {
      hooks.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(request.url === '/gone' ? 410 : 204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const hookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  let duties: Duty[] = [];
  const errors: unknown[] = [];
  // Hooks run in the order of their registration: the jobs end before the database that they use.
  t.after(async () => {
    await Promise.all(duties.map((duty) => duty.stop()));
    await sender.stop();
    await sink.stop();
    receiver.closeAllConnections();
    receiver.close();
    rmSync(spoolDir, { recursive: true, force: true });
  });
  const open = (db: Gateway['db']) =>
    lazyJobs(() => openJobs(db, { lookMs: LOOK_MS, onError: (error) => void errors.push(error) }));
  let sender = lazyJobs(() => Promise.reject(new Error('not open yet')));
  const gateway = await startGateway(t, {
    change: (context) => {
      sender = open(context.db);
      return { ...context, jobs: sender };
    },
  });
  const { context } = gateway;
  const routerOf = (jobs: RouterContext['jobs']): RouterContext =>
    ({
      participant: context.participant,
      db: context.db,
      cipher: context.cipher,
      crypto: context.crypto,
      pack: context.pack,
      limits: { defaults: defaultLimits, overrides: new Map(), calendars: new Map() },
      jobs,
      log: context.log,
      metrics: context.metrics,
      now: () => new Date(context.now()),
      // Telling people needs neither bus nor keys.
    }) as unknown as RouterContext;
  const startDuty = (): void => {
    duties = Array.from({ length: options.routers ?? 1 }, () => {
      const jobs = open(context.db);
      const channels = channelsOf({
        mailer: openMailer({
          url: options.mail === null ? null : sink.url,
          from: 'exchange@participant.example',
          spoolDir,
        }),
        webhooks: openWebhooks({ secret: 'invented secret of a test', spoolDir, allowLoopback: true }),
        consoleUrl: CONSOLE,
      });
      const livenessRound = options.livenessRound ?? '0 10 * * 2';
      const duty = new Duty(routerOf(jobs), jobs, { channels, livenessRound, timeZone: 'UTC' });
      duty.start();
      return duty;
    });
  };
  const stopDuty = async (): Promise<void> => {
    await Promise.all(duties.map((duty) => duty.stop()));
    duties = [];
  };
  let watch = new ClockWatch(context);
  startDuty();
  const settled = (): Promise<void> =>
    until(
      'no job is due',
      LIMIT_MS,
      async () =>
        (
          await context.db.query(
            `select 1 from pgboss.job where name in ('escalate', 'notify') and state < 'completed' limit 1`,
          )
        ).length === 0,
    ).then(() => undefined);
  return {
    gateway,
    sink,
    hooks,
    hookUrl,
    router: routerOf(sender),
    at: async (ms) => {
      gateway.setNow(new Date(START + ms).toISOString());
      await watch.look();
    },
    roster: () => lookAtRoster(context),
    settled,
    restart: async () => {
      await stopDuty();
      watch = new ClockWatch(context);
      startDuty();
    },
    stopDuty,
    startDuty,
  };
}

/* ----------------------------------------------------------------------------------------------- directory */

export const editor = { sub: 'editor-1', roles: ['directory-editor'] } as const satisfies Claims;
export const confirmer = { sub: 'confirmer-1', roles: ['directory-confirmer'] } as const satisfies Claims;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const mailOf = (subject: string): string => `${subject}@people.example`;

export function point(
  id: string,
  functions: readonly string[],
  more: Partial<ContactPoint> = {},
): ContactPoint {
  return {
    id,
    name: `Contact point ${id}`,
    functions: [...functions],
    kind: 'coordinator',
    hours: { timeZone: 'Europe/Belgrade', always: true },
    verifiedOn: '2026-11-20',
    source: 'invented for a test',
    asOf: '2026-11-20',
    ...more,
  };
}

export function appointed(
  subject: string,
  contactPoint: string,
  fn: string,
  more: Partial<Appointment> = {},
): Appointment {
  const notify: NotifyAddress[] = [{ channel: 'mail', address: mailOf(subject) }];
  return {
    id: `${subject}-${contactPoint}-${fn}`,
    contactPoint,
    function: fn,
    subject,
    rank: 'holder',
    from: '2026-11-01T00:00:00.000Z',
    notify,
    ...more,
  };
}

export interface Change {
  readonly contactPoints?: readonly ContactPoint[];
  readonly appointments?: readonly Appointment[];
  readonly shifts?: readonly Shift[];
}

/** As two people do it. */
export async function inForce({ gateway }: DutyWorld, change: Change): Promise<void> {
  const proposed = await post(gateway, '/v1/directory-changes', { as: editor, body: change });
  assert.equal(proposed.status, 201, proposed.text);
  const id = textOf(proposed.body, 'id');
  const confirmed = await post(gateway, `/v1/directory-changes/${id}/confirmations`, {
    as: confirmer,
    body: {},
  });
  assert.equal(confirmed.status, 201, confirmed.text);
}

/** A desk, two focal points, a coordinator's office, a centre for social work: each with a holder, and a deputy where it matters. */
export function everybody(): { contactPoints: ContactPoint[]; appointments: Appointment[] } {
  return {
    contactPoints: [
      point('desk', ['duty-desk']),
      point('centre', ['national-focal-point', 'liaison']),
      point('coordination', ['coordination'], { office: 'coordinator-office' }),
      point('social', ['case-management'], { office: 'social-work', kind: 'social-work' }),
    ],
    appointments: [
      appointed('desk-1', 'desk', 'duty-desk'),
      appointed('desk-2', 'desk', 'duty-desk', { rank: 'deputy' }),
      appointed('focal-a', 'centre', 'national-focal-point'),
      appointed('focal-b', 'centre', 'national-focal-point', { rank: 'deputy' }),
      appointed('liaison-a', 'centre', 'liaison'),
      appointed('liaison-b', 'centre', 'liaison', { rank: 'deputy' }),
      appointed('coordinator', 'coordination', 'coordination'),
      appointed('social-1', 'social', 'case-management'),
      appointed('social-2', 'social', 'case-management', { rank: 'deputy' }),
    ],
  };
}

/* ----------------------------------------------------------------------------------------------- referrals */

export interface Incoming {
  readonly urgency?: string;
  readonly drill?: boolean;
  readonly payload?: JsonObject;
  /** False: no office is asked. */
  readonly task?: boolean;
}

/** A referral of a peer that the router has taken: delivered, and routed by the rules and the directory. */
export async function incoming(
  world: DutyWorld,
  { urgency = 'urgent', drill = false, payload, task = false }: Incoming = {},
): Promise<string> {
  const { gateway } = world;
  const reference = newReference(nodeCipher);
  const { to: _to, urgency: _urgency, ...given } = draftBody();
  const content = payload ?? given;
  const position = await takeFromPeer(gateway, 'al', {
    metadata: {
      type: 'referral.submitted',
      reference,
      urgency,
      role: 'national-focal-point',
      ...(drill ? { drill } : {}),
    },
    payload: content,
  });
  await gateway.db.tx(async (sql) => {
    const at = new Date(gateway.context.now()).toISOString();
    if (drill) await sql.query(`update trm.referral set drill = true where reference = $1`, [reference]);
    const answers = { stream: position.stream, sequence: position.sequence };
    const metadata = { type: 'receipt.delivered', version: 1, drill, reference, answers };
    const id = newId(nodeCipher, gateway.context.now());
    await insertMessage(sql, {
      id,
      direction: 'out',
      peer: 'al',
      metadata,
      stream: null,
      sequence: null,
      at,
    });
    await setState(sql, reference, 'delivered', at);
    if (task)
      await createTask(world.router, sql, {
        reference,
        message: position.n,
        payload: content,
        urgency,
        scope: 'transnational',
        at,
      });
  });
  assert.equal((await findReferral(gateway.db, reference))?.state, 'delivered');
  return reference;
}

/** A command on a referral that must succeed. */
export async function command(
  { gateway }: DutyWorld,
  reference: string,
  action: string,
  as: Claims,
  body: JsonObject = {},
): Promise<void> {
  const answer = await post(gateway, `/v1/referrals/${reference}/${action}`, { as, body });
  assert.equal(answer.status, 201, answer.text);
}

/* -------------------------------------------------------------------------------------------- what is seen */

/** `<person>: <subject>` of every mail since, sorted. */
export function mailsSince({ sink }: DutyWorld, from = 0): readonly string[] {
  return sink.messages
    .slice(from)
    .map(({ to, subject }) => `${String(to[0]).split('@')[0]}: ${subject}`)
    .sort();
}

/** What the mail server got while `act` ran and its jobs were done. */
export async function mailsOf(world: DutyWorld, act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = world.sink.messages.length;
  await act();
  await world.settled();
  return mailsSince(world, before);
}

interface Entry {
  readonly type: string;
  readonly code: string | null;
  readonly content: { readonly function?: string; readonly rank?: string } | null;
}

/** `<type> <code> <function> <rank>` of what the timeline says of clocks, notices and moves. */
export async function timeline(
  { gateway }: DutyWorld,
  reference: string,
  limit: string | null = null,
): Promise<readonly string[]> {
  const answer = await get(gateway, `/v1/referrals/${reference}`, { as: people.focal });
  assert.equal(answer.status, 200, answer.text);
  return (answer.body['timeline'] as unknown as readonly Entry[])
    .filter(({ type }) => /^(limit|notice|task)\./.test(type))
    .filter(({ type, code }) => limit === null || !type.startsWith('limit.') || code === limit)
    .map(({ type, code, content }) =>
      [type, code ?? [], content?.function ?? [], content?.rank ?? []].flat().join(' '),
    );
}

export interface Notice {
  readonly subject: string;
  readonly kind: string;
  readonly because: string;
  readonly reference: string | null;
  readonly outcomes: readonly {
    readonly channel: string;
    readonly outcome: string;
    readonly code: string | null;
  }[];
}

/** Oldest first. */
export async function notices({ gateway }: DutyWorld, as: Claims = people.focal): Promise<readonly Notice[]> {
  const answer = await get(gateway, '/v1/notices', { as });
  assert.equal(answer.status, 200, answer.text);
  return (answer.body['items'] as unknown as readonly Notice[]).toReversed();
}

export async function incidentCodes({ gateway }: DutyWorld): Promise<readonly string[]> {
  const answer = await get(gateway, '/v1/incidents', { as: people.operator });
  assert.equal(answer.status, 200, answer.text);
  return (answer.body['items'] as unknown as readonly { code: string }[]).map(({ code }) => code).sort();
}

/** Standing of a contact point as the directory shows it. */
export async function standing({ gateway }: DutyWorld, id: string): Promise<string> {
  const answer = await get(gateway, '/v1/directory', { as: people.focal });
  assert.equal(answer.status, 200, answer.text);
  const items = answer.body['items'] as unknown as readonly { id: string; standing: string }[];
  const found = items.find((item) => item.id === id);
  assert.ok(found !== undefined, `${id} is listed`);
  return found.standing;
}
