/**
 * One member of a consumer group on the embedded bus: it claims its share of the lanes by rows that expire.
 * Invariant: a lane has one holder. A claim outlives its last beat by `CLAIM_LIFE_MS` of the database's clock, and
 * the holder counts the same time from before that beat was sent, so it stops believing no later than others may.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { BusError, type ConsumeOptions, type Consumer, type Lane } from '../port.ts';
import { asBusError, query } from './database.ts';
import { LaneReader } from './lane-reader.ts';
import { Signal, type WakeUps } from './wake.ts';

/** A stopped process loses its lanes after this and one beat of another member: under 10 s. */
const CLAIM_LIFE_MS = 6_000;
const BEAT_MS = 1_500;
/** While members come and go a hand-over takes a beat on either side; the first beats follow faster. */
const FIRST_BEATS_MS = 300;
const LEAVE_LIMIT_MS = 2_000;

interface ClaimRow {
  readonly topic: string;
  readonly lane: number;
  readonly number: string;
  readonly wanted: boolean;
}

export class EmbeddedConsumer implements Consumer {
  readonly ready: Promise<void>;
  readonly #pool: pg.Pool;
  readonly #wakeUps: WakeUps;
  readonly #options: ConsumeOptions;
  readonly #member = randomUUID();
  readonly #readers = new Map<string, LaneReader>();
  readonly #release = new Set<bigint>();
  readonly #beatNow = new Signal();
  readonly #loop: Promise<void>;
  #settleReady: () => void = () => undefined;
  #aliveUntil = -Infinity;
  #heardAt = performance.now();
  #stopping: Promise<void> | null = null;

  constructor(pool: pg.Pool, wakeUps: WakeUps, options: ConsumeOptions) {
    this.#pool = pool;
    this.#wakeUps = wakeUps;
    this.#options = options;
    this.ready = new Promise((resolve) => (this.#settleReady = resolve));
    this.#loop = this.#run();
  }

  silentForMs(): number {
    return performance.now() - this.#heardAt;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    for (const reader of this.#readers.values()) reader.retire();
    this.#beatNow.raise();
    await this.#loop;
    const left = query(this.#pool, 'select bus.leave($1, $2)', [this.#options.group, this.#member]).then(
      () => undefined,
      () => undefined,
    );
    // Without the bus nothing can be given back; the claims expire.
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, LEAVE_LIMIT_MS).unref())]);
  }

  async #run(): Promise<void> {
    let beats = 0;
    while (!this.#stopping || this.#readers.size > 0) {
      try {
        await this.#beat();
        beats++;
      } catch (error) {
        this.#options.onError?.(asBusError(error), false);
      }
      if (this.#stopping) await this.#settled();
      else await this.#beatNow.wait(beats < 6 ? FIRST_BEATS_MS : BEAT_MS);
    }
  }

  /** While stopping: the readers' last batches end, or the next beat is due, so that their claims stay theirs. */
  async #settled(): Promise<void> {
    const all = [...this.#readers].map(([key, reader]) => reader.done.then(() => this.#forget(key, reader)));
    await Promise.race([Promise.all(all), this.#beatNow.wait(BEAT_MS)]);
  }

  #forget(key: string, reader: LaneReader): void {
    if (this.#readers.get(key) === reader) this.#readers.delete(key);
  }

  async #beat(): Promise<void> {
    const sentAt = performance.now();
    const released = [...this.#release];
    const { group, topics } = this.#options;
    const known = await query<{ topic: string }>(
      this.#pool,
      'select topic from bus.topic where topic = any ($1)',
      [topics],
    );
    const rows = await query<ClaimRow>(
      this.#pool,
      `select topic, lane, number, wanted from bus.beat($1, $2, $3, make_interval(secs => $4), $5)`,
      [group, this.#member, topics, CLAIM_LIFE_MS / 1000, released],
    );
    this.#heardAt = performance.now();
    this.#aliveUntil = sentAt + CLAIM_LIFE_MS;
    for (const number of released) this.#release.delete(number);
    this.#follow(rows);
    if (known.length < new Set(topics).size) {
      throw new BusError('permanent', 'A topic to consume does not exist or may not be read.');
    }
    this.#settleReady();
  }

  #follow(rows: readonly ClaimRow[]): void {
    const held = new Set<string>();
    for (const row of rows) {
      const key = `${row.topic}/${row.lane}`;
      const number = BigInt(row.number);
      held.add(key);
      let reader = this.#readers.get(key);
      if (reader?.claim !== number) {
        reader?.lose();
        reader = this.#start(key, { topic: row.topic, lane: row.lane }, number, reader?.done);
      }
      if (!row.wanted || this.#stopping) this.#giveBack(reader);
    }
    for (const [key, reader] of this.#readers) {
      if (held.has(key)) continue;
      reader.lose();
      void reader.done.then(() => this.#forget(key, reader));
    }
  }

  #start(key: string, lane: Lane, claim: bigint, previous: Promise<void> | undefined): LaneReader {
    const alive = (): boolean => performance.now() < this.#aliveUntil;
    const heard = (): void => void (this.#heardAt = performance.now());
    const parts = { pool: this.#pool, wakeUps: this.#wakeUps, options: this.#options, alive, heard };
    const reader = new LaneReader(lane, claim, parts, previous ?? Promise.resolve());
    this.#readers.set(key, reader);
    return reader;
  }

  #giveBack(reader: LaneReader): void {
    reader.retire();
    void reader.done.then(() => {
      this.#release.add(reader.claim);
      this.#beatNow.raise();
    });
  }
}
