/**
 * `referral.disclosed`: one tier of what was held back, after acceptance, for the body that needs it (domain.md 5).
 */
import { accountableRecipient } from '../guards/accountable-recipient.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { disclosureTier } from '../guards/disclosure-tier.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.disclosed',
  side: 'sender',
  guards: [doNotContact, transferBasis, consentOrBasis, disclosureTier, subjects, accountableRecipient],
  needsSubmitted: true,
};
