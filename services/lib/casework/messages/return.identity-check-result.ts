/**
 * `return.identity-check-result`: what the check of an identity has shown (CETS 197 art. 16(3) and (4)).
 */
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'return.identity-check-result',
  side: 'receiver',
  guards: [transferBasis],
};
