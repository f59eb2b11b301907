/**
 * `family.tracing-requested`: a search for the family, on an agreement of its own (TRM-EU SOPs 3 and 4).
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { separateConsent } from '../guards/separate-consent.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'family.tracing-requested',
  side: 'either',
  guards: [doNotContact, transferBasis, separateConsent('family-contact'), agreementOfChild, subjects],
};
