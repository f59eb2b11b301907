/**
 * `receipt.delivered`: the machine's word that the other gateway opened, checked and stored a message (protocol.md 6).
 * Moves a state only for `referral.submitted`; of other messages it records the delivery.
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'receipt.delivered',
  side: 'either',
  guards: [],
};
