/**
 * `data.access-provided`: what the writer holds about the persons who asked (GDPR 15).
 */
import { distinctSubjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'data.access-provided',
  side: 'either',
  guards: [transferBasis, distinctSubjects],
};
