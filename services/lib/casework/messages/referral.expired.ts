/**
 * `referral.expired`: no acknowledgement after full escalation; gives way to one that races it (domain.md 4 and 7).
 */
import { limitPassed } from '../guards/limit-passed.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.expired',
  side: 'sender',
  guards: [limitPassed],
};
