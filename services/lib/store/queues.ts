/**
 * The job queues of a participant's database, made where its migrations are applied.
 * Invariant: a queue is never renamed: jobs of the old name would wait for nobody.
 */
export const queues = {
  /** A clock has come to a threshold. */
  escalate: 'escalate',
  /** One call is to be delivered. */
  notify: 'notify',
  /** The time of an exercise is over. */
  livenessDue: 'liveness-due',
  /** A round of exercises is due. */
  livenessRound: 'liveness-round',
} as const;
