/**
 * `referral.clarification-provided`: the answers to what was asked; the clock of the decision goes on (domain.md 4).
 */
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.clarification-provided',
  side: 'sender',
  guards: [doNotContact, transferBasis, consentOrBasis, subjects],
  needsSubmitted: true,
};
