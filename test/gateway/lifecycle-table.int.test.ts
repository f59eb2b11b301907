/**
 * Every pair of state and message at one real gateway, from either side: what the table of transitions names is taken or
 * stopped by a guard, what it does not name answers 409 and changes nothing; and `allowed` says the same beforehand.
 * domain.md 4; contract.md 4.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import {
  minimalExample,
  operations,
  type MessageType,
  type Operation,
} from '../../services/lib/contract/index.ts';
import type { JsonObject } from '../../services/lib/protocol/types.ts';
import type { Side } from '../../services/lib/casework/index.ts';
import { after as afterStep, openFor, states, type Place } from '../lib/casework/replay.ts';
import { BEGIN, DAY_MS, DRAFTER, routesTo, type Scene, sceneOf } from '../lib/casework/scenes.ts';
import { type Claims, type Gateway, get, post, startGateway, textOf } from './gateway-world.ts';
import { digestOfAll, place, save, takeBack } from './placed.ts';

const SIDES: readonly Side[] = ['sender', 'receiver'];
const PLACES = states
  .flatMap((state) => [false, true].map((isTransit): Place => ({ state, held: null, isTransit })))
  .filter((place) => routesTo(place).length > 0);
/** On hold in each place from which one gets there. */
const HELD: readonly Place[] = PLACES.filter(
  (place) => openFor(place, 'sender', 'referral.on-hold').length > 0,
).map(({ state, isTransit }) => ({ state: 'on-hold', held: state, isTransit }));

/** Both sides stand in each place, but for a draft, which the receiver does not have, and a delivery, which it witnesses. */
const standings = SIDES.flatMap((side) =>
  [...PLACES, ...HELD]
    .filter(({ state }) => side === 'sender' || !['draft', 'submitted'].includes(state))
    .map((standing) => ({ side, standing })),
);

interface Command {
  readonly operation: Operation;
  /** What the minimal example does not say, for each way in which a row looks at it. */
  readonly own: JsonObject;
}

const VARIANTS: Readonly<Record<string, readonly JsonObject[]>> = {
  'referral.accepted': [{}, { conditions: ['risk-assessment-both-ends'] }],
  'transfer.arrived': [{ last: true }, { last: false }],
  'data.erased': [{ scope: 'persons' }, { scope: 'all' }],
};
const commands: readonly Command[] = operations.flatMap((operation) =>
  (VARIANTS[operation.type] ?? [{}]).map((own) => ({ operation, own })),
);
/** These destroy what they name: the referral is made anew instead of being taken back to where it was. */
const DESTROYS: ReadonlySet<MessageType> = new Set(['data.erased', 'data.erasure-receipt']);

/** Referrals under way together. */
const LANES = 6;
const counts = { taken: 0, stopped: 0, refused: 0, unaddressed: 0, listed: 0 };
const holder = (role: string): Claims => ({ sub: `${role}-9`, roles: [role] });

function bodyOf(gateway: Gateway, { operation, own }: Command): JsonObject {
  return { ...minimalExample(operation.type, gateway.context.now()), ...own };
}

/** Where the bare table leads, whether or not what the command answers is at hand; `null`: it has no row. */
function after({ operation, own }: Command, standing: Place, side: Side): Place | null {
  const { type } = operation;
  const metadata = { conditions: [], last: true, ...own };
  const ends = openFor(standing, side, type)
    .flatMap((row): readonly (string | null)[] => row.answers ?? [null])
    .map((answered) => afterStep(standing, { side, type, metadata, answered }));
  return ends.find((end) => end !== null) ?? null;
}

/** What a token should be told, read from the bare table and from what has gone. */
function listFor(scene: Scene, standing: Place, side: Side, as: Claims): readonly string[] {
  const { sub, roles: held = [] } = as;
  const hasGone = (type: string, by?: Side): boolean =>
    scene.records.some(({ metadata, side: author }) => metadata.type === type && (by ?? author) === author);
  const other: Side = side === 'sender' ? 'receiver' : 'sender';
  return operations
    .filter(({ type, roles: may }) => {
      if (!may.some((each) => held.includes(each))) return false;
      return openFor(standing, side, type).some((row) => {
        if (row.answers?.some((answered) => hasGone(answered, other)) === false) return false;
        if (row.needs?.every((needed) => hasGone(needed)) === false) return false;
        const second = held.includes('national-focal-point') && side === 'sender' && sub !== DRAFTER;
        return !row.guards.includes('four-eyes') || second;
      });
    })
    .map(({ type }) => type)
    .sort();
}

async function checkAllowed(gateway: Gateway, { reference, scene, standing, side }: Placed): Promise<void> {
  const people: readonly Claims[] = [
    ...['liaison-officer', 'duty-officer', 'national-focal-point'].map(holder),
    { sub: DRAFTER, roles: ['national-focal-point'] },
    // Whoever holds several offices sees what each may do; protection of data and justice see no referral alone.
    { sub: 'several-9', roles: [...new Set(operations.flatMap(({ roles }) => roles))] },
  ];
  for (const as of people) {
    const answer = await get(gateway, `/v1/referrals/${reference}`, { as });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body['state'], standing.state);
    assert.equal(answer.body['held'], standing.held);
    const listed = [...(answer.body['allowed'] as readonly string[])].sort();
    const isGone = scene.records.some(({ payload }) => payload === null);
    // Who drafted is forgotten with the draft.
    const expected = listFor(scene, standing, side, isGone ? { ...as, sub: DRAFTER } : as);
    assert.deepEqual(
      listed,
      expected,
      `${as.roles?.join(' ')} of the ${side} in ${standing.isTransit ? 'a transit, ' : ''}${standing.state} (${standing.held})`,
    );
    counts.listed += listed.length;
  }
}

void test('what has a row is taken or stopped by a guard; what has none answers 409 and changes nothing', async (t) => {
  const gateway = await startGateway(t, { requestsPerMinute: 1_000_000 });
  const admin = new pg.Pool({ connectionString: gateway.adminUrl, max: LANES });
  // Before the database goes, which `t.after` would be too late for.
  try {
    await tryAll(t, gateway, admin);
  } finally {
    await admin.end();
  }
});

/** One referral, in one place, as one side's gateway holds it. */
interface Placed {
  readonly side: Side;
  readonly standing: Place;
  readonly scene: Scene;
  readonly where: string;
  reference: string;
}

async function tryAll(t: TestContext, gateway: Gateway, admin: pg.Pool): Promise<void> {
  const began = performance.now();
  gateway.setNow(new Date(BEGIN + 3 * DAY_MS).toISOString());
  const all: Placed[] = [];
  for (const { side, standing } of standings) {
    const [route] = routesTo(standing);
    assert.ok(route !== undefined, standing.state);
    const scene = sceneOf(route, 'exchange');
    const where = `${side} in ${standing.isTransit ? 'a transit, ' : ''}${standing.state}${standing.held === null ? '' : ` (${standing.held})`}`;
    all.push({ side, standing, scene, where, reference: await place(gateway, scene, side) });
  }
  await inLanes(all, (placed) => checkAllowed(gateway, placed));

  const isOpen = ({ standing, side }: Placed, command: Command): boolean =>
    command.operation.roles.length > 0 && after(command, standing, side) !== null;
  const before = await digestOfAll(admin);
  await inLanes(all, async (placed) => {
    for (const command of commands) if (!isOpen(placed, command)) await refused(gateway, placed, command);
  });
  assert.equal(await digestOfAll(admin), before, 'what is refused changes nothing');
  const giveOpen = async (placed: Placed, destroys: boolean): Promise<void> => {
    for (const command of commands)
      if (isOpen(placed, command) && DESTROYS.has(command.operation.type) === destroys)
        await taken(gateway, admin, placed, command);
  };
  await inLanes(all, (placed) => giveOpen(placed, false));
  assert.equal(await digestOfAll(admin), before, 'nor does what a guard stops');
  await inLanes(all, (placed) => giveOpen(placed, true));

  const given = counts.taken + counts.stopped + counts.refused + counts.unaddressed;
  t.diagnostic(
    `${standings.length} standings x ${commands.length} commands = ${given} requests in ${Math.round(performance.now() - began)} ms: ` +
      `${counts.refused} answered 409, ${counts.taken} taken, ${counts.stopped} stopped by a guard, ${counts.unaddressed} without an address; ` +
      `${counts.listed} entries of allowed`,
  );
  assert.equal(given, standings.length * commands.length, 'no pair is left out');
  assert.equal(new Set(standings.map(({ standing }) => standing.state)).size, states.length);
}

/** Several referrals at once; the commands to one of them go one after the other. */
async function inLanes(all: readonly Placed[], work: (placed: Placed) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function give(gateway: Gateway, { reference }: Placed, command: Command): ReturnType<typeof post> {
  return post(gateway, `/v1/referrals/${reference}/${command.operation.noun}`, {
    as: holder(command.operation.roles[0] ?? 'national-focal-point'),
    body: bodyOf(gateway, command),
  });
}

async function refused(gateway: Gateway, placed: Placed, command: Command): Promise<void> {
  const { status, body, text } = await give(gateway, placed, command);
  const name = `${command.operation.type} by the ${placed.where}: ${text}`;
  if (command.operation.roles.length === 0) {
    assert.equal(status, 404, name);
    counts.unaddressed += 1;
    return;
  }
  assert.deepEqual([status, body['code']], [409, 'transition-not-allowed'], name);
  counts.refused += 1;
}

async function taken(gateway: Gateway, admin: pg.Pool, placed: Placed, command: Command): Promise<void> {
  const { side, standing, scene, reference } = placed;
  const saved = await save(admin, reference);
  const { status, body, text } = await give(gateway, placed, command);
  const name = `${command.operation.type} by the ${placed.where}: ${text}`;
  if (status === 422) {
    assert.equal(body['code'], 'guard-failed', name);
    counts.stopped += 1;
    return;
  }
  assert.equal(status, 201, name);
  assert.equal(body['state'], after(command, standing, side)?.state, name);
  counts.taken += 1;
  if (DESTROYS.has(command.operation.type)) placed.reference = await place(gateway, scene, side);
  else await takeBack(admin, reference, textOf(body, 'message'), saved);
}
