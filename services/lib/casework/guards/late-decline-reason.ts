/**
 * After an acceptance somebody relies on it: it is taken back only for a reason that the code list marks `late`, and those
 * that it keeps for that alone say nothing before (anchors-domain 7.2). A code that this version does not know may be one.
 */
import { hasCode } from '../../contract/index.ts';
import { guardFailure } from '../texts.ts';
import { flaggedCodes } from './codes.ts';
import { named } from './named.ts';
import { strings } from './reading.ts';

const late = flaggedCodes('decline-reasons', (code) => code.late === true);
const lateOnly = flaggedCodes('decline-reasons', (code) => code.lateOnly === true);

export const lateDeclineReason = named('late-decline-reason', ({ metadata, facts }) => {
  const reasons = strings(metadata.reasons);
  if (!facts.isAccepted)
    return reasons.some((code) => lateOnly.has(code)) ? guardFailure('early-decline-reason') : null;
  return reasons.some((code) => late.has(code) || !hasCode('decline-reasons', code))
    ? null
    : guardFailure('late-decline-reason');
});
