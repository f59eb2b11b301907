/**
 * A child is referred with a guardian or on a best-interests determination (domain.md 6.5), never alone.
 */
import type { JsonObject } from '../../protocol/types.ts';
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { isObject, objects, text } from './reading.ts';

/** Codes of `age-band` marked `child`; who may be under eighteen is presumed to be (CETS 197 art. 10(3)). */
export const CHILD_AGE_BANDS: ReadonlySet<string> = new Set(['0-8', '9-17', 'age-in-doubt']);

function isChild(person: JsonObject): boolean {
  const ageBand = text(person['ageBand']);
  return ageBand !== null && CHILD_AGE_BANDS.has(ageBand);
}

export const guardian: ContentGuard = ({ submitted }) => {
  if (submitted === null) return null;
  const basis = submitted['basis'];
  if (isObject(basis) && basis['kind'] === 'best-interests') return null;
  const alone = objects(submitted['persons']).some((person) => isChild(person) && !isObject(person['guardian']));
  return alone ? guardFailure('guardian') : null;
};
