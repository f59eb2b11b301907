/**
 * Puts the messages of both sides into one order and applies them to the table of transitions (domain.md 4).
 * Invariant: each side keeps its own order, an answer comes after what it answers, and what is left open by that the
 * table decides: the order in which both messages count; where either order would do or neither does, the sender's first.
 */
import { choose } from './choose.ts';
import { isReceipt, positionIndex } from './delivery.ts';
import { INITIAL_STATE } from './lifecycle.ts';
import { mayAnswer, stateAfter } from './rules.ts';
import type { CaseMessage, ReferralState, Rejection, Side } from './types.ts';

export interface Merged {
  readonly state: ReferralState;
  readonly applied: readonly number[];
  readonly rejected: readonly Rejection[];
  readonly waiting: readonly number[];
}

/**
 * Where the first open message of a side stands: `free` to go, `blocked` by a message of the other side that has not
 * had its turn, `missing` when what it answers has not been read.
 */
type Readiness = 'free' | 'blocked' | 'missing';

interface Head {
  readonly index: number;
  readonly message: CaseMessage;
  readonly readiness: Readiness;
  /** The message that it answers; `void` when that one was refused or rejected and so says nothing. */
  readonly answered: CaseMessage | 'void' | null;
}

/** `sender` and `receiver`: indexes in each side's own order, without repeats. */
export function merge(
  messages: readonly CaseMessage[],
  sender: readonly number[],
  receiver: readonly number[],
  refused: ReadonlySet<number>,
): Merged {
  const counted = (side: readonly number[]): number[] => side.filter((index) => !refused.has(index));
  const queues: Record<Side, number[]> = { sender: counted(sender), receiver: counted(receiver) };
  const next: Record<Side, number> = { sender: 0, receiver: 0 };
  const peerOf = { sender: positionIndex(messages, receiver), receiver: positionIndex(messages, sender) };
  const open = new Set([...queues.sender, ...queues.receiver]);
  const unread = new Set<number>();
  const applied: number[] = [];
  const rejected: Rejection[] = [];
  let state: ReferralState = INITIAL_STATE;

  const headOf = (side: Side): Head | null => {
    const index = queues[side][next[side]];
    const message = index === undefined ? undefined : messages[index];
    if (index === undefined || message === undefined) return null;
    const answers = message.metadata.answers;
    if (answers === undefined) return { index, message, readiness: 'free', answered: null };
    const target = peerOf[side](answers);
    const found = target === undefined ? undefined : messages[target];
    if (target === undefined || found === undefined || unread.has(target))
      // A receipt waits for nothing: what it refuses may never have been readable, and nobody answers a receipt.
      return { index, message, readiness: isReceipt(message) ? 'free' : 'missing', answered: null };
    if (refused.has(target) || rejected.some((rejection) => rejection.index === target))
      return { index, message, readiness: 'free', answered: 'void' };
    return { index, message, readiness: open.has(target) ? 'blocked' : 'free', answered: found };
  };
  const advance = (head: Head): void => {
    open.delete(head.index);
    next[head.message.side] += 1;
  };
  const wait = (head: Head): void => {
    unread.add(head.index);
    advance(head);
  };
  const turnAway = (head: Head, code: Rejection['code']): void => {
    // While something before it is unread, nobody can say that a message has no transition.
    if (code === 'transition' && unread.size > 0) {
      wait(head);
      return;
    }
    rejected.push({ index: head.index, code });
    advance(head);
  };

  for (;;) {
    const heads = [headOf('sender'), headOf('receiver')].filter((head) => head !== null);
    if (heads.length === 0) break;
    const missing = heads.find((head) => head.readiness === 'missing');
    if (missing !== undefined) {
      wait(missing);
      continue;
    }
    const free = heads.filter((head) => head.readiness === 'free');
    const [first] = free;
    if (first === undefined) {
      // Each answers a later message of the other: nothing honest looks like that, and neither can go first.
      heads.forEach(wait);
      continue;
    }
    const wrong = free.find((head) => answersWrongly(head));
    const chosen = wrong === undefined ? choose(state, free, move) : null;
    if (wrong !== undefined) turnAway(wrong, 'guard');
    else if (chosen === null) turnAway(first, 'transition');
    else {
      applied.push(chosen.head.index);
      state = chosen.to;
      advance(chosen.head);
    }
  }
  return { state, applied, rejected, waiting: [...unread] };
}

function answersWrongly(head: Head): boolean {
  if (head.answered === null) return false;
  const answered = head.answered === 'void' ? null : head.answered.metadata.type;
  return !mayAnswer(head.message.metadata.type, answered);
}

function move(state: ReferralState, head: Head): ReferralState | null {
  const answered = head.answered === null || head.answered === 'void' ? null : head.answered.metadata.type;
  return stateAfter(state, head.message.side, head.message.metadata, answered);
}
