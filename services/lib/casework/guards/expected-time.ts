/**
 * When somebody is expected starts the clock of their safety (domain.md 8): a time to come, within 7 days (*default*).
 */
import { guardFailure } from '../texts.ts';
import { hoursBetween } from './dates.ts';
import { named } from './named.ts';
import { text } from './reading.ts';

const LONGEST_HOURS = 7 * 24;

export const expectedTime = named('expected-time', ({ metadata, at }) => {
  const hours = hoursBetween(at, text(metadata['expectedAt']) ?? '');
  return hours > 0 && hours <= LONGEST_HOURS ? null : guardFailure('expected-time');
});
