/**
 * `receipt.refused`: the other gateway turned a message away in step 8, 9 or 10 of opening (protocol.md 5).
 * It moves no state; the message that it names counts for nobody.
 */
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'receipt.refused',
  side: 'either',
  guards: [],
};
