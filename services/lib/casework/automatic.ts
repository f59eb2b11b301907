/**
 * What the gateway's clock may send by itself (transitions.json, `automatic`): an expiry, a non-arrival with its alert, a sealing.
 * Invariant: the same guards as for a person, so that a clock that runs ahead sends nothing; no role stands in it.
 */
import type { JsonObject } from '../protocol/types.ts';
import { decide } from './decide.ts';
import type { DecideInput, Decision } from './decide.ts';
import { factsOf } from './facts.ts';

export type AutomaticInput = Omit<DecideInput, 'actor' | 'body'>;

/** Gives the message as `decide` does; `ok: false` also when it is not time yet. */
export function automatic(input: AutomaticInput): Decision {
  return decide({ ...input, body: bodyFor(input), actor: null });
}

/** A constant: what the machine knows, and nothing of the person. */
const NON_ARRIVAL = {
  class: 'non-arrival',
  what: 'The expected time and the grace have passed, and nobody has confirmed the arrival.',
} as const;

function bodyFor({ type, history, fold }: AutomaticInput): JsonObject {
  if (type === 'safety.alert') return NON_ARRIVAL;
  if (type !== 'transfer.not-arrived') return {};
  const leg = factsOf({ history, fold }).travel?.leg ?? null;
  return leg === null ? {} : { leg };
}
