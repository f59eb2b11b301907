/**
 * The people's side of the router: escalations, notices and exercises as jobs. domain.md 7.
 * Invariant: what stands in the database is done in the transaction that ends its job; what leaves the house is claimed
 * first and recorded after.
 */
import type { LazyJobs } from '../../lib/platform/jobs/index.ts';
import type { JobData } from '../../lib/platform/jobs/port.ts';
import { queues } from '../../lib/store/queues.ts';
import { endCheck } from '../../lib/telling/checks.ts';
import type { EscalationJob } from '../../lib/telling/escalation-job.ts';
import type { RouterContext } from '../context.ts';
import type { Channels } from './channels.ts';
import { deliver } from './deliver.ts';
import { escalate } from './escalate.ts';
import { askRound } from './liveness.ts';
import { telling } from './telling.ts';

const SCHEDULE_RETRY_MS = 5_000;

export interface DutyOptions {
  readonly channels: Channels;
  /** Cron expression. */
  readonly livenessRound: string;
  readonly timeZone: string;
}

export class Duty {
  readonly #context: RouterContext;
  readonly #jobs: LazyJobs;
  readonly #options: DutyOptions;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(context: RouterContext, jobs: LazyJobs, options: DutyOptions) {
    this.#context = context;
    this.#jobs = jobs;
    this.#options = options;
  }

  start(): void {
    const context = this.#context;
    const jobs = this.#jobs;
    jobs.workInTransaction(queues.escalate, async (sql, job) => {
      await escalate(context, sql, escalationOf(job.data));
      jobs.wake();
    });
    jobs.workInTransaction(queues.livenessDue, async (sql, job) => {
      await endCheck(sql, telling(context), String(job.data['check']));
    });
    jobs.workInTransaction(queues.livenessRound, async (sql) => {
      if ((await askRound(context, sql)) > 0) context.log.event('liveness.round');
    });
    jobs.work(queues.notify, (job) => deliver(context, this.#options.channels, job));
    jobs.start();
    void this.#schedule();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#jobs.stop();
  }

  async #schedule(): Promise<void> {
    const { livenessRound, timeZone } = this.#options;
    try {
      await this.#jobs.schedule(queues.livenessRound, livenessRound, timeZone, {});
    } catch (error) {
      this.#context.log.failure('duty.failed', error);
      if (!this.#stopped) this.#timer = setTimeout(() => void this.#schedule(), SCHEDULE_RETRY_MS);
    }
  }
}

function escalationOf(data: JobData): EscalationJob {
  return {
    reference: String(data['reference']),
    limit: String(data['limit']),
    startedAt: String(data['startedAt']),
    percent: Number(data['percent']),
  };
}
