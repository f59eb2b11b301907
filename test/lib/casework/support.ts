/**
 * Builders for casework tests: messages as metadata shows them, and two gateways that act on what they have read so far.
 * Invariant: everything is invented and deterministic; a history follows from the list of choices alone.
 */
import { operations } from '../../../services/lib/contract/index.ts';
import { fold, judge, positionsToAnswer } from '../../../services/lib/casework/index.ts';
import type { CaseMessage, Fold, Position, Side } from '../../../services/lib/casework/index.ts';
import { isOpen } from '../../../services/lib/casework/lifecycle.ts';
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

/** Two gateways and what each has sent; `read` = how many of the other side's messages each has read. */
export interface Network {
  readonly sent: Record<Side, CaseMessage[]>;
  readonly read: Record<Side, number>;
}

const other = (side: Side): Side => (side === 'sender' ? 'receiver' : 'sender');

export function viewOf(network: Network, side: Side): CaseMessage[] {
  return [...network.sent[side], ...network.sent[other(side)].slice(0, network.read[side])];
}

function send(network: Network, side: Side, type: string, answers?: Position, own: JsonObject = {}): void {
  network.sent[side].push(message(side, network.sent[side].length + 1, type, answers, own));
}

/** Reads the next message of the other side, judges it and answers with a receipt, as a router does. */
export function readNext(network: Network, side: Side): boolean {
  const next = network.sent[other(side)][network.read[side]];
  if (next === undefined) return false;
  network.read[side] += 1;
  if (!operations.some((operation) => operation.type === next.metadata.type)) return true;
  const messages = viewOf(network, side);
  const verdict = judge({
    messages,
    index: messages.indexOf(next),
    payload: null,
    submitted: null,
    to: side,
    envelopeTime: NOW,
    basis: true,
  });
  const position = { stream: next.stream ?? '', sequence: next.sequence ?? 0 };
  if (verdict.ok) send(network, side, 'receipt.delivered', position);
  else send(network, side, 'receipt.refused', position, { step: 10, code: verdict.code, final: true });
  return true;
}

/** Sends a message that the side's own fold allows now, chosen by `choice`; nothing when none is. */
export function act(network: Network, side: Side, choice: number): void {
  const state: Fold = fold(viewOf(network, side));
  const positions = positionsToAnswer(state);
  const open = operations.filter(
    (operation) =>
      operation.side === side &&
      isOpen(state.state, operation.type, side) &&
      positions[operation.type] !== null,
  );
  const operation = open[choice % Math.max(open.length, 1)];
  if (operation === undefined) return;
  send(
    network,
    side,
    operation.type,
    positions[operation.type] ?? undefined,
    ownMembers(operation.type, choice),
  );
}

/** Metadata that the operation's command gives, as a body that passes its schema would. */
export function ownMembers(type: string, choice: number): JsonObject {
  switch (type) {
    case 'enquiry.reply':
      return choice % 3 === 0 ? { answer: 'yes' } : { answer: 'no', reasons: ['no-capacity'] };
    case 'referral.accepted':
      return { conditions: choice % 4 < 2 ? [] : ['escort'] };
    case 'referral.declined':
      return { reasons: ['no-capacity'] };
    case 'referral.disclosed':
      return { tier: choice % 2 === 0 ? 't2' : 't3' };
    default:
      return {};
  }
}

/** A message that a wrong or hostile gateway might send: any type, any side, any position. */
export function misbehave(network: Network, side: Side, choice: number): void {
  const operation = operations[choice % operations.length];
  if (operation === undefined) return;
  const answers = choice % 3 === 0 ? undefined : at(choice % 5 === 0 ? side : other(side), 1 + (choice % 7));
  send(network, side, operation.type, answers, {});
}

/** Runs a history: each step is one act of one side or one reading; then everything is read. */
export function play(choices: readonly number[], hostile: boolean): Network {
  const network: Network = { sent: { sender: [], receiver: [] }, read: { sender: 0, receiver: 0 } };
  for (const choice of choices) {
    const side: Side = choice % 2 === 0 ? 'sender' : 'receiver';
    const rest = Math.floor(choice / 8);
    const kind = Math.floor(choice / 2) % 4;
    if (kind === 0) act(network, side, rest);
    else if (kind === 1 && hostile) misbehave(network, side, rest);
    else readNext(network, side);
  }
  while (readNext(network, 'sender') || readNext(network, 'receiver'));
  return network;
}
