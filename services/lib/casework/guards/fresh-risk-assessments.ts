/**
 * No return while it is unsafe (domain.md 6.6): before a departure each end has assessed the risk for everybody who
 * travels, less than 7 days ago (*default*).
 */
import type { Side } from '../types.ts';
import { guardFailure } from '../texts.ts';
import { daysBetween } from './dates.ts';
import { named } from './named.ts';
import { travelling } from './travelling.ts';

const FRESH_DAYS = 7;
const SIDES: readonly Side[] = ['sender', 'receiver'];

export const freshRiskAssessments = named('fresh-risk-assessments', (input) => {
  const { facts, at } = input;
  if (!facts.isComplete) return null;
  const isFresh = (side: Side, subject: string): boolean => {
    const newest = facts.riskAssessments.findLast(
      (assessment) => assessment.side === side && assessment.subject === subject,
    );
    if (newest === undefined || daysBetween(newest.on, at) >= FRESH_DAYS) return false;
    return newest.validUntil === null || newest.validUntil.slice(0, 10) >= at.slice(0, 10);
  };
  const isCovered = travelling(input).every((subject) => SIDES.every((side) => isFresh(side, subject)));
  return isCovered ? null : guardFailure('fresh-risk-assessments');
});
