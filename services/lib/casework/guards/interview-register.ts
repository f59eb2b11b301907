/**
 * Nobody is asked the same thing twice for nothing (domain.md 6.9): who interviews on a topic that the register of
 * either side holds already says why.
 */
import { interviewOf } from '../facts-reader.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects, strings, text } from './reading.ts';

export const interviewRegister = named('interview-register', ({ payload, facts }) => {
  if (payload === null || text(payload['necessity']) !== null) return null;
  const topics = strings(payload['topics']);
  const isRepeated = objects(payload['persons']).some((person) =>
    topics.some((topic) => facts.interviews.has(interviewOf(text(person['subject']) ?? '', topic))),
  );
  return isRepeated ? guardFailure('interview-register') : null;
});
