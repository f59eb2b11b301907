/**
 * No child travels unless that is in its interest (CETS 197 art. 16(7); domain.md 6.5): the newest decision does not say
 * no, or the whole referral rests on a best-interests determination and none says no.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { travelling } from './travelling.ts';

/** Decisions of which a journey would be the opposite. */
const AGAINST: ReadonlySet<string> = new Set(['stay-here', 'not-decided']);

export const bestInterests = named('best-interests', (input) => {
  const { facts } = input;
  if (!facts.isComplete) return null;
  const isDetermined = facts.basis?.['kind'] === 'best-interests';
  const speaksFor = (subject: string): boolean => {
    const newest = facts.decisions.findLast((decision) => decision.subject === subject);
    return newest === undefined ? isDetermined : !AGAINST.has(newest.decision);
  };
  const children = travelling(input).filter((subject) => facts.children.has(subject));
  return children.every(speaksFor) ? null : guardFailure('best-interests');
});
