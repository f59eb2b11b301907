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
import { BusError, type BusWriter, type OutgoingRecord } from '../port.ts';
import { MAX_BATCH_BYTES, assertFits } from '../limits.ts';
import { WRITER_RETRY, asBusError, newClient, type KafkaAddress } from './client.ts';

/** What a stopped process began is aborted after this; until then it holds up the readers of those topics. */
const TRANSACTION_LIMIT_MS = 10_000;
const CLOSE_LIMIT_MS = 5_000;

export class KafkaWriter implements BusWriter {
  readonly maxBatchBytes = MAX_BATCH_BYTES;
  readonly #producer: Producer;
  readonly #lanesOf: (topic: string) => Promise<number | null>;
  #queue: Promise<unknown> = Promise.resolve();
  #over: BusError | null = null;

  private constructor(producer: Producer, lanesOf: (topic: string) => Promise<number | null>) {
    this.#producer = producer;
    this.#lanesOf = lanesOf;
  }

  static async open(
    address: KafkaAddress,
    participant: string,
    lanesOf: (topic: string) => Promise<number | null>,
  ): Promise<KafkaWriter> {
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
    return new KafkaWriter(producer, lanesOf);
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
        await quietly(transaction.abort());
        throw error;
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
    return offsetsOf(records, metadata);
  }

  /** Before anything is sent: what can be known to fail must not spend the writer. */
  async #assertLanes(records: readonly OutgoingRecord[]): Promise<void> {
    for (const { topic, lane } of records) {
      const lanes = await this.#lanesOf(topic);
      if (lanes === null || lane < 0 || lane >= lanes) {
        throw new BusError('permanent', 'The topic or lane does not exist.');
      }
    }
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
