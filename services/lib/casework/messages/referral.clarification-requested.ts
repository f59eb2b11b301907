/**
 * `referral.clarification-requested`: questions back to the sender; the clock of the decision stands still until they are answered (domain.md 4).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.clarification-requested',
  side: 'receiver',
  guards: [],
};
