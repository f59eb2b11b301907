/**
 * Reads lanes of Kafka from an offset to an end, read-committed, without a consumer group.
 * Invariant: a lane is at its end only when the broker, asked for it alone, gives nothing below the noted offset:
 * neither markers, nor aborted records, nor what compaction removed makes a reader stop early or wait for ever.
 */
import { BusError, type BusRecord, type Lane, type LaneRange } from '../port.ts';
import { READER_RETRY, asBusError, newClient, protocolType, type KafkaAddress } from './client.ts';
import {
  Batch,
  READ_COMMITTED,
  newCluster,
  type Cluster,
  type FetchedBatch,
  type FetchTopic,
} from './internals.ts';

const FETCH_BYTES = 8 * 1024 * 1024;
const FETCH_LANE_BYTES = 2 * 1024 * 1024;
/** What is read is there already, so the broker hardly ever waits; kafkajs gives up on the answer just after it. */
const FETCH_WAIT_MS = 3_000;
/** A commit is acknowledged some milliseconds before its markers let readers pass. */
const STABLE_PAUSE_MS = 2;
const ATTEMPTS = 4;
const ATTEMPT_PAUSE_MS = 250;

export interface Bounds {
  readonly beginning: bigint;
  /** Last stable offset. */
  readonly end: bigint;
}

interface Progress {
  readonly lane: Lane;
  readonly end: bigint;
  next: bigint;
}

const ABSENT = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
]);

export class KafkaReader {
  readonly #address: KafkaAddress;
  #cluster: Promise<Cluster> | null = null;

  constructor(address: KafkaAddress) {
    this.#address = address;
  }

  /** Null for a lane that does not exist or may not be read. */
  async bounds(lanes: readonly Lane[]): Promise<(Bounds | null)[]> {
    return this.#retried(async (cluster) => {
      const present = [...(await presentLanes(cluster, lanes)).values()];
      const beginnings = await offsets(cluster, present, true);
      const ends = await offsets(cluster, present, false);
      return lanes.map((lane) => {
        const beginning = beginnings.get(nameOf(lane));
        const end = ends.get(nameOf(lane));
        return beginning === undefined || end === undefined ? null : { beginning, end };
      });
    });
  }

  /** Resolves when readers are given everything below these offsets, or after the limit. Never fails. */
  async untilStable(
    ends: readonly { readonly lane: Lane; readonly end: bigint }[],
    limitMs: number,
  ): Promise<void> {
    const deadline = performance.now() + limitMs;
    try {
      await this.#retried(async (cluster) => {
        await cluster.addMultipleTargetTopics([...new Set(ends.map(({ lane }) => lane.topic))]);
        for (;;) {
          const stable = await offsets(
            cluster,
            ends.map(({ lane }) => lane),
            false,
          );
          if (ends.every(({ lane, end }) => (stable.get(nameOf(lane)) ?? -1n) >= end)) return;
          if (performance.now() > deadline) return;
          await new Promise((resolve) => setTimeout(resolve, STABLE_PAUSE_MS));
        }
      });
    } catch {
      // What was committed stays committed; only the wait is over.
    }
  }

  async *read(
    ranges: readonly LaneRange[],
    onEnd?: (lane: Lane, next: bigint) => void,
  ): AsyncIterable<BusRecord> {
    const lanes = ranges.map(({ topic, lane }) => ({ topic, lane }));
    const bounds = await this.bounds(lanes);
    let open: Progress[] = [];
    for (const [index, lane] of lanes.entries()) {
      const found = bounds[index];
      const from = ranges[index]?.from;
      if (!found) onEnd?.(lane, 0n);
      else
        open.push({
          lane,
          end: found.end,
          next: from === undefined || from < found.beginning ? found.beginning : from,
        });
    }
    for (;;) {
      for (const { lane, end } of open.filter(({ next, end }) => next >= end)) onEnd?.(lane, end);
      open = open.filter(({ next, end }) => next < end);
      if (open.length === 0) return;
      // A lane whose share of the answer was empty is asked for alone: the answer may have been full.
      const batches = await this.#fetch(open);
      for (const progress of open) {
        const batch =
          batches.get(nameOf(progress.lane)) ?? (await this.#fetch([progress])).get(nameOf(progress.lane));
        if (batch) yield* advance(progress, batch);
        else progress.next = progress.end;
      }
    }
  }

  /** Answers that hold something, by lane. */
  async #fetch(lanes: readonly Progress[]): Promise<Map<string, FetchedBatch>> {
    return this.#retried(async (cluster) => {
      await cluster.addMultipleTargetTopics([...new Set(lanes.map(({ lane }) => lane.topic))]);
      const byNode = new Map<string, FetchTopic[]>();
      for (const { lane, next } of lanes) {
        const [nodeId] = Object.keys(cluster.findLeaderForPartitions(lane.topic, [lane.lane]));
        if (nodeId === undefined) throw new BusError('transient', 'The lane has no leader.');
        const partitions = [{ partition: lane.lane, fetchOffset: String(next), maxBytes: FETCH_LANE_BYTES }];
        byNode.set(nodeId, [...(byNode.get(nodeId) ?? []), { topic: lane.topic, partitions }]);
      }
      const found = new Map<string, FetchedBatch>();
      for (const [nodeId, topics] of byNode) {
        const broker = await cluster.findBroker({ nodeId });
        const { responses } = await broker.fetch({
          isolationLevel: READ_COMMITTED,
          maxWaitTime: FETCH_WAIT_MS,
          minBytes: 1,
          maxBytes: FETCH_BYTES,
          topics,
        });
        for (const { topicName, partitions } of responses) {
          for (const data of partitions) {
            const name = nameOf({ topic: topicName, lane: data.partition });
            const asked = lanes.find(({ lane }) => nameOf(lane) === name);
            if (!asked) continue;
            const batch = new Batch(topicName, String(asked.next), data);
            if (batch.messagesWithinOffset.length > 0) found.set(name, batch);
          }
        }
      }
      return found;
    });
  }

  async #retried<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const opening = (this.#cluster ??= this.#connect());
      try {
        return await work(await opening);
      } catch (error) {
        if (this.#cluster === opening) this.#cluster = null;
        opening.then((cluster) => cluster.disconnect()).catch(() => undefined);
        const known = asBusError(error);
        if (known.code !== 'transient' || attempt === ATTEMPTS) throw known;
        await new Promise((resolve) => setTimeout(resolve, ATTEMPT_PAUSE_MS * attempt));
      }
    }
  }

  async #connect(): Promise<Cluster> {
    const cluster = newCluster(newClient(this.#address, { retry: READER_RETRY }));
    await cluster.connect();
    return cluster;
  }

  async close(): Promise<void> {
    const opening = this.#cluster;
    this.#cluster = null;
    await opening?.then((cluster) => cluster.disconnect()).catch(() => undefined);
  }
}

function* advance(progress: Progress, batch: FetchedBatch): Iterable<BusRecord> {
  for (const { offset, key, value } of batch.messages) {
    const position = BigInt(offset);
    if (position >= progress.end) break;
    yield {
      ...progress.lane,
      offset: position,
      key: key?.toString('utf8') ?? '',
      value: value ?? new Uint8Array(),
    };
  }
  const last = batch.messagesWithinOffset.at(-1);
  if (last) progress.next = BigInt(last.offset) + 1n;
}

async function presentLanes(cluster: Cluster, lanes: readonly Lane[]): Promise<Map<string, Lane>> {
  const present = new Map<string, Lane>();
  for (const [topic, all] of Map.groupBy(lanes, (lane) => lane.topic)) {
    try {
      await cluster.addMultipleTargetTopics([topic]);
    } catch (error) {
      if (ABSENT.has(protocolType(error) ?? '')) continue;
      throw error;
    }
    const known = new Set(cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId));
    for (const lane of all) if (known.has(lane.lane)) present.set(nameOf(lane), lane);
  }
  return present;
}

async function offsets(
  cluster: Cluster,
  lanes: readonly Lane[],
  fromBeginning: boolean,
): Promise<Map<string, bigint>> {
  if (lanes.length === 0) return new Map();
  const topics = Map.groupBy(lanes, ({ topic }) => topic);
  const answers = await cluster.fetchTopicsOffset(
    [...topics].map(([topic, all]) => ({
      topic,
      partitions: all.map(({ lane }) => ({ partition: lane })),
      fromBeginning,
    })),
  );
  return new Map(
    answers.flatMap(({ topic, partitions }) =>
      partitions.map(
        ({ partition, offset }) => [nameOf({ topic, lane: partition }), BigInt(offset)] as const,
      ),
    ),
  );
}

function nameOf({ topic, lane }: Lane): string {
  return `${topic}/${lane}`;
}
