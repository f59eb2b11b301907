/**
 * Hands values out to verifying threads and gives the outcomes back in the order of the values.
 * Invariant: the outcomes are the same with any number of threads, none included; a bounded number of chunks is under way.
 * What is small is done in the caller's thread before another one would have started.
 */
import type { Cipher } from '../lib/protocol/index.ts';
import { packChunk } from './chunk.ts';
import { AuditError } from './errors.ts';
import { Judge, type Judged, type JudgeSetup, type RawValue } from './judge.ts';
import { giveBack, takeIdle, Thread, type ThreadEvents } from './threads.ts';

const CHUNK_VALUES = 64;
const CHUNK_BYTES = 1024 * 1024;
/** Below this a new thread would be ready only when the work is done. */
const ALONE_VALUES = 500;
/** Enough that a thread never waits for the reader's next page. */
const CHUNKS_PER_THREAD = 4;

export class Pool {
  readonly #setup: JudgeSetup;
  readonly #judge: Judge;
  readonly #threadCount: number;
  readonly #onJudged: (judged: Judged) => void;
  readonly #events: ThreadEvents;
  readonly #threads: Thread[] = [];
  readonly #outcomes = new Map<number, Judged>();
  #open: RawValue[] = [];
  #openBytes = 0;
  #values = 0;
  #nextChunk = 0;
  #nextOutcome = 0;
  #failure: AuditError | null = null;
  #wake: (() => void) | null = null;

  /** `threads` 0: everything in the caller's thread. `onJudged` is called in the order of the values. */
  constructor(cipher: Cipher, setup: JudgeSetup, threads: number, onJudged: (judged: Judged) => void) {
    this.#setup = setup;
    this.#judge = new Judge(cipher, setup);
    this.#threadCount = threads;
    this.#onJudged = onJudged;
    this.#events = {
      onReady: () => this.#signal(),
      onJudged: (_thread, number, judged) => {
        this.#settled(number, judged);
        this.#signal();
      },
      onFailure: (cause) => {
        this.#failure ??= new AuditError('worker', 'a verifying thread failed', { cause });
        this.#signal();
      },
    };
    this.#engage(takeIdle(threads));
  }

  async add(value: RawValue): Promise<void> {
    this.#open.push(value);
    this.#openBytes += value.value.byteLength;
    if (this.#open.length >= CHUNK_VALUES || this.#openBytes >= CHUNK_BYTES) await this.#dispatch();
  }

  /** Resolves when every value added so far has its outcome. */
  async settle(): Promise<void> {
    if (this.#open.length > 0) await this.#dispatch();
    while (this.#nextOutcome < this.#nextChunk) await this.#change();
  }

  close(): Promise<void> {
    return giveBack(this.#threads);
  }

  async #dispatch(): Promise<void> {
    const values = this.#open;
    this.#open = [];
    this.#openBytes = 0;
    this.#values += values.length;
    if (this.#values > ALONE_VALUES && this.#threads.length < this.#threadCount) this.#start();
    const number = this.#nextChunk;
    this.#nextChunk += 1;
    for (;;) {
      this.#raise();
      const ready = this.#threads.filter((thread) => thread.ready);
      const thread = ready
        .filter(({ underWay }) => underWay < CHUNKS_PER_THREAD)
        .sort((left, right) => left.underWay - right.underWay)[0];
      if (thread !== undefined) return thread.hand(packChunk(number, values));
      if (ready.length === 0) break;
      await this.#change();
    }
    for (const value of values) this.#judge.judge(value);
    this.#settled(number, this.#judge.take());
    // Judging is one long step: without this a starting thread's first word would never be heard.
    if (this.#threads.length > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  #start(): void {
    const missing = this.#threadCount - this.#threads.length;
    this.#engage(Array.from({ length: missing }, () => new Thread()));
  }

  #engage(threads: readonly Thread[]): void {
    for (const thread of threads) {
      thread.serve(this.#setup, this.#events);
      this.#threads.push(thread);
    }
  }

  #settled(number: number, judged: Judged): void {
    this.#outcomes.set(number, judged);
    for (;;) {
      const next = this.#outcomes.get(this.#nextOutcome);
      if (next === undefined) return;
      this.#outcomes.delete(this.#nextOutcome);
      this.#nextOutcome += 1;
      this.#onJudged(next);
    }
  }

  async #change(): Promise<void> {
    this.#raise();
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#raise();
  }

  #raise(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #signal(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
