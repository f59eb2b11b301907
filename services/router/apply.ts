/**
 * What a taken message does: a casework message moves its referral and gets a receipt, a receipt tells how ours fared,
 * a request to send again becomes a job of the publisher. Invariant: everything here happens in the transaction that
 * takes the position, or not at all. protocol.md 5 and 6; domain.md 4.
 */
import { channelOf, isCasework, operationByType } from '../lib/contract/index.ts';
import {
  type CaseMessage,
  type CaseRecord,
  fold,
  judge,
  otherSide,
  ownSide,
  type Side,
} from '../lib/casework/index.ts';
import { decidedAt, opposite, type RegistryState, streamName } from '../lib/protocol/index.ts';
import type { AuthenticRecord, JsonObject, Metadata } from '../lib/protocol/types.ts';
import { historyOf } from '../lib/projection/case-history.ts';
import { openIncident } from '../lib/store/incidents.ts';
import { erasedOf, withoutErased } from '../lib/store/erased.ts';
import { insertWaiting } from '../lib/store/justice.ts';
import { storeContent, storeGone } from '../lib/store/message-content.ts';
import { alreadyAnswered, insertMessage, messagesOf, placeInSide } from '../lib/store/messages.ts';
import { lockReferral, type ReferralRow, upsertFromMessage } from '../lib/store/referrals.ts';
import { createTask } from './duty/create-task.ts';
import { noteAlert } from './alerts.ts';
import { type RouterContext, type Sql, type Told, freshId } from './context.ts';
import { type Applied, applyReceipt, applyResendRequest, incoming, receiptFor, refuse } from './receipts.ts';

export interface Opened {
  readonly metadata: Metadata;
  readonly payload: JsonObject | null;
  /** No keys of its channel are here: taken without content and without a receipt (decision 0013). */
  readonly keptSealed?: boolean;
  /** Number of the message as it was taken before those keys came. */
  readonly waiting?: string;
}

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
  const referral = await lockReferral(sql, reference);
  const weAre = sideHere(metadata.type, referral);
  const direction = weAre === 'receiver' ? 'received' : 'sent';
  const sender = weAre === 'receiver' ? stream.from : stream.to;
  const recipient = weAre === 'receiver' ? stream.to : stream.from;
  if (referral !== null && (referral.sender !== sender || referral.recipient !== recipient)) {
    // A reference of another pair: nobody may write into a case that is not between us two.
    return refuse(context, sql, record, { step: 10, code: 'guard', metadata });
  }
  const rows = (await messagesOf(sql, reference)).filter(({ n }) => n !== opened.waiting);
  const others = await historyOf(sql, context.crypto, rows, weAre);
  const candidate: CaseRecord = {
    side: weAre === 'receiver' ? 'sender' : 'receiver',
    stream: record.streamName,
    sequence: envelope.sequence,
    order: placeInSide(record.streamName, envelope.sequence),
    metadata,
    payload,
    at: decidedAt(envelope),
  };
  const judgement = judge({
    history: [...others, candidate],
    index: others.length,
    referral: { from: sender, to: recipient },
    seen: { stream: streamName(opposite(stream)), sequence: envelope.seensequence },
    basis: registry.mayTransfer(stream.from, stream.to, envelope.time),
  });
  if (!judgement.ok) {
    if (opened.waiting === undefined) await insertMessage(sql, incoming(record, metadata));
    return refuse(context, sql, record, { step: 10, code: judgement.code, metadata });
  }
  const at = context.now().toISOString();
  // A receipt says that it was opened and validated.
  const receipt =
    opened.keptSealed === true
      ? null
      : await receiptFor(context, sql, record, { type: 'receipt.delivered', version: 1 }, metadata);
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
  const message = opened.waiting ?? (await insertMessage(sql, incoming(record, metadata)));
  if (opened.keptSealed === true) return keepSealed(context, sql, record, message);
  if (payload !== null)
    await storeContent(
      sql,
      context.crypto,
      message,
      reference,
      payload,
      channelOf(metadata.type),
      metadata.type.startsWith('safety.'),
    );
  else await storeGone(sql, message);
  const told: Told[] = [
    { event: 'record.applied', message: envelope.id, peer: stream.from, outcome: 'applied' },
  ];
  if (metadata.type === 'data.erased') await askForErasure(context, sql, record);
  await noteAlert(context, sql, record, metadata);
  if (metadata.type === 'referral.submitted' && payload !== null) {
    await createTask(context, sql, {
      reference,
      message,
      // After a rebuild: nobody is routed, or explained, by the data of whom was erased since.
      payload: withoutErased(payload, await erasedOf(sql, reference)),
      urgency: metadata.urgency ?? 'routine',
      scope: 'transnational',
      at,
    });
    told.push({ event: 'task.created', message: envelope.id });
  }
  return { outcome: 'applied', told };
}

/** The other side has erased: our own data protection officer answers with an erasure, or with the ground for keeping. */
async function askForErasure(context: RouterContext, sql: Sql, record: AuthenticRecord): Promise<void> {
  const { streamName: stream, envelope } = record;
  const { sequence } = envelope;
  if (await alreadyAnswered(sql, stream, sequence, ['data.erasure-receipt'])) return;
  await openIncident(sql, { id: freshId(context), code: 'erasure-asked', stream, sequence });
}

/** Its bytes are kept with the position; whoever mounts the keys of its channel opens them (justice.ts). */
async function keepSealed(
  context: RouterContext,
  sql: Sql,
  { streamName, stream, envelope: { id, sequence } }: AuthenticRecord,
  message: string,
): Promise<Applied> {
  await insertWaiting(sql, { stream: streamName, sequence, message });
  await openIncident(sql, { id: freshId(context), code: 'justice-held', stream: streamName, sequence });
  return { outcome: 'noted', told: [{ event: 'record.kept-sealed', message: id, peer: stream.from }] };
}

/** Who refers is known from the case; a case that nobody here knows of is opened by its sender. */
function sideHere(type: string, referral: ReferralRow | null): Side {
  const side = operationByType(type)?.side;
  if (side === 'sender' || side === 'receiver') return otherSide(side);
  return referral === null ? 'receiver' : ownSide(referral);
}

function ownReceipt(weAre: 'sender' | 'receiver', metadata: Metadata): CaseMessage {
  return { side: weAre, stream: null, sequence: null, order: Number.MAX_SAFE_INTEGER, metadata };
}
