/**
 * Help never depends on cooperating with police (domain.md 6.4; CETS 197 art. 12(6)): neither a condition nor a refusal
 * may say so. The code lists keep such codes, marked `barred`, so that the rule can say why.
 */
import { guardFailure } from '../texts.ts';
import { flaggedCodes } from './codes.ts';
import { named } from './named.ts';
import { strings } from './reading.ts';

const conditions = flaggedCodes('conditions', ({ barred }) => barred === true);
const reasons = flaggedCodes('decline-reasons', ({ barred }) => barred === true);

export const unconditionalSupport = named('unconditional-support', ({ metadata }) => {
  const isBarred =
    strings(metadata['conditions']).some((code) => conditions.has(code)) ||
    strings(metadata.reasons).some((code) => reasons.has(code));
  return isBarred ? guardFailure('unconditional-support') : null;
});
