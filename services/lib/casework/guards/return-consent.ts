/**
 * To agree to be helped is not to agree to be sent home: a return is planned, and begun, on an agreement that names it, or
 * where no agreement of the person carries the referral at all (domain.md 6.1 and 6.6). What another message's own
 * agreement names does not count.
 */
import { hasCode } from '../../contract/index.ts';
import { guardFailure } from '../texts.ts';
import { BASES_WITH_AUTHORISER } from './consent-or-basis.ts';
import { named } from './named.ts';
import { strings, text } from './reading.ts';

const RETURN = 'return-arrangement';

/** A purpose that this version does not know is put before a person, and refuses nobody (protocol.md 10). */
const mayBeReturn = (purpose: string): boolean => purpose === RETURN || !hasCode('purposes', purpose);

export const returnConsent = named('separate-consent', ({ facts }) => {
  const { basis, agreements, isConsentChanged } = facts;
  if (!facts.isReferred || !facts.isComplete) return null;
  const kind = text(basis?.['kind']);
  if (!isConsentChanged && kind !== null && BASES_WITH_AUTHORISER.has(kind)) return null;
  const all = [...(basis === null || isConsentChanged ? [] : [basis]), ...agreements];
  return all.some((agreement) => strings(agreement['purposes']).some(mayBeReturn))
    ? null
    : guardFailure('return-consent');
});
