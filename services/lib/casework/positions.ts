/**
 * Which message a command would answer: the newest that counts, of a type that the command can answer (formats.md 4).
 */
import { messageRules } from './messages.ts';
import type { Fold, Position } from './types.ts';

/** Per command type; `null` when there is nothing to answer, or it is not sealed yet. */
export function positionsToAnswer(fold: Fold): Readonly<Partial<Record<string, Position | null>>> {
  const answering = messageRules.filter((rules) => rules.answers.length > 0);
  return Object.fromEntries(
    answering.map((rules) => {
      const known = rules.answers.map((type) => fold.positions[type]).filter((item) => item !== undefined);
      return [rules.type, known[0] ?? null];
    }),
  );
}
