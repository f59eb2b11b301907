/**
 * The Kafka adapter of the bus port (protocol.md 11): any Kafka 3.7+ or compatible service.
 * Invariant: topics are made only by `createTopics`, with the settings of protocol.md 2.
 */
import type { Admin } from 'kafkajs';
import { MAX_BATCH_BYTES } from '../limits.ts';
import {
  type Bus,
  BusError,
  type BusRecord,
  type BusWriter,
  type ConsumeOptions,
  type Consumer,
  type Lane,
  type LaneRange,
  type RangeOptions,
  type TopicSpec,
  type TlsFiles,
} from '../port.ts';
import { READER_RETRY, asBusError, newClient, protocolType, type KafkaAddress } from './client.ts';
import { KafkaConsumer } from './consumer.ts';
import { KafkaReader } from './reader.ts';
import { KafkaWriter } from './writer.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const REPLICAS = 3;

/** Answers to the making of topics that say nothing about whether they will be there. */
const NOT_YET: ReadonlySet<string> = new Set([
  'TOPIC_ALREADY_EXISTS',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
]);
const LED_LIMIT_MS = 30_000;
const LED_LOOK_MS = 100;

/** Made is not yet usable: waits until every lane has a leader. @throws BusError */
async function untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
  const end = performance.now() + LED_LIMIT_MS;
  for (;;) {
    const led = await admin.fetchTopicMetadata({ topics: [...topics] }).then(
      (metadata) =>
        metadata.topics.length === topics.length &&
        metadata.topics.every(
          ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
        ),
      (error: unknown) => {
        if (!NOT_YET.has(protocolType(error) ?? '')) throw error;
        return false;
      },
    );
    if (led) return;
    if (performance.now() > end) throw new BusError('transient', 'The new topics have no leader yet.');
    await new Promise((resolve) => setTimeout(resolve, LED_LOOK_MS));
  }
}

export class KafkaBus implements Bus {
  readonly kind = 'kafka';
  readonly #address: KafkaAddress;
  readonly #reader: KafkaReader;
  readonly #lanes = new Map<string, number>();
  readonly #consumers = new Set<Consumer>();
  #closing: Promise<void> | null = null;

  constructor(brokers: readonly string[], tls?: TlsFiles) {
    this.#address = { brokers, tls };
    this.#reader = new KafkaReader(this.#address);
  }

  openWriter(participant: string): Promise<BusWriter> {
    return KafkaWriter.open(this.#address, participant, {
      lanesOf: (topic) => this.#lanesOf(topic),
      untilStable: (ends, limitMs) => this.#reader.untilStable(ends, limitMs),
    });
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    const consumer = new KafkaConsumer(this.#address, this.#reader, options);
    this.#consumers.add(consumer);
    return consumer;
  }

  readRange(lane: Lane, options: RangeOptions = {}): AsyncIterable<BusRecord> {
    const range = {
      topic: lane.topic,
      lane: lane.lane,
      ...(options.from === undefined ? {} : { from: options.from }),
    };
    return this.#reader.read([range], (_lane, next) => options.onEnd?.(next));
  }

  readRanges(
    ranges: readonly LaneRange[],
    onEnd?: (lane: Lane, next: bigint) => void,
  ): AsyncIterable<BusRecord> {
    return this.#reader.read(ranges, onEnd);
  }

  async endOffset(lane: Lane): Promise<bigint | null> {
    const [bounds] = await this.#reader.bounds([lane]);
    return bounds?.end ?? null;
  }

  async listTopics(): Promise<readonly TopicSpec[]> {
    return this.#asAdmin(async (admin) => {
      const { topics } = await admin.fetchTopicMetadata();
      return topics
        .filter(({ name }) => !name.startsWith('__'))
        .map(({ name, partitions }) => ({ topic: name, lanes: partitions.length }))
        .sort((a, b) => (a.topic < b.topic ? -1 : 1));
    });
  }

  async createTopics(topics: readonly TopicSpec[]): Promise<void> {
    const present = new Set((await this.listTopics()).map(({ topic }) => topic));
    const missing = topics.filter(({ topic }) => !present.has(topic));
    if (missing.length === 0) return;
    await this.#asAdmin(async (admin) => {
      const { brokers } = await admin.describeCluster();
      const replicas = Math.min(REPLICAS, brokers.length);
      const configEntries = Object.entries({
        'cleanup.policy': 'compact',
        'retention.ms': '-1',
        'max.compaction.lag.ms': String(DAY_MS),
        'min.insync.replicas': replicas >= REPLICAS ? '2' : '1',
        // A batch of the largest size that a writer takes, and what the format adds to it.
        'max.message.bytes': String(2 * MAX_BATCH_BYTES),
      }).map(([name, value]) => ({ name, value }));
      try {
        await admin.createTopics({
          waitForLeaders: false,
          topics: missing.map(({ topic, lanes }) => ({
            topic,
            numPartitions: lanes,
            replicationFactor: replicas,
            configEntries,
          })),
        });
      } catch (error) {
        // Another process was faster, or a broker has not heard of it yet: what is there is looked at below.
        if (!NOT_YET.has(protocolType(error) ?? '')) throw error;
      }
      await untilLed(
        admin,
        missing.map(({ topic }) => topic),
      );
    });
  }

  async probe(timeoutMs: number): Promise<boolean> {
    const client = newClient(this.#address, {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      retry: { ...READER_RETRY, retries: 0 },
    });
    const admin = client.admin();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, timeoutMs, false)));
    const answer = (async () => {
      try {
        await admin.connect();
        return (await admin.describeCluster()).brokers.length > 0;
      } catch {
        return false;
      }
    })();
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
      void answer.then(() => admin.disconnect()).catch(() => undefined);
    }
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
      await this.#reader.close();
    })();
    return this.#closing;
  }

  /** Lanes never change under a topic's name, so only what is not known is asked for. */
  async #lanesOf(topic: string): Promise<number | null> {
    const known = this.#lanes.get(topic);
    if (known !== undefined) return known;
    for (const { topic: name, lanes } of await this.listTopics()) this.#lanes.set(name, lanes);
    return this.#lanes.get(topic) ?? null;
  }

  async #asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = newClient(this.#address, { retry: READER_RETRY }).admin();
    try {
      await admin.connect();
      return await work(admin);
    } catch (error) {
      throw asBusError(error);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
