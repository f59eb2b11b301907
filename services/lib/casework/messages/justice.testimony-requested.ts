/**
 * `justice.testimony-requested`: a person is asked to testify, under an agreement to just that (domain.md 6.4;
 * TRM-EU SOP 5). Justice channel: sealed and stored under keys of its own.
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { justiceConsent } from '../guards/justice-consent.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'justice.testimony-requested',
  side: 'either',
  guards: [doNotContact, transferBasis, justiceConsent(['criminal-proceedings']), agreementOfChild],
};
