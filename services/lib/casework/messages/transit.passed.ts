/**
 * `transit.passed`: has left the transit participant; its part is done (domain.md 8).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transit.passed',
  side: 'receiver',
  guards: [],
};
