/**
 * An assessment has been made: its day is not to come.
 */
import { guardFailure } from '../texts.ts';
import { inFuture } from './dates.ts';
import { named } from './named.ts';
import { objects, text } from './reading.ts';

export const assessmentDate = named('assessment-date', ({ payload, at }) => {
  if (payload === null) return null;
  return objects(payload['persons']).some((person) => inFuture(text(person['on']), at))
    ? guardFailure('assessment-date')
    : null;
});
