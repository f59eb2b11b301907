/**
 * Disclosure is progressive (domain.md 5): identity and contact in tier t2, narrative and health in t3, never mixed.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects } from './reading.ts';

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

export const disclosureTier = named('disclosure-tier', ({ metadata, payload }) => {
  if (payload === null) return null;
  const tier = metadata['tier'];
  const own = typeof tier === 'string' && Object.hasOwn(TIER_MEMBERS, tier) ? TIER_MEMBERS[tier] : undefined;
  if (own === undefined) return guardFailure('tier-unknown');
  const foreign = objects(payload['persons']).some((person) =>
    Object.keys(person).some((member) => member !== 'subject' && !own.includes(member)),
  );
  return foreign ? guardFailure('tier-mixed') : null;
});
