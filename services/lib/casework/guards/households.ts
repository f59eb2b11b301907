/**
 * A household of the family as a child's destination opens only to a best-interests decision for just it (domain.md 6.5).
 * Invariant: whoever lives there decides, by whatever kind of place it goes.
 */
import { hasCode } from '../../contract/index.ts';
import type { JsonObject } from '../../protocol/types.ts';
import type { ContentInput } from '../rule.ts';
import { isObject, text } from './reading.ts';

const FAMILY = 'return-to-family';
const RELATIVE = 'return-to-relative';
const NOBODY = 'none';

/** Decision that the destination of this plan, or of the newest one, waits for; `null`: it is no household. */
export function openedBy({ payload, facts }: Pick<ContentInput, 'payload' | 'facts'>): string | null {
  const destination = destinationOf(payload) ?? destinationOf(facts.plan?.payload ?? null);
  const kind = text(destination?.['kind']);
  const relation = relationOf(destination);
  if (kind === 'own-household' || relation === 'parent') return FAMILY;
  return kind === 'relative-household' || relation !== null ? RELATIVE : null;
}

/** `null`: no relation, or one that this version does not know: it is put before a person (protocol.md 10). */
function relationOf(destination: JsonObject | null): string | null {
  const relation = text(destination?.['relation']);
  return relation !== null && relation !== NOBODY && hasCode('relations', relation) ? relation : null;
}

function destinationOf(payload: JsonObject | null): JsonObject | null {
  const destination = payload?.['destination'];
  return isObject(destination) ? destination : null;
}
