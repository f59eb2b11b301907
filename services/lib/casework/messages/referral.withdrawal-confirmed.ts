/**
 * `referral.withdrawal-confirmed`: the receiver has stopped using the data (domain.md 4).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.withdrawal-confirmed',
  side: 'receiver',
  guards: [],
};
