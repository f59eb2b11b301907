/**
 * A journey can be followed by who reads its plan (domain.md 8): legs numbered from 1 in their order, each after the one
 * before, the first one still to come. A transit participant is neither end.
 */
import type { JsonObject } from '../../protocol/types.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects, text } from './reading.ts';

function timeOf(leg: JsonObject, member: string): number {
  return Date.parse(text(leg[member]) ?? '');
}

/** The next leg may start the moment that the one before arrives. */
function isInOrder(legs: readonly JsonObject[], at: string): boolean {
  let reached = Date.parse(at);
  return legs.every((leg, index) => {
    const departs = timeOf(leg, 'departAt');
    const isAfter = index === 0 ? departs > reached : departs >= reached;
    reached = timeOf(leg, 'arriveAt');
    return isAfter && reached > departs;
  });
}

export const planLegs = named('plan-legs', ({ payload, metadata, referral, at }) => {
  if (payload === null) return null;
  const legs = objects(payload['legs']);
  const told = metadata['legCount'];
  const isNumbered = legs.every((leg, index) => leg['leg'] === undefined || leg['leg'] === index + 1);
  if (legs.length === 0 || !isNumbered || (typeof told === 'number' && told !== legs.length))
    return guardFailure('plan-legs-number');
  if (!isInOrder(legs, at)) return guardFailure('plan-legs-times');
  const ends = [referral.from, referral.to];
  const hasEnd = legs.some((leg) => ends.includes(text(leg['transit']) ?? ''));
  return hasEnd && referral.from !== referral.to ? guardFailure('plan-legs-transit') : null;
});
