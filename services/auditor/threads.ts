/**
 * Verifying threads of this process. Starting one costs as much as verifying a thousand records, so after an audit they
 * wait a little for the next one.
 * Invariant: a thread serves one audit at a time, holds nothing of it afterwards, and never keeps the process alive while it waits.
 */
import { Worker } from 'node:worker_threads';
import type { Chunk } from './chunk.ts';
import type { Judged, JudgeSetup } from './judge.ts';

/** `rest` drops the audit's keys. */
export type Order =
  | { readonly kind: 'setup'; readonly setup: JudgeSetup }
  | { readonly kind: 'chunk'; readonly chunk: Chunk }
  | { readonly kind: 'rest' };
export type Answer =
  { readonly kind: 'ready' } | { readonly kind: 'judged'; readonly number: number; readonly judged: Judged };

/** Longer than between two audits of one run, shorter than anybody would notice the memory. */
const IDLE_MS = 20_000;

export interface ThreadEvents {
  onReady(): void;
  onJudged(thread: Thread, number: number, judged: Judged): void;
  onFailure(cause: unknown): void;
}

export class Thread {
  readonly #worker: Worker;
  #events: ThreadEvents | null = null;
  #setup: JudgeSetup | null = null;
  #ready = false;
  #idleTimer: NodeJS.Timeout | null = null;
  failed = false;
  /** Chunks handed over and not back yet. */
  underWay = 0;

  constructor() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url));
    this.#worker.on('message', (answer: Answer) => this.#hear(answer));
    this.#worker.on('error', (cause) => {
      this.failed = true;
      this.#events?.onFailure(cause);
    });
  }

  get ready(): boolean {
    return this.#ready;
  }

  serve(setup: JudgeSetup, events: ThreadEvents): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer);
    this.#events = events;
    this.#setup = setup;
    this.underWay = 0;
    this.#worker.ref();
    if (this.#ready) this.#order({ kind: 'setup', setup });
  }

  hand(chunk: Chunk): void {
    this.underWay += 1;
    this.#worker.postMessage({ kind: 'chunk', chunk } satisfies Order, [chunk.bytes.buffer]);
  }

  /** Waits for the next audit. Only without chunks under way. */
  rest(): void {
    this.#events = null;
    this.#setup = null;
    this.#order({ kind: 'rest' });
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => {
      idle.delete(this);
      void this.end();
    }, IDLE_MS);
    this.#idleTimer.unref();
  }

  async end(): Promise<void> {
    this.#events = null;
    await this.#worker.terminate();
  }

  #hear(answer: Answer): void {
    switch (answer.kind) {
      case 'ready':
        this.#ready = true;
        if (this.#setup !== null) this.#order({ kind: 'setup', setup: this.#setup });
        this.#events?.onReady();
        return;
      case 'judged':
        this.underWay -= 1;
        this.#events?.onJudged(this, answer.number, answer.judged);
        return;
    }
  }

  #order(order: Order): void {
    this.#worker.postMessage(order);
  }
}

const idle = new Set<Thread>();

/** Up to `count` threads that wait, some of them perhaps still starting. */
export function takeIdle(count: number): readonly Thread[] {
  const taken = [...idle].filter(({ failed }) => !failed).slice(0, count);
  for (const thread of taken) idle.delete(thread);
  return taken;
}

export async function giveBack(threads: readonly Thread[]): Promise<void> {
  for (const thread of threads) {
    // One that is still starting goes on doing so: ended now, the next short audit would start it in vain again.
    if (thread.failed || thread.underWay > 0) await thread.end();
    else {
      thread.rest();
      idle.add(thread);
    }
  }
}
