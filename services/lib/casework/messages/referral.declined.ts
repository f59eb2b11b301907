/**
 * `referral.declined`: with coded reasons and what would help; help is then sought elsewhere. Late, only for reasons kept for that.
 */
import { lateDeclineReason } from '../guards/late-decline-reason.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import { transferBasis } from '../guards/transfer-basis.ts';
import { unconditionalSupport } from '../guards/unconditional-support.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'referral.declined',
  side: 'receiver',
  guards: [transferBasis, reasonsRequired, unconditionalSupport, lateDeclineReason],
};
