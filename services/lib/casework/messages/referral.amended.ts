/**
 * `referral.amended`: what has changed in the profile (T1), with its reason; allowed until arrival (anchors-domain 8).
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { attributedStatus } from '../guards/attributed-status.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { guardian } from '../guards/guardian.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.amended',
  side: 'sender',
  guards: [
    doNotContact,
    transferBasis,
    consentOrBasis,
    guardian,
    agreementOfChild,
    subjects,
    reasonsRequired,
    attributedStatus,
  ],
  needsSubmitted: true,
};
