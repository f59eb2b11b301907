/**
 * `return.plan-agreed`: the other end confirms the plan (domain.md 8).
 */
import { accountableRecipient } from '../guards/accountable-recipient.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'return.plan-agreed',
  side: 'receiver',
  guards: [transferBasis, accountableRecipient],
};
