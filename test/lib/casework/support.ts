/**
 * Builders for casework tests: messages as metadata shows them, and one good history up to disclosure.
 * Invariant: everything is invented and deterministic.
 */
import { operations } from '../../../services/lib/contract/index.ts';
import type { CaseMessage, Position, Side } from '../../../services/lib/casework/index.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';

export const NOW = '2026-11-22T10:00:00.000Z';
export const STREAM: Readonly<Record<Side, string>> = { sender: 'trm.al.rs/0/1', receiver: 'trm.rs.al/0/1' };

export function at(side: Side, sequence: number): Position {
  return { stream: STREAM[side], sequence };
}

export function message(
  side: Side,
  sequence: number,
  type: string,
  answers?: Position,
  own: JsonObject = {},
): CaseMessage {
  const operation = operations.find((item) => item.type === type);
  const metadata: Metadata = {
    type,
    version: 1,
    reference: '4FQ20WZ7D1LF',
    urgency: 'urgent',
    drill: false,
    ...(operation?.roles[0] === undefined ? {} : { role: operation.roles[0] }),
    ...(answers === undefined ? {} : { answers: { stream: answers.stream, sequence: answers.sequence } }),
    ...own,
  };
  return { side, stream: STREAM[side], sequence, order: sequence, metadata };
}

/** A whole good history up to disclosure; index + 1 within a side is the sequence. */
export function goodHistory(conditions: readonly string[] = []): CaseMessage[] {
  return [
    message('sender', 1, 'enquiry.capacity'),
    message('receiver', 1, 'receipt.delivered', at('sender', 1)),
    message('receiver', 2, 'enquiry.reply', at('sender', 1), { answer: 'yes' }),
    message('sender', 2, 'receipt.delivered', at('receiver', 2)),
    message('sender', 3, 'referral.submitted'),
    message('receiver', 3, 'receipt.delivered', at('sender', 3)),
    message('receiver', 4, 'referral.acknowledged', at('sender', 3)),
    message('sender', 4, 'receipt.delivered', at('receiver', 4)),
    message('receiver', 5, 'referral.accepted', at('sender', 3), { conditions }),
    message('sender', 5, 'receipt.delivered', at('receiver', 5)),
    message('sender', 6, 'referral.disclosed', at('receiver', 5), { tier: 't2' }),
    message('receiver', 6, 'receipt.delivered', at('sender', 6)),
  ];
}
