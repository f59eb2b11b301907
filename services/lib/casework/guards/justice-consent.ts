/**
 * Help never depends on cooperating with police or courts (domain.md 6.4): who is asked to take part in proceedings has
 * agreed to just that, in an agreement that names no other purpose. Information asks for none.
 */
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { inFuture } from './dates.ts';
import { named } from './named.ts';
import { isObject, strings, text } from './reading.ts';

/** Codes of the list `purposes` that belong to the justice channel. */
export const JUSTICE_PURPOSES: readonly string[] = ['criminal-proceedings', 'compensation'];

/** `wanted`: the purposes of which the agreement must name one. */
export function justiceConsent(wanted: readonly string[]): ContentGuard {
  return named('separate-consent', ({ payload, to, at }) => {
    if (payload === null) return null;
    const agreement = payload['agreement'];
    if (!isObject(agreement)) return guardFailure('justice-agreement-missing');
    const purposes = strings(agreement['purposes']);
    if (!purposes.some((purpose) => wanted.includes(purpose)))
      return guardFailure('justice-agreement-missing');
    if (!purposes.every((purpose) => JUSTICE_PURPOSES.includes(purpose)))
      return guardFailure('justice-agreement-bundled');
    const receiver = text(agreement['receiver']);
    if (receiver !== null && receiver !== to) return guardFailure('justice-agreement-receiver');
    return inFuture(text(agreement['on']), at) ? guardFailure('justice-agreement-date') : null;
  });
}
