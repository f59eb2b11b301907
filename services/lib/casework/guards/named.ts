/**
 * Gives a guard the name by which the table of transitions calls it: it holds in the rows that name it.
 */
import type { ContentGuard, ContentInput } from '../rule.ts';
import type { Guard, GuardFailure } from '../types.ts';

export function named(guard: Guard, check: (input: ContentInput) => GuardFailure | null): ContentGuard {
  return Object.assign((input: ContentInput) => check(input), { guard });
}
