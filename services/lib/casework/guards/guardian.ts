/**
 * A child is referred with a guardian or on a best-interests determination (domain.md 6.5), never alone.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { isObject } from './reading.ts';

export const guardian = named('guardian', ({ facts }) => {
  if (facts.basis?.['kind'] === 'best-interests') return null;
  const isAlone = (child: string): boolean => {
    const person = facts.persons.get(child);
    return person !== undefined && !isObject(person['guardian']);
  };
  return [...facts.children].some(isAlone) ? guardFailure('guardian') : null;
});
