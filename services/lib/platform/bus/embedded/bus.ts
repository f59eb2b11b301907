/**
 * The embedded adapter of the bus port: the semantics of a broker on PostgreSQL, for one machine (protocol.md 11).
 * Invariant: the port's promises hold between processes as between objects; nothing is kept in memory alone.
 */
import type pg from 'pg';
import type {
  Bus,
  BusRecord,
  BusWriter,
  ConsumeOptions,
  Consumer,
  Lane,
  LaneRange,
  RangeOptions,
  TopicSpec,
} from '../port.ts';
import { EmbeddedConsumer } from './consumer.ts';
import { openPool, query } from './database.ts';
import { beginningOf, endOf, readPage } from './read.ts';
import { WakeUps } from './wake.ts';
import { EmbeddedWriter } from './writer.ts';

export class EmbeddedBus implements Bus {
  readonly kind = 'embedded';
  readonly #pool: pg.Pool;
  readonly #wakeUps: WakeUps;
  readonly #consumers = new Set<Consumer>();
  #closing: Promise<void> | null = null;

  constructor(databaseUrl: string) {
    this.#pool = openPool(databaseUrl);
    this.#wakeUps = new WakeUps(databaseUrl);
  }

  openWriter(participant: string): Promise<BusWriter> {
    return EmbeddedWriter.open(this.#pool, participant);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    const consumer = new EmbeddedConsumer(this.#pool, this.#wakeUps, options);
    this.#consumers.add(consumer);
    return consumer;
  }

  async *readRange(lane: Lane, options: RangeOptions = {}): AsyncIterable<BusRecord> {
    const end = await endOf(this.#pool, lane);
    let next = options.from ?? (await beginningOf(this.#pool, lane));
    while (end !== null && next < end) {
      const records = await readPage(this.#pool, lane, next, end);
      const last = records.at(-1);
      if (last === undefined) break;
      yield* records;
      next = last.offset + 1n;
    }
    options.onEnd?.(end ?? 0n);
  }

  async *readRanges(
    ranges: readonly LaneRange[],
    onEnd?: (lane: Lane, next: bigint) => void,
  ): AsyncIterable<BusRecord> {
    for (const range of ranges) {
      const lane = { topic: range.topic, lane: range.lane };
      yield* this.readRange(lane, {
        ...(range.from === undefined ? {} : { from: range.from }),
        onEnd: (next) => onEnd?.(lane, next),
      });
    }
  }

  endOffset(lane: Lane): Promise<bigint | null> {
    return endOf(this.#pool, lane);
  }

  listTopics(): Promise<readonly TopicSpec[]> {
    return query<{ topic: string; lanes: number }>(
      this.#pool,
      'select topic, lanes from bus.topic order by topic',
    );
  }

  async createTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const { topic, lanes } of topics)
      await query(this.#pool, 'select bus.create_topic($1, $2)', [topic, lanes]);
  }

  async probe(timeoutMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, timeoutMs, false)));
    const answer = query(this.#pool, 'select from bus.topic limit 1').then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
      await this.#wakeUps.close();
      await this.#pool.end();
    })();
    return this.#closing;
  }
}
