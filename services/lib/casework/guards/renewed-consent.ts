/**
 * After a redirection the sender asks the person anew (domain.md 4): an agreement or authorisation that is older than the
 * redirection was given for another receiver.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { text } from './reading.ts';

export const renewedConsent = named('renewed-consent', ({ facts, local }) => {
  const redirectedOn = local?.redirectedOn ?? null;
  if (redirectedOn === null || facts.basis === null) return null;
  const on = text(facts.basis['on']);
  return on !== null && on >= redirectedOn.slice(0, 10) ? null : guardFailure('renewed-consent');
});
