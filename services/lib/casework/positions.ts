/**
 * Which message a command would answer: the newest that counts, of a type that the command answers (formats.md 4).
 */
import { answersOf } from './lifecycle.ts';
import { messageRules } from './messages.ts';
import { isMachine } from './rules.ts';
import type { Fold, Position } from './types.ts';

/** Per command type; `null` when there is nothing to answer, or it is not sealed yet. */
export function positionsToAnswer(fold: Fold): Readonly<Partial<Record<string, Position | null>>> {
  return Object.fromEntries(
    messageRules.flatMap((rules) => {
      const types = isMachine(rules) ? [] : answersOf(rules.type);
      if (types.length === 0) return [];
      const known = types.map((type) => fold.positions[type]).find((item) => item !== undefined);
      return [[rules.type, known ?? null]];
    }),
  );
}
