/**
 * `data.rectified`: corrected data, told to whoever got the wrong ones (GDPR 16 and 19).
 */
import { distinctSubjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'data.rectified',
  side: 'either',
  guards: [transferBasis, distinctSubjects],
};
