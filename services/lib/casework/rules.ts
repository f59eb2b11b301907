/**
 * What a message does to a state: the table of transitions read through the rules of its type.
 * Invariant: metadata alone decide, so an auditor computes the same (domain.md 4).
 */
import type { Metadata } from '../protocol/types.ts';
import { nextStates } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import type { ReferralState, Side } from './types.ts';

/**
 * State after the message, the same state where it moves nothing, `null` when it has no place here.
 * `answered`: metadata of the message that it answers, `null` when it answers none.
 */
export function stateAfter(
  state: ReferralState,
  side: Side,
  metadata: Metadata,
  answered: Metadata | null,
): ReferralState | null {
  const rules = rulesOf(metadata.type);
  if (rules === undefined || (rules.side !== 'either' && rules.side !== side)) return null;
  const next = nextStates(state, metadata.type, side);
  if (rules.movesFor !== undefined) {
    const moves = answered !== null && rules.movesFor.some((type) => type === answered.type);
    return (moves ? next[0] : undefined) ?? state;
  }
  if (rules.outcome === undefined || next.length < 2) return next[0] ?? null;
  const outcome = rules.outcome(metadata);
  return next.includes(outcome) ? outcome : null;
}

/** `answered`: type of the message that it points at, `null` when that one was refused or rejected. */
export function mayAnswer(type: string, answered: string | null): boolean {
  const rules = rulesOf(type);
  if (rules === undefined || rules.movesFor !== undefined) return true;
  return answered !== null && rules.answers.some((item) => item === answered);
}
