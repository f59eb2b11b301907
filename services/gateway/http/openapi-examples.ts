/**
 * Examples of the document, made to fit the gateway that shows them: whom they ask, whose regime they speak under.
 * Invariant: what is shown is taken as it stands by this participant. contract.md 4 (`minimal`).
 */
import { codeList } from '../../lib/contract/index.ts';
import type { Json, JsonObject } from '../../lib/protocol/types.ts';
import type { GatewayContext } from '../context.ts';

/** The participant that the examples ask: one that this one exchanges with, since nobody refers to themselves. */
export function partnerOf(context: GatewayContext, given: string): string {
  const partners = context.trust.registry?.partnersOf(context.participant) ?? [];
  return partners.includes(given) ? given : (partners[0] ?? given);
}

export function addressed(context: GatewayContext, example: JsonObject): JsonObject {
  const to = partnerOf(context, typeof example['to'] === 'string' ? example['to'] : '');
  const doNotContact = example['doNotContact'];
  return {
    ...forReceiver(example, to),
    ...underOwnRegime(example, context.participant),
    to,
    ...(Array.isArray(doNotContact)
      ? { doNotContact: (doNotContact as readonly Json[]).filter((participant) => participant !== to) }
      : {}),
  };
}

/** Who asserts a status does so under the own regime (domain.md 6.3), so the example speaks under that of this participant. */
function underOwnRegime(example: JsonObject, participant: string): JsonObject {
  const own = codeList('regimes').codes.find((code) => code.participant === participant)?.code ?? 'other';
  const persons = example['persons'];
  if (!Array.isArray(persons)) return {};
  return {
    persons: (persons as readonly JsonObject[]).map((person) => ({
      ...person,
      ...(Array.isArray(person['status'])
        ? {
            status: (person['status'] as readonly JsonObject[]).map((status) => ({ ...status, regime: own })),
          }
        : {}),
    })),
  };
}

/** An agreement names its receiver: the one that the example draft asks. */
export function forReceiver(example: JsonObject, to: string): JsonObject {
  const named = (member: string): JsonObject => {
    const agreement = example[member];
    return typeof agreement === 'object' && agreement !== null && 'receiver' in agreement
      ? { [member]: { ...agreement, receiver: to } }
      : {};
  };
  return { ...example, ...named('basis'), ...named('agreement') };
}
