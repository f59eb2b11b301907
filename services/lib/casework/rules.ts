/**
 * What a message does to a state: the table of transitions read through the rules of its type.
 * Invariant: metadata alone decide, so an auditor computes the same (domain.md 4).
 */
import { operationByType } from '../contract/index.ts';
import type { Metadata } from '../protocol/types.ts';
import { answersOf, enter, rowFor } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import type { MessageRules } from './rule.ts';
import type { Side, Standing } from './types.ts';

/** Receipts and service messages: sent by gateways, by either side, never out of place, never answered by a receipt. */
export function isMachine(rules: Pick<MessageRules, 'type'>): boolean {
  return operationByType(rules.type) === null;
}

/**
 * Where the referral stands after the message, unchanged where it moves nothing, `null` when it has no place here.
 * `answered`: type of the message that it answers, `null` when it answers none that counts.
 */
export function standingAfter(
  standing: Standing,
  side: Side,
  metadata: Metadata,
  answered: string | null,
): Standing | null {
  const rules = rulesOf(metadata.type);
  if (rules === undefined) return null;
  const row = rowFor(standing, side, metadata, answered);
  if (row !== null) return enter(row, standing);
  // A receipt moves a state only for the message that its row names; of others it records the delivery.
  return isMachine(rules) ? standing : null;
}

/** `answered` as above. A machine's message may answer any. */
export function mayAnswer(type: string, answered: string | null): boolean {
  const rules = rulesOf(type);
  return rules === undefined || isMachine(rules) || (answered !== null && answersOf(type).includes(answered));
}
