/**
 * One case of a vector file and what became of it. Invariant: `skipped` is said only of what we refuse by design.
 */
export type Verdict = 'passed' | 'failed' | 'skipped';

export interface CaseResult {
  readonly id: string;
  readonly verdict: Verdict;
}

/** Result of comparing what happened with what the vector asks for. */
export function verdictOf(asExpected: boolean): Verdict {
  return asExpected ? 'passed' : 'failed';
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
