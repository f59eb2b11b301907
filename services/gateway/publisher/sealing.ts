/**
 * Seals what waits in one lane of the outbox, or a heartbeat when nothing does, in one transaction.
 * Invariant: the stream's row is locked from the first look at the outbox to the stored bytes, so a sequence is given
 * once, and nothing is sealed that may no longer go. protocol.md 4 step 2.
 */
import {
  type RegistryState,
  chooseKeys,
  initialHead,
  kidOf,
  nameHead,
  opposite,
  pairTopic,
  streamName,
} from '../../lib/protocol/index.ts';
import type { Head, Jwk, KeySeries, Recipient, Stream } from '../../lib/protocol/types.ts';
import { ownHeadAt } from '../../lib/projection/own-head.ts';
import { refreshState } from '../../lib/projection/refresh-state.ts';
import { mendIncidents, openIncident } from '../../lib/store/incidents.ts';
import { referenceOf } from '../../lib/store/messages.ts';
import { PUBLIC_PEER, justiceWaits, oldest, setNotSent, type OutboxEntry } from '../../lib/store/outbox.ts';
import { tellLocal } from '../../lib/store/local-stream.ts';
import { type NewSealed, streamHead } from '../../lib/store/streams.ts';
import {
  NOTHING,
  type SealingContext,
  type SealingResult,
  keepSealed,
  lockOut,
  newIdAt,
} from './sealing-context.ts';
import { Clearance } from './clearance.ts';
import { sealPublic } from './sealing-public.ts';

export interface LaneJob {
  readonly peer: string;
  readonly lane: number;
  readonly limit: number;
  /** Seal a heartbeat when nothing waits. */
  readonly heartbeat: boolean;
}

export async function sealLane(context: SealingContext, job: LaneJob): Promise<SealingResult> {
  const registry = context.trust.registry;
  // The registry may have been read anew since this term began: a key that it has replaced or revoked seals nothing more.
  if (registry?.currentKey(context.participant)?.kid !== kidOf(context.cipher, context.signingKey))
    return NOTHING;
  if (job.peer === PUBLIC_PEER) return sealPublic(context, registry, job.limit);
  const pair = registry.pair(context.participant, job.peer);
  if (pair === null || job.lane >= pair.lanes) return NOTHING;
  const stream: Stream = {
    from: context.participant,
    to: job.peer,
    lane: job.lane,
    generation: pair.generation,
  };
  const isLocal = stream.from === stream.to;
  return context.db.tx(async (sql) => {
    const { published, ...head } = await lockOut(
      sql,
      {
        name: streamName(stream),
        direction: isLocal ? 'local' : 'out',
        topic: pairTopic(stream.from, stream.to),
        lane: stream.lane,
        generation: stream.generation,
      },
      initialHead(context.cipher, registry, stream),
    );
    const time = context.now().toISOString();
    const readers = readersOf(context, registry, stream, time);
    if (readers === null) {
      // At a first start keys are announced within moments: a person is told when a message has to wait for them.
      if ((await oldest(sql, context.crypto, job.peer, job.lane, 1)).length > 0)
        await openIncident(sql, {
          id: newIdAt(context, time),
          code: 'payload-key-missing',
          stream: streamName(stream),
          sequence: null,
        });
      return { ...NOTHING, keysMissing: true };
    }
    const hasJustice = readers.justice !== null && context.crypto.justiceKek !== undefined;
    if (!hasJustice && (await justiceWaits(sql, job.peer, job.lane)))
      // It holds up nobody: what is not of that channel goes on (domain.md 6.4).
      await openIncident(sql, {
        id: newIdAt(context, time),
        code: 'justice-key-missing',
        stream: streamName(stream),
        sequence: null,
      });
    const waiting = await oldest(sql, context.crypto, job.peer, job.lane, job.limit, hasJustice);
    // The local stream is its own opposite: what our router has taken of it is what has been seen.
    const seen = isLocal
      ? await ownHeadAt(sql, context.cipher, registry, stream, published)
      : ((await streamHead(sql, streamName(opposite(stream)))) ??
        nameHead(context.cipher, streamName(opposite(stream))));
    const rows: NewSealed[] = [];
    const notSent: { id: string; code: string }[] = [];
    let last: Head = head;
    const add = (
      id: string,
      content: Pick<OutboxEntry, 'metadata' | 'payload' | 'channel'>,
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
        metadataRecipients: readers.metadata,
        payloadRecipients: content.channel === 'justice' ? (readers.justice ?? []) : readers.payload,
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
    const clearance = await Clearance.of(
      { sql, crypto: context.crypto, registry, stream, time },
      waiting.flatMap((item) => (item.state === 'erased' ? [] : [item.entry])),
    );
    for (const item of waiting) {
      const code = item.state === 'erased' ? 'erased' : await clearance.refusal(item.entry);
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
        // A message that does not go counts no longer: its case is back where it was without it.
        const reference = await referenceOf(sql, id);
        if (reference !== null) {
          await refreshState(sql, reference, time);
          await clearance.readAgain(reference);
        }
      } else {
        add(id, item.entry, false);
      }
    }
    if (rows.length === 0 && job.heartbeat) add(newIdAt(context, time), HEARTBEAT, true);
    await keepSealed(sql, streamName(stream), rows, last, time);
    if (hasJustice && waiting.some((item) => item.state === 'ready' && item.entry.channel === 'justice'))
      await mendIncidents(sql, ['justice-key-missing'], streamName(stream), null);
    if (isLocal && rows.length > 0) await tellLocal(sql);
    return { sealed: rows.map(({ id, heartbeat }) => ({ id, heartbeat })), notSent, keysMissing: false };
  });
}

const HEARTBEAT = { metadata: { type: 'heartbeat', version: 1, drill: false }, payload: {} } as const;

interface Readers {
  readonly metadata: readonly Recipient[];
  readonly payload: readonly Recipient[];
  /** Instead of `payload` for the justice channel; null where one end has announced no key of that series. */
  readonly justice: readonly Recipient[] | null;
}

/** Null: an end has no key for metadata or payloads, so that nothing can be sealed. */
function readersOf(
  context: SealingContext,
  registry: RegistryState,
  stream: Stream,
  time: string,
): Readers | null {
  const reader = (jwk: Jwk): Recipient => ({ kid: kidOf(context.cipher, jwk), jwk });
  // Sender and receiver of a local stream are one reader.
  const ends = [...new Set([stream.from, stream.to])].map((end) =>
    chooseKeys(context.trust.announced, end, time),
  );
  const of = (series: KeySeries): readonly Recipient[] | null => {
    const keys = ends.flatMap((chosen) => chosen[series] ?? []);
    return keys.length === ends.length ? keys.map(reader) : null;
  };
  const metadata = of('metadata');
  const payload = of('payload');
  if (metadata === null || payload === null) return null;
  return {
    metadata: [...metadata, ...registry.auditorsFor(stream.from, stream.to)],
    payload,
    justice: of('justice'),
  };
}
