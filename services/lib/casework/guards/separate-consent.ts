/**
 * Some steps need an agreement to just that purpose: confirming who somebody is, looking for the family, proceedings
 * (domain.md 6.1; TRM-EU SOPs 3 to 5). It stands in the message itself, in a consent of its own, or in the basis.
 */
import type { ContentGuard, ContentInput } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { isObject, strings } from './reading.ts';

/** Purposes that the person agrees to now, as far as the contents held here say. */
export function purposesOf({ facts, payload }: Pick<ContentInput, 'facts' | 'payload'>): ReadonlySet<string> {
  const own = payload?.['agreement'];
  // What only a draft says has not been told to the other side.
  const basis = facts.isConsentChanged || facts.submission === null ? null : facts.basis;
  return new Set([
    ...(isObject(own) ? strings(own['purposes']) : []),
    ...facts.agreements.flatMap((agreement) => strings(agreement['purposes'])),
    ...(basis === null ? [] : strings(basis['purposes'])),
    ...facts.separatePurposes,
  ]);
}

export function separateConsent(purpose: string): ContentGuard {
  return named('separate-consent', (input) => {
    if (input.payload === null || !input.facts.isComplete) return null;
    return purposesOf(input).has(purpose) ? null : guardFailure('separate-consent');
  });
}
