/**
 * Judges a peer's message at step 10 of opening (protocol.md 5): the checks that its sender should have made.
 * Invariant: whatever stands in it, the answer is a value: an unknown code is never a reason to refuse, and content that
 * is stripped or erased is not judged.
 */
import { operationByType } from '../contract/index.ts';
import type { JsonObject } from '../protocol/types.ts';
import { fold } from './fold.ts';
import { text } from './guards/reading.ts';
import { answersOf } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import { isMachine } from './rules.ts';
import type { CaseMessage, Fold, ReferralState } from './types.ts';

export interface JudgeInput {
  /** All messages of the reference that are held here, the one to judge among them. */
  readonly messages: readonly CaseMessage[];
  /** Which of them is judged. */
  readonly index: number;
  /** Its payload without `salt`; `null` when stripped. */
  readonly payload: JsonObject | null;
  /** Payload of `referral.submitted`, where it is held. */
  readonly submitted: JsonObject | null;
  /** Participant that judges. */
  readonly to: string;
  /** `time` of the envelope: a claim of the sender. */
  readonly envelopeTime: string;
  /** Transfer basis in force at that time, from the sender of this message to us. */
  readonly basis: boolean;
}

export type Judgement =
  | { readonly ok: true; readonly state: ReferralState; readonly fold: Fold }
  | { readonly ok: false; readonly code: 'transition' | 'guard' };

export function judge(input: JudgeInput): Judgement {
  const { messages, index, payload } = input;
  const message = messages[index];
  const rules = message === undefined ? undefined : rulesOf(message.metadata.type);
  if (message === undefined || rules === undefined) return { ok: false, code: 'transition' };
  const result = fold(messages);
  // Messages of the machines are never out of place and get no receipt.
  const operation = operationByType(rules.type);
  if (isMachine(rules) || operation === null) return { ok: true, state: result.state, fold: result };

  const { metadata } = message;
  if (operation.side !== message.side) return { ok: false, code: 'guard' };
  const role = text(metadata.role);
  if (!operation.roles.some((item) => item === role)) return { ok: false, code: 'guard' };
  if (answersOf(rules.type).length > 0 !== (metadata.answers !== undefined))
    return { ok: false, code: 'guard' };
  if (metadata.answers !== undefined && !answersHeld(messages, message)) return { ok: false, code: 'guard' };
  const rejected = result.rejected.find((rejection) => sameMessage(messages[rejection.index], message));
  if (rejected !== undefined) return { ok: false, code: rejected.code };
  if (result.waiting.some((item) => sameMessage(messages[item], message)))
    return { ok: false, code: 'transition' };

  const submitted = rules.type === 'referral.submitted' ? payload : input.submitted;
  const content = {
    type: rules.type,
    metadata,
    payload,
    submitted,
    to: input.to,
    at: input.envelopeTime,
    basis: input.basis,
  };
  return rules.guards.every((guard) => guard(content) === null)
    ? { ok: true, state: result.state, fold: result }
    : { ok: false, code: 'guard' };
}

/** A repeated message is folded once, under either index. */
function sameMessage(one: CaseMessage | undefined, other: CaseMessage): boolean {
  return (
    one !== undefined &&
    one.side === other.side &&
    one.order === other.order &&
    one.stream === other.stream &&
    one.sequence === other.sequence
  );
}

/** It answers a message of ours that exists and is of a type that it can answer. */
function answersHeld(messages: readonly CaseMessage[], message: CaseMessage): boolean {
  const answers = message.metadata.answers;
  const wanted = answersOf(message.metadata.type);
  return messages.some(
    (other) =>
      other.side !== message.side &&
      other.stream === answers?.stream &&
      other.sequence === answers?.sequence &&
      wanted.some((type) => type === other.metadata.type),
  );
}
