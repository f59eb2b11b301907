/**
 * `family.tracing-result`: what the search for the family has shown (TRM-EU SOPs 3 and 4).
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import { separateConsent } from '../guards/separate-consent.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'family.tracing-result',
  side: 'either',
  guards: [doNotContact, transferBasis, separateConsent('family-contact')],
};
