/**
 * A child is referred with a guardian or on a best-interests determination (domain.md 6.5), never alone.
 */
import { hasCode, isChildBand } from '../../contract/index.ts';
import type { JsonObject } from '../../protocol/types.ts';
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { isObject, objects, text } from './reading.ts';

/**
 * Who may be under eighteen is presumed to be (CETS 197 art. 10(3)); the code list says of which bands that holds. A band
 * that this version does not know never makes a receiver refuse: it is put before a person (protocol.md 10).
 */
function isChild(person: JsonObject): boolean {
  const ageBand = text(person['ageBand']);
  return ageBand !== null && hasCode('age-band', ageBand) && isChildBand(ageBand);
}

export const guardian: ContentGuard = ({ submitted }) => {
  if (submitted === null) return null;
  const basis = submitted['basis'];
  if (isObject(basis) && basis['kind'] === 'best-interests') return null;
  const alone = objects(submitted['persons']).some(
    (person) => isChild(person) && !isObject(person['guardian']),
  );
  return alone ? guardFailure('guardian') : null;
};
