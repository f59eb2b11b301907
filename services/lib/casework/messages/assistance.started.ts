/**
 * `assistance.started`: who helps from now on, and with what (domain.md 4).
 */
import { accountableRecipient } from '../guards/accountable-recipient.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'assistance.started',
  side: 'receiver',
  guards: [transferBasis, accountableRecipient],
};
