/**
 * `justice.protection-measure`: a measure of protection that was ordered. It protects, so that it waits for no agreement (domain.md 6.4;
 * TRM-EU SOP 5). Justice channel: sealed and stored under keys of its own.
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'justice.protection-measure',
  side: 'either',
  guards: [doNotContact, transferBasis],
};
