/**
 * `assessment.risk`: level and factors of a risk, for whom, on a day (nrm.bg measure 1.2; domain.md 6.6).
 */
import { assessmentDate } from '../guards/assessment-date.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'assessment.risk',
  side: 'either',
  guards: [doNotContact, transferBasis, consentOrBasis, subjects, assessmentDate],
  needsSubmitted: true,
};
