/**
 * `referral.declined`: with coded reasons and what would help; help is then sought elsewhere (domain.md 4).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.declined',
  side: 'receiver',
  guards: [transferBasis, reasonsRequired],
};
