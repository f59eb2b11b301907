/**
 * The read side of the bus, which is all of it that an auditor uses, and reading many lanes to their ends.
 * Invariant: a lane that the bus cannot give whole is told with the offset where it broke, and the others are read on.
 */
import { BusError, type Bus, type BusRecord, type Lane, type LaneRange } from '../lib/platform/bus/port.ts';
import { AuditError } from './errors.ts';

export interface AuditSource extends Pick<Bus, 'readRange'> {
  /** One reader for many lanes, where the bus has it. */
  readRanges?: Bus['readRanges'];
}

export interface LaneReading {
  onRecord(index: number, record: BusRecord): Promise<void>;
  /** Once per lane that was read: the offset after the end. */
  onEnd(index: number, next: bigint): void;
  /** The bus says for good that it cannot give the record at `offset`. */
  onBroken(index: number, offset: bigint): void;
}

interface Progress {
  next: bigint | undefined;
  ended: boolean;
}

/** `ranges` and the indexes of the callbacks are parallel. */
export async function readLanes(
  source: AuditSource,
  ranges: readonly LaneRange[],
  reading: LaneReading,
): Promise<void> {
  const index = new Map(ranges.map((range, at) => [nameOf(range), at]));
  const progress = ranges.map(({ from }): Progress => ({ next: from, ended: false }));
  const end = (lane: Lane, next: bigint): void => {
    const at = index.get(nameOf(lane));
    const state = at === undefined ? undefined : progress[at];
    if (at === undefined || state === undefined || state.ended) return;
    state.ended = true;
    reading.onEnd(at, next);
  };
  const take = async (record: BusRecord): Promise<void> => {
    const at = index.get(nameOf(record));
    const state = at === undefined ? undefined : progress[at];
    if (at === undefined || state === undefined) return;
    state.next = record.offset + 1n;
    await reading.onRecord(at, record);
  };
  if (source.readRanges !== undefined) {
    try {
      for await (const record of source.readRanges(ranges, end)) await take(record);
    } catch (error) {
      // Which lane it was is not said: the rest is read lane by lane to find out.
      if (!isForGood(error)) throw unreadable(error);
    }
  }
  for (const [at, range] of ranges.entries()) {
    const state = progress[at];
    if (state === undefined || state.ended) continue;
    const lane: Lane = { topic: range.topic, lane: range.lane };
    const from = state.next === undefined ? {} : { from: state.next };
    try {
      for await (const record of source.readRange(lane, { ...from, onEnd: (next) => end(lane, next) }))
        await take(record);
    } catch (error) {
      if (!isForGood(error)) throw unreadable(error);
      reading.onBroken(at, state.next ?? 0n);
    }
  }
}

function nameOf(lane: Lane): string {
  return `${lane.topic}/${lane.lane}`;
}

function isForGood(error: unknown): boolean {
  return error instanceof BusError && error.code === 'permanent';
}

function unreadable(error: unknown): unknown {
  return error instanceof BusError
    ? new AuditError('bus', 'the bus cannot be read', { cause: error })
    : error;
}
