/**
 * `referral.acknowledged`: a duty officer of the receiver has opened it: a person, where `receipt.delivered` is a machine.
 * Starts the limit for the decision.
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.acknowledged',
  side: 'receiver',
  guards: [],
};
