/**
 * Persons are named by subject ids of their own (domain.md 5), each once, and only who was referred can be named later;
 * what a schema cannot say of a list.
 */
import type { JsonObject } from '../../protocol/types.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects, strings, text } from './reading.ts';

export function subjectsOf(content: JsonObject): readonly (string | null)[] {
  const listed = objects(content['persons']).map((person) => text(person['subject']));
  const single = text(content['subject']);
  return [...listed, ...strings(content['subjects']), ...(single === null ? [] : [single])];
}

export const subjects = named('subjects', ({ type, payload, facts, local }) => {
  if (payload === null) return null;
  const found = subjectsOf(payload);
  if (new Set(found).size !== found.length) return guardFailure('subjects-repeated');
  if (!facts.isReferred) return null;
  // Whose data are erased is known here no longer, and may be named once more by who has not read of it; by us only to say
  // the same again (the data family knows whom it has erased).
  const mayHaveKnown = local === null || facts.subjects.size === 0 || type.startsWith('data.');
  if (!facts.isComplete && mayHaveKnown) return null;
  // Where its erasure is read, the person may be gone already: we were first, or it is our own copy (domestic).
  if (type === 'data.erased' && local === null) return null;
  return found.every((subject) => subject !== null && facts.subjects.has(subject))
    ? null
    : guardFailure('subjects-unknown');
});

/** Name that rules of the data family use; the same guard. */
export const distinctSubjects = subjects;
