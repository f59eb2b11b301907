/**
 * Reads own records back from the bus into a database that lacks them.
 * Invariant: only what our own key signed and what continues the chain that we hold is believed. protocol.md 7 (Rebuild).
 */
import { channelOf, isCasework, operationByType } from '../lib/contract/index.ts';
import type { Lane } from '../lib/platform/bus/port.ts';
import { declarationOf, initialHead, parsePublicTopic, type RegistryState } from '../lib/protocol/index.ts';
import type { AuthenticRecord, Metadata } from '../lib/protocol/types.ts';
import { setPublished } from '../lib/store/directory.ts';
import { declareErased, erase, whomItErases } from '../lib/store/erasure.ts';
import { insertWaiting } from '../lib/store/justice.ts';
import { storeContent, storeGone } from '../lib/store/message-content.ts';
import { hasOwnMessage, insertMessage, messageExists } from '../lib/store/messages.ts';
import { removeSealed } from '../lib/store/outbox.ts';
import { upsertFromMessage } from '../lib/store/referrals.ts';
import { advance, insertSealed, lockStream, markPublished, sealedDigest } from '../lib/store/streams.ts';
import { setStripped } from '../lib/store/stripping.ts';
import { type KeyAnnouncement, isKeyAnnouncement, keepOwnAnnouncement } from '../lib/trust/announcement.ts';
import type { RouterContext, Sql } from './context.ts';
import { type PublicEntry, publicOpening } from './public.ts';

/** `hole`: a record of ours is missing on the bus too. `fork`: it holds another record of ours than this database. */
export type Import =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'hole' | 'fork';
      readonly stream: string;
      readonly sequence: number;
    };

/** Records imported in one transaction. */
const CHUNK = 50;

/** Own records that this database lacks, in sequence order, each linked to the one before. */
export async function importOwnLane(
  context: RouterContext,
  registry: RegistryState,
  lane: Lane,
  onRecord: () => void,
): Promise<Import> {
  const opening = parsePublicTopic(lane.topic) === null ? context.opening : publicOpening;
  const found = new Map<string, Map<number, AuthenticRecord>>();
  for await (const raw of context.bus.readRange(lane)) {
    const record = opening.authenticate(context.cipher, registry, raw);
    if (!record.ok || record.evidenceOnly || record.disputed) continue;
    const stream = found.get(record.streamName) ?? new Map<number, AuthenticRecord>();
    const known = stream.get(record.envelope.sequence);
    if (known !== undefined && known.digest !== record.digest)
      return { ok: false, code: 'fork', stream: record.streamName, sequence: record.envelope.sequence };
    // A full form is worth more than a stripped one of the same record.
    if (known === undefined || known.payloadRing === null) stream.set(record.envelope.sequence, record);
    found.set(record.streamName, stream);
  }
  for (const [name, records] of found) {
    for (const [sequence, record] of records) {
      const held = await sealedDigest(context.db, name, sequence);
      if (held !== null && held !== record.digest) return { ok: false, code: 'fork', stream: name, sequence };
    }
    const last = Math.max(...records.keys());
    const imported = await importStream(context, registry, lane, name, records, last, onRecord);
    if (!imported.ok) return imported;
    // What the bus holds without payload from the beginning on need not be stripped again.
    let stripped = 0;
    while (records.get(stripped + 1)?.payloadRing === null) stripped += 1;
    if (opening !== publicOpening) await setStripped(context.db, name, stripped);
  }
  return { ok: true };
}

async function importStream(
  context: RouterContext,
  registry: RegistryState,
  lane: Lane,
  name: string,
  records: ReadonlyMap<number, AuthenticRecord>,
  last: number,
  onRecord: () => void,
): Promise<Import> {
  const first = records.get(last);
  if (first === undefined) return { ok: true };
  for (;;) {
    const step = await context.db.tx(async (sql): Promise<Import | 'more'> => {
      const place = {
        name,
        direction: 'out' as const,
        topic: lane.topic,
        lane: lane.lane,
        generation: first.stream.generation,
      };
      const row = await lockStream(sql, place, initialHead(context.cipher, registry, first.stream));
      let head = { sequence: row.sequence, digest: row.digest };
      for (let count = 0; count < CHUNK; count += 1) {
        if (head.sequence >= last) return { ok: true };
        const sequence = head.sequence + 1;
        const record = records.get(sequence);
        if (record === undefined) return { ok: false, code: 'hole', stream: name, sequence };
        if (record.envelope.previous !== head.digest)
          return { ok: false, code: 'fork', stream: name, sequence };
        await importRecord(context, sql, record);
        head = { sequence, digest: record.digest };
        await advance(sql, name, head, record.envelope.time);
        await markPublished(sql, [{ stream: name, sequence }]);
        onRecord();
      }
      return 'more';
    });
    if (step !== 'more') return step;
  }
}

async function importRecord(context: RouterContext, sql: Sql, record: AuthenticRecord): Promise<void> {
  const { envelope } = record;
  const isPublic = record.stream.to === 'public';
  const opened = (isPublic ? publicOpening : context.opening).openRings(
    context.cipher,
    context.decryption,
    record,
  );
  const heartbeat = opened.ok && opened.metadata.type === 'heartbeat';
  await insertSealed(sql, [
    {
      stream: record.streamName,
      sequence: envelope.sequence,
      id: envelope.id,
      digest: record.digest,
      envelope: record.envelopeString,
      metadata: record.metadataRing,
      payload: record.payloadRing,
      heartbeat,
      seen: envelope.seensequence,
      sealedAt: envelope.time,
    },
  ]);
  // Decided here before the loss, sealed in the time that was lost: it has gone, and must not go again.
  await removeSealed(sql, [envelope.id]);
  if (!opened.ok || heartbeat) return;
  if (isPublic) {
    if (isKeyAnnouncement(opened.metadata)) {
      const announcement = opened.metadata as unknown as KeyAnnouncement;
      await keepOwnAnnouncement(sql, context.cipher, context.participant, announcement, envelope.sequence);
    } else {
      await keepOwnEntry(sql, opened.metadata, envelope.time);
    }
    return;
  }
  const { metadata, payload } = opened;
  const isMessage = isCasework(metadata.type) || metadata.type.startsWith('receipt.');
  if (!isMessage || (await messageExists(sql, envelope.id))) return;
  if (isCasework(metadata.type) && metadata.reference !== undefined) {
    const sent = await isSent(sql, metadata.type, metadata.reference);
    const { from, to } = record.stream;
    await upsertFromMessage(sql, {
      reference: metadata.reference,
      direction: sent ? 'sent' : 'received',
      sender: sent ? from : to,
      recipient: sent ? to : from,
      // What it comes to is folded when everything has been read.
      state: 'draft',
      urgency: metadata.urgency ?? 'routine',
      drill: metadata.drill,
      at: envelope.time,
    });
  }
  const message = await insertMessage(sql, {
    id: envelope.id,
    direction: 'out',
    peer: record.stream.to,
    metadata,
    stream: null,
    sequence: null,
    at: envelope.time,
  });
  if (payload !== null && metadata.reference !== undefined)
    await storeContent(sql, context.crypto, message, metadata.reference, payload, channelOf(metadata.type));
  else if (payload === null && !opened.keptSealed) await storeGone(sql, message);
  // What the lost time erased is erased here too, before anything is served (protocol.md 7).
  const { reference } = metadata;
  const whom = await whomItErases(sql, metadata, payload);
  if (whom !== null && reference !== undefined) {
    await erase(sql, context.crypto, {
      reference,
      participant: context.participant,
      whom,
      message: envelope.id,
    });
    const declared = declarationOf(metadata, { stream: record.stream, sequence: envelope.sequence });
    if (declared !== null) await declareErased(sql, { message: envelope.id, own: true, ...declared });
  }
  if (opened.keptSealed)
    await insertWaiting(sql, { stream: record.streamName, sequence: envelope.sequence, message });
}

/** What partners were told of our directory in the lost time: where it now stands otherwise, they are told again. */
async function keepOwnEntry(sql: Sql, metadata: Metadata, at: string): Promise<void> {
  const content = metadata as unknown as PublicEntry;
  if (content.type === 'directory.entry-confirmed') {
    await setPublished(sql, content.contactPoint.id, { ...content }, at);
  } else {
    // When it was said is no part of what is compared.
    const { at: _at, ...entry } = content;
    await setPublished(sql, content.id, { ...entry }, at);
  }
}

/** A case is opened by its sender; whoever has confirmed a message of it before is not the one who opened it. */
async function isSent(sql: Sql, type: string, reference: string): Promise<boolean> {
  const operation = operationByType(type);
  if (operation?.side !== 'either') return operation?.side === 'sender';
  return operation.fromStates.includes('draft') && !(await hasOwnMessage(sql, reference));
}
