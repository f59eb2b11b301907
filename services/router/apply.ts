/**
 * What a taken message does: a casework message moves its referral and gets a receipt, a receipt tells how ours fared,
 * a request to send again becomes a job of the publisher. Invariant: everything here happens in the transaction that
 * takes the position, or not at all. protocol.md 5 and 6; domain.md 4.
 */
import { isCasework, operationByType } from '../lib/contract/index.ts';
import { type CaseMessage, fold, judge } from '../lib/casework/index.ts';
import {
  publicStreamName,
  opposite,
  refusalIsFinal,
  streamName,
  type RegistryState,
} from '../lib/protocol/index.ts';
import type {
  AuthenticRecord,
  JsonObject,
  Metadata,
  OpeningCode,
  OpeningStep,
} from '../lib/protocol/types.ts';
import { caseOf, route } from '../lib/routing/index.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import { ownMessageAt, requestResend } from '../lib/store/inbox.ts';
import { loadContent, storeContent } from '../lib/store/message-content.ts';
import {
  type MessageRow,
  alreadyAnswered,
  caseMessages,
  insertMessage,
  messagesOf,
} from '../lib/store/messages.ts';
import { enqueue } from '../lib/store/outbox.ts';
import { lockReferral, setState, upsertFromMessage } from '../lib/store/referrals.ts';
import { insertTask } from '../lib/store/tasks.ts';
import { type RouterContext, type Sql, type Told, freshId } from './context.ts';

export interface Opened {
  readonly metadata: Metadata;
  readonly payload: JsonObject | null;
}

export type Applied =
  | { readonly outcome: 'applied' | 'noted'; readonly told: readonly Told[] }
  | {
      readonly outcome: 'refused';
      readonly step: OpeningStep;
      readonly code: OpeningCode;
      readonly told: readonly Told[];
    };

export async function apply(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  record: AuthenticRecord,
  opened: Opened,
): Promise<Applied> {
  const { type } = opened.metadata;
  if (isCasework(type)) return applyCasework(context, sql, registry, record, opened);
  switch (type) {
    case 'receipt.delivered':
    case 'receipt.refused':
      return applyReceipt(context, sql, record, opened.metadata);
    case 'stream.resend-requested':
      return applyResendRequest(context, sql, record, opened.metadata);
    default:
      return { outcome: 'noted', told: [] };
  }
}

async function applyCasework(
  context: RouterContext,
  sql: Sql,
  registry: RegistryState,
  record: AuthenticRecord,
  opened: Opened,
): Promise<Applied> {
  const { metadata, payload } = opened;
  const { stream, envelope } = record;
  const reference = metadata.reference ?? '';
  const weAre = operationByType(metadata.type)?.side === 'sender' ? 'receiver' : 'sender';
  const direction = weAre === 'receiver' ? 'received' : 'sent';
  const sender = weAre === 'receiver' ? stream.from : stream.to;
  const recipient = weAre === 'receiver' ? stream.to : stream.from;
  const referral = await lockReferral(sql, reference);
  if (referral !== null && (referral.sender !== sender || referral.recipient !== recipient)) {
    // A reference of another pair: nobody may write into a case that is not between us two.
    return refuse(context, sql, record, { step: 10, code: 'guard', metadata });
  }
  const rows = await messagesOf(sql, reference);
  const others = caseMessages(rows, weAre);
  const candidate: CaseMessage = {
    side: weAre === 'receiver' ? 'sender' : 'receiver',
    stream: record.streamName,
    sequence: envelope.sequence,
    order: envelope.sequence,
    metadata,
  };
  const judgement = judge({
    messages: [...others, candidate],
    index: others.length,
    payload,
    submitted: await submittedPayload(context, sql, rows),
    to: context.participant,
    envelopeTime: envelope.time,
    basis: registry.basisInForce(stream.from, stream.to, envelope.time) !== null,
  });
  if (!judgement.ok) {
    await insertMessage(sql, incoming(record, metadata));
    return refuse(context, sql, record, { step: 10, code: judgement.code, metadata });
  }
  const at = context.now().toISOString();
  const receipt = await receiptFor(context, sql, record, { type: 'receipt.delivered', version: 1 }, metadata);
  const state = fold([...others, candidate, ...(receipt === null ? [] : [ownReceipt(weAre, receipt)])]).state;
  await upsertFromMessage(sql, {
    reference,
    direction,
    sender,
    recipient,
    state,
    urgency: metadata.urgency ?? 'routine',
    drill: metadata.drill,
    at,
  });
  const message = await insertMessage(sql, incoming(record, metadata));
  if (payload !== null) await storeContent(sql, context.crypto, message, reference, payload);
  const told: Told[] = [
    { event: 'record.applied', message: envelope.id, peer: stream.from, outcome: 'applied' },
  ];
  if (metadata.type === 'referral.submitted' && payload !== null) {
    await createTask(context, sql, {
      reference,
      message,
      payload,
      urgency: metadata.urgency ?? 'routine',
      at,
    });
    told.push({ event: 'task.created', message: envelope.id });
  }
  return { outcome: 'applied', told };
}

/** Chooses the contact point from the pack and keeps the explanation with the task (domain.md 7). */
async function createTask(
  context: RouterContext,
  sql: Sql,
  input: { reference: string; message: string; payload: JsonObject; urgency: string; at: string },
): Promise<void> {
  const routed = route(
    context.pack,
    caseOf(input.payload, { urgency: input.urgency, channel: 'protection' }),
    input.at,
  );
  if (routed.chosen === null) {
    // Nobody fits: an outcome that is recorded and shown, not an error (domain.md 7).
    await openIncident(sql, {
      id: freshId(context),
      code: 'no-contact-point',
      stream: null,
      sequence: null,
      fingerprint: `no-contact-point:${input.reference}`,
    });
    return;
  }
  await insertTask(sql, context.crypto, {
    id: freshId(context),
    reference: input.reference,
    message: input.message,
    office: routed.chosen.office,
    function: routed.chosen.function,
    route: routed,
  });
}

async function submittedPayload(
  context: RouterContext,
  sql: Sql,
  rows: readonly MessageRow[],
): Promise<JsonObject | null> {
  const submitted = rows.find((row) => row.type === 'referral.submitted' && row.outcome !== 'refused');
  if (submitted === undefined) return null;
  return (await loadContent(sql, context.crypto, [submitted.n])).get(submitted.n) ?? null;
}

function incoming(record: AuthenticRecord, metadata: Metadata) {
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

function ownReceipt(weAre: 'sender' | 'receiver', metadata: Metadata): CaseMessage {
  return { side: weAre, stream: null, sequence: null, order: Number.MAX_SAFE_INTEGER, metadata };
}

/** Puts a receipt into the outbox; null when one stands already (after a rebuild nothing is said twice). */
async function receiptFor(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  own: JsonObject & { type: string; version: number },
  answered: Metadata | null,
): Promise<Metadata | null> {
  const answers = { stream: record.streamName, sequence: record.envelope.sequence };
  const types =
    own.type === 'receipt.delivered' ? ['receipt.delivered'] : ['receipt.delivered', 'receipt.refused'];
  if (await alreadyAnswered(sql, answers.stream, answers.sequence, types)) return null;
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
): Promise<Applied> {
  const { step, code, metadata } = refusal;
  await receiptFor(
    context,
    sql,
    record,
    { type: 'receipt.refused', version: 1, step, code, final: refusalIsFinal(code) },
    metadata,
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

async function applyReceipt(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  metadata: Metadata,
): Promise<Applied> {
  const answers = metadata.answers;
  const own = streamName(opposite(record.stream));
  if (answers === undefined || answers.stream !== own) return { outcome: 'noted', told: [] };
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
  if (message.reference !== null) {
    const referral = await lockReferral(sql, message.reference);
    if (referral !== null) {
      const state = fold(
        caseMessages(
          await messagesOf(sql, message.reference),
          referral.direction === 'sent' ? 'sender' : 'receiver',
        ),
      ).state;
      if (state !== referral.state)
        await setState(sql, message.reference, state, context.now().toISOString());
    }
  }
  return {
    outcome: 'applied',
    told: [
      { event: 'record.applied', message: record.envelope.id, peer: record.stream.from, outcome: 'applied' },
    ],
  };
}

async function applyResendRequest(
  context: RouterContext,
  sql: Sql,
  record: AuthenticRecord,
  metadata: Metadata,
): Promise<Applied> {
  const { stream, first, last } = metadata as unknown as { stream: string; first: number; last: number };
  const ours = [streamName(opposite(record.stream)), publicStreamName(context.participant)];
  if (!ours.includes(stream)) return { outcome: 'noted', told: [] };
  await requestResend(sql, stream, first, last);
  await sql.query(`select pg_notify('trm_outbox', '')`);
  return { outcome: 'applied', told: [{ event: 'record.applied', message: record.envelope.id }] };
}
