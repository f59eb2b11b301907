/**
 * The job queue of a service that starts before its database does: opened when first needed, and again until it is there.
 * Invariant: what sends waits for the queue inside its own transaction; what works is taken up once it is open.
 */
import type { Jobs } from './port.ts';

const RETRY_MS = 1_000;

export interface LazyJobs extends Jobs {
  /** Opens in the background, for whoever works; a sender needs no start. */
  start(): void;
}

export function lazyJobs(open: () => Promise<Jobs>): LazyJobs {
  const registered: ((jobs: Jobs) => void)[] = [];
  let opening: Promise<Jobs> | null = null;
  let opened: Jobs | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const get = (): Promise<Jobs> => {
    opening ??= open().then(
      (jobs) => {
        opened = jobs;
        for (const register of registered) register(jobs);
        return jobs;
      },
      (error: unknown) => {
        opening = null;
        throw error;
      },
    );
    return opening;
  };
  const tryOpen = (): void => {
    if (stopped) return;
    get().catch(() => {
      timer = setTimeout(tryOpen, RETRY_MS);
    });
  };
  const onceOpen = (register: (jobs: Jobs) => void): void => {
    registered.push(register);
    if (opened !== null) register(opened);
  };
  return {
    start: tryOpen,
    send: async (...parameters) => (await get()).send(...parameters),
    cancel: async (...parameters) => (await get()).cancel(...parameters),
    workInTransaction: (...parameters) => onceOpen((jobs) => jobs.workInTransaction(...parameters)),
    work: (...parameters) => onceOpen((jobs) => jobs.work(...parameters)),
    schedule: async (...parameters) => (await get()).schedule(...parameters),
    wake: () => opened?.wake(),
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await (await opening?.catch(() => null))?.stop();
    },
  };
}
