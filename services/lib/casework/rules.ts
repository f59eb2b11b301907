/**
 * What a message does to a state: the table of transitions read through the rules of its type.
 * Invariant: metadata alone decide, so an auditor computes the same (domain.md 4).
 */
import type { Metadata } from '../protocol/types.ts';
import { answersOf, rowFor } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import type { MessageRules } from './rule.ts';
import type { ReferralState, Side } from './types.ts';

/** Receipts and service messages: sent by gateways, by either side, never out of place, never answered by a receipt. */
export function isMachine(rules: MessageRules): boolean {
  return rules.side === 'either';
}

/**
 * State after the message, the same state where it moves nothing, `null` when it has no place here.
 * `answered`: type of the message that it answers, `null` when it answers none that counts.
 */
export function stateAfter(
  state: ReferralState,
  side: Side,
  metadata: Metadata,
  answered: string | null,
): ReferralState | null {
  const rules = rulesOf(metadata.type);
  if (rules === undefined) return null;
  const row = rowFor(state, side, metadata);
  if (!isMachine(rules)) return row?.to ?? null;
  // A receipt moves a state only for the message that the row names; of others it records the delivery.
  return row !== null && answered !== null && answersOf(metadata.type).includes(answered) ? row.to : state;
}

/** `answered` as above. A machine's message may answer any. */
export function mayAnswer(type: string, answered: string | null): boolean {
  const rules = rulesOf(type);
  return rules === undefined || isMachine(rules) || (answered !== null && answersOf(type).includes(answered));
}
