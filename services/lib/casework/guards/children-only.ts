/**
 * A best-interests assessment is made of children (domain.md 6.5): of whoever may be one by the word of either side.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects, text } from './reading.ts';

export const childrenOnly = named('children-only', ({ payload, facts }) => {
  if (payload === null || !facts.isReferred || !facts.isComplete) return null;
  const isForChildren = objects(payload['persons']).every((person) =>
    facts.children.has(text(person['subject']) ?? ''),
  );
  return isForChildren ? null : guardFailure('children-only');
});
