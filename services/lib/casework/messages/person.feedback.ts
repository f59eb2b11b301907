/**
 * `person.feedback`: what the person says of the help (domain.md 4).
 */
import { feedbackConsent } from '../guards/feedback-consent.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'person.feedback',
  side: 'receiver',
  guards: [transferBasis, feedbackConsent, subjects],
};
