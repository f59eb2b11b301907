/**
 * Puts the messages of both sides into one order and applies them to the table of transitions (domain.md 4).
 * Invariant: each side keeps its own order, an answer comes after what it answers, and what is left open by that the
 * table decides (choose.ts). Where both sides write into one stream, its order leaves nothing open (decision 0011).
 */
import { choose } from './choose.ts';
import { isReceipt, positionIndex } from './delivery.ts';
import { INITIAL, sameStanding, yieldsPlace } from './lifecycle.ts';
import { mayAnswer, standingAfter } from './rules.ts';
import type { CaseMessage, Rejection, Side, Standing } from './types.ts';

export interface Merged {
  readonly standing: Standing;
  readonly applied: readonly number[];
  /** Where the referral stood after each applied message. */
  readonly path: readonly Standing[];
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

/** What the other side's gateway turned away. */
export interface Refusals {
  /** It never came to count there, so it stands in nobody's way. */
  readonly unread: ReadonlySet<number>;
  /**
   * It was read and had no place. It has its turn all the same and counts for nothing: whoever has not heard of the
   * refusal yet sees it lose, and what comes after it must not depend on that.
   */
  readonly displaced: ReadonlySet<number>;
}

/** The two lists: indexes in each side's own order, without repeats. */
export function merge(
  messages: readonly CaseMessage[],
  [sender, receiver]: readonly [sender: readonly number[], receiver: readonly number[]],
  { unread: refused, displaced }: Refusals,
): Merged {
  const counted = (side: readonly number[]): number[] => side.filter((index) => !refused.has(index));
  const queues: Record<Side, number[]> = { sender: counted(sender), receiver: counted(receiver) };
  const next: Record<Side, number> = { sender: 0, receiver: 0 };
  const peerOf = { sender: positionIndex(messages, receiver), receiver: positionIndex(messages, sender) };
  const unplaced = new Set([...queues.sender, ...queues.receiver]);
  const unread = new Set<number>();
  const applied: number[] = [];
  const rejected: Rejection[] = [];
  const path: Standing[] = [];
  let standing: Standing = INITIAL;
  const isShared = inOneStream(messages, queues);

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
    return { index, message, readiness: unplaced.has(target) ? 'blocked' : 'free', answered: found };
  };
  const advance = (head: Head): void => {
    unplaced.delete(head.index);
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
    const free = isShared ? earliest(heads) : heads.filter((head) => head.readiness === 'free');
    const [first] = free;
    if (first === undefined) {
      // Each answers a later message of the other: nothing honest looks like that, and neither can go first.
      heads.forEach(wait);
      continue;
    }
    const wrong = free.find((head) => answersWrongly(head));
    if (wrong !== undefined) {
      turnAway(wrong, 'guard');
      continue;
    }
    // What a machine has witnessed is so already: an acknowledgement after a receipt still races an expiry.
    const receipt = free.find((head) => isReceipt(head.message));
    const open = receipt === undefined ? free : [receipt];
    // All that its author had read has had its turn, so nothing can make room for it any more: it holds nothing up.
    const misplaced = open.find((head) => move(standing, head) === null);
    const chosen = misplaced === undefined ? choose(standing, open, BY_TABLE) : null;
    if (chosen === null) turnAway(misplaced ?? first, 'transition');
    else if (displaced.has(chosen.head.index)) turnAway(chosen.head, 'transition');
    else {
      applied.push(chosen.head.index);
      standing = chosen.to;
      path.push(standing);
      advance(chosen.head);
    }
  }
  return { standing, applied, path, rejected, waiting: [...unread] };
}

function answersWrongly(head: Head): boolean {
  if (head.answered === null) return false;
  const answered = head.answered === 'void' ? null : head.answered.metadata.type;
  return !mayAnswer(head.message.metadata.type, answered);
}

function move(standing: Standing, head: Head): Standing | null {
  const answered = head.answered === null || head.answered === 'void' ? null : head.answered.metadata.type;
  return standingAfter(standing, head.message.side, head.message.metadata, answered);
}

const BY_TABLE = {
  move,
  same: sameStanding,
  yields: (head: Head): boolean => yieldsPlace(head.message.metadata.type),
};

const LOCAL_STREAM = /^trm\.([a-z0-9]+)\.\1\//;

/**
 * Both offices of one participant write into one stream. Between two participants only our own messages can be unsealed,
 * so that unsealed ones of both sides tell it too.
 */
function inOneStream(
  messages: readonly CaseMessage[],
  queues: Readonly<Record<Side, readonly number[]>>,
): boolean {
  const all = [...queues.sender, ...queues.receiver].flatMap((index) => messages[index] ?? []);
  if (all.some(({ stream }) => stream !== null && LOCAL_STREAM.test(stream))) return true;
  const unsealed = new Set(all.flatMap(({ stream, side }) => (stream === null ? [side] : [])));
  return unsealed.size > 1;
}

function earliest(heads: readonly Head[]): readonly Head[] {
  const [one, other] = heads;
  if (one === undefined || other === undefined) return heads;
  return [one.message.order <= other.message.order ? one : other];
}
