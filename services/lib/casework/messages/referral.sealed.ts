/**
 * `referral.sealed`: the retention time has ended; keys are destroyed, the history verifies (domain.md 4).
 */
import { retention } from '../guards/retention.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.sealed',
  side: 'either',
  guards: [retention],
};
