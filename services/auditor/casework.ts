/**
 * What the metadata of both sides amount to: receipts that are missing, and messages that the receiver took although
 * the table of transitions has no place for them (protocol.md 6, domain.md 4). Only at full depth.
 * Invariant: the same fold that sender and receiver use; what the receiver refused is never a fault.
 */
import { fold, type CaseMessage } from '../lib/casework/index.ts';
import { isCasework, operationByType } from '../lib/contract/index.ts';
import { opposite, streamName, type Metadata, type Stream } from '../lib/protocol/index.ts';
import { placeOf, positionKey, type Audit } from './audit.ts';
import type { Finding } from './findings.ts';
import type { LinkedStream } from './linked-stream.ts';
import { flags } from './rows.ts';

interface Message {
  readonly stream: LinkedStream;
  readonly own: Stream;
  readonly row: number;
  readonly sequence: number;
  readonly metadata: Metadata;
}

/** A later generation comes after every position of the one before. */
const GENERATION_STRIDE = 2 ** 32;

/** Gives the number of messages whose receipt may still come. */
export function checkCasework(audit: Audit): number {
  const messages: Message[] = [];
  const receipts: Message[] = [];
  for (const stream of [...audit.linked.values()].sort(byName)) {
    const own = stream.log.stream;
    if (own === null) continue;
    for (const [sequence, readings] of stream.positions()) {
      const message = contentOf(audit, stream, own, sequence, readings);
      if (message === null) continue;
      (isCasework(message.metadata.type) ? messages : receipts).push(message);
    }
  }
  const answered = new Set<string>();
  for (const { own, metadata } of receipts) {
    const answers = metadata.answers;
    // Nobody confirms their own messages.
    if (answers === undefined || !isAcross(own, answers.stream)) continue;
    answered.add(positionKey(answers.stream, answers.sequence));
  }
  const pending = checkReceipts(audit, messages, answered);
  checkTransitions(audit, messages, receipts);
  return pending;
}

/** At envelope depth: what the other side has not yet witnessed, and may still. */
export function countUnwitnessed(audit: Audit): number {
  const { rows, streams } = audit.ledger;
  let pending = 0;
  for (const stream of [...audit.linked.values()].sort(byName)) {
    const own = stream.log.stream;
    const witness = own === null ? undefined : streams.get(streamName(opposite(own)));
    if (witness === undefined) continue;
    const waiting = stream.log.rows.filter(
      (row) => rows.sequence(row) > witness.seen && audit.now - rows.time(row) < audit.receiptLimitMs,
    );
    pending += note(audit, stream, waiting);
  }
  return pending;
}

function note(audit: Audit, stream: LinkedStream, waiting: readonly number[]): number {
  const [first] = waiting;
  if (first !== undefined) audit.findings.note('pending', placeOf(audit, stream, first), waiting.length);
  return waiting.length;
}

function contentOf(
  audit: Audit,
  stream: LinkedStream,
  own: Stream,
  sequence: number,
  readings: readonly number[],
): Message | null {
  const { rows, contents } = audit.ledger;
  const row = readings.find((item) => contents.has(item) && !rows.is(item, flags.disputed | flags.evidence));
  const metadata = row === undefined ? undefined : contents.get(row);
  return row === undefined || metadata === undefined ? null : { stream, own, row, sequence, metadata };
}

function isAcross(own: Stream, name: string): boolean {
  return name.startsWith(`trm.${own.to}.${own.from}/`);
}

function checkReceipts(audit: Audit, messages: readonly Message[], answered: ReadonlySet<string>): number {
  const { rows } = audit.ledger;
  const waiting = new Map<LinkedStream, number[]>();
  for (const message of messages) {
    const { stream, own, row, sequence } = message;
    if (answered.has(positionKey(stream.log.name, sequence)) || rows.is(row, flags.late)) continue;
    // Where the other direction is not ours to read, nobody can say that a receipt is missing.
    if (!audit.linked.has(streamName(opposite(own)))) continue;
    // A time ahead of us makes a message young, and is noted as `clock`.
    if (audit.now - rows.time(row) < audit.receiptLimitMs) {
      waiting.set(stream, [...(waiting.get(stream) ?? []), row]);
      continue;
    }
    audit.findings.fault('receipt-missing', placeOf(audit, stream, row), whyNoReceipt(audit, message));
  }
  let pending = 0;
  for (const [stream, list] of waiting) pending += note(audit, stream, list);
  return pending;
}

function whyNoReceipt(audit: Audit, { stream, own, sequence }: Message): Finding | null {
  const onItself = audit.onPosition.get(positionKey(stream.log.name, sequence));
  if (onItself !== undefined) return onItself;
  const back = streamName(opposite(own));
  const replies = audit.linked.get(back);
  // A receipt stands where its writer had already taken the message: there or later.
  const lost = audit.unknown.get(back)?.find((position) => {
    const next = replies === undefined ? null : nextSeen(audit, replies, position.sequence);
    return next === null || next >= sequence;
  });
  if (lost !== undefined) return lost.finding;
  // The receiver takes nothing beyond a hole.
  const taken = audit.ledger.streams.get(back)?.seen ?? 0;
  const hole = audit.unknown.get(stream.log.name)?.find((position) => {
    return position.sequence > taken && position.sequence <= sequence;
  });
  return hole?.finding ?? null;
}

/** What the writer had taken by its next readable record after a position; null when there is none. */
function nextSeen(audit: Audit, stream: LinkedStream, sequence: number): number | null {
  for (let next = sequence + 1; next <= stream.log.tail; next += 1) {
    const row = stream.counting(next);
    if (row !== null) return audit.ledger.rows.seen(row);
  }
  return null;
}

function checkTransitions(audit: Audit, messages: readonly Message[], receipts: readonly Message[]): void {
  const byReference = new Map<string, Message[]>();
  const referenceAt = new Map<string, string>();
  for (const message of messages) {
    const { stream, own, sequence, metadata } = message;
    if (metadata.reference === undefined || audit.ledger.rows.is(message.row, flags.late)) continue;
    const key = caseKey(own, metadata.reference);
    const list = byReference.get(key);
    if (list === undefined) byReference.set(key, [message]);
    else list.push(message);
    referenceAt.set(positionKey(stream.log.name, sequence), key);
  }
  for (const receipt of receipts) {
    const answers = receipt.metadata.answers;
    const key =
      answers === undefined ? undefined : referenceAt.get(positionKey(answers.stream, answers.sequence));
    if (key !== undefined) byReference.get(key)?.push(receipt);
  }
  for (const list of byReference.values()) judgeCase(audit, list);
}

function judgeCase(audit: Audit, list: readonly Message[]): void {
  const sender = referrer(list);
  const messages = list.map(({ stream, own, sequence, metadata }): CaseMessage => ({
    side: own.from === sender ? 'sender' : 'receiver',
    stream: stream.log.name,
    sequence,
    order: own.generation * GENERATION_STRIDE + sequence,
    metadata,
  }));
  const result = fold(messages);
  const [first] = list;
  if (first?.metadata.reference !== undefined)
    audit.referrals.push({
      reference: first.metadata.reference,
      from: sender,
      to: first.own.from === sender ? first.own.to : first.own.from,
      state: result.state,
      drill: first.metadata.drill,
      applied: result.applied.length,
    });
  const delivered = new Set(result.delivered);
  for (const { index } of result.rejected) {
    const message = list[index];
    if (message === undefined || !delivered.has(index)) continue;
    const cause = whyNoPlace(audit, message);
    audit.findings.fault('transition', placeOf(audit, message.stream, message.row), cause);
  }
}

/**
 * Who refers: whoever wrote the first message that only one side writes. Of messages that either side may write the one
 * that opened the case tells it: whoever did not open it began by confirming what came.
 */
function referrer(list: readonly Message[]): string {
  const ordered = [...list].sort(
    (left, right) => left.own.generation - right.own.generation || left.sequence - right.sequence,
  );
  const told = ordered.flatMap(({ own, metadata }) => {
    const operation = operationByType(metadata.type);
    if (operation === null || operation.side === 'either') return [];
    const from = operation.side === 'sender' ? own.from : own.to;
    return [{ from, opens: operation.fromStates.includes('draft') }];
  });
  const sided = told.find(({ opens }) => opens) ?? told[0];
  if (sided !== undefined) return sided.from;
  const begins = ordered.filter(
    ({ own }, index) => ordered.findIndex((other) => other.own.from === own.from) === index,
  );
  const opener = begins.find(({ metadata }) => isCasework(metadata.type)) ?? begins[0];
  return opener?.own.from ?? '';
}

function whyNoPlace(audit: Audit, { stream, own, metadata, sequence }: Message): Finding | null {
  const back = streamName(opposite(own));
  const answers = metadata.answers;
  const target = audit.unknown
    .get(back)
    ?.find((position) => answers?.stream === back && position.sequence === answers.sequence);
  if (target !== undefined) return target.finding;
  // Any content that nobody can read may have been the message that made room for this one.
  const before = audit.unknown.get(stream.log.name)?.find((position) => position.sequence < sequence);
  return before?.finding ?? audit.unknown.get(back)?.[0]?.finding ?? null;
}

function caseKey(own: Stream, reference: string): string {
  return own.from < own.to ? `${own.from} ${own.to} ${reference}` : `${own.to} ${own.from} ${reference}`;
}

function byName(left: LinkedStream, right: LinkedStream): number {
  return left.log.name < right.log.name ? -1 : 1;
}
