/**
 * `transit.entered`: has reached the transit participant; starts the clock of leaving it (domain.md 8).
 */
import { expectedTime } from '../guards/expected-time.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transit.entered',
  side: 'receiver',
  guards: [expectedTime],
};
