/**
 * `interview.recorded`: who was interviewed on what, so that nobody repeats it for nothing (domain.md 6.9).
 */
import { consentOrBasis } from '../guards/consent-or-basis.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { interviewRegister } from '../guards/interview-register.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'interview.recorded',
  side: 'either',
  guards: [doNotContact, transferBasis, consentOrBasis, subjects, interviewRegister],
  needsSubmitted: true,
};
