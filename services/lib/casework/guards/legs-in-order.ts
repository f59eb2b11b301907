/**
 * A plan has one number and a leg one place in it, so that both ends speak of the same journey (domain.md 8): plans count up
 * from 1, the newest one is agreed to, legs depart in their order, and whoever arrives is on the leg that has departed.
 * Invariant: metadata alone decide, so content that is erased or stripped stops nobody.
 */
import type { ContentInput } from '../rule.ts';
import type { MessageType } from '../types.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';

type Check = (input: ContentInput) => boolean;

const IN_ORDER: Partial<Record<MessageType, Check>> = {
  'return.plan-proposed': ({ metadata, facts, local }) => {
    const newest = facts.plan?.number ?? 0;
    const number = metadata['plan'];
    // A plan that was refused here was proposed all the same, and the next one is counted after it by its author.
    return local === null ? typeof number === 'number' && number > newest : number === newest + 1;
  },
  'return.plan-agreed': ({ metadata, facts }) =>
    facts.plan !== null && metadata['plan'] === facts.plan.number,
  'transfer.departed': ({ metadata, facts: { plan, journey } }) => {
    const isUnderWay = journey !== null && journey.plan === plan?.number;
    // Nobody sets out anew who has not been met.
    if (isUnderWay && !journey.hasArrived) return false;
    const leg = isUnderWay ? (journey.leg ?? 0) + 1 : 1;
    return metadata['leg'] === leg && metadata['last'] === (leg === plan?.legCount);
  },
  'transfer.arrived': ({ metadata, facts: { journey } }) =>
    journey !== null &&
    !journey.hasArrived &&
    metadata['leg'] === journey.leg &&
    metadata['last'] === journey.last,
};

const PROBLEM = {
  'return.plan-proposed': 'legs-plan-number',
  'return.plan-agreed': 'legs-plan-newest',
  'transfer.departed': 'legs-departure',
  'transfer.arrived': 'legs-arrival',
} as const;

export const legsInOrder = named('legs-in-order', (input) => {
  const { type } = input;
  const isOfJourney = (name: string): name is keyof typeof PROBLEM => name in PROBLEM;
  if (!isOfJourney(type) || IN_ORDER[type]?.(input) !== false) return null;
  return guardFailure(PROBLEM[type]);
});
