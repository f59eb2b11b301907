/**
 * `referral.redirected`: not competent; names who is. The sender asks the person anew and sends anew (domain.md 4).
 */
import { competentNamed } from '../guards/competent-named.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.redirected',
  side: 'receiver',
  guards: [transferBasis, reasonsRequired, competentNamed],
};
