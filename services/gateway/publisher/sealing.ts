/**
 * Seals what waits in one lane of the outbox, or a heartbeat when nothing does, in one transaction.
 * Invariant: the stream's row is locked from the first look at the outbox to the stored bytes, so a sequence is given
 * once, and nothing is sealed that may no longer go. protocol.md 4 step 2.
 */
import { fold } from '../../lib/casework/index.ts';
import type { Database, Sql } from '../../lib/platform/db/index.ts';
import {
  type RegistryState,
  chooseKeys,
  initialHead,
  kidOf,
  nameHead,
  newId,
  opposite,
  publicStreamName,
  publicTopic,
  signPublicEntry,
  pairTopic,
  streamName,
} from '../../lib/protocol/index.ts';
import type {
  Cipher,
  Head,
  PrivateJwk,
  Recipient,
  SealInput,
  SealedRecord,
  Stream,
} from '../../lib/protocol/types.ts';
import { custody } from '../../lib/store/custody.ts';
import type { ContentCipher } from '../../lib/store/message-content.ts';
import { caseMessages, messagesOf, referenceOf } from '../../lib/store/messages.ts';
import { PUBLIC_PEER, oldest, removeSealed, setNotSent, type OutboxEntry } from '../../lib/store/outbox.ts';
import { lockReferral, setState } from '../../lib/store/referrals.ts';
import { type NewSealed, advance, insertSealed, lockStream, streamHead } from '../../lib/store/streams.ts';
import { insertAnnouncedKey } from '../../lib/store/trust.ts';
import { openIncident } from '../../lib/store/incidents.ts';
import type { TrustView } from '../../lib/trust/trust-view.ts';

/** How bytes are made; the benchmark's floor puts identity rings here. */
export type Seal = (cipher: Cipher, input: SealInput) => SealedRecord;

export interface SealingContext {
  readonly participant: string;
  readonly db: Database;
  readonly cipher: Cipher;
  readonly crypto: ContentCipher;
  readonly signingKey: PrivateJwk;
  readonly trust: TrustView;
  readonly now: () => Date;
  readonly seal: Seal;
}

export interface SealingResult {
  readonly sealed: readonly { readonly id: string; readonly heartbeat: boolean }[];
  readonly notSent: readonly { readonly id: string; readonly code: string }[];
  /** Nothing could be sealed because this peer's or our own encryption keys of the moment are not known. */
  readonly keysMissing: boolean;
}

const NOTHING: SealingResult = { sealed: [], notSent: [], keysMissing: false };

/** Raised inside the transaction when this database may not seal: the publisher ends its term. */
export class CustodyWithdrawn extends Error {
  override readonly name = 'CustodyWithdrawn';
}

export interface LaneJob {
  readonly peer: string;
  readonly lane: number;
  readonly limit: number;
  /** Seal a heartbeat when nothing waits. */
  readonly heartbeat: boolean;
}

export async function sealLane(context: SealingContext, job: LaneJob): Promise<SealingResult> {
  const registry = context.trust.registry;
  if (registry === null) return NOTHING;
  if (job.peer === PUBLIC_PEER) return sealPublic(context, registry, job.limit);
  const pair = registry.pair(context.participant, job.peer);
  if (pair === null || job.lane >= pair.lanes) return NOTHING;
  const stream: Stream = {
    from: context.participant,
    to: job.peer,
    lane: job.lane,
    generation: pair.generation,
  };
  return context.db.tx(async (sql) => {
    const head = await lockOut(
      context,
      sql,
      streamName(stream),
      pairTopic(stream.from, stream.to),
      stream,
      initialHead(context.cipher, registry, stream),
    );
    const time = context.now().toISOString();
    const readers = readersOf(context, registry, stream, time);
    if (readers === null) {
      await openIncident(sql, {
        id: newIdAt(context, time),
        code: 'payload-key-missing',
        stream: streamName(stream),
        sequence: null,
      });
      return { ...NOTHING, keysMissing: true };
    }
    const waiting = await oldest(sql, context.crypto, job.peer, job.lane, job.limit);
    const seen =
      (await streamHead(sql, streamName(opposite(stream)))) ??
      initialHead(context.cipher, registry, opposite(stream));
    const rows: NewSealed[] = [];
    const notSent: { id: string; code: string }[] = [];
    let last: Head = head;
    const add = (
      id: string,
      content: Pick<OutboxEntry, 'metadata' | 'payload'>,
      heartbeat: boolean,
    ): void => {
      const sequence = last.sequence + 1;
      const record = context.seal(context.cipher, {
        stream,
        id,
        time,
        sequence,
        previous: last.digest,
        seen,
        registry: { version: registry.version, digest: registry.digest },
        signingKey: context.signingKey,
        ...readers,
        metadata: content.metadata,
        payload: content.payload,
      });
      rows.push({
        stream: streamName(stream),
        sequence,
        id,
        ...record,
        heartbeat,
        seen: seen.sequence,
        sealedAt: time,
      });
      last = { sequence, digest: record.digest };
    };
    for (const item of waiting) {
      const code = item.state === 'erased' ? 'erased' : mayGo(registry, stream, item.entry, time);
      const id = item.state === 'erased' ? item.id : item.entry.id;
      if (code !== null || item.state === 'erased') {
        notSent.push({ id, code: code ?? 'erased' });
        await setNotSent(sql, id, code ?? 'erased');
        await openIncident(sql, {
          id: newIdAt(context, time),
          code: 'not-sent',
          stream: streamName(stream),
          sequence: null,
          fingerprint: `not-sent:${id}`,
        });
        await unsay(sql, id, time);
      } else {
        add(id, item.entry, false);
      }
    }
    if (rows.length === 0 && job.heartbeat) add(newIdAt(context, time), HEARTBEAT, true);
    await store(sql, streamName(stream), rows, last, time);
    return { sealed: rows.map(({ id, heartbeat }) => ({ id, heartbeat })), notSent, keysMissing: false };
  });
}

/** A message that does not go counts no longer: its case is back where it was without it. */
async function unsay(sql: Sql, id: string, at: string): Promise<void> {
  const reference = await referenceOf(sql, id);
  const referral = reference === null ? null : await lockReferral(sql, reference);
  if (referral === null) return;
  const messages = caseMessages(
    await messagesOf(sql, referral.reference),
    referral.direction === 'sent' ? 'sender' : 'receiver',
  );
  const { state } = fold(messages);
  if (state !== referral.state) await setState(sql, referral.reference, state, at);
}

const HEARTBEAT = { metadata: { type: 'heartbeat', version: 1, drill: false }, payload: {} } as const;

/** Basis once more at sealing (protocol.md 4 step 2): the code under which the message is not sent, or null. */
function mayGo(registry: RegistryState, stream: Stream, entry: OutboxEntry, time: string): string | null {
  return entry.personal && registry.basisInForce(stream.from, stream.to, time) === null
    ? 'transfer-basis'
    : null;
}

function readersOf(
  context: SealingContext,
  registry: RegistryState,
  stream: Stream,
  time: string,
): { metadataRecipients: readonly Recipient[]; payloadRecipients: readonly Recipient[] } | null {
  const own = chooseKeys(context.trust.announced, stream.from, time);
  const theirs = chooseKeys(context.trust.announced, stream.to, time);
  if (own.metadata === null || own.payload === null || theirs.metadata === null || theirs.payload === null)
    return null;
  const reader = (jwk: NonNullable<typeof own.metadata>): Recipient => ({
    kid: kidOf(context.cipher, jwk),
    jwk,
  });
  return {
    metadataRecipients: [
      reader(own.metadata),
      reader(theirs.metadata),
      ...registry.auditorsFor(stream.from, stream.to),
    ],
    payloadRecipients: [reader(own.payload), reader(theirs.payload)],
  };
}

async function sealPublic(
  context: SealingContext,
  registry: RegistryState,
  limit: number,
): Promise<SealingResult> {
  const name = publicStreamName(context.participant);
  return context.db.tx(async (sql) => {
    const head = await lockOut(
      context,
      sql,
      name,
      publicTopic(context.participant),
      { lane: 0, generation: 1 },
      nameHead(context.cipher, name),
    );
    const waiting = await oldest(sql, context.crypto, PUBLIC_PEER, 0, limit);
    const time = context.now().toISOString();
    const rows: NewSealed[] = [];
    let last: Head = head;
    for (const item of waiting) {
      if (item.state === 'erased') continue;
      const { id, metadata } = item.entry;
      const sequence = last.sequence + 1;
      const entry = signPublicEntry(context.cipher, {
        participant: context.participant,
        id,
        time,
        sequence,
        previous: last.digest,
        registry: { version: registry.version, digest: registry.digest },
        signingKey: context.signingKey,
        content: metadata,
      });
      rows.push({
        stream: name,
        sequence,
        id,
        digest: entry.digest,
        envelope: entry.envelope,
        metadata: entry.content,
        payload: null,
        heartbeat: false,
        seen: 0,
        sealedAt: time,
      });
      last = { sequence, digest: entry.digest };
      await keepOwnKeys(context, sql, metadata, sequence);
    }
    await store(sql, name, rows, last, time);
    return { sealed: rows.map(({ id }) => ({ id, heartbeat: false })), notSent: [], keysMissing: false };
  });
}

/** Our own announcement counts for us from the moment it is signed: the own public topic is not consumed. */
async function keepOwnKeys(
  context: SealingContext,
  sql: Sql,
  content: OutboxEntry['metadata'],
  sequence: number,
): Promise<void> {
  if (content['type'] !== 'key.announced') return;
  const announcement = content as unknown as KeyAnnouncement;
  for (const key of announcement.keys) {
    const own = {
      participant: context.participant,
      series: announcement.series,
      jwk: key.jwk,
      kid: kidOf(context.cipher, key.jwk),
      from: key.from,
      to: key.to ?? null,
    };
    await insertAnnouncedKey(sql, own, sequence);
  }
}

interface KeyAnnouncement {
  readonly series: 'payload' | 'metadata';
  readonly keys: readonly { readonly jwk: Recipient['jwk']; readonly from: string; readonly to?: string }[];
}

async function lockOut(
  context: SealingContext,
  sql: Sql,
  name: string,
  topic: string,
  place: { lane: number; generation: number },
  initial: Head,
): Promise<Head> {
  const row = await lockStream(
    sql,
    { name, direction: 'out', topic, lane: place.lane, generation: place.generation },
    initial,
  );
  // Read under the row lock: whoever withdraws custody is seen by the next transaction at the latest.
  if ((await custody(sql)).state !== 'clear') throw new CustodyWithdrawn();
  return { sequence: row.sequence, digest: row.digest };
}

async function store(
  sql: Sql,
  name: string,
  rows: readonly NewSealed[],
  last: Head,
  time: string,
): Promise<void> {
  if (rows.length === 0) return;
  await insertSealed(sql, rows);
  await removeSealed(
    sql,
    rows.map((row) => row.id),
  );
  await advance(sql, name, last, time);
}

function newIdAt(context: SealingContext, time: string): string {
  return newId(context.cipher, Date.parse(time));
}
