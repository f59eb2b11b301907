/**
 * `referral.resumed`: goes on where it was put on hold (domain.md 4).
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.resumed',
  side: 'either',
  guards: [doNotContact],
};
