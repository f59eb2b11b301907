/**
 * Takes the jobs of one queue and runs their handler: claim and end around it, or in one transaction with it.
 * Invariant: never more than `concurrency` at a time; what is recorded of a failure is a code, never a text.
 */
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { type Database, DbError, type Sql } from '../db/index.ts';
import { CLAIM_SECONDS } from './install.ts';
import { affected, overSql } from './over-pool.ts';
import type { HeldJob, Job, JobData } from './port.ts';
import type { Schedules } from './schedules.ts';

export interface WorkerContext {
  readonly db: Database;
  readonly boss: PgBoss;
  readonly schedules: Schedules;
  readonly onError: (error: unknown, queue: string) => void;
}

export type Handler =
  | { readonly kind: 'transaction'; readonly run: (sql: Sql, job: Job) => Promise<void> }
  | { readonly kind: 'held'; readonly run: (job: HeldJob) => Promise<void> };

/** Three times within a claim: one lost statement does not lose it. */
const REFRESH_MS = (CLAIM_SECONDS * 1_000) / 3;

export class Worker {
  readonly #context: WorkerContext;
  readonly #queue: string;
  readonly #handler: Handler;
  readonly #concurrency: number;
  readonly #running = new Set<Promise<void>>();
  readonly #held = new Set<AbortController>();
  #stopped = false;

  constructor(context: WorkerContext, queue: string, handler: Handler, concurrency: number) {
    this.#context = context;
    this.#queue = queue;
    this.#handler = handler;
    this.#concurrency = concurrency;
  }

  /** There is something to take. */
  fill(): void {
    while (!this.#stopped && this.#running.size < this.#concurrency) {
      const run = this.#untilEmpty().finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  /** Resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  /** Whatever still runs loses its claim. */
  abort(): void {
    for (const each of this.#held) each.abort();
  }

  async #untilEmpty(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#one(this.#handler)));
    } catch (error) {
      this.#context.onError(error, this.#queue);
    }
  }

  #one(handler: Handler): Promise<boolean> {
    return handler.kind === 'transaction' ? this.#inTransaction(handler.run) : this.#hold(handler.run);
  }

  async #claim(sql: Sql): Promise<JobWithMetadata<JobData> | null> {
    const [row] = await this.#context.boss.fetch<JobData>(this.#queue, {
      db: overSql(sql),
      includeMetadata: true,
    });
    if (row === undefined) return null;
    await this.#context.schedules.goOn(sql, row.singletonKey, row.data['due']);
    return row;
  }

  #inTransaction(run: (sql: Sql, job: Job) => Promise<void>): Promise<boolean> {
    const { boss, db, onError } = this.#context;
    return db.tx(async (sql) => {
      const row = await this.#claim(sql);
      if (row === null) return false;
      await sql.query('savepoint job');
      try {
        await run(sql, jobOf(this.#queue, row));
        await boss.complete(this.#queue, [row], null, { db: overSql(sql) });
      } catch (error) {
        // Nothing of this transaction counts then, the try included.
        if (error instanceof DbError && error.code === 'transient') throw error;
        await sql.query('rollback to savepoint job');
        await boss.fail(this.#queue, [row], { code: codeOf(error) }, { db: overSql(sql) });
        onError(error, this.#queue);
      }
      return true;
    });
  }

  async #hold(run: (job: HeldJob) => Promise<void>): Promise<boolean> {
    const { boss, db, onError } = this.#context;
    const row = await db.tx((sql) => this.#claim(sql));
    if (row === null) return false;
    const lost = new AbortController();
    this.#held.add(lost);
    const refresh = setInterval(() => {
      boss.touch(this.#queue, [row]).then(
        (response) => {
          if (affected(response) === 0) lost.abort();
        },
        (error: unknown) => onError(error, this.#queue),
      );
    }, REFRESH_MS);
    try {
      await run({
        ...jobOf(this.#queue, row),
        signal: lost.signal,
        complete: async (sql) =>
          affected(await boss.complete(this.#queue, [row], null, { db: overSql(sql) })) === 1,
      });
      // Also after `complete`: its transaction may have been rolled back, and a second end does nothing.
      await boss.complete(this.#queue, [row], null);
    } catch (error) {
      onError(error, this.#queue);
      await boss.fail(this.#queue, [row], { code: codeOf(error) });
    } finally {
      clearInterval(refresh);
      this.#held.delete(lost);
    }
    return true;
  }
}

function jobOf(queue: string, row: JobWithMetadata<JobData>): Job {
  return {
    id: row.id,
    queue,
    data: row.data,
    tries: row.retryCount,
    last: row.retryCount >= row.retryLimit,
  };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^[A-Za-z0-9_.-]{1,48}$/.test(code) ? code : 'failed';
}
