/**
 * `safety.alert-acknowledged`: a duty desk acts on the other side’s alert (domain.md 4).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'safety.alert-acknowledged',
  side: 'either',
  guards: [],
};
