/**
 * `referral.not-possible`: tried and cannot be done; the fallback is recorded (nrm.bg step 5; domain.md 4).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.not-possible',
  side: 'receiver',
  guards: [transferBasis, reasonsRequired],
};
