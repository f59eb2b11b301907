/**
 * `status.asserted`: what a kind of body has found under its own regime; never overwrites another’s (domain.md 6.3).
 */
import { attributedStatus } from '../guards/attributed-status.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'status.asserted',
  side: 'either',
  guards: [doNotContact, transferBasis, consentOrBasis, subjects, attributedStatus],
  needsSubmitted: true,
};
