/**
 * Disclosure is progressive (domain.md 5): identity and contact in tier t2, narrative and health in t3, never mixed,
 * and only of persons who were referred.
 */
import type { ContentGuard } from '../rule.ts';
import { guardFailure } from '../texts.ts';
import { objects } from './reading.ts';
import { subjectsOf } from './subjects.ts';

export const TIER_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  t2: ['givenName', 'familyName', 'birthDate', 'citizenship', 'identityNumber', 'address', 'phone'],
  t3: [
    'narrative',
    'health',
    'exploitationDetail',
    'means',
    'labourSectors',
    'sexualExploitation',
    'recruitment',
  ],
};

export const disclosureTier: ContentGuard = ({ metadata, payload }) => {
  if (payload === null) return null;
  const tier = metadata['tier'];
  const own = typeof tier === 'string' && Object.hasOwn(TIER_MEMBERS, tier) ? TIER_MEMBERS[tier] : undefined;
  if (own === undefined) return guardFailure('tier-unknown');
  const foreign = objects(payload['persons']).some((person) =>
    Object.keys(person).some((member) => member !== 'subject' && !own.includes(member)),
  );
  return foreign ? guardFailure('tier-mixed') : null;
};

export const disclosedSubjects: ContentGuard = ({ payload, submitted }) => {
  if (payload === null || submitted === null) return null;
  const known = new Set(subjectsOf(submitted));
  return subjectsOf(payload).every((subject) => known.has(subject)) ? null : guardFailure('subjects-unknown');
};
