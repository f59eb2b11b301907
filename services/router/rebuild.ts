/**
 * Brings a database that lost something up to date from the bus: own streams first, then what others sent.
 * Invariant: custody becomes clear only when the comparison says so afterwards; our own records are believed only when
 * our own key signed them and they continue the chain that we hold. protocol.md 4 step 4, 7 (Rebuild).
 */
import { compareWithBus, ownLanes } from '../lib/custody/compare.ts';
import type { BusRecord, Lane } from '../lib/platform/bus/port.ts';
import type { RegistryPins, RegistryState } from '../lib/protocol/index.ts';
import { refreshState } from '../lib/projection/refresh-state.ts';
import {
  LEASE_RENEW_MS,
  LEASE_VALID_MS,
  clearCustody,
  custody,
  giveLease,
  takeLease,
  withdrawCustody,
} from '../lib/store/custody.ts';
import { mendIncidents } from '../lib/store/incidents.ts';
import type { RouterContext } from './context.ts';
import { BeyondWatch } from './beyond.ts';
import { importOwnLane } from './import-own.ts';
import { startOf } from './position.ts';
import { readRegistry } from './registry.ts';
import { partnerTopics } from './router.ts';
import { takeBatch } from './taking.ts';

export type RebuildOutcome =
  | { readonly ok: true; readonly ownRecords: number; readonly takenRecords: number }
  /**
   * `in-use`: a publisher of this database is at work. `registry`: no registry on the bus. `hole`: a record of ours is
   * missing on the bus too. `fork`: the bus holds another record of ours than this database; `witness`: a partner has
   * seen more of us than the bus still holds. For the last three a new generation is needed (registry).
   */
  | {
      readonly ok: false;
      readonly code: 'in-use' | 'registry' | 'hole' | 'fork' | 'witness';
      readonly stream: string;
      readonly sequence: number;
    };

const LEASE = 'publisher';
const LEASE_POLL_MS = 250;
const CHUNK = 50;

/** @throws BusError, DbError */
export async function rebuild(
  context: RouterContext,
  pins: RegistryPins,
  onProgress: (records: number) => void,
): Promise<RebuildOutcome> {
  const { db, instance, log } = context;
  if (!(await leaseTaken(context))) return { ok: false, code: 'in-use', stream: '', sequence: 0 };
  const renewal = setInterval(
    () => void takeLease(db, LEASE, instance).catch(() => undefined),
    LEASE_RENEW_MS,
  );
  log.event('rebuild.started');
  try {
    // While it runs nobody else may seal on a half-read database.
    if ((await custody(db)).state === 'clear') await withdrawCustody(db, 'rebuild', '', 0);
    const outcome = await run(context, pins, onProgress);
    log.event(outcome.ok ? 'rebuild.finished' : 'rebuild.failed', outcome.ok ? {} : { code: outcome.code });
    return outcome;
  } finally {
    clearInterval(renewal);
    await giveLease(db, LEASE, instance).catch(() => undefined);
  }
}

/** A publisher that was killed leaves its lease behind; one that is at work renews it. */
async function leaseTaken({ db, instance }: RouterContext): Promise<boolean> {
  const until = performance.now() + LEASE_VALID_MS + LEASE_RENEW_MS;
  while (!(await takeLease(db, LEASE, instance))) {
    if (performance.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, LEASE_POLL_MS));
  }
  return true;
}

async function run(
  context: RouterContext,
  pins: RegistryPins,
  onProgress: (records: number) => void,
): Promise<RebuildOutcome> {
  const { db, bus, cipher, participant, trust } = context;
  await readRegistry(context, pins);
  const registry = trust.registry;
  if (registry === null) return { ok: false, code: 'registry', stream: '', sequence: 0 };
  let ownRecords = 0;
  for (const lane of ownLanes({ registry, participant })) {
    const imported = await importOwnLane(context, registry, lane, () => onProgress(++ownRecords));
    if (!imported.ok) return imported;
    // The own public lane comes first: which series a key belongs to is known before a ring names it.
    await trust.refresh(db);
  }
  let takenRecords = 0;
  for (const lane of await partnerLanes(context)) {
    takenRecords += await takeLane(context, lane, () => onProgress(ownRecords + takenRecords));
    await trust.refresh(db);
  }
  await new BeyondWatch().look(context);
  const at = context.now().toISOString();
  for (const reference of await allReferences(context))
    await db.tx((sql) => refreshState(sql, reference, at));
  const comparison = await compareWithBus({
    sql: db,
    bus,
    cipher,
    registry,
    participant,
    allWitnesses: true,
  });
  if (comparison.state !== 'clear') {
    const code = comparison.state === 'foreign' ? 'fork' : comparison.by === 'witness' ? 'witness' : 'hole';
    return { ok: false, code, stream: comparison.stream, sequence: comparison.sequence };
  }
  await db.tx(async (sql) => {
    await clearCustody(sql);
    for (const lane of ownLanes({ registry, participant })) {
      // What had stopped us may lie in a generation that has ended since.
      for (let generation = generationOf(registry, lane); generation > 0; generation -= 1)
        await mendIncidents(
          sql,
          ['bus-ahead', 'witness', 'foreign-record', 'stored-bytes-differ'],
          `${lane.topic}/${lane.lane}/${generation}`,
          null,
        );
    }
  });
  return { ok: true, ownRecords, takenRecords };
}

function generationOf(registry: RegistryState, lane: Lane): number {
  const [, from = '', to = ''] = lane.topic.split('.');
  return registry.pair(from, to)?.generation ?? 1;
}

async function partnerLanes(context: RouterContext): Promise<readonly Lane[]> {
  const topics = new Set(partnerTopics(context));
  const specs = (await context.bus.listTopics()).filter((spec) => topics.has(spec.topic));
  return specs.flatMap((spec) =>
    Array.from({ length: spec.lanes }, (_, lane) => ({ topic: spec.topic, lane })),
  );
}

async function takeLane(context: RouterContext, lane: Lane, onRecord: () => void): Promise<number> {
  const from = (await startOf(context, lane)) ?? 0n;
  let count = 0;
  let chunk: BusRecord[] = [];
  const flush = async (): Promise<void> => {
    if (chunk.length === 0) return;
    await takeBatch(context, lane, chunk, { registryIsNewest: true, rebuilding: true });
    chunk = [];
  };
  for await (const record of context.bus.readRange(lane, { from })) {
    chunk.push(record);
    count += 1;
    onRecord();
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  return count;
}

/** All of them, not only those of this run: an earlier one may have been stopped before it came to this. */
async function allReferences(context: RouterContext): Promise<readonly string[]> {
  const rows = await context.db.query<{ reference: string }>(
    `select reference from trm.referral r where exists (select 1 from trm.message m where m.reference = r.reference) order by 1`,
  );
  return rows.map((row) => row.reference);
}
