/**
 * How a person fares is told to the sender only if the person agrees to that (domain.md 4; anchors-domain 7.2), or where
 * no agreement of the person carries the referral at all.
 */
import { guardFailure } from '../texts.ts';
import { BASES_WITH_AUTHORISER } from './consent-or-basis.ts';
import { named } from './named.ts';
import { text } from './reading.ts';
import { purposesOf } from './separate-consent.ts';

export const feedbackConsent = named('feedback-consent', (input) => {
  const { facts } = input;
  if (!facts.isReferred || !facts.isComplete) return null;
  const kind = text(facts.basis?.['kind']);
  if (!facts.isConsentChanged && kind !== null && BASES_WITH_AUTHORISER.has(kind)) return null;
  return purposesOf(input).has('feedback-to-sender') ? null : guardFailure('feedback-consent');
});
