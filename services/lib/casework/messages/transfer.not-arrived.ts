/**
 * `transfer.not-arrived`: the expected time and its grace have passed (domain.md 8; CETS 197 art. 33).
 */
import { limitPassed } from '../guards/limit-passed.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transfer.not-arrived',
  side: 'either',
  guards: [limitPassed],
};
