/**
 * The person has said once more, within 24 hours before leaving, that they want to go (anchors-domain 7.2).
 */
import { guardFailure } from '../texts.ts';
import { hoursBetween } from './dates.ts';
import { named } from './named.ts';
import { isObject, text } from './reading.ts';

const RECENT_HOURS = 24;

export const consentReconfirmed = named('consent-reconfirmed', ({ payload, at }) => {
  if (payload === null) return null;
  const reconfirmed = payload['reconfirmed'];
  const hours = isObject(reconfirmed) ? hoursBetween(text(reconfirmed['at']) ?? '', at) : Number.NaN;
  return hours >= 0 && hours <= RECENT_HOURS ? null : guardFailure('consent-reconfirmed');
});
