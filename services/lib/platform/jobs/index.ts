/** Public door of `platform/jobs`: the only place that knows pg-boss. */
export { CLAIM_SECONDS, installJobs, type InstallOptions, KEPT_DAYS, type QueueSettings } from './install.ts';
export { openJobs, type JobsOptions } from './jobs.ts';
export { lazyJobs, type LazyJobs } from './lazy.ts';
export type { HeldJob, Job, JobData, Jobs, SendOptions, WorkOptions } from './port.ts';
