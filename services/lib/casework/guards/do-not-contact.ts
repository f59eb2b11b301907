/**
 * Participants that must never learn of the person (domain.md 6.2), above all the state that an asylum seeker fled.
 * Invariant: held at sending and at every later step of the sender, an enquiry without a name included.
 */
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { strings } from './reading.ts';

export const doNotContact: ContentGuard = ({ submitted, payload, to }) =>
  [submitted, payload].some((content) => content !== null && strings(content['doNotContact']).includes(to))
    ? guardFailure('do-not-contact')
    : null;
