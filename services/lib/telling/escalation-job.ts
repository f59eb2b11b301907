/**
 * The job that a clock gives when it comes to a threshold. domain.md 7; schemas/transitions.json (`escalation`).
 * Invariant: one job per start of a clock and threshold, however often it is looked at.
 */
export interface EscalationJob {
  readonly reference: string;
  readonly limit: string;
  /** When the clock began; with the limit it says which one. */
  readonly startedAt: string;
  readonly percent: number;
}

export function escalationKey({ reference, limit, startedAt, percent }: EscalationJob): string {
  return `${reference}:${limit}:${startedAt}:${percent}`;
}
