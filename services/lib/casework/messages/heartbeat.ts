/**
 * `heartbeat`: a service message that says the stream is alive; belongs to no referral (protocol.md 3).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'heartbeat',
  side: 'either',
  guards: [],
};
