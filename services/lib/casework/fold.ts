/**
 * State of one referral as a fold over the messages of both sides (domain.md 4).
 * Invariant: the result depends on the set of messages alone, so duplicates and any interleaving of the two sides
 * give the same state to the sender, the receiver and an auditor who reads nothing but metadata. Never throws.
 */
import { verdictsOf, type Verdict } from './delivery.ts';
import { merge } from './merge.ts';
import type { CaseMessage, Fold, Position, Side } from './types.ts';

/** A sealed message is known by its position, one that is not sealed yet by its place on its side. */
function identityOf(message: CaseMessage): string {
  return message.stream === null || message.sequence === null
    ? String(message.order)
    : `${message.stream} ${message.sequence}`;
}

/** Indexes of one side in its own order, each message once. */
function ownOrder(messages: readonly CaseMessage[], side: Side): number[] {
  const entries = messages
    .map((message, index) => ({ message, index, identity: identityOf(message) }))
    .filter((entry) => entry.message.side === side)
    .sort((a, b) => {
      if (a.message.order !== b.message.order) return a.message.order - b.message.order;
      return a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0;
    });
  const seen = new Set<string>();
  return entries.flatMap(({ identity, index }) => {
    if (seen.has(identity)) return [];
    seen.add(identity);
    return [index];
  });
}

function newestPositions(messages: readonly CaseMessage[], side: Side): Partial<Record<string, Position>> {
  const positions = new Map<string, Position>();
  for (const message of messages) {
    if (message.side !== side) continue;
    const { stream, sequence } = message;
    if (stream === null || sequence === null) positions.delete(message.metadata.type);
    else positions.set(message.metadata.type, { stream, sequence });
  }
  return Object.fromEntries(positions);
}

function typesOf(messages: readonly CaseMessage[], side: Side): ReadonlySet<string> {
  return new Set(messages.flatMap((message) => (message.side === side ? [message.metadata.type] : [])));
}

export function fold(messages: readonly CaseMessage[]): Fold {
  const sender = ownOrder(messages, 'sender');
  const receiver = ownOrder(messages, 'receiver');
  const verdicts = verdictsOf(messages, sender, receiver);
  const all = [...sender, ...receiver];
  const having = (...verdict: readonly Verdict[]): Set<number> =>
    new Set(all.filter((index) => verdict.some((item) => item === verdicts.get(index))));
  const displaced = having('out-of-place');
  const { standing, ...merged } = merge(messages, [sender, receiver], {
    unread: having('refused'),
    displaced,
  });
  const applied = merged.applied.flatMap((index) => messages[index] ?? []);
  return {
    ...standing,
    ...merged,
    rejected: merged.rejected.filter(({ index }) => !displaced.has(index)),
    waiting: merged.waiting.filter((index) => !displaced.has(index)),
    refused: [...having('refused', 'out-of-place')],
    delivered: [...having('delivered')],
    positions: {
      sender: newestPositions(applied, 'sender'),
      receiver: newestPositions(applied, 'receiver'),
    },
    appliedTypes: { sender: typesOf(applied, 'sender'), receiver: typesOf(applied, 'receiver') },
  };
}
