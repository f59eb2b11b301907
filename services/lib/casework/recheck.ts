/**
 * Asks a message's guards once more when it is about to be sealed (protocol.md 4 step 2): basis and consent may have
 * ended since the command was given. Invariant: the same guards as at the command, so nothing is stricter or laxer here.
 */
import type { JsonObject, Metadata } from '../protocol/types.ts';
import { rulesOf } from './messages.ts';
import type { Guard } from './types.ts';

export interface RecheckInput {
  readonly metadata: Metadata;
  readonly payload: JsonObject;
  /** Participant that gets the message. */
  readonly to: string;
  /** When it is sealed. */
  readonly at: string;
  /** Transfer basis of this direction in force at that time. */
  readonly basis: boolean;
}

/** The guard that forbids it now, or null. Messages of the machines have none. */
export function recheck({ metadata, payload, to, at, basis }: RecheckInput): Guard | null {
  const rules = rulesOf(metadata.type);
  if (rules === undefined) return null;
  const submitted = rules.type === 'referral.submitted' ? payload : null;
  const content = { type: rules.type, metadata, payload, submitted, to, at, basis };
  for (const guard of rules.guards) {
    const failure = guard(content);
    if (failure !== null) return failure.guard;
  }
  return null;
}
