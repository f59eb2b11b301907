/**
 * `consent.withdrawal-confirmed`: the other side keeps to what was withdrawn or changed (domain.md 6.1).
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'consent.withdrawal-confirmed',
  side: 'either',
  guards: [],
};
