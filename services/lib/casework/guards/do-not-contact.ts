/**
 * Participants that must never learn of the person (domain.md 6.2), above all the state that an asylum seeker fled.
 * Invariant: held at sending and at every later step, an enquiry without a name and each leg of a journey included. Two
 * persons can lift a bar here (bars.ts); what a payload says is checked by its reader, who knows of no lifting.
 */
import { standingBars } from '../bars.ts';
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects, strings, text } from './reading.ts';

/** A passage is about the persons of a whole local case without naming one: no bar of the case may meet it. */
export function heldToCaseBars(type: string): boolean {
  return type === 'transit.announced';
}

export const doNotContact = named('do-not-contact', ({ type, facts, payload, to, local }) => {
  const listed = [...facts.doNotContact];
  const bars = local === null ? listed : standingBars(local.bars, listed);
  if (heldToCaseBars(type) && local?.caseBars?.includes(to) === true) return guardFailure('do-not-contact');
  if (bars.includes(to) || strings(payload?.['doNotContact']).includes(to))
    return guardFailure('do-not-contact');
  if (local === null) return null;
  const legs = objects(payload?.['legs']);
  const met = legs.flatMap((leg) => [text(leg['from']), text(leg['to']), text(leg['transit'])]);
  return met.some((participant) => participant !== null && bars.includes(participant))
    ? guardFailure('do-not-contact-leg')
    : null;
});
