/**
 * Tells waiting readers that a topic has something new, by PostgreSQL's LISTEN.
 * Invariant: it only saves waiting. A lost connection or notification delays a reader until its next poll, no more.
 */
import pg from 'pg';
import { connectionConfig } from './database.ts';

const RECONNECT_MS = 1_000;
/** With a working LISTEN a poll only finds what was written by hand. */
const POLL_LISTENING_MS = 2_000;
const POLL_DEAF_MS = 250;

/** One reader's wait; a wake that comes before the wait is not lost. */
export class Signal {
  #raised = false;
  #resolve: (() => void) | null = null;

  raise(): void {
    this.#raised = true;
    this.#resolve?.();
  }

  async wait(limitMs: number): Promise<void> {
    if (!this.#raised) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
        timer = setTimeout(resolve, limitMs);
      });
      clearTimeout(timer);
      this.#resolve = null;
    }
    this.#raised = false;
  }
}

export class WakeUps {
  readonly #databaseUrl: string;
  readonly #waiting = new Map<Signal, string>();
  #client: pg.Client | null = null;
  #listening = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  get pollMs(): number {
    return this.#listening ? POLL_LISTENING_MS : POLL_DEAF_MS;
  }

  add(topic: string, signal: Signal): void {
    this.#waiting.set(signal, topic);
    if (!this.#client && !this.#retry) this.#connect();
  }

  remove(signal: Signal): void {
    this.#waiting.delete(signal);
  }

  #connect(): void {
    if (this.#closed) return;
    this.#retry = undefined;
    const client = new pg.Client(connectionConfig(this.#databaseUrl));
    this.#client = client;
    const lost = (): void => {
      if (this.#client !== client) return;
      this.#client = null;
      this.#listening = false;
      // Without this a connection that failed half-way would stay open.
      client.end().catch(() => undefined);
      if (this.#closed) return;
      this.#retry = setTimeout(() => this.#connect(), RECONNECT_MS);
      this.#retry.unref();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.#wake(payload));
    client
      .connect()
      .then(() => client.query('listen trm_bus'))
      .then(() => {
        this.#listening = true;
        this.#wake(undefined);
      })
      .catch(lost);
  }

  #wake(topic: string | undefined): void {
    for (const [signal, wanted] of this.#waiting) if (topic === undefined || topic === wanted) signal.raise();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }
}
