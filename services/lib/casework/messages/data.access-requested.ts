/**
 * `data.access-requested`: a person asks what is held; the other controller is asked for its part (GDPR 15).
 */
import { distinctSubjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'data.access-requested',
  side: 'either',
  guards: [transferBasis, distinctSubjects],
};
