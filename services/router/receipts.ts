/**
 * Receipts both ways, refusals, and requests to send again: what the machines say to each other about records.
 * Invariant: only casework messages get a receipt, each one once; a refusal moves no state. protocol.md 5 and 6.
 */
import type { Side } from '../lib/casework/index.ts';
import { parseStreamName, publicStreamName, refusalIsFinal } from '../lib/protocol/index.ts';
import type {
  AuthenticRecord,
  JsonObject,
  Metadata,
  OpeningCode,
  OpeningStep,
} from '../lib/protocol/types.ts';
import { refreshState } from '../lib/projection/refresh-state.ts';
import { requestResend } from '../lib/store/gaps.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import { alreadyAnswered, insertMessage } from '../lib/store/messages.ts';
import { enqueue } from '../lib/store/outbox.ts';
import { ownMessageAt } from '../lib/store/receipts.ts';
import { type RouterContext, type Sql, type Told, freshId } from './context.ts';

export type Applied =
  | { readonly outcome: 'applied' | 'noted'; readonly told: readonly Told[] }
  | {
      readonly outcome: 'refused';
      readonly step: OpeningStep;
      readonly code: OpeningCode;
      readonly told: readonly Told[];
    };

/** A taken message as the store keeps it. */
export function incoming(record: AuthenticRecord, metadata: Metadata) {
  return {
    id: record.envelope.id,
    direction: 'in' as const,
    peer: record.stream.from,
    metadata,
    stream: record.streamName,
    sequence: record.envelope.sequence,
    at: record.envelope.time,
  };
}

/**
 * Puts a receipt into the outbox; null when one stands already (after a rebuild nothing is said twice). `side`: whose
 * receipt it is, where both sides are this participant.
 */
export async function receiptFor(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  own: JsonObject & { type: string; version: number },
  answered: Metadata | null,
  side?: Side,
): Promise<Metadata | null> {
  const answers = { stream: record.streamName, sequence: record.envelope.sequence };
  const types =
    own.type === 'receipt.delivered' ? ['receipt.delivered'] : ['receipt.delivered', 'receipt.refused'];
  if (await alreadyAnswered(sql, answers.stream, answers.sequence, types, own['final'] === true)) return null;
  const { type, version, ...rest } = own;
  const reference = answered?.reference;
  const metadata: Metadata = {
    type,
    version,
    ...(reference === undefined ? {} : { reference }),
    drill: answered?.drill ?? false,
    answers,
    ...rest,
  };
  const id = freshId(context);
  const { stream } = record;
  await insertMessage(sql, {
    id,
    direction: 'out',
    peer: stream.from,
    metadata,
    stream: null,
    sequence: null,
    at: context.now().toISOString(),
    ...(side === undefined ? {} : { side }),
  });
  await enqueue(sql, context.crypto, {
    id,
    peer: stream.from,
    lane: stream.lane,
    type,
    personal: false,
    reference: reference ?? null,
    metadata: metadata as unknown as JsonObject,
    payload: {},
  });
  return metadata;
}

/** A refusal moves no state; it is answered, shown to the duty desk, and final for this version (protocol.md 5). */
export async function refuse(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  refusal: { readonly step: OpeningStep; readonly code: OpeningCode; readonly metadata: Metadata | null },
  side?: Side,
): Promise<Extract<Applied, { outcome: 'refused' }>> {
  const { step, code, metadata } = refusal;
  await receiptFor(
    context,
    sql,
    record,
    { type: 'receipt.refused', version: 1, step, code, final: refusalIsFinal(code) },
    metadata,
    side,
  );
  await openIncident(sql, {
    id: freshId(context),
    code: 'refused',
    stream: record.streamName,
    sequence: record.envelope.sequence,
  });
  return {
    outcome: 'refused',
    step,
    code,
    told: [
      {
        event: 'record.refused',
        message: record.envelope.id,
        code,
        peer: record.stream.from,
        outcome: 'refused',
      },
    ],
  };
}

/** The machine's word on one of our messages. */
export async function applyReceipt(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  metadata: Metadata,
): Promise<Applied> {
  const answers = metadata.answers;
  if (answers === undefined || !isOwnOf(record, answers.stream)) return { outcome: 'noted', told: [] };
  const message = await ownMessageAt(sql, answers.stream, answers.sequence);
  if (message === null) return { outcome: 'noted', told: [] };
  // Our own record says which case it was; the peer's word for it is not needed.
  const { reference: _claimed, ...rest } = metadata;
  const known: Metadata = {
    ...rest,
    ...(message.reference === null ? {} : { reference: message.reference }),
  };
  await insertMessage(sql, incoming(record, known));
  const delivered = metadata.type === 'receipt.delivered';
  if (delivered)
    context.metrics.delivered(
      record.stream.from,
      Date.parse(record.envelope.time) - message.sealedAt.getTime(),
    );
  else
    await openIncident(sql, {
      id: freshId(context),
      code: 'refused-by-peer',
      stream: answers.stream,
      sequence: answers.sequence,
    });
  await mendIncidents(
    sql,
    delivered ? ['unanswered', 'refused-by-peer'] : ['unanswered'],
    answers.stream,
    answers.sequence,
  );
  if (message.reference !== null) await refreshState(sql, message.reference, context.now().toISOString());
  return {
    outcome: 'applied',
    told: [
      { event: 'record.applied', message: record.envelope.id, peer: record.stream.from, outcome: 'applied' },
    ],
  };
}

/** Is that the stream opposite to the record's own, of its generation or of an earlier one? */
function isOwnOf({ stream: { from, to, lane, generation } }: AuthenticRecord, name: string): boolean {
  const own = parseStreamName(name);
  return (
    own !== null && own.from === to && own.to === from && own.lane === lane && own.generation <= generation
  );
}

/** A job for the publisher, if it is a stream of ours. */
export async function applyResendRequest(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  metadata: Metadata,
): Promise<Applied> {
  const { stream, first, last } = metadata as unknown as { stream: string; first: number; last: number };
  if (!isOwnOf(record, stream) && stream !== publicStreamName(context.participant))
    return { outcome: 'noted', told: [] };
  await requestResend(sql, stream, first, last);
  await sql.query(`select pg_notify('trm_outbox', '')`);
  return { outcome: 'applied', told: [{ event: 'record.applied', message: record.envelope.id }] };
}
