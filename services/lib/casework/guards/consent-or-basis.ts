/**
 * No consent, no transfer (domain.md 6.1): an agreement that names the receiver and the purposes, or a lawful basis with
 * somebody who answers for it. Neither may be dated in the future, and a withdrawn agreement carries nothing.
 */
import type { JsonObject } from '../../protocol/types.ts';
import { guardFailure, type Problem } from '../texts.ts';
import { inFuture } from './dates.ts';
import { named } from './named.ts';
import { isObject, strings, text } from './reading.ts';

export { inFuture };

export const BASES_WITH_AUTHORISER: ReadonlySet<string> = new Set(['vital-interest', 'best-interests']);

function problemOfAgreement(agreement: JsonObject, receiver: string, at: string): Problem | null {
  if (text(agreement['receiver']) !== receiver) return 'agreement-receiver';
  if (strings(agreement['purposes']).length === 0) return 'agreement-purposes';
  return inFuture(text(agreement['on']), at) ? 'basis-date' : null;
}

function problemOfBasis(basis: JsonObject, receiver: string, at: string): Problem | null {
  const kind = text(basis['kind']);
  if (kind === 'agreement') return problemOfAgreement(basis, receiver, at);
  if (kind === null || !BASES_WITH_AUTHORISER.has(kind)) return 'basis-missing';
  if (text(basis['authoriser']) === null) return 'basis-authoriser';
  return inFuture(text(basis['on']), at) ? 'basis-date' : null;
}

export const consentOrBasis = named('consent-or-basis', ({ payload, facts, referral, at }) => {
  if (facts.isWithdrawn) return guardFailure('consent-withdrawn');
  const { basis, isConsentChanged } = facts;
  const own = payload?.['agreement'];
  const agreement = isObject(own) ? own : facts.agreements.at(-1);
  if (basis === null && agreement === undefined)
    return facts.isReferred && facts.isComplete ? guardFailure('basis-missing') : null;
  // Once the person has changed what they agree to, the first agreement says nothing any more.
  const first = basis === null || isConsentChanged ? null : problemOfBasis(basis, referral.to, at);
  const newest = agreement === undefined ? null : problemOfAgreement(agreement, referral.to, at);
  const problem = first ?? newest;
  return problem === null ? null : guardFailure(problem);
});
