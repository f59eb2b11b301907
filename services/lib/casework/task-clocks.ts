/**
 * The clocks of the tasks of a referral: how long the office that has one may think. domain.md 7.
 * Invariant: pure; a task that moved to another office has a new clock, and what was decided without it ends its clock.
 */
import type { Clock } from './clocks.ts';
import { durationMs, isUrgency, TASK_LIMIT, type Limits } from './limits.ts';
import type { ReferralState } from './types.ts';

export interface TaskTimes {
  readonly id: string;
  /** When the office that has it now got it. ISO 8601, as all times here. */
  readonly since: string;
  readonly answeredAt: string | null;
}

/** States in which the answer of an office is still waited for. */
const WAITED_FOR: ReadonlySet<ReferralState> = new Set([
  'submitted',
  'delivered',
  'acknowledged',
  'clarification',
]);

export interface TaskClocksInput {
  readonly tasks: readonly TaskTimes[];
  readonly state: ReferralState;
  readonly urgency: string;
  readonly limits: Limits;
  readonly now: string;
}

export function taskClocks({ tasks, state, urgency, limits, now }: TaskClocksInput): readonly Clock[] {
  const allowedMs = isUrgency(urgency) ? durationMs(limits[TASK_LIMIT]?.[urgency] ?? '') : null;
  if (allowedMs === null) return [];
  return tasks.map(({ since, answeredAt }): Clock => {
    const startedAt = Date.parse(since);
    const until = Date.parse(answeredAt ?? now);
    const usedMs = Math.max(until - startedAt, 0);
    const open = usedMs >= allowedMs ? 'passed' : 'running';
    return {
      limit: TASK_LIMIT,
      state: answeredAt !== null ? 'met' : WAITED_FOR.has(state) ? open : 'cancelled',
      startedAt: new Date(startedAt).toISOString(),
      dueAt: new Date(startedAt + allowedMs).toISOString(),
      metAt: answeredAt,
      pausedMs: 0,
      percent: allowedMs === 0 ? 200 : Math.floor((usedMs * 100) / allowedMs),
    };
  });
}
