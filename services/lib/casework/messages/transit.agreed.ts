/**
 * `transit.agreed`: the transit participant agrees to the passage (domain.md 8).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transit.agreed',
  side: 'receiver',
  guards: [],
};
