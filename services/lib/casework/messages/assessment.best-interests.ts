/**
 * `assessment.best-interests`: what is best for a child, and who decided it (CETS 197 art. 16(7); domain.md 6.5).
 */
import { assessmentDate } from '../guards/assessment-date.ts';
import { childrenOnly } from '../guards/children-only.ts';
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'assessment.best-interests',
  side: 'either',
  guards: [doNotContact, transferBasis, consentOrBasis, subjects, childrenOnly, assessmentDate],
  needsSubmitted: true,
};
