/**
 * `data.erased`: the writer has destroyed its copy of persons' data, on the bus too; blocked by no basis (protocol.md 7).
 */
import { reasonsRequired } from '../guards/reasons-required.ts';
import { distinctSubjects } from '../guards/subjects.ts';
import type { MessageRules } from '../rule.ts';

export const rules: MessageRules = {
  type: 'data.erased',
  side: 'either',
  guards: [reasonsRequired, distinctSubjects],
};
