/**
 * Delivers one lane to the consumer's owner for as long as the claim on it lasts.
 * Invariant: nothing is delivered past a batch that failed, and each start asks the owner's database where to begin
 * (protocol.md 5): what the bus remembers of a reader decides nothing.
 */
import type pg from 'pg';
import type { ConsumeOptions, Lane } from '../port.ts';
import { asBusError } from './database.ts';
import { beginningOf, endOf, readPage } from './read.ts';
import { Signal, type WakeUps } from './wake.ts';

const FIRST_BACK_OFF_MS = 100;
const LAST_BACK_OFF_MS = 5_000;

export interface LaneReaderParts {
  readonly pool: pg.Pool;
  readonly wakeUps: WakeUps;
  readonly options: ConsumeOptions;
  /** The bus answered. */
  readonly heard: () => void;
  /** The consumer's claims still stand by its own clock. */
  readonly alive: () => boolean;
}

export class LaneReader {
  readonly lane: Lane;
  /** Number of the claim: another one means that the lane was elsewhere in between. */
  readonly claim: bigint;
  readonly done: Promise<void>;
  readonly #parts: LaneReaderParts;
  readonly #signal = new Signal();
  #lost = false;
  #retiring = false;
  #caughtUp = false;

  /** `previous`: the reader that held the lane before in this process; one lane is never read twice at once. */
  constructor(lane: Lane, claim: bigint, parts: LaneReaderParts, previous: Promise<void>) {
    this.lane = lane;
    this.claim = claim;
    this.#parts = parts;
    this.done = previous.then(() => this.#run());
  }

  /** Finish the batch in hand, then stop; the claim still stands. */
  retire(): void {
    this.#retiring = true;
    this.#signal.raise();
  }

  /** The claim is gone: the batch in hand learns it by `isOwned`. */
  lose(): void {
    this.#lost = true;
    this.retire();
  }

  #isOwned = (): boolean => !this.#lost && this.#parts.alive();

  #goesOn(): boolean {
    return !this.#retiring && this.#isOwned();
  }

  async #run(): Promise<void> {
    const { wakeUps, options } = this.#parts;
    wakeUps.add(this.lane.topic, this.#signal);
    let backOffMs = FIRST_BACK_OFF_MS;
    while (!this.#retiring && !this.#lost) {
      try {
        await this.#deliver(() => (backOffMs = FIRST_BACK_OFF_MS));
      } catch (error) {
        options.onError?.(asBusError(error), false);
        await this.#pause(backOffMs);
        backOffMs = Math.min(backOffMs * 2, LAST_BACK_OFF_MS);
      }
      // Not alive yet not lost: the consumer waits for the bus, and its next beat decides.
      if (!this.#isOwned()) await this.#pause(FIRST_BACK_OFF_MS);
    }
    wakeUps.remove(this.#signal);
  }

  async #deliver(progressed: () => void): Promise<void> {
    const { pool, wakeUps, options, heard } = this.#parts;
    const end = (await endOf(pool, this.lane)) ?? 0n;
    const beginning = await beginningOf(pool, this.lane);
    const stored = await options.startAt(this.lane);
    let next = stored === null || stored < beginning || stored > end ? beginning : stored;
    while (this.#goesOn()) {
      const records = await readPage(pool, this.lane, next, null);
      heard();
      const last = records.at(-1);
      if (last !== undefined) {
        if (!this.#goesOn()) return;
        await options.onBatch(this.lane, records, this.#isOwned);
        // Once the lane is another's, nothing that was done here counts.
        if (!this.#isOwned()) return;
        next = last.offset + 1n;
        progressed();
      }
      if (!this.#caughtUp && (last === undefined || next >= end)) {
        this.#caughtUp = true;
        options.onCaughtUp?.(this.lane);
      }
      if (last === undefined) await this.#signal.wait(wakeUps.pollMs);
    }
  }

  async #pause(limitMs: number): Promise<void> {
    // A wake-up for new records must not shorten a back-off; a retirement must.
    const until = performance.now() + limitMs;
    while (!this.#retiring && performance.now() < until) await this.#signal.wait(until - performance.now());
  }
}
