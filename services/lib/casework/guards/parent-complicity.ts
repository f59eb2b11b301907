/**
 * No child goes back to a family that may have exploited it (domain.md 6.5): where the family is suspected, a household
 * as destination waits for a best-interests assessment, made later, that decides for just that return.
 */
import { guardFailure } from '../texts.ts';
import { openedBy } from './households.ts';
import { named } from './named.ts';
import { travelling } from './travelling.ts';

export const parentComplicity = named('parent-complicity', (input) => {
  const { facts } = input;
  const wanted = openedBy(input);
  if (wanted === null) return null;
  const isBarred = (subject: string): boolean => {
    const suspicion = facts.familyInvolved.findLast((risk) => risk.subject === subject);
    if (suspicion === undefined) return false;
    const newest = facts.decisions.findLast((decision) => decision.subject === subject);
    return !(
      newest !== undefined &&
      newest.decision === wanted &&
      newest.place > suspicion.place &&
      newest.on >= suspicion.on
    );
  };
  const children = travelling(input).filter((subject) => facts.children.has(subject));
  return children.some(isBarred) ? guardFailure('parent-complicity') : null;
});
