/**
 * Brings a database that lost something up to date from the bus: own streams first, then what others sent.
 * Invariant: custody becomes clear only when the comparison says so afterwards; our own records are believed only when
 * our own key signed them and they continue the chain that we hold. protocol.md 4 step 4, 7 (Rebuild).
 */
import { fold } from '../lib/casework/index.ts';
import { isCasework, operationByType } from '../lib/contract/index.ts';
import { compareWithBus, ownLanes } from '../lib/custody/compare.ts';
import type { BusRecord, Lane } from '../lib/platform/bus/port.ts';
import {
  type RegistryPins,
  type RegistryState,
  initialHead,
  kidOf,
  parsePublicTopic,
} from '../lib/protocol/index.ts';
import type { AuthenticRecord, Jwk, Metadata } from '../lib/protocol/types.ts';
import {
  LEASE_RENEW_MS,
  LEASE_VALID_MS,
  clearCustody,
  custody,
  giveLease,
  takeLease,
  withdrawCustody,
} from '../lib/store/custody.ts';
import { mendIncidents } from '../lib/store/incidents.ts';
import { storeContent } from '../lib/store/message-content.ts';
import { caseMessages, insertMessage, messageExists, messagesOf } from '../lib/store/messages.ts';
import { removeSealed } from '../lib/store/outbox.ts';
import { lockReferral, setState, upsertFromMessage } from '../lib/store/referrals.ts';
import { advance, insertSealed, lockStream, markPublished, sealedDigest } from '../lib/store/streams.ts';
import { insertAnnouncedKey } from '../lib/store/trust.ts';
import type { RouterContext, Sql } from './context.ts';
import { startOf } from './position.ts';
import { publicOpening } from './public.ts';
import { readRegistry } from './registry.ts';
import { partnerTopics } from './router.ts';
import { takeBatch } from './taking.ts';

export type RebuildOutcome =
  | { readonly ok: true; readonly ownRecords: number; readonly takenRecords: number }
  /**
   * `in-use`: a publisher of this database is at work. `registry`: no registry on the bus. `hole`: a record of ours is
   * missing on the bus too. `fork`: the bus holds another record of ours than this database; `witness`: a partner has
   * seen more of us than the bus still holds. For the last three a new generation is needed (registry).
   */
  | {
      readonly ok: false;
      readonly code: 'in-use' | 'registry' | 'hole' | 'fork' | 'witness';
      readonly stream: string;
      readonly sequence: number;
    };

const LEASE = 'publisher';
const LEASE_POLL_MS = 250;
const CHUNK = 50;

/** @throws BusError, DbError */
export async function rebuild(
  context: RouterContext,
  pins: RegistryPins,
  onProgress: (records: number) => void,
): Promise<RebuildOutcome> {
  const { db, instance, log } = context;
  if (!(await leaseTaken(context))) return { ok: false, code: 'in-use', stream: '', sequence: 0 };
  const renewal = setInterval(
    () => void takeLease(db, LEASE, instance).catch(() => undefined),
    LEASE_RENEW_MS,
  );
  log.event('rebuild.started');
  try {
    // While it runs nobody else may seal on a half-read database.
    if ((await custody(db)).state === 'clear') await withdrawCustody(db, 'rebuild', '', 0);
    const outcome = await run(context, pins, onProgress);
    log.event(outcome.ok ? 'rebuild.finished' : 'rebuild.failed', outcome.ok ? {} : { code: outcome.code });
    return outcome;
  } finally {
    clearInterval(renewal);
    await giveLease(db, LEASE, instance).catch(() => undefined);
  }
}

/** A publisher that was killed leaves its lease behind; one that is at work renews it. */
async function leaseTaken({ db, instance }: RouterContext): Promise<boolean> {
  const until = performance.now() + LEASE_VALID_MS + LEASE_RENEW_MS;
  while (!(await takeLease(db, LEASE, instance))) {
    if (performance.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, LEASE_POLL_MS));
  }
  return true;
}

async function run(
  context: RouterContext,
  pins: RegistryPins,
  onProgress: (records: number) => void,
): Promise<RebuildOutcome> {
  const { db, bus, cipher, participant, trust } = context;
  await readRegistry(context, pins);
  const registry = trust.registry;
  if (registry === null) return { ok: false, code: 'registry', stream: '', sequence: 0 };
  let ownRecords = 0;
  for (const lane of ownLanes({ registry, participant })) {
    const imported = await importOwnLane(context, registry, lane, () => onProgress(++ownRecords));
    if (!imported.ok) return imported;
  }
  let takenRecords = 0;
  for (const lane of await partnerLanes(context))
    takenRecords += await takeLane(context, lane, () => onProgress(ownRecords + takenRecords));
  for (const reference of await allReferences(context)) await recompute(context, reference);
  const comparison = await compareWithBus({
    sql: db,
    bus,
    cipher,
    registry,
    participant,
    allWitnesses: true,
  });
  if (comparison.state !== 'clear') {
    const code = comparison.state === 'foreign' ? 'fork' : comparison.by === 'witness' ? 'witness' : 'hole';
    return { ok: false, code, stream: comparison.stream, sequence: comparison.sequence };
  }
  await db.tx(async (sql) => {
    await clearCustody(sql);
    for (const lane of ownLanes({ registry, participant })) {
      await mendIncidents(
        sql,
        ['bus-ahead', 'witness', 'foreign-record'],
        `${lane.topic}/${lane.lane}/${generationOf(registry, lane)}`,
        null,
      );
    }
  });
  return { ok: true, ownRecords, takenRecords };
}

function generationOf(registry: RegistryState, lane: Lane): number {
  const [, from = '', to = ''] = lane.topic.split('.');
  return registry.pair(from, to)?.generation ?? 1;
}

type Import = { readonly ok: true } | Extract<RebuildOutcome, { ok: false }>;

/** Own records that this database lacks, in sequence order, each linked to the one before. */
async function importOwnLane(
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
    await importOwnKeys(context, sql, opened.metadata, envelope.sequence);
    return;
  }
  const { metadata, payload } = opened;
  const isMessage = isCasework(metadata.type) || metadata.type.startsWith('receipt.');
  if (!isMessage || (await messageExists(sql, envelope.id))) return;
  if (isCasework(metadata.type) && metadata.reference !== undefined) {
    const sent = operationByType(metadata.type)?.side === 'sender';
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
    await storeContent(sql, context.crypto, message, metadata.reference, payload);
}

async function importOwnKeys(
  context: RouterContext,
  sql: Sql,
  content: Metadata,
  sequence: number,
): Promise<void> {
  if (content.type !== 'key.announced') return;
  const { series, keys } = content as unknown as {
    series: 'payload' | 'metadata';
    keys: readonly { jwk: Jwk; from: string; to?: string }[];
  };
  for (const key of keys) {
    await insertAnnouncedKey(
      sql,
      {
        participant: context.participant,
        series,
        jwk: key.jwk,
        kid: kidOf(context.cipher, key.jwk),
        from: key.from,
        to: key.to ?? null,
      },
      sequence,
    );
  }
}

async function partnerLanes(context: RouterContext): Promise<readonly Lane[]> {
  const topics = new Set(partnerTopics(context));
  const specs = (await context.bus.listTopics()).filter((spec) => topics.has(spec.topic));
  return specs.flatMap((spec) =>
    Array.from({ length: spec.lanes }, (_, lane) => ({ topic: spec.topic, lane })),
  );
}

async function takeLane(context: RouterContext, lane: Lane, onRecord: () => void): Promise<number> {
  const from = (await startOf(context, lane)) ?? 0n;
  let count = 0;
  let chunk: BusRecord[] = [];
  const flush = async (): Promise<void> => {
    if (chunk.length === 0) return;
    await takeBatch(context, lane, chunk, { registryIsNewest: true, rebuilding: true });
    chunk = [];
  };
  for await (const record of context.bus.readRange(lane, { from })) {
    chunk.push(record);
    count += 1;
    onRecord();
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  return count;
}

/** All of them, not only those of this run: an earlier one may have been stopped before it came to this. */
async function allReferences(context: RouterContext): Promise<readonly string[]> {
  const rows = await context.db.query<{ reference: string }>(
    `select reference from trm.referral r where exists (select 1 from trm.message m where m.reference = r.reference) order by 1`,
  );
  return rows.map((row) => row.reference);
}

async function recompute(context: RouterContext, reference: string): Promise<void> {
  await context.db.tx(async (sql) => {
    const referral = await lockReferral(sql, reference);
    if (referral === null) return;
    const { state } = fold(
      caseMessages(await messagesOf(sql, reference), referral.direction === 'sent' ? 'sender' : 'receiver'),
    );
    if (state !== referral.state) await setState(sql, reference, state, context.now().toISOString());
  });
}
