/**
 * Whoever is travelled through has agreed first (domain.md 8). Each transit participant has a small referral of its own,
 * in the sender's local case; the receiver knows of none and cannot check it.
 */
import { guardFailure } from '../texts.ts';
import { named } from './named.ts';
import { objects, text } from './reading.ts';

export const transitAgreed = named('transit-agreed', ({ facts, local }) => {
  if (local === null || facts.plan === null) return null;
  const transits = objects(facts.plan.payload['legs']).flatMap((leg) => text(leg['transit']) ?? []);
  return transits.every((participant) => local.transitsAgreed.includes(participant))
    ? null
    : guardFailure('transit-agreed');
});
