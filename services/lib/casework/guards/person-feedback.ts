/**
 * The person's own feedback is sought before a referral is completed (domain.md 4): who says that it was given has told
 * it in a message of its own.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

export const personFeedback = named('person-feedback', ({ metadata, payload, facts }) => {
  const said = metadata['personFeedback'] ?? payload?.['personFeedback'];
  return said === 'given' && !facts.hasPersonFeedback ? guardFailure('person-feedback') : null;
});
