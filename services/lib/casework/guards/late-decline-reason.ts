/**
 * After an acceptance somebody relies on it: it is taken back only for a reason that the code list marks `late`
 * (anchors-domain 7.2). A code that this version does not know may be one.
 */
import { hasCode } from '../../contract/index.ts';
import { guardFailure } from '../texts.ts';
import { flaggedCodes } from './codes.ts';
import { named } from './named.ts';
import { strings } from './reading.ts';

const late = flaggedCodes('decline-reasons', (code) => code.late === true);

export const lateDeclineReason = named('late-decline-reason', ({ metadata }) =>
  strings(metadata.reasons).some((code) => late.has(code) || !hasCode('decline-reasons', code))
    ? null
    : guardFailure('late-decline-reason'),
);
