/**
 * `safety.alert`: somebody is in danger, with the least that lets others act; nothing holds it back, and only the one that opens a case asks whom it goes to (domain.md 4; CETS 197 art. 33).
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'safety.alert',
  side: 'either',
  guards: [doNotContact],
};
