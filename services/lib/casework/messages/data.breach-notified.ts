/**
 * `data.breach-notified`: a breach that concerns this referral, in codes alone; blocked by no basis (GDPR 33).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'data.breach-notified',
  side: 'either',
  guards: [reasonsRequired],
};
