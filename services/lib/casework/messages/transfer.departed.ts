/**
 * `transfer.departed`: a leg of the agreed plan has begun; starts the clock of the arrival (domain.md 8).
 */
import { bestInterests } from '../guards/best-interests.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { consentReconfirmed } from '../guards/consent-reconfirmed.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { expectedTime } from '../guards/expected-time.ts';
import { freshRiskAssessments } from '../guards/fresh-risk-assessments.ts';
import { legsInOrder } from '../guards/legs-in-order.ts';
import { parentComplicity } from '../guards/parent-complicity.ts';
import { planAgreed } from '../guards/plan-agreed.ts';
import { reflectionPeriod } from '../guards/reflection-period.ts';
import { returnConsent } from '../guards/return-consent.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import { transitAgreed } from '../guards/transit-agreed.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transfer.departed',
  side: 'sender',
  guards: [
    doNotContact,
    transferBasis,
    consentOrBasis,
    returnConsent,
    planAgreed,
    legsInOrder,
    freshRiskAssessments,
    consentReconfirmed,
    bestInterests,
    parentComplicity,
    reflectionPeriod,
    transitAgreed,
    expectedTime,
  ],
  needsSubmitted: true,
};
