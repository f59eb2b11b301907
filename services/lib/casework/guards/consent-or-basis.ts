/**
 * No consent, no transfer (domain.md 6.1): an agreement that names the receiver and the purposes, or a lawful basis with
 * somebody who answers for it. Neither may be dated in the future, and a withdrawn agreement carries nothing.
 */
import { codeList, hasCode } from '../../contract/index.ts';
import type { JsonObject } from '../../protocol/types.ts';
import type { Facts } from '../facts.ts';
import { guardFailure, type Problem } from '../texts.ts';
import { inFuture } from './dates.ts';
import { named } from './named.ts';
import { isObject, strings, text } from './reading.ts';

export { inFuture };

export const BASES_WITH_AUTHORISER: ReadonlySet<string> = new Set(['vital-interest', 'best-interests']);

/**
 * To agree to statistics, or to proceedings, is not to agree to be referred. A purpose that this version does not know is put
 * before a person, and refuses nobody (protocol.md 10).
 */
function carriesReferral(purpose: string): boolean {
  const known = codeList('purposes').codes.find(({ code }) => code === purpose);
  return known === undefined || known.carriesReferral === true;
}

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

/** A child's best interests are a basis where there is a child; an adult decides for herself (domain.md 6.1 and 6.5). */
function isForNoChild({ basis, persons, children, isComplete }: Facts): boolean {
  return (
    basis?.['kind'] === 'best-interests' &&
    isComplete &&
    persons.size > 0 &&
    children.size === 0 &&
    areKnown(persons)
  );
}

/** An age band that this version does not know may be a child's. */
function areKnown(persons: Facts['persons']): boolean {
  return [...persons.values()].every((person) => hasCode('age-band', text(person['ageBand']) ?? ''));
}

/** What sends the person's case or the person: an agreement to something else does not carry it. */
const CARRIED = /^(?:referral\.|return\.plan-|transfer\.departed$)/;

function isCarried({ basis, agreements, isConsentChanged }: Facts): boolean {
  if (basis !== null && basis['kind'] !== 'agreement') return true;
  const all = [...(basis === null || isConsentChanged ? [] : [basis]), ...agreements];
  return all.length === 0 || all.some((agreement) => strings(agreement['purposes']).some(carriesReferral));
}

export const consentOrBasis = named('consent-or-basis', ({ type, payload, facts, referral, at }) => {
  if (facts.isWithdrawn) return guardFailure('consent-withdrawn');
  if (type === 'referral.submitted' && isForNoChild(facts)) return guardFailure('best-interests-adult');
  const { basis, isConsentChanged } = facts;
  const own = payload?.['agreement'];
  const agreement = isObject(own) ? own : facts.agreements.at(-1);
  if (basis === null && agreement === undefined)
    return facts.isReferred && facts.isComplete ? guardFailure('basis-missing') : null;
  // Once the person has changed what they agree to, the first agreement says nothing any more.
  const first = basis === null || isConsentChanged ? null : problemOfBasis(basis, referral.to, at);
  const newest = agreement === undefined ? null : problemOfAgreement(agreement, referral.to, at);
  const other = CARRIED.test(type) && !isCarried(facts) ? 'agreement-other-purpose' : null;
  const problem = first ?? newest ?? other;
  return problem === null ? null : guardFailure(problem);
});
