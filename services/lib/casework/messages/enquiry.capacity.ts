/**
 * `enquiry.capacity`: could you take somebody with these needs? No personal data, by its schema (domain.md 4).
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import { periodInOrder } from '../guards/period.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'enquiry.capacity',
  side: 'sender',
  guards: [doNotContact, periodInOrder],
};
