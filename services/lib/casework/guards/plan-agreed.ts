/**
 * Both ends confirm a plan before anybody leaves (domain.md 8): what departs is a leg of the newest plan, which the
 * receiver has agreed to, and it is called the last one only if it is.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects } from './reading.ts';

export const planAgreed = named('plan-agreed', ({ metadata, facts }) => {
  const { plan, planAgreed: agreed } = facts;
  if (plan === null || plan.number === null || plan.number !== agreed || metadata['plan'] !== plan.number)
    return guardFailure('plan-agreed');
  const legs = objects(plan.payload['legs']).length;
  // Nothing of the plan can be read any more, only that it was agreed.
  if (legs === 0) return null;
  const leg = metadata['leg'];
  const isLeg = typeof leg === 'number' && leg >= 1 && leg <= legs;
  const isLast = metadata['last'] === undefined || metadata['last'] === (leg === legs);
  return isLeg && isLast ? null : guardFailure('plan-leg');
});
