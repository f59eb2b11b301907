/**
 * Everything that was judged, sorted by stream: rows, the few contents that casework needs, and what was damaged.
 * Invariant: the rows of a stream stand in offset order, whichever thread judged them and in whatever order lanes came.
 */
import {
  parsePairTopic,
  publicStreamName,
  streamName,
  type Metadata,
  type Stream,
} from '../lib/protocol/index.ts';
import type { AuditLane, Damage, Judged } from './judge.ts';
import type { FaultCode } from './report.ts';
import { flags, ROW_BYTES, Rows } from './rows.ts';

export interface StreamLog {
  readonly name: string;
  readonly lane: number;
  readonly generation: number;
  /** null: a public stream. */
  readonly stream: Stream | null;
  /** In offset order. */
  readonly rows: number[];
  /** Highest sequence that counts. */
  tail: number;
  /** Highest `seensequence` up to the end that was noted first. */
  seen: number;
}

export class Ledger {
  readonly rows = new Rows();
  readonly lanes: readonly AuditLane[];
  readonly streams = new Map<string, StreamLog>();
  readonly contents = new Map<number, Metadata>();
  readonly rowFaults = new Map<number, FaultCode[]>();
  readonly damages: Damage[] = [];
  /** Lanes that the bus could not give to their end, with the offset that it stopped at. */
  readonly broken = new Map<number, number>();
  /** Values examined, per lane. */
  readonly values: number[];
  registryAhead = 0;
  registryBehind = false;
  readonly #byPlace = new Map<number, StreamLog[]>();
  readonly #laneIndex: ReadonlyMap<string, number>;

  constructor(lanes: readonly AuditLane[]) {
    this.lanes = lanes;
    this.values = lanes.map(() => 0);
    this.#laneIndex = new Map(lanes.map(({ topic, lane }, index) => [`${topic}/${lane}`, index]));
  }

  laneIndex(topic: string, lane: number): number | null {
    return this.#laneIndex.get(`${topic}/${lane}`) ?? null;
  }

  take(judged: Judged, late: boolean): void {
    const first = this.rows.append(judged.rows);
    for (const { row, code } of judged.faults) {
      const codes = this.rowFaults.get(first + row);
      if (codes === undefined) this.rowFaults.set(first + row, [code]);
      else codes.push(code);
    }
    for (const { row, metadata } of judged.contents) this.contents.set(first + row, metadata);
    for (const damage of judged.damages) {
      this.damages.push(damage);
      this.#count(damage.lane);
    }
    const count = judged.rows.length / ROW_BYTES;
    for (let row = first; row < first + count; row += 1) {
      if (late) this.rows.mark(row, flags.late);
      this.#place(row, late);
    }
    this.registryAhead = Math.max(this.registryAhead, judged.registryAhead);
    this.registryBehind ||= judged.registryBehind;
  }

  #place(row: number, late: boolean): void {
    const { rows } = this;
    const lane = rows.lane(row);
    this.#count(lane);
    const log = this.#log(lane, rows.generation(row));
    log.rows.push(row);
    if (rows.is(row, flags.disputed | flags.evidence)) return;
    log.tail = Math.max(log.tail, rows.sequence(row));
    if (!late) log.seen = Math.max(log.seen, rows.seen(row));
  }

  #count(lane: number): void {
    this.values[lane] = (this.values[lane] ?? 0) + 1;
  }

  #log(lane: number, generation: number): StreamLog {
    const logs = this.#byPlace.get(lane) ?? [];
    const known = logs.find((log) => log.generation === generation);
    if (known !== undefined) return known;
    this.#byPlace.set(lane, logs);
    const place = this.lanes[lane];
    if (place === undefined) throw new RangeError('no such lane');
    const pair = place.kind === 'pair' ? parsePairTopic(place.topic) : null;
    const stream = pair === null ? null : { ...pair, lane: place.lane, generation };
    const name = stream === null ? publicStreamName(place.topic.split('.')[1] ?? '') : streamName(stream);
    const log: StreamLog = { name, lane, generation, stream, rows: [], tail: 0, seen: 0 };
    logs.push(log);
    this.streams.set(name, log);
    return log;
  }

  /** The stream, made empty where nothing of it was read. */
  stream(lane: number, generation: number): StreamLog {
    return this.#log(lane, generation);
  }

  streamsOfLane(lane: number): readonly StreamLog[] {
    return this.#byPlace.get(lane) ?? [];
  }
}
