/**
 * `justice.hearing-notice`: notice of a hearing. It asks for nothing, so that it needs no agreement (domain.md 6.4;
 * TRM-EU SOP 5). Justice channel: sealed and stored under keys of its own.
 */
import { doNotContact } from '../guards/do-not-contact.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'justice.hearing-notice',
  side: 'either',
  guards: [doNotContact, transferBasis],
};
