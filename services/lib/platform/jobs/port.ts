/**
 * Port of the job queue: sent inside the caller's transaction, taken once, taken again when its worker died.
 * Invariant: data are ids and codes, never personal; nothing here runs DDL or has a connection of its own.
 * architecture.md 4.
 */
import type { Sql } from '../db/index.ts';

/** Ids and codes. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

export interface Job {
  readonly id: string;
  readonly queue: string;
  readonly data: JobData;
  /** 0 at the first try. */
  readonly tries: number;
  /** True when a failure of this try is the last: the queue gives the job up. */
  readonly last: boolean;
}

export interface SendOptions {
  /** A UUID. At most one of `id` and `singletonKey`. */
  readonly id?: string;
  /** Any text of ids and codes; the job's id is derived from queue and key. */
  readonly singletonKey?: string;
  /** From now. At most one of `startAfterMs` and `startAt`. */
  readonly startAfterMs?: number;
  /** By the database's clock. */
  readonly startAt?: Date;
  /** Tries after the first, a killed worker's included: with 0 its job is given up. */
  readonly retryLimit?: number;
  readonly retryDelayMs?: number;
  /** Doubles the delay with every try, at most to `retryDelayMaxMs`. */
  readonly retryBackoff?: boolean;
  readonly retryDelayMaxMs?: number;
}

export interface WorkOptions {
  /** Jobs at a time in this process. Default 1. */
  readonly concurrency?: number;
}

/** Claimed before the handler runs. */
export interface HeldJob extends Job {
  /** Aborted when the claim is lost or the process stops. */
  readonly signal: AbortSignal;
  /**
   * Ends the job inside the handler's own transaction, with what the handler records there. False: the claim was lost
   * meanwhile, and the caller rolls back.
   */
  complete(sql: Sql): Promise<boolean>;
}

export interface Jobs {
  /**
   * There as soon as, and only if, the caller's transaction commits. False: a job of this id or key is there already,
   * or was within KEPT_DAYS of its end.
   * @throws DbError
   */
  send(sql: Sql, queue: string, data: JobData, options?: SendOptions): Promise<boolean>;
  /**
   * Takes back a job that waits, inside the caller's transaction; one of `workInTransaction` that runs is waited for.
   * Its id stays used. False: nothing waited.
   */
  cancel(
    sql: Sql,
    queue: string,
    which: { readonly id: string } | { readonly singletonKey: string },
  ): Promise<boolean>;
  /**
   * Claim, handler and end are one transaction: what the handler writes with `sql` is written exactly once, and a
   * killed process leaves the job free at once. For work in the database alone, shorter than its idle limit (8 s).
   * A throw rolls the handler back and counts as a try; a broken connection does not.
   */
  workInTransaction(
    queue: string,
    handler: (sql: Sql, job: Job) => Promise<void>,
    options?: WorkOptions,
  ): void;
  /**
   * The claim is committed first, then the handler runs, then the job is ended (unless the handler did it). At least
   * once: a killed process's job is taken again when its claim has run out. For work outside of the database.
   */
  work(queue: string, handler: (job: HeldJob) => Promise<void>, options?: WorkOptions): void;
  /**
   * A job of `queue` at every due time of `cron` (five fields) in `timeZone`, once however many processes run. Due times
   * that nobody was there for come as one. The job's data are `data` and `due`, the due time. A schedule that is no
   * longer named when its process starts ends after one more job.
   */
  schedule(queue: string, cron: string, timeZone: string, data: JobData): Promise<void>;
  /** Looks for jobs at once; after a commit that sent some. */
  wake(): void;
  /** Takes nothing more and waits for running handlers, within a limit. Idempotent. */
  stop(): Promise<void>;
}
