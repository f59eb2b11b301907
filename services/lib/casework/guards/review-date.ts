/**
 * Nothing is put on hold for ever (anchors-domain 7.2): reviewed within 30 days. A reflection period lasts at least 30
 * days (CETS 197 art. 13), and at most 90 (*default*).
 */
import { REFLECTION } from '../facts-reader.ts';
import { guardFailure } from '../texts.ts';
import { daysBetween } from './dates.ts';
import { named } from './named.ts';
import { strings, text } from './reading.ts';

const LONGEST_DAYS = 30;
const REFLECTION_DAYS = { least: 30, most: 90 } as const;

export const reviewDate = named('review-date', ({ metadata, at }) => {
  const on = text(metadata['reviewOn']);
  const days = on === null ? Number.NaN : daysBetween(at, on);
  if (strings(metadata.reasons).includes(REFLECTION))
    return days >= REFLECTION_DAYS.least && days <= REFLECTION_DAYS.most
      ? null
      : guardFailure('review-date-reflection');
  return days > 0 && days <= LONGEST_DAYS ? null : guardFailure('review-date');
});
