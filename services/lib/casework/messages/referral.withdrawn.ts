/**
 * `referral.withdrawn`: recalled, at once and whatever the state; final when the receiver confirms (domain.md 4).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.withdrawn',
  side: 'sender',
  guards: [reasonsRequired],
};
