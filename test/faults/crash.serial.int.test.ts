/**
 * A program may be killed anywhere. For k = 1, 2, … publisher and router are cut off at their k-th call of database or
 * bus, before the call is made or after it was done, until a run has no k-th call; then another goes on where it was.
 * Afterwards nothing may be lost, doubled, forked or out of order: the auditor, the counts and the rows say so.
 */
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { draftingOffice, syntheticDraft } from '../../scripts/lib/demo/traffic.ts';
import { audit, ownFaults, takenFaults, testNetwork } from '../support/network.ts';
import {
  type CommandDoor,
  CutPoint,
  type RunningPart,
  commandDoor,
  startPublisher,
  startRouter,
} from './parts.ts';

const LEAST_POINTS = 20;
const MOST_POINTS = 600;

test('a command is cut at its k-th call, and given again under its key', { timeout: 120_000 }, async (t) => {
  const { network, door, others } = await world(t);
  const office = draftingOffice(network, 'al');
  const sent: string[] = [];
  const places = new Set<string>();
  let k = 0;
  for (let isCut = true; isCut;) {
    k += 1;
    assert.ok(k < MOST_POINTS, 'a command comes to its end');
    const point = new CutPoint(k);
    const cut = await commandDoor(network, 'al', point);
    const send = async (at: CommandDoor): Promise<string> => {
      const { reference = '' } = await at.post(
        '/v1/referrals',
        network.token('al', 'case-worker', { office }),
        syntheticDraft(1, 'rs'),
        `draft-${k}`,
      );
      const focal = network.token('al', 'national-focal-point');
      await at.post(`/v1/referrals/${reference}/submissions`, focal, {}, `submission-${k}`);
      return reference;
    };
    const first = await send(cut).catch(() => null);
    await cut.close();
    isCut = point.isCut;
    assert.equal(first === null, isCut, point.place);
    if (isCut) places.add(point.place);
    sent.push(await send(door));
  }
  t.diagnostic(`command: cut at k = 1 to ${k - 1} (${[...places].sort().join(', ')})`);
  assert.ok(k > LEAST_POINTS, `only ${k - 1} points`);
  others.push(...(await startBoth(network, 'al')), ...(await startBoth(network, 'rs')));
  assert.equal(new Set(sent).size, sent.length);
  await verified(network, sent);
});

test('the publisher is cut at its k-th call', { timeout: 240_000 }, async (t) => {
  const { network, door, others } = await world(t);
  others.push(await startRouter(network, 'al'), ...(await startBoth(network, 'rs')));
  const sent: string[] = [];
  const places = new Set<string>();
  /** False: the run came to its end first. */
  const cutAt = async (at: number | string): Promise<boolean> => {
    sent.push(await submitted(network, door, sent.length));
    const point = new CutPoint(at);
    const cut = await startPublisher(network, 'al', point);
    await Promise.race([
      point.cut,
      until('the run comes to its end', 30_000, () => isPublished(network, 'al')),
    ]);
    await cut.stop();
    if (!point.isCut) return false;
    places.add(point.place);
    await leaseRunsOut(network);
    const next = await startPublisher(network, 'al');
    await until(`everything is published after a cut ${point.place} (at ${at})`, 30_000, () =>
      isPublished(network, 'al'),
    );
    await next.stop();
    return true;
  };
  let k = 1;
  for (; await cutAt(k); k += 1) assert.ok(k < MOST_POINTS, 'a run comes to its end');
  t.diagnostic(`publisher: cut at k = 1 to ${k - 1} (${[...places].sort().join(', ')})`);
  assert.ok(k > LEAST_POINTS, `only ${k - 1} points`);
  // Several loops call at once, so a number may step over a place: these are cut by name.
  for (const place of [
    'after publish',
    'before publish',
    'after commit',
    'before commit',
    'after open writer',
  ])
    assert.ok(places.has(place) || (await cutAt(place)), `${place} was among them`);
  others.push(await startPublisher(network, 'al'));
  await verified(network, sent);
});

test('the router is cut at its k-th call', { timeout: 240_000 }, async (t) => {
  const { network, door, others } = await world(t);
  others.push(...(await startBoth(network, 'al')), await startPublisher(network, 'rs'));
  const sent: string[] = [];
  const places = new Set<string>();
  /** False: the run came to its end first. */
  const cutAt = async (at: number | string): Promise<boolean> => {
    sent.push(await submitted(network, door, sent.length));
    others[0]?.wake();
    await until('it is on the bus', 30_000, () => isPublished(network, 'al'));
    const point = new CutPoint(at);
    const cut = await startRouter(network, 'rs', point);
    await Promise.race([
      point.cut,
      until(
        'the run comes to its end',
        30_000,
        async () => point.isCut || (await isTaken(network, sent.length)),
      ),
    ]);
    await cut.stop();
    if (!point.isCut) return false;
    places.add(point.place);
    const next = await startRouter(network, 'rs');
    await until(`it is taken after a cut ${point.place} (at ${at})`, 30_000, () =>
      isTaken(network, sent.length),
    );
    await next.stop();
    return true;
  };
  // Every call at first, then in strides: the later turns of its loop are alike.
  const after = (k: number): number => k + (k < 60 ? 1 : 3);
  let k = 1;
  for (; await cutAt(k); k = after(k)) assert.ok(k < MOST_POINTS, 'a run comes to its end');
  t.diagnostic(`router: cut up to k = ${k - 1} (${[...places].sort().join(', ')})`);
  assert.ok(k > LEAST_POINTS, `only ${k - 1} points`);
  // Its lanes call at once, and strides step over calls: what the numbers missed is cut by name.
  for (const place of ['after commit', 'before commit', 'after statement', 'after consume'])
    assert.ok(places.has(place) || (await cutAt(place)), `${place} was among them`);
  others.push(await startRouter(network, 'rs'));
  await verified(network, sent);
});

interface CutWorld {
  readonly network: Network;
  readonly door: CommandDoor;
  /** What runs beside the part that is cut. */
  readonly others: RunningPart[];
}

async function world(t: TestContext): Promise<CutWorld> {
  const others: RunningPart[] = [];
  let door: CommandDoor | null = null;
  // Hooks run in the order of their registration: the parts end before the servers that they use.
  t.after(async () => {
    await Promise.all(others.map((part) => part.stop()));
    await door?.close();
  });
  const network = await testNetwork(t, { participants: ['al', 'rs'] });
  await network.stopAll();
  door = await commandDoor(network, 'al');
  return { network, door, others };
}

async function startBoth(network: Network, id: string): Promise<RunningPart[]> {
  return [await startPublisher(network, id), await startRouter(network, id)];
}

async function submitted(network: Network, door: CommandDoor, number: number): Promise<string> {
  const office = draftingOffice(network, 'al');
  const { reference = '' } = await door.post(
    '/v1/referrals',
    network.token('al', 'case-worker', { office }),
    syntheticDraft(number, 'rs'),
  );
  await door.post(`/v1/referrals/${reference}/submissions`, network.token('al', 'national-focal-point'), {});
  return reference;
}

/** A killed holder leaves a lease that is valid for ten seconds more; they pass here at once. */
async function leaseRunsOut(network: Network): Promise<void> {
  await network.query('al', `update trm.lease set until = clock_timestamp()`);
}

async function isPublished(network: Network, id: string): Promise<boolean> {
  const [row] = await network.query<{ waiting: number }>(
    id,
    `select (select count(*) from trm.outbox)::int + (select coalesce(sum(sequence - published), 0) from trm.stream where direction = 'out')::int as waiting`,
  );
  return row?.waiting === 0;
}

async function isTaken(network: Network, count: number): Promise<boolean> {
  const [row] = await network.query<{ taken: number }>(
    'rs',
    `select count(*)::int as taken from trm.message where direction = 'in' and type = 'referral.submitted'`,
  );
  return (row?.taken ?? 0) >= count;
}

async function verified(network: Network, sent: readonly string[]): Promise<void> {
  await until('every referral is delivered and everybody knows', 60_000, async () => {
    const [row] = await network.query<{ delivered: number }>(
      'al',
      `select count(*)::int as delivered from trm.referral where state = 'delivered' and reference = any($1)`,
      [sent],
    );
    return (
      row?.delivered === sent.length &&
      (await isPublished(network, 'al')) &&
      (await isPublished(network, 'rs'))
    );
  });
  const received = await network.query<{ reference: string }>('rs', `select reference from trm.referral`);
  assert.deepEqual(received.map((row) => row.reference).sort(), [...sent].sort());
  assert.deepEqual(await network.query('al', `select state, stream, sequence from trm.custody`), [
    { state: 'clear', stream: null, sequence: null },
  ]);
  for (const id of ['al', 'rs']) {
    assert.deepEqual(await ownFaults(network, id), []);
    assert.deepEqual(await takenFaults(network, id), []);
  }
  const report = await audit(network);
  assert.deepEqual(report.faults, []);
  assert.ok(report.records >= 2 * sent.length, 'each referral and its receipt');
}
