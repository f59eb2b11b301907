/**
 * Persons are named by subject ids of their own (domain.md 5), each once; what a schema cannot say of a list.
 */
import type { JsonObject } from '../../protocol/types.ts';
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { objects, text } from './reading.ts';

export function subjectsOf(content: JsonObject): readonly (string | null)[] {
  return objects(content['persons']).map((person) => text(person['subject']));
}

export const distinctSubjects: ContentGuard = ({ payload }) => {
  if (payload === null) return null;
  const subjects = subjectsOf(payload);
  return new Set(subjects).size === subjects.length ? null : guardFailure('subjects-repeated');
};
