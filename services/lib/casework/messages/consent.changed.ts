/**
 * `consent.changed`: the person agrees to less, or to something else; the other side confirms that it keeps to it (domain.md 6.1).
 */
import { agreementOfChild } from '../guards/agreement-of-child.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'consent.changed',
  side: 'sender',
  guards: [transferBasis, agreementOfChild, subjects],
};
