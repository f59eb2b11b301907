/**
 * Which message a command would answer: the other side's newest that counts, of a type that an open row names
 * (formats.md 4). Invariant: nobody answers themselves.
 */
import { openRows } from './lifecycle.ts';
import { otherSide } from './types.ts';
import type { Fold, Position, Side } from './types.ts';

export interface Answerable {
  /** `null`: there is nothing to answer, or it is not sealed yet. */
  readonly position: Position | null;
  readonly type: string | null;
}

/** `null` when a message of this type would answer nothing, or has no place now. */
export function toAnswer(fold: Fold, type: string, side: Side): Answerable | null {
  const rows = openRows(fold, type, side).filter((row) => row.answers !== undefined);
  if (rows.length === 0) return null;
  const held = fold.positions[otherSide(side)];
  for (const answered of new Set(rows.flatMap((row) => row.answers ?? []))) {
    const position = held[answered];
    if (position !== undefined) return { position, type: answered };
  }
  return { position: null, type: null };
}
