/**
 * No child travels unless that is in its interest (CETS 197 art. 16(7); domain.md 6.5): the newest decision does not say
 * no, or the whole referral rests on a best-interests determination and none says no. A household is no destination
 * against a decision that names another place.
 */
import { hasCode } from '../../contract/index.ts';
import { guardFailure } from '../texts.ts';
import { openedBy } from './households.ts';
import { named } from './named.ts';
import { travelling } from './travelling.ts';

/** Decisions of which a journey would be the opposite. */
const AGAINST: ReadonlySet<string> = new Set(['stay-here', 'not-decided']);

/** A code that this version does not know, or that a text explains, names no other place: it is put before a person. */
const namesPlace = (decision: string): boolean =>
  decision !== 'other' && hasCode('best-interests-decisions', decision);

export const bestInterests = named('best-interests', (input) => {
  const { facts } = input;
  if (!facts.isComplete) return null;
  const isDetermined = facts.basis?.['kind'] === 'best-interests';
  const children = travelling(input).filter((subject) => facts.children.has(subject));
  const newest = children.map(
    (subject) => facts.decisions.findLast((decision) => decision.subject === subject)?.decision ?? null,
  );
  if (newest.some((decision) => (decision === null ? !isDetermined : AGAINST.has(decision))))
    return guardFailure('best-interests');
  const household = openedBy(input);
  const isElsewhere = (decision: string | null): boolean =>
    decision !== null && decision !== household && namesPlace(decision);
  return household !== null && newest.some(isElsewhere) ? guardFailure('best-interests-destination') : null;
});
