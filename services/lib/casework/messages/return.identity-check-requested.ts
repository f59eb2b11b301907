/**
 * `return.identity-check-requested`: is this person yours, and which documents can you issue? Never to a state that the person fled (domain.md 6.2).
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { fourEyes } from '../guards/four-eyes.ts';
import { guardian } from '../guards/guardian.ts';
import { reflectionPeriod } from '../guards/reflection-period.ts';
import { separateConsent } from '../guards/separate-consent.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'return.identity-check-requested',
  side: 'sender',
  guards: [
    doNotContact,
    transferBasis,
    consentOrBasis,
    separateConsent('identity-confirmation'),
    guardian,
    agreementOfChild,
    reflectionPeriod,
    fourEyes,
  ],
};
