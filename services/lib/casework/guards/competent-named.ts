/**
 * Whoever is not competent says who is (domain.md 4): another participant, or a body by name. The receiver never
 * forwards; the sender asks the person anew.
 */
import { guardFailure } from '../texts.ts';
import { namesSomebody } from './accountable-recipient.ts';
import { named } from './named.ts';
import { isObject, text } from './reading.ts';

export const competentNamed = named('competent-named', ({ payload, from }) => {
  if (payload === null) return null;
  const participant = text(payload['competentParticipant']);
  const body = payload['competentBody'];
  const isBody = namesSomebody(isObject(body) ? body['name'] : body);
  // Within the own participant it takes a body to say who.
  const isElsewhere = participant !== null && participant !== from;
  return isBody || isElsewhere ? null : guardFailure('competent-named');
});
