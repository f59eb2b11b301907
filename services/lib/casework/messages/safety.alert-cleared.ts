/**
 * `safety.alert-cleared`: the danger is over, or was none, by a coded reason (domain.md 4).
 */
import { alertOpen } from '../guards/alert-open.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'safety.alert-cleared',
  side: 'either',
  guards: [alertOpen, reasonsRequired],
};
