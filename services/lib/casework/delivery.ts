/**
 * What each gateway said about the other side's messages: delivered or refused (protocol.md 5 and 6).
 * Invariant: a final word stands; only a refusal that was not final is replaced, by the delivery after an upgrade.
 * Receipts get no receipts, so one about a receipt says nothing (formats.md 5).
 */
import type { CaseMessage } from './types.ts';

/** `out-of-place`: refused because it had no place where its reader stood; whoever folds sees the same. */
export type Verdict = 'delivered' | 'refused' | 'out-of-place';

const RECEIPT_TYPES: ReadonlySet<string> = new Set(['receipt.delivered', 'receipt.refused']);

export function isReceipt(message: CaseMessage): boolean {
  return RECEIPT_TYPES.has(message.metadata.type);
}

/** Finds a message by its position, among the messages of one side only: nobody answers themselves. */
export function positionIndex(
  messages: readonly CaseMessage[],
  side: readonly number[],
): (answers: { readonly stream: string; readonly sequence: number }) => number | undefined {
  const byPosition = new Map<string, number>();
  for (const index of side) {
    const message = messages[index];
    if (message !== undefined && message.stream !== null && message.sequence !== null)
      byPosition.set(`${message.stream}\n${message.sequence}`, index);
  }
  return (answers) => byPosition.get(`${answers.stream}\n${answers.sequence}`);
}

/**
 * Verdict per index. `sender` and `receiver` are indexes in each side's own order. A message that was refused for
 * now, `final: false`, counts as refused until its delivery: its reader cannot tell what it would do.
 */
export function verdictsOf(
  messages: readonly CaseMessage[],
  sender: readonly number[],
  receiver: readonly number[],
): ReadonlyMap<number, Verdict> {
  const verdicts = new Map<number, Verdict>();
  const settled = new Set<number>();
  const read = (receipts: readonly number[], targets: readonly number[]): void => {
    const find = positionIndex(messages, targets);
    for (const index of receipts) {
      const receipt = messages[index];
      if (receipt === undefined || !isReceipt(receipt) || receipt.metadata.answers === undefined) continue;
      const { metadata } = receipt;
      const target = find(receipt.metadata.answers);
      const answered = target === undefined ? undefined : messages[target];
      if (target === undefined || answered === undefined || isReceipt(answered) || settled.has(target))
        continue;
      const refused = metadata.type === 'receipt.refused';
      const code = metadata['code'] === 'transition' ? 'out-of-place' : 'refused';
      verdicts.set(target, refused ? code : 'delivered');
      if (!refused || metadata['final'] !== false) settled.add(target);
    }
  };
  read(receiver, sender);
  read(sender, receiver);
  return verdicts;
}
