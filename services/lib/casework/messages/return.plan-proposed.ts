/**
 * `return.plan-proposed`: legs, times, escorts, and who meets whom (domain.md 8).
 */
import { bestInterests } from '../guards/best-interests.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { legsInOrder } from '../guards/legs-in-order.ts';
import { parentComplicity } from '../guards/parent-complicity.ts';
import { planLegs } from '../guards/plan-legs.ts';
import { reflectionPeriod } from '../guards/reflection-period.ts';
import { returnConsent } from '../guards/return-consent.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import { voluntaryReturn } from '../guards/voluntary-return.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'return.plan-proposed',
  side: 'sender',
  guards: [
    doNotContact,
    transferBasis,
    consentOrBasis,
    returnConsent,
    subjects,
    planLegs,
    legsInOrder,
    voluntaryReturn,
    reflectionPeriod,
    bestInterests,
    parentComplicity,
  ],
  needsSubmitted: true,
};
