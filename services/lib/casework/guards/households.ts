/**
 * A household as a child's destination opens only to a best-interests decision for just it (domain.md 6.5).
 */
import type { JsonObject } from '../../protocol/types.ts';
import type { ContentInput } from '../rule.ts';
import { isObject, text } from './reading.ts';

/** Kind of destination, and the decision that opens it. */
const OPENED_BY: ReadonlyMap<string, string> = new Map([
  ['own-household', 'return-to-family'],
  ['relative-household', 'return-to-relative'],
]);

/** Decision that the destination of this plan, or of the newest one, waits for; `null`: it is no household. */
export function openedBy({ payload, facts }: Pick<ContentInput, 'payload' | 'facts'>): string | null {
  const destination = destinationOf(payload) ?? destinationOf(facts.plan?.payload ?? null);
  return OPENED_BY.get(text(destination?.['kind']) ?? '') ?? null;
}

function destinationOf(payload: JsonObject | null): JsonObject | null {
  const destination = payload?.['destination'];
  return isObject(destination) ? destination : null;
}
