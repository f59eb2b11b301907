/**
 * `return.plan-agreed`: the other end confirms the plan (domain.md 8).
 */
import { accountableRecipient } from '../guards/accountable-recipient.ts';
import { legsInOrder } from '../guards/legs-in-order.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'return.plan-agreed',
  side: 'receiver',
  guards: [transferBasis, accountableRecipient, legsInOrder],
};
