/**
 * Periodic jobs as a chain: whoever takes the job of one due time sends that of the next, in the transaction of the claim.
 * Invariant: the job's id is derived from schedule and due time, so a due time has one job whoever sends it, and a chain
 * never goes back, whatever the clock does.
 */
import { createHash } from 'node:crypto';
import type { Sql } from '../db/index.ts';
import type { JobData } from './port.ts';

export interface Schedule {
  readonly queue: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly data: JobData;
}

/** First due time after `from`. */
export type Next = (schedule: Schedule, from: Date) => Date;
export type Insert = (sql: Sql, job: ScheduledJob) => Promise<void>;

export interface ScheduledJob {
  readonly schedule: Schedule;
  readonly key: string;
  readonly id: string;
  readonly due: Date;
}

const PREFIX = 'schedule:';

export class Schedules {
  readonly #known = new Map<string, Schedule>();
  readonly #next: Next;
  readonly #insert: Insert;

  constructor(next: Next, insert: Insert) {
    this.#next = next;
    this.#insert = insert;
  }

  async start(sql: Sql, schedule: Schedule): Promise<void> {
    this.#next(schedule, new Date());
    this.#known.set(keyOf(schedule), schedule);
    await this.#send(sql, schedule, null);
  }

  /** `key` and `due` of the job that was taken. A schedule that nobody keeps any more ends here. */
  async goOn(sql: Sql, key: string | null, due: unknown): Promise<void> {
    const schedule = key === null ? undefined : this.#known.get(key);
    if (schedule !== undefined && typeof due === 'string') await this.#send(sql, schedule, new Date(due));
  }

  async #send(sql: Sql, schedule: Schedule, last: Date | null): Promise<void> {
    const [row] = await sql.query<{ now: Date }>(`select clock_timestamp() as now`);
    const now = row?.now ?? new Date();
    const due = this.#next(schedule, last !== null && last > now ? last : now);
    const key = keyOf(schedule);
    await this.#insert(sql, { schedule, key, id: jobId(schedule.queue, `${key}|${due.toISOString()}`), due });
  }
}

function keyOf({ queue, cron, timeZone }: Schedule): string {
  return `${PREFIX}${queue}|${cron}|${timeZone}`;
}

/** A UUID of version 8 (RFC 9562) from queue and key. */
export function jobId(queue: string, key: string): string {
  const bytes = createHash('sha256').update(`${queue}\n${key}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
