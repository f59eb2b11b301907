/**
 * Which of two messages that know nothing of each other counts first (domain.md 4).
 * Invariant: the order in which both count wins, so an acceptance that races a withdrawal counts, and then the
 * withdrawal; where either order would do or neither does, the first candidate's, which is the sender's.
 */
import type { ReferralState } from './types.ts';

export interface Chosen<Candidate> {
  readonly head: Candidate;
  readonly to: ReferralState;
}

/**
 * `null` when none has a place. `move` gives the state after a candidate, the same state where it moves nothing, `null`
 * where it has no place.
 */
export function choose<Candidate>(
  state: ReferralState,
  candidates: readonly Candidate[],
  move: (state: ReferralState, candidate: Candidate) => ReferralState | null,
): Chosen<Candidate> | null {
  const able = candidates.flatMap((head) => {
    const to = move(state, head);
    return to === null ? [] : [{ head, to }];
  });
  const [first, second] = able;
  if (first === undefined) return null;
  if (second === undefined) return first;
  // What moves nothing takes no place from the other.
  if (first.to === state) return first;
  if (second.to === state) return second;
  const secondFollows = move(first.to, second.head) !== null;
  const firstFollows = move(second.to, first.head) !== null;
  return firstFollows && !secondFollows ? second : first;
}
