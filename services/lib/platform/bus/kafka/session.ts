/**
 * One kafkajs consumer, from joining the group to its end.
 * Invariant: at every assignment each lane stands still until the owner's stored position was asked for and sought;
 * a batch is resolved only after `onBatch`, and only while the lane is still this member's (protocol.md 5).
 */
import type { Consumer as KafkaJsConsumer, EachBatchPayload } from 'kafkajs';
import { BusError, type BusRecord, type ConsumeOptions, type Lane } from '../port.ts';
import { READER_RETRY, asBusError, newClient, type KafkaAddress } from './client.ts';
import type { FetchedBatch } from './internals.ts';
import { AssignedLane } from './lane.ts';
import type { KafkaReader } from './reader.ts';

/** A stopped process loses its lanes after this; brokers allow no less than 6 s by custom. */
const SESSION_MS = 7_000;
const REBALANCE_LIMIT_MS = 10_000;
const HEARTBEAT_MS = 1_500;
/** kafkajs gives up on a fetch 100 ms after it, which a busy broker must be able to meet. */
const FETCH_WAIT_MS = 1_000;
const FETCH_LANE_BYTES = 2 * 1024 * 1024;
/** Lanes that are worked on at a time; one lane is never worked on twice. */
const CONCURRENT_LANES = 4;
const FIRST_BACK_OFF_MS = 100;
const LAST_BACK_OFF_MS = 5_000;
const END_LIMIT_MS = 15_000;

export class ConsumerSession {
  readonly joined: Promise<void>;
  /** Resolves, never rejects, with the reason for which the session is over. */
  readonly failed: Promise<unknown>;
  readonly fail: (reason: unknown) => void;
  readonly #consumer: KafkaJsConsumer;
  readonly #reader: KafkaReader;
  readonly #options: ConsumeOptions;
  readonly #heard: () => void;
  readonly #lanes = new Map<string, AssignedLane>();
  readonly #settleJoined: () => void;
  #heartbeatSentAt = -Infinity;
  #memberUntil = -Infinity;
  #rebalancing = false;
  #ended = false;
  #starting: Promise<void> = Promise.resolve();

  constructor(address: KafkaAddress, reader: KafkaReader, options: ConsumeOptions, heard: () => void) {
    this.#reader = reader;
    this.#options = options;
    this.#heard = heard;
    const joined = Promise.withResolvers<void>();
    const failed = Promise.withResolvers<unknown>();
    this.joined = joined.promise;
    this.#settleJoined = joined.resolve;
    this.failed = failed.promise;
    this.fail = failed.resolve;
    this.#consumer = newClient(address, { retry: READER_RETRY }).consumer({
      groupId: options.group,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_LIMIT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: FETCH_LANE_BYTES,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      retry: { ...READER_RETRY, restartOnFailure: async () => false },
    });
    this.#listen();
  }

  start(): void {
    this.#starting = (async () => {
      await this.#consumer.connect();
      await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
      await this.#consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: CONCURRENT_LANES,
        eachBatch: (payload) => this.#eachBatch(payload),
      });
    })().catch((error: unknown) => this.fail(error));
  }

  /** Lets the batches in hand end, leaves the group, and waits for both, within limits. */
  async end(): Promise<void> {
    this.#ended = true;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, END_LIMIT_MS)));
    const ending = (async () => {
      // kafkajs hangs when it is stopped between run and its first join.
      await this.#starting;
      await Promise.race([this.joined, this.failed]);
      await this.#consumer.disconnect().catch(() => undefined);
      await Promise.all([...this.#lanes.values()].map(({ work }) => work));
    })();
    await Promise.race([ending, limit]);
    clearTimeout(timer);
    for (const lane of this.#lanes.values()) lane.lost = true;
  }

  #listen(): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.CRASH, ({ payload }) => this.fail(payload.error));
    this.#consumer.on(events.FETCH, () => this.#heard());
    this.#consumer.on(events.REQUEST, ({ payload }) => {
      // Membership counts from when the heartbeat was sent: its answer may have waited while this process slept.
      if (payload.apiName === 'Heartbeat')
        this.#heartbeatSentAt = performance.now() - (Date.now() - payload.createdAt);
    });
    this.#consumer.on(events.HEARTBEAT, () => {
      this.#heard();
      this.#memberUntil = Math.max(this.#memberUntil, this.#heartbeatSentAt + SESSION_MS);
    });
    this.#consumer.on(events.REBALANCING, () => void (this.#rebalancing = true));
    // kafkajs calls this before it fetches under the new assignment, so pausing here lets nothing slip through.
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#heard();
      this.#memberUntil = performance.now() + SESSION_MS;
      this.#rebalancing = false;
      this.#assign(payload.memberAssignment);
      this.#settleJoined();
    });
    this.#consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      this.#heard();
      // Batches of markers only never reach eachBatch; the client has moved past them by itself.
      const lane = this.#lanes.get(nameOf({ topic: payload.topic, lane: payload.partition }));
      if (!lane || payload.batchSize > 0 || lane.due === null) return;
      const next = BigInt(payload.lastOffset) + 1n;
      if (next > lane.due) lane.due = next;
      this.#noteCaughtUp(lane);
    });
  }

  #assign(assignment: Readonly<Record<string, number[]>>): void {
    for (const lane of this.#lanes.values()) lane.lost = true;
    const before = new Map(this.#lanes);
    this.#lanes.clear();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        const lane = new AssignedLane({ topic, lane: partition }, FIRST_BACK_OFF_MS);
        const name = nameOf(lane.lane);
        this.#lanes.set(name, lane);
        this.#pause(lane);
        lane.work = (before.get(name)?.work ?? Promise.resolve()).then(() => this.#position(lane));
      }
    }
  }

  #isOwned(lane: AssignedLane): boolean {
    return !lane.lost && !this.#rebalancing && performance.now() < this.#memberUntil;
  }

  #pause(lane: AssignedLane): void {
    lane.due = null;
    this.#consumer.pause([{ topic: lane.lane.topic, partitions: [lane.lane.lane] }]);
  }

  /** Asks the owner where to go on, and lets the lane run from there. */
  async #position(lane: AssignedLane): Promise<void> {
    while (!lane.lost && !this.#ended) {
      try {
        const [bounds] = await this.#reader.bounds([lane.lane]);
        if (!bounds) throw new BusError('transient', 'The lane to consume is not there.');
        const stored = await this.#options.startAt(lane.lane);
        if (lane.lost || this.#ended) return;
        const { beginning, end } = bounds;
        const due = stored === null || stored < beginning || stored > end ? beginning : stored;
        lane.notedEnd ??= end;
        this.#consumer.seek({ topic: lane.lane.topic, partition: lane.lane.lane, offset: String(due) });
        lane.due = due;
        this.#consumer.resume([{ topic: lane.lane.topic, partitions: [lane.lane.lane] }]);
        this.#noteCaughtUp(lane);
        return;
      } catch (error) {
        this.#options.onError?.(asBusError(error), false);
        await this.#backOff(lane);
      }
    }
  }

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const lane = this.#lanes.get(nameOf({ topic: batch.topic, lane: batch.partition }));
    if (!lane || lane.due === null || this.#ended || !this.#isOwned(lane)) return;
    const { fetchedOffset } = batch as unknown as FetchedBatch;
    if (BigInt(fetchedOffset) !== lane.due) {
      this.#pause(lane);
      lane.work = lane.work.then(() => this.#position(lane));
      return;
    }
    const records = batch.messages.map(({ offset, key, value }) => ({
      ...lane.lane,
      offset: BigInt(offset),
      key: key?.toString('utf8') ?? '',
      value: value ?? new Uint8Array(),
    }));
    const beat = setInterval(() => {
      // A failure of it comes again when kafkajs beats after the batch, and is handled there.
      payload.heartbeat().catch(() => void (this.#rebalancing = true));
    }, HEARTBEAT_MS);
    const work = this.#deliver(lane, records);
    lane.work = work.then(() => undefined);
    const done = await work;
    clearInterval(beat);
    const last = batch.messages.at(-1);
    if (done && last && this.#isOwned(lane)) {
      payload.resolveOffset(last.offset);
      lane.due = BigInt(batch.lastOffset()) + 1n;
      lane.backOffMs = FIRST_BACK_OFF_MS;
      this.#noteCaughtUp(lane);
    }
  }

  /** True when the batch was handled. A failure keeps the lane still and asks for the position again. */
  async #deliver(lane: AssignedLane, records: readonly BusRecord[]): Promise<boolean> {
    try {
      await this.#options.onBatch(lane.lane, records, () => this.#isOwned(lane));
      return true;
    } catch (error) {
      if (lane.lost) return false;
      this.#pause(lane);
      this.#options.onError?.(asBusError(error), false);
      // Not awaited: the other lanes of this fetch go on meanwhile.
      queueMicrotask(() => {
        lane.work = this.#backOff(lane).then(() => this.#position(lane));
      });
      return false;
    }
  }

  async #backOff(lane: AssignedLane): Promise<void> {
    const until = performance.now() + lane.backOffMs;
    lane.backOffMs = Math.min(lane.backOffMs * 2, LAST_BACK_OFF_MS);
    while (!lane.lost && !this.#ended && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(200, until - performance.now())));
    }
  }

  #noteCaughtUp(lane: AssignedLane): void {
    if (lane.caughtUp || lane.lost || !lane.reachedEnd()) return;
    lane.caughtUp = true;
    this.#options.onCaughtUp?.(lane.lane);
  }
}

function nameOf({ topic, lane }: Lane): string {
  return `${topic}/${lane}`;
}
