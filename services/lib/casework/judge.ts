/**
 * Judges a peer's message at step 10 of opening (protocol.md 5): the checks that its sender should have made.
 * Invariant: whatever stands in it, the answer is a value: an unknown code is never a reason to refuse, content that is
 * stripped or erased is not judged, and nobody is refused for what they had not read yet.
 */
import { operationByType } from '../contract/index.ts';
import { factsOf } from './facts.ts';
import { fold } from './fold.ts';
import { guardsOf } from './guards-of-row.ts';
import { text } from './guards/reading.ts';
import { answersOf, INITIAL, rowFor } from './lifecycle.ts';
import { rulesOf } from './messages.ts';
import { isMachine } from './rules.ts';
import type { CaseMessage, CaseRecord, Fold, ReferralState } from './types.ts';

export interface JudgeInput {
  /** All messages of the reference that are held here, the one to judge among them. */
  readonly history: readonly CaseRecord[];
  /** Which of them is judged. Its `at` is when it was decided, as far as the record can tell. */
  readonly index: number;
  /** Participants: who refers, and who is asked. */
  readonly referral: { readonly from: string; readonly to: string };
  /** Up to where the author had taken our stream, that is the one opposite to the message's own. */
  readonly seen: { readonly stream: string; readonly sequence: number };
  /** Transfer basis in force when it was sealed, from its sender to us. */
  readonly basis: boolean;
}

export type Judgement =
  | { readonly ok: true; readonly state: ReferralState; readonly fold: Fold }
  | { readonly ok: false; readonly code: 'transition' | 'guard' };

const GUARD = { ok: false, code: 'guard' } as const;

export function judge(input: JudgeInput): Judgement {
  const { history, index } = input;
  const message = history[index];
  const rules = message === undefined ? undefined : rulesOf(message.metadata.type);
  if (message === undefined || rules === undefined) return { ok: false, code: 'transition' };
  const result = fold(history);
  // Messages of the machines are never out of place and get no receipt.
  const operation = operationByType(rules.type);
  if (isMachine(rules) || operation === null) return { ok: true, state: result.state, fold: result };

  const { metadata, side } = message;
  if (operation.side !== 'either' && operation.side !== side) return GUARD;
  const role = text(metadata.role);
  const isAutomatic = metadata.role === undefined && operation.automatic;
  if (!isAutomatic && !operation.roles.some((item) => item === role)) return GUARD;
  if (answersOf(rules.type).length > 0 !== (metadata.answers !== undefined)) return GUARD;
  const answered = metadata.answers === undefined ? null : answeredBy(history, message);
  if (metadata.answers !== undefined && answered === null) return GUARD;
  const rejected = result.rejected.find((rejection) => sameMessage(history[rejection.index], message));
  if (rejected !== undefined) return { ok: false, code: rejected.code };
  const place = result.applied.findIndex((item) => sameMessage(history[item], message));
  const before = place === 0 ? INITIAL : result.path[place - 1];
  const row = before === undefined ? null : rowFor(before, side, metadata, answered);
  if (row === null) return { ok: false, code: 'transition' };

  const { from, to } = input.referral;
  const content = {
    type: rules.type,
    side,
    metadata,
    payload: message.payload,
    facts: factsOf({ history, fold: result, counts: known(input, result, message), own: message }),
    from: side === 'sender' ? from : to,
    to: side === 'sender' ? to : from,
    referral: input.referral,
    at: message.at,
    basis: input.basis,
    local: null,
    limits: null,
  };
  return guardsOf(rules, row).every((guard) => guard(content) === null)
    ? { ok: true, state: result.state, fold: result }
    : GUARD;
}

/** Which messages the author of the judged one had before it: all own earlier ones, and of ours those that were seen. */
function known(
  { history, seen }: JudgeInput,
  { delivered }: Fold,
  message: CaseRecord,
): (index: number) => boolean {
  const confirmed = new Set(delivered);
  return (index) => {
    const other = history[index];
    if (other === undefined) return false;
    if (other.side === message.side) return other.order < message.order;
    if (other.stream === null || other.sequence === null) return false;
    return other.stream === seen.stream ? other.sequence <= seen.sequence : confirmed.has(index);
  };
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

/** Type of the message of ours that it answers, if that is one that its type can answer. */
function answeredBy(messages: readonly CaseMessage[], message: CaseMessage): string | null {
  const answers = message.metadata.answers;
  const wanted = answersOf(message.metadata.type);
  const found = messages.find(
    (other) =>
      other.side !== message.side &&
      other.stream === answers?.stream &&
      other.sequence === answers?.sequence &&
      wanted.some((type) => type === other.metadata.type),
  );
  return found?.metadata.type ?? null;
}
