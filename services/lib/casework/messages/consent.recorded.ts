/**
 * `consent.recorded`: a further agreement of the person, with receiver and purposes (domain.md 6.1).
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'consent.recorded',
  side: 'sender',
  guards: [doNotContact, transferBasis, consentOrBasis, agreementOfChild, subjects],
  needsSubmitted: true,
};
