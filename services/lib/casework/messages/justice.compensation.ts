/**
 * `justice.compensation`: the route to compensation and how far it has come (domain.md 6.4;
 * TRM-EU SOP 5). Justice channel: sealed and stored under keys of its own.
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { doNotContact } from '../guards/do-not-contact.ts';
import { JUSTICE_PURPOSES, justiceConsent } from '../guards/justice-consent.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'justice.compensation',
  side: 'either',
  guards: [doNotContact, transferBasis, justiceConsent(JUSTICE_PURPOSES), agreementOfChild],
};
