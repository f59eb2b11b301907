/**
 * Where to go on reading a lane of the bus. Invariant: what the bus can no longer place means the beginning, never the
 * end, and the stored offset follows it: an offset of a topic that is gone must not make us skip the new one's records.
 * protocol.md 5.
 */
import type { Lane } from '../lib/platform/bus/port.ts';
import { lockPosition, nextOffset, storePosition } from '../lib/store/lanes.ts';
import type { RouterContext } from './context.ts';

/** Null: from the beginning. @throws BusError, DbError */
export async function startOf(
  { db, bus }: Pick<RouterContext, 'db' | 'bus'>,
  lane: Lane,
): Promise<bigint | null> {
  const stored = await nextOffset(db, lane.topic, lane.lane);
  if (stored === null) return null;
  const end = await bus.endOffset(lane);
  if (end === null || stored <= end) return stored;
  return db.tx(async (sql) => {
    // Another member may have taken the lane and gone on meanwhile.
    const now = await lockPosition(sql, lane.topic, lane.lane);
    if (now <= end) return now;
    await storePosition(sql, lane.topic, lane.lane, 0n);
    return null;
  });
}
