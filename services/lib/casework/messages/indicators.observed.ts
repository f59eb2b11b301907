/**
 * `indicators.observed`: signs of exploitation from a published list; no finding of a status (ILO indicators).
 */
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'indicators.observed',
  side: 'either',
  guards: [doNotContact, transferBasis, consentOrBasis, subjects],
  needsSubmitted: true,
};
