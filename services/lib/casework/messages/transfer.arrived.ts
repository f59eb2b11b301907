/**
 * `transfer.arrived`: met and safe; with the last leg responsibility has passed (domain.md 4).
 */
import { accountableRecipient } from '../guards/accountable-recipient.ts';
import { legsInOrder } from '../guards/legs-in-order.ts';
import { subjects } from '../guards/subjects.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transfer.arrived',
  side: 'receiver',
  guards: [transferBasis, subjects, accountableRecipient, legsInOrder],
};
