/**
 * Writes to Kafka as one participant, in transactions under the id `trm-<participant>`.
 * Invariant: opening fences every earlier writer, and nothing is sent twice under one sequence: after a failure whose
 * outcome is unknown the producer is spent, for kafkajs cannot renew its epoch without fencing others
 * (protocol.md 4 step 4 and 11).
 */
import kafkajs, {
  type Producer,
  type ProducerRecord,
  type RecordMetadata,
  type TopicMessages,
} from 'kafkajs';
import { BusError, type BusWriter, type Lane, type OutgoingRecord } from '../port.ts';
import { MAX_BATCH_BYTES, assertFits } from '../limits.ts';
import { WRITER_RETRY, asBusError, newClient, type KafkaAddress } from './client.ts';

/** What a stopped process began is aborted after this; until then it holds up the readers of those topics. */
const TRANSACTION_LIMIT_MS = 10_000;
const CLOSE_LIMIT_MS = 5_000;
const VISIBLE_LIMIT_MS = 2_000;

/** What the writer asks of the bus that it belongs to. */
export interface KnownTopics {
  lanesOf(topic: string): Promise<number | null>;
  untilStable(ends: readonly { readonly lane: Lane; readonly end: bigint }[], limitMs: number): Promise<void>;
}

export class KafkaWriter implements BusWriter {
  readonly maxBatchBytes = MAX_BATCH_BYTES;
  readonly #producer: Producer;
  readonly #topics: KnownTopics;
  #queue: Promise<unknown> = Promise.resolve();
  #over: BusError | null = null;

  private constructor(producer: Producer, topics: KnownTopics) {
    this.#producer = producer;
    this.#topics = topics;
  }

  static async open(address: KafkaAddress, participant: string, topics: KnownTopics): Promise<KafkaWriter> {
    const producer = newClient(address, { retry: WRITER_RETRY }).producer({
      transactionalId: `trm-${participant}`,
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      transactionTimeout: TRANSACTION_LIMIT_MS,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: WRITER_RETRY,
    });
    try {
      await producer.connect();
      // The epoch is taken by the first transaction, not by connecting.
      await (await producer.transaction()).abort();
    } catch (error) {
      await quietly(producer.disconnect());
      throw asBusError(error);
    }
    return new KafkaWriter(producer, topics);
  }

  publish(records: readonly OutgoingRecord[]): Promise<readonly (bigint | null)[]> {
    const result = this.#queue.then(() => this.#publish(records));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #publish(records: readonly OutgoingRecord[]): Promise<readonly (bigint | null)[]> {
    if (this.#over) throw this.#over;
    if (records.length === 0) return [];
    assertFits(records);
    await this.#assertLanes(records);
    let metadata: readonly RecordMetadata[];
    try {
      const transaction = await this.#producer.transaction();
      try {
        metadata = await transaction.sendBatch({ acks: -1, topicMessages: byTopic(records) });
      } catch (error) {
        // The broker may only now say that this writer was fenced.
        const refusal = await transaction.abort().then(() => undefined, asBusError);
        throw refusal?.code === 'fenced' ? refusal : error;
      }
      await transaction.commit();
    } catch (cause) {
      const error = asBusError(cause);
      this.#over =
        error.code === 'fenced'
          ? error
          : new BusError('transient', 'This writer is spent after a failure.', { cause: error });
      throw error;
    }
    const offsets = offsetsOf(records, metadata);
    await this.#untilVisible(records, offsets);
    return offsets;
  }

  /** Before anything is sent: what can be known to fail must not spend the writer. */
  async #assertLanes(records: readonly OutgoingRecord[]): Promise<void> {
    for (const { topic, lane } of records) {
      const lanes = await this.#topics.lanesOf(topic);
      if (lanes === null || lane < 0 || lane >= lanes) {
        throw new BusError('permanent', 'The topic or lane does not exist.');
      }
    }
  }

  /** The commit is acknowledged before its markers are written; the next transaction would wait for them anyway. */
  async #untilVisible(
    records: readonly OutgoingRecord[],
    offsets: readonly (bigint | null)[],
  ): Promise<void> {
    const ends = new Map<string, { lane: Lane; end: bigint }>();
    for (const [index, { topic, lane }] of records.entries()) {
      const offset = offsets[index] ?? null;
      if (offset !== null) ends.set(`${topic}/${lane}`, { lane: { topic, lane }, end: offset + 1n });
    }
    await this.#topics.untilStable([...ends.values()], VISIBLE_LIMIT_MS);
  }

  async close(): Promise<void> {
    this.#over ??= new BusError('permanent', 'This writer was closed.');
    await this.#queue;
    await quietly(this.#producer.disconnect());
  }
}

function byTopic(records: readonly OutgoingRecord[]): TopicMessages[] {
  const topics = new Map<string, ProducerRecord['messages']>();
  for (const { topic, lane, key, value } of records) {
    const messages = topics.get(topic) ?? [];
    topics.set(topic, messages);
    messages.push({
      key,
      partition: lane,
      value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
    });
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}

function offsetsOf(
  records: readonly OutgoingRecord[],
  metadata: readonly RecordMetadata[],
): (bigint | null)[] {
  const next = new Map<string, bigint>();
  for (const { topicName, partition, baseOffset } of metadata) {
    if (baseOffset !== undefined && baseOffset !== '-1')
      next.set(`${topicName}/${partition}`, BigInt(baseOffset));
  }
  return records.map(({ topic, lane }) => {
    const offset = next.get(`${topic}/${lane}`);
    if (offset === undefined) return null;
    next.set(`${topic}/${lane}`, offset + 1n);
    return offset;
  });
}

async function quietly(ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_LIMIT_MS)));
  await Promise.race([ending.catch(() => undefined), limit]);
  clearTimeout(timer);
}
