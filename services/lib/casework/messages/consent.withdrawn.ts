/**
 * `consent.withdrawn`: the person withdraws their agreement, through either side; confirmed by the other one (domain.md 6.1).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'consent.withdrawn',
  side: 'either',
  guards: [reasonsRequired],
};
