/**
 * Hands values out to verifying threads and gives the outcomes back in the order of the values.
 * Invariant: the outcomes are the same with any number of threads, none included; a bounded number of chunks is under way.
 * Small audits are done before a thread would have started, so threads start only once there is work for them.
 */
import { Worker } from 'node:worker_threads';
import type { Cipher } from '../lib/protocol/index.ts';
import { AuditError } from './errors.ts';
import { packChunk, type Chunk } from './chunk.ts';
import { Judge, type Judged, type JudgeSetup, type RawValue } from './judge.ts';

const CHUNK_VALUES = 64;
const CHUNK_BYTES = 1024 * 1024;
/** About what the main thread verifies while a thread starts. */
const ALONE_VALUES = 200;
/** Enough that a thread never waits for the reader's next page. */
const CHUNKS_PER_WORKER = 4;

interface Thread {
  readonly worker: Worker;
  /** Chunks handed over and not back yet. */
  underWay: number;
  ready: boolean;
}

type Answer = 'ready' | { readonly number: number; readonly judged: Judged };

export class Pool {
  readonly #setup: JudgeSetup;
  readonly #judge: Judge;
  readonly #threadCount: number;
  readonly #onJudged: (judged: Judged) => void;
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

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  async #dispatch(): Promise<void> {
    const values = this.#open;
    this.#open = [];
    this.#openBytes = 0;
    this.#values += values.length;
    if (this.#values > ALONE_VALUES && this.#threads.length === 0) this.#start();
    const number = this.#nextChunk;
    this.#nextChunk += 1;
    for (;;) {
      this.#raise();
      const thread = this.#threads
        .filter(({ ready, underWay }) => ready && underWay < CHUNKS_PER_WORKER)
        .sort((left, right) => left.underWay - right.underWay)[0];
      if (thread !== undefined) return this.#hand(thread, packChunk(number, values));
      if (!this.#threads.some(({ ready }) => ready)) break;
      await this.#change();
    }
    for (const value of values) this.#judge.judge(value);
    this.#settle(number, this.#judge.take());
    // Judging is one long step: without this the threads' first words would never be heard.
    if (this.#threads.length > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  #hand(thread: Thread, chunk: Chunk): void {
    thread.underWay += 1;
    thread.worker.postMessage(chunk, [chunk.bytes.buffer]);
  }

  #start(): void {
    for (let index = 0; index < this.#threadCount; index += 1) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.#setup });
      const thread: Thread = { worker, underWay: 0, ready: false };
      this.#threads.push(thread);
      worker.on('message', (answer: Answer) => {
        if (answer === 'ready') thread.ready = true;
        else {
          thread.underWay -= 1;
          this.#settle(answer.number, answer.judged);
        }
        this.#signal();
      });
      worker.on('error', (cause) => {
        this.#failure ??= new AuditError('worker', 'a verifying thread failed', { cause });
        this.#signal();
      });
    }
  }

  #settle(number: number, judged: Judged): void {
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
