/**
 * The clock's expiry waits until twice the time for an acknowledgement has passed (domain.md 7), its non-arrival until the
 * expected time and its grace have; a person may know earlier that nobody comes. The receiving gateway may have other
 * limits and counts what the messages say.
 */
import type { ContentInput } from '../rule.ts';
import { defaultLimits, durationMs, isUrgency } from '../limits.ts';
import type { Limits } from '../limits.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

function lengthOf(limits: Limits | null, name: string, { urgency }: ContentInput['metadata']): number {
  const duration = isUrgency(urgency) ? limits?.[name]?.[urgency] : undefined;
  return duration === undefined ? 0 : (durationMs(duration) ?? 0);
}

/** When it may be said; `null`: never yet. */
function dueAt({ type, facts, limits, metadata }: ContentInput): number | null {
  if (type === 'transfer.not-arrived') {
    const expected = facts.travel?.expectedAt ?? null;
    return expected === null ? null : Date.parse(expected) + lengthOf(limits, 'arrive', metadata);
  }
  const { submission } = facts;
  if (submission === null) return null;
  const start = Date.parse(submission.at);
  const length =
    submission.respondBy === null
      ? // Who leaves out when it expects an answer is held to the defaults, or it could give up at once.
        lengthOf(limits ?? defaultLimits, 'acknowledge', metadata)
      : Date.parse(submission.respondBy) - start;
  return start + 2 * length;
}

export const limitPassed = named('limit-passed', (input) => {
  if (input.type === 'transfer.not-arrived' && input.metadata.role !== undefined) return null;
  const due = dueAt(input);
  if (due !== null && Date.parse(input.at) >= due) return null;
  return guardFailure(input.type === 'transfer.not-arrived' ? 'limit-passed-arrival' : 'limit-passed');
});
