/**
 * An escalation may be cut off anywhere: for k = 1, 2, … the router is cut at its k-th call of database, bus or mail,
 * before it is made or after it was done, and the next one further on, until the escalation is over; then the whole process is killed at random moments.
 * Afterwards mail server and timeline show each step exactly once. Limits are seconds; where the router is cut by number
 * the gateway's clock is moved, so that a run need not wait for them. Long because both have one directory and one proof.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { clientOf, draftingOffice, syntheticDraft, untilState } from '../../scripts/lib/demo/traffic.ts';
import { type SmtpSink, startSmtpSink } from '../../scripts/lib/smtp-sink.ts';
import { ClockWatch } from '../../services/gateway/clock/clock-watch.ts';
import { lazyJobs, openJobs } from '../../services/lib/platform/jobs/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { brokenAt, readChain } from '../../services/lib/store/chains.ts';
import { appointed, point } from '../router/duty-world.ts';
import { localFaults, testNetwork } from '../support/network.ts';
import { type CommandDoor, CutPoint, commandDoor, startDuty } from './parts.ts';

const LEAST_POINTS = 60;
/** More than any one transaction has, so that the next router gets further than the one before. */
const FURTHER = 150;
const LIMIT_MS = 60_000;
const ACKNOWLEDGE_MS = 4_000;
const LIMITS = {
  'al.al': {
    deliver: { urgent: 'P30D', routine: 'P30D' },
    acknowledge: { urgent: 'PT4S' },
    decide: { routine: 'PT6S' },
    'answer-task': { urgent: 'P30D', routine: 'P30D' },
  },
};
const PEOPLE = ['national-focal-point holder', 'national-focal-point deputy', 'coordination holder'];

test('each step of an escalation once, wherever it is cut off', { timeout: 300_000 }, async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'trm-duty-'));
  const sink = await startSmtpSink();
  const doors: CommandDoor[] = [];
  t.after(async () => {
    await Promise.all(doors.map((door) => door.close()));
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const smtpUrlFile = path.join(folder, 'smtp-url');
  writeFileSync(smtpUrlFile, `${sink.url}\n`, { mode: 0o600 });
  const spoolDir = path.join(folder, 'spool');
  const network = await testNetwork(t, {
    participants: ['al'],
    limits: LIMITS,
    settings: { smtpUrlFile, spoolDir, mailFrom: 'exchange@participant.example' },
  });
  await network.stopAll();
  const door = await commandDoor(network, 'al');
  doors.push(door);
  await people(network, door);
  const world: CutWorld = { network, door, sink, spoolDir };

  await t.test('the router is cut at its k-th call', (inner) => cutEverywhere(inner, world));
  await door.close();
  doors.pop();
  await t.test('the process is killed at random moments', (inner) => killAnywhere(inner, world));
});

interface CutWorld {
  readonly network: Network;
  readonly door: CommandDoor;
  readonly sink: SmtpSink;
  readonly spoolDir: string;
}

async function people(network: Network, door: CommandDoor): Promise<void> {
  const { id = '' } = await door.post('/v1/directory-changes', network.token('al', 'directory-editor'), {
    contactPoints: [point('desk', ['duty-desk']), point('centre', ['national-focal-point', 'coordination'])],
    appointments: [
      appointed('desk-1', 'desk', 'duty-desk'),
      appointed('desk-2', 'desk', 'duty-desk', { rank: 'deputy' }),
      appointed('focal-1', 'centre', 'national-focal-point'),
      appointed('focal-2', 'centre', 'national-focal-point', { rank: 'deputy' }),
      appointed('coordinator', 'centre', 'coordination'),
    ],
  });
  await door.post(
    `/v1/directory-changes/${id}/confirmations`,
    network.token('al', 'directory-confirmer'),
    {},
  );
}

/* ------------------------------------------------------------------------------------------- cut by number */

async function cutEverywhere(t: TestContext, world: CutWorld): Promise<void> {
  const { network, door, sink, spoolDir } = world;
  const { context } = door;
  const jobs = lazyJobs(() => openJobs(context.db, { onError: (error) => assert.ifError(error) }));
  let now = Date.now();
  const watch = new ClockWatch({ ...context, jobs, now: () => now });
  const look = async (reference: string, ms: number): Promise<void> => {
    const [row] = await context.db.query<{ at: Date }>(
      `select max(at) as at from trm.message where reference = $1 and type = 'referral.submitted'`,
      [reference],
    );
    now = Math.max(now, (row?.at.getTime() ?? 0) + ms);
    await watch.look();
  };
  const sent: string[] = [];
  const places = new Set<string>();
  let cuts = 0;
  /** To its end: at twice the time it has expired, but only once all before it is told. */
  const untilTold = async (reference: string, point: CutPoint | null): Promise<void> => {
    let isDoubled = false;
    await until(`all of ${reference} is told`, LIMIT_MS, async () => {
      if (point?.isCut === true) return true;
      // What a try again waits for passes here at once.
      await network.query('al', `update pgboss.job set start_after = now() where state = 'retry'`);
      const told = await toldSteps(network, reference);
      if (told === 3 && !isDoubled) {
        isDoubled = true;
        await look(reference, 2 * ACKNOWLEDGE_MS);
      }
      return told === 4;
    });
  };
  /** One router after the other is cut until the escalation is at its end: the first at this call, the others later. */
  const cutAt = async (first: number | string): Promise<void> => {
    const reference = await submitted(world, 3);
    sent.push(reference);
    await look(reference, ACKNOWLEDGE_MS);
    for (let at = first, isOver = false; !isOver; at = FURTHER) {
      const point = new CutPoint(at);
      const router = await startDuty(network, 'al', { url: sink.url, spoolDir }, point);
      await Promise.race([point.cut, untilTold(reference, point)]);
      await router.stop();
      isOver = !point.isCut;
      if (isOver) continue;
      cuts += 1;
      places.add(point.place);
      // A killed worker's claim is free when it has given no sign of life for ten seconds; they pass here at once.
      await network.query(
        'al',
        `update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`,
      );
    }
  };
  // Every call at first, then in strides: the later ones are alike.
  for (let k = 1; k <= FURTHER; k += k < 6 ? 1 : 13) await cutAt(k);
  t.diagnostic(`escalation: ${cuts} cuts in ${sent.length} runs (${[...places].sort().join(', ')})`);
  assert.ok(cuts > LEAST_POINTS, `only ${cuts} cuts`);
  for (const place of [
    'before begin',
    'after begin',
    'before statement',
    'after statement',
    'before commit',
    'after commit',
    'before mail',
    'after mail',
    'before forget',
    'after forget',
  ])
    if (!places.has(place)) await cutAt(place);
  t.diagnostic(`with those by name: ${cuts} cuts (${[...places].sort().join(', ')})`);

  await eachCallMailedOnce(world);
  for (const reference of sent) {
    const entries = await timeline(world, reference);
    const at = (because: string): readonly string[] =>
      PEOPLE.map((who) => `notice.escalation ${because} ${who}`);
    assert.deepEqual(
      entries,
      [
        'limit.half acknowledge',
        'limit.passed acknowledge',
        'limit.doubled acknowledge',
        'notice.work-waits started duty-desk holder',
        'notice.reminder half duty-desk deputy',
        ...at('passed'),
        ...at('doubled'),
      ].sort(),
      reference,
    );
  }
  const chain = await readChain(context.db, 'negative_evidence');
  assert.equal(brokenAt(nodeCipher, 'negative_evidence', chain), null);
  assert.equal(chain.length, 2 * sent.length, 'once at the end of the time, once at twice of it');
  await jobs.stop();
}

/** How many steps are taken and all their calls ended. */
async function toldSteps(network: Network, reference: string): Promise<number> {
  const [row] = await network.query<{ steps: number; open: number }>(
    'al',
    `select (select count(*) from trm.escalation_step where reference = $1)::int as steps,
       (select count(*) from pgboss.job where name in ('escalate', 'notify') and state < 'completed')::int as open`,
    [reference],
  );
  return row === undefined || row.open > 0 ? 0 : row.steps;
}

/** A domestic referral: both its sides are ours. */
async function submitted({ network, door }: CutWorld, number: number): Promise<string> {
  const { reference = '' } = await door.post(
    '/v1/referrals',
    network.token('al', 'case-worker', { office: draftingOffice(network, 'al') }),
    syntheticDraft(number, 'al'),
  );
  await door.post(`/v1/referrals/${reference}/submissions`, network.token('al', 'national-focal-point'), {});
  return reference;
}

interface Entry {
  readonly type: string;
  readonly code: string;
  readonly content: { readonly function: string; readonly rank: string } | null;
}

function entriesOf(items: readonly Entry[]): readonly string[] {
  return items
    .filter(({ type }) => /^(limit|notice)\./.test(type))
    .map(({ type, code, content }) =>
      [type, code, ...(content === null ? [] : [content.function, content.rank])].join(' '),
    )
    .sort();
}

async function timeline({ network, door }: CutWorld, reference: string): Promise<readonly string[]> {
  const token = network.token('al', 'national-focal-point');
  const { timeline: items } = await door.get(`/v1/referrals/${reference}`, token);
  return entriesOf(items as readonly Entry[]);
}

/** Every call of the database is one mail to one person, and there is no other mail. */
async function eachCallMailedOnce({ network, sink }: CutWorld): Promise<void> {
  const calls = await network.query<{ id: string; subject: string; outcomes: string[] }>(
    'al',
    `select c.id, c.subject, array(select o.channel || ' ' || o.outcome from trm.call_outcome o where o.call = c.id) as outcomes
     from trm.call c`,
  );
  assert.deepEqual(
    sink.messages.map(({ headers, to }) => `${headers['message-id']} ${to.join()}`).sort(),
    calls.map(({ id, subject }) => `<${id}-0@participant.example> ${subject}@people.example`).sort(),
  );
  for (const { outcomes } of calls) assert.deepEqual(outcomes, ['mail:0 accepted']);
}

/* -------------------------------------------------------------------------------------- killed at any moment */

const KILLS = 3;
const REFERRALS = 3;
const LONGEST_MS = 3_000;

async function killAnywhere(t: TestContext, world: CutWorld): Promise<void> {
  const { network } = world;
  const seed = Number(process.env['TRM_SEED'] ?? Date.now() % 1_000_000);
  const random = generator(seed);
  t.diagnostic(`seed ${seed} (TRM_SEED repeats the moments)`);
  await network.start('al');
  await network.untilReady();
  const references: string[] = [];
  for (let number = 1; number <= REFERRALS; number += 1) {
    const office = draftingOffice(network, 'al');
    // Routine, and a person for whom there is everything that is asked for.
    const { reference } = await clientOf(network, 'al', 'case-worker', { office }).post<{
      reference: string;
    }>('/v1/referrals', syntheticDraft(6 * number - 2, 'al'));
    await clientOf(network, 'al', 'national-focal-point').post(`/v1/referrals/${reference}/submissions`, {});
    references.push(reference);
  }
  for (const reference of references) await untilState(network, 'al', reference, ['delivered']);
  await until('the desk is told that they wait', LIMIT_MS, async () => {
    const told = await Promise.all(references.map((reference) => toldSteps(network, reference)));
    // To acknowledge, and for an office of which nobody is known.
    return told.every((steps) => steps === 2);
  });
  for (const reference of references)
    await clientOf(network, 'al', 'duty-officer').post(`/v1/referrals/${reference}/acknowledgements`, {});
  const moments: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const ms = Math.floor(random() * LONGEST_MS);
    moments.push(ms);
    await sleep(ms);
    await network.stop('al', 'SIGKILL');
    await network.start('al');
  }
  await until('every step is told', LIMIT_MS, async () => {
    const told = await Promise.all(references.map((reference) => toldSteps(network, reference)));
    const [row] = await network.query<{ steps: number }>(
      'al',
      `select count(*)::int as steps from trm.escalation_step where limit_name = 'decide' and reference = any($1)`,
      [references],
    );
    return told.every((steps) => steps > 0) && row?.steps === 4 * references.length;
  });
  t.diagnostic(`${KILLS} kills, ${moments.join(', ')} ms after the start`);
  await eachCallMailedOnce(world);
  const client = clientOf(network, 'al', 'national-focal-point');
  const at = (because: string): readonly string[] =>
    PEOPLE.map((who) => `notice.escalation ${because} ${who}`);
  for (const reference of references) {
    const detail = await client.get<{ timeline: readonly Entry[] }>(`/v1/referrals/${reference}`);
    assert.deepEqual(
      entriesOf(detail.timeline),
      [
        'limit.half decide',
        'limit.passed decide',
        'limit.doubled decide',
        // To acknowledge, and for an office of which nobody is known.
        'notice.work-waits started duty-desk holder',
        ...at('vacant'),
        'notice.work-waits started national-focal-point holder',
        'notice.reminder half national-focal-point deputy',
        ...at('passed'),
        ...at('doubled'),
      ].sort(),
      reference,
    );
  }
  await until(
    'the local stream is whole',
    LIMIT_MS,
    async () => (await localFaults(network, 'al')).length === 0,
  );
}

/** Mulberry32: the same seed gives the same numbers. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
