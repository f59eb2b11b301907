/**
 * `enquiry.reply`: yes, no or conditional, with reasons unless yes (formats.md 5). Binds nobody.
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'enquiry.reply',
  side: 'receiver',
  guards: [reasonsRequired],
};
