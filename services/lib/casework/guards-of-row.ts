/**
 * Which guards of a type's rules hold for a message: those that its row of the table names (transitions.json).
 * Invariant: a type that the table does not name is held to all of its rules.
 */
import type { Transition } from '../contract/index.ts';
import { isInTable } from './lifecycle.ts';
import type { ContentGuard, MessageRules } from './rule.ts';

export function guardsOf(
  rules: Pick<MessageRules, 'type' | 'guards'>,
  row: Pick<Transition, 'guards'>,
): readonly ContentGuard[] {
  if (!isInTable(rules.type)) return rules.guards;
  return rules.guards.filter(({ guard }) => row.guards.includes(guard));
}
