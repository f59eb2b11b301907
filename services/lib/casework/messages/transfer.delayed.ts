/**
 * `transfer.delayed`: another expected time; starts the clock of the arrival anew (domain.md 8).
 */
import { expectedTime } from '../guards/expected-time.ts';
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'transfer.delayed',
  side: 'sender',
  guards: [reasonsRequired, expectedTime],
};
