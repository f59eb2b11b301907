/**
 * What has ended is kept for as long as the retention limit says, and then sealed (domain.md 4; transitions.json).
 */
import { durationMs, isUrgency } from '../limits.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

export const retention = named('retention', ({ facts, limits, metadata, at }) => {
  // The other side's retention is its own: each gateway answers for its limits alone.
  if (limits === null) return null;
  const duration = isUrgency(metadata.urgency) ? limits['retention']?.[metadata.urgency] : undefined;
  const length = duration === undefined ? null : durationMs(duration);
  if (facts.closedAt === null || length === null) return guardFailure('retention');
  return Date.parse(at) >= Date.parse(facts.closedAt) + length ? null : guardFailure('retention');
});
