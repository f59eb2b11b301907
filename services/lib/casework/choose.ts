/**
 * Which of two messages that know nothing of each other counts first (domain.md 4).
 * Invariant: the order in which both count wins, so an acceptance that races a withdrawal counts, and then the
 * withdrawal; where neither order would do, whoever does not yield; else the first candidate's, which is the sender's.
 */

export interface Chosen<Candidate, State> {
  readonly head: Candidate;
  readonly to: State;
}

export interface Choice<Candidate, State> {
  /** The state after a candidate, the same state where it moves nothing, `null` where it has no place. */
  readonly move: (state: State, candidate: Candidate) => State | null;
  readonly same: (one: State, other: State) => boolean;
  /** Where neither order would do, the other one goes first: an expiry gives way to an acknowledgement. */
  readonly yields: (candidate: Candidate) => boolean;
}

/** `null` when none has a place. */
export function choose<Candidate, State>(
  state: State,
  candidates: readonly Candidate[],
  { move, same, yields }: Choice<Candidate, State>,
): Chosen<Candidate, State> | null {
  const able = candidates.flatMap((head) => {
    const to = move(state, head);
    return to === null ? [] : [{ head, to }];
  });
  const [first, second] = able;
  if (first === undefined) return null;
  if (second === undefined) return first;
  // What moves nothing takes no place from the other.
  if (same(first.to, state)) return first;
  if (same(second.to, state)) return second;
  const secondFollows = move(first.to, second.head) !== null;
  const firstFollows = move(second.to, first.head) !== null;
  if (firstFollows && !secondFollows) return second;
  const gives = yields(first.head) && !yields(second.head);
  return !firstFollows && !secondFollows && gives ? second : first;
}
