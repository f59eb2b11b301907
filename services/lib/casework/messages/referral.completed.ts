/**
 * `referral.completed`: the outcome, with the person’s own feedback sought (CETS 197 art. 34(1); domain.md 4).
 */
import { personFeedback } from '../guards/person-feedback.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.completed',
  side: 'receiver',
  guards: [transferBasis, reasonsRequired, personFeedback],
};
