/**
 * In a reflection period nobody arranges a return, unless the person asks for it (CETS 197 art. 13; domain.md 6.6). It
 * runs until its day, whatever else becomes of the referral meanwhile.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

export const reflectionPeriod = named('reflection-period', ({ payload, facts, at }) => {
  const until = facts.reflectionUntil;
  if (until === null || at.slice(0, 10) >= until.slice(0, 10)) return null;
  const hasAsked = [payload, facts.plan?.payload].some((content) => content?.['personAsked'] === true);
  return hasAsked ? null : guardFailure('reflection-period');
});
