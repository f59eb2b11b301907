/**
 * `referral.on-hold`: nothing is arranged for the time being; has a day of review (CETS 197 art. 13; domain.md 4).
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import { reviewDate } from '../guards/review-date.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.on-hold',
  side: 'either',
  guards: [doNotContact, reasonsRequired, reviewDate],
};
