/**
 * `service.feedback`: how each service goes, if the person agrees that the sender learns it (anchors-domain 8).
 */
import { feedbackConsent } from '../guards/feedback-consent.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'service.feedback',
  side: 'receiver',
  guards: [transferBasis, feedbackConsent, subjects],
};
