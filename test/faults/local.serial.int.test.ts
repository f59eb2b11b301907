/**
 * The local stream under crashes: for k = 1, 2, … the part that seals it and the part that takes it are cut off at their
 * k-th call, until a run has no k-th call; then another goes on where it was. Afterwards every domestic referral is
 * delivered once, with one receipt and one task, and the stream has neither hole nor fork.
 */
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { draftingOffice, syntheticDraft } from '../../scripts/lib/demo/traffic.ts';
import { localFaults, testNetwork } from '../support/network.ts';
import {
  type CommandDoor,
  CutPoint,
  type RunningPart,
  commandDoor,
  startPublisher,
  startRouter,
} from './parts.ts';

const LEAST_POINTS = 10;
const MOST_POINTS = 600;

test('whoever seals the local stream is cut at its k-th call', { timeout: 240_000 }, async (t) => {
  const { network, door, others } = await world(t);
  others.push(await startRouter(network, 'al'));
  const places = await cutEverywhere(network, door, startPublisher, isSealed);
  t.diagnostic(`local sealing: cut at ${places.length} points (${[...new Set(places)].sort().join(', ')})`);
  others.push(await startPublisher(network, 'al'));
  await verified(network);
});

test('whoever takes the local stream is cut at its k-th call', { timeout: 240_000 }, async (t) => {
  const { network, door, others } = await world(t);
  others.push(await startPublisher(network, 'al'));
  const places = await cutEverywhere(network, door, startRouter, isTaken);
  t.diagnostic(`local taking: cut at ${places.length} points (${[...new Set(places)].sort().join(', ')})`);
  for (const place of ['after commit', 'before commit', 'after statement'])
    assert.ok(places.includes(place), `${place} was among them`);
  others.push(await startRouter(network, 'al'));
  await verified(network);
});

type Start = typeof startPublisher | typeof startRouter;

/** Gives where each run was cut. */
async function cutEverywhere(
  network: Network,
  door: CommandDoor,
  start: Start,
  isDone: (network: Network) => Promise<boolean>,
): Promise<readonly string[]> {
  const places: string[] = [];
  // Every call at first, then in strides: the later turns are alike.
  for (let k = 1, number = 1; ; k += k < 60 ? 1 : 3, number += 1) {
    assert.ok(k < MOST_POINTS, 'a run comes to its end');
    await submitted(network, door, number);
    const point = new CutPoint(k);
    const cut = await start(network, 'al', point);
    cut.wake();
    await Promise.race([
      point.cut,
      until('the run comes to its end', 30_000, async () => point.isCut || (await isDone(network))),
    ]);
    await cut.stop();
    if (!point.isCut) break;
    places.push(point.place);
    const next = await start(network, 'al');
    next.wake();
    await until(`it is done after a cut ${point.place} (k = ${k})`, 30_000, () => isDone(network));
    await next.stop();
  }
  assert.ok(places.length >= LEAST_POINTS, `only ${places.length} points`);
  return places;
}

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
  const network = await testNetwork(t, { participants: ['al'] });
  await network.stopAll();
  door = await commandDoor(network, 'al');
  return { network, door, others };
}

async function submitted(network: Network, door: CommandDoor, number: number): Promise<void> {
  const office = draftingOffice(network, 'al');
  const { reference = '' } = await door.post(
    '/v1/referrals',
    network.token('al', 'case-worker', { office }),
    syntheticDraft(number, 'al'),
  );
  await door.post(`/v1/referrals/${reference}/submissions`, network.token('al', 'national-focal-point'), {});
}

async function isSealed(network: Network): Promise<boolean> {
  const [row] = await network.query<{ waiting: number }>(
    'al',
    `select count(*)::int as waiting from trm.outbox where peer = 'al' and type = 'referral.submitted'`,
  );
  return row?.waiting === 0;
}

async function isTaken(network: Network): Promise<boolean> {
  const [row] = await network.query<{ open: number }>(
    'al',
    `select count(*)::int as open from trm.referral where state <> 'delivered'`,
  );
  return row?.open === 0;
}

async function verified(network: Network): Promise<void> {
  await until('everything is delivered and taken', 60_000, async () => {
    const faults = await localFaults(network, 'al');
    return faults.length === 0 && (await isTaken(network));
  });
  const [row] = await network.query<{ referrals: number; tasks: number; receipts: number; heads: number }>(
    'al',
    `select (select count(*) from trm.referral)::int as referrals, (select count(*) from trm.task)::int as tasks,
       (select count(*) from trm.message where type = 'receipt.delivered' and side = 'receiver')::int as receipts,
       (select sequence from trm.stream where direction = 'local') as heads`,
  );
  assert.ok(row !== undefined && row.referrals >= LEAST_POINTS);
  assert.deepEqual([row.tasks, row.receipts, row.heads], [row.referrals, row.referrals, 2 * row.referrals]);
  // Each links to the one before: no fork, nothing sealed twice.
  const broken = await network.query<{ sequence: number }>(
    'al',
    `select sequence from (select sequence, digest, lag(digest) over (order by sequence) as before,
         convert_from(decode(rpad(translate(split_part(envelope, '.', 2), '-_', '+/'),
           (ceil(length(split_part(envelope, '.', 2)) / 4.0) * 4)::int, '='), 'base64'), 'utf8')::jsonb->>'previous' as previous
       from trm.sealed where stream = 'trm.al.al/0/1') s where sequence > 1 and before is distinct from previous`,
  );
  assert.deepEqual(broken, []);
}
