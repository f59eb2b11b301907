/**
 * One bus lane, one transaction: the position row is locked first, the records are taken, the next offset is stored.
 * Invariant: two members that both believe they own a lane take turns on that row, and the later one skips what the
 * other has taken. What is told (log, metrics) is told after the commit. protocol.md 5.
 */
import type { BusRecord, Lane } from '../lib/platform/bus/port.ts';
import { custody } from '../lib/store/custody.ts';
import { lockPosition, storePosition } from '../lib/store/lanes.ts';
import { type SetAsideRow, mendSetAside } from '../lib/store/set-aside.ts';
import { Batch, RegistryNeeded, type TakeOptions } from './batch.ts';
import { type RouterContext, tell } from './context.ts';

export { RegistryNeeded, type TakeOptions } from './batch.ts';

/** This database may not apply anything until `participant rebuild` has run. */
export class CustodyLost extends Error {
  override readonly name = 'CustodyLost';
}

/** @throws RegistryNeeded, CustodyLost, DbError */
export async function takeBatch(
  context: RouterContext,
  lane: Lane,
  records: readonly BusRecord[],
  options: TakeOptions,
): Promise<void> {
  const registry = context.trust.registry;
  if (registry === null) throw new RegistryNeeded();
  const told = await context.db.tx(async (sql) => {
    // The lane's row first: two members that both believe they own it take turns, and the later one sees the offset.
    const position = await lockPosition(sql, lane.topic, lane.lane);
    if (options.rebuilding !== true && (await custody(sql)).state !== 'clear') throw new CustodyLost();
    const fresh = records.filter((record) => record.offset >= position);
    const batch = new Batch(context, sql, registry, lane, options);
    await batch.load(fresh);
    for (const record of fresh) await batch.take(record, record.offset);
    await batch.finish();
    const last = records.at(-1);
    if (last !== undefined && last.offset >= position)
      await storePosition(sql, lane.topic, lane.lane, last.offset + 1n);
    return batch.told;
  });
  tell(context, told);
}

/** Tries damaged records again under a newer registry version. */
export async function retakeDamaged(context: RouterContext, rows: readonly SetAsideRow[]): Promise<void> {
  const registry = context.trust.registry;
  if (registry === null) return;
  for (const row of rows) {
    const told = await context.db.tx(async (sql) => {
      await lockPosition(sql, row.topic, row.lane);
      const batch = new Batch(context, sql, registry, row, { registryIsNewest: true });
      await batch.load([row]);
      if (!(await batch.retake(row, row.bus_offset))) return [];
      await batch.finish();
      await mendSetAside(sql, row.id);
      return batch.told;
    });
    tell(context, told);
  }
}
