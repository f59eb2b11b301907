/**
 * `stream.resend-requested`: a service message about positions of a stream; belongs to no referral (protocol.md 5).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'stream.resend-requested',
  side: 'either',
  guards: [],
};
