/**
 * Whoever is or may be under eighteen does not agree alone (anchors-domain 7.3; domain.md 6.5): the guardian or a legal
 * representative does, best with the child. To agree to less needs nobody else. A giver that this version does not know,
 * and content that is erased, refuse nobody.
 */
import type { JsonObject } from '../../protocol/types.ts';
import type { Facts } from '../facts.ts';
import { isChild } from '../facts-reader.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { isObject, objects, strings, text } from './reading.ts';
import { purposesOf } from './separate-consent.ts';
import { subjectsOf } from './subjects.ts';

const ALONE = 'person';

/** Whom the agreement speaks for: the persons that a message of its own names, else everybody who was referred. */
function isForChild(payload: JsonObject, isBasis: boolean, { children }: Facts): boolean {
  const own = isBasis ? [] : subjectsOf(payload).filter((subject) => subject !== null);
  if (own.length === 0 ? children.size > 0 : own.some((subject) => children.has(subject))) return true;
  // Before there is a referral, what is asked about a person is all that is known of the age.
  return objects(payload['persons']).some((person) => isChild(text(person['ageBand'])));
}

export const agreementOfChild = named('guardian', ({ type, payload, facts }) => {
  if (payload === null || !facts.isComplete) return null;
  const basis = payload['basis'];
  const isBasis = isObject(basis) && basis['kind'] === 'agreement';
  const agreement = isBasis ? basis : payload['agreement'];
  if (!isObject(agreement) || agreement['by'] !== ALONE || !isForChild(payload, isBasis, facts)) return null;
  const agreed = purposesOf({ facts, payload: null });
  const isNarrower = strings(agreement['purposes']).every((purpose) => agreed.has(purpose));
  return type === 'consent.changed' && isNarrower ? null : guardFailure('guardian-agreement');
});
