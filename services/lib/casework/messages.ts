/**
 * All rules files by type, from the generated list: a new message type is its folder of data and its rules file.
 * Invariant: as many as folders in schemas/messages; a test compares both ways (architecture.md 1).
 */
import { messageRules } from './generated/rules.ts';
import type { MessageRules } from './rule.ts';

export { messageRules };

const byType: ReadonlyMap<string, MessageRules> = new Map(messageRules.map((rules) => [rules.type, rules]));

/** `undefined` for a type that this version has no rules for. */
export function rulesOf(type: string): MessageRules | undefined {
  return byType.get(type);
}
