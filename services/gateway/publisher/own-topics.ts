/**
 * Goes on reading the own topics: a record of ours that we did not seal is an alarm, and sealing stops.
 * Invariant: only what our own key has signed stops anything; rubbish is shown and nobody can halt us with it.
 * protocol.md 4 step 5.
 */
import { ownLanes } from '../../lib/custody/compare.ts';
import { peek } from '../../lib/custody/peek.ts';
import type { BusRecord, Consumer } from '../../lib/platform/bus/port.ts';
import { authenticate, authenticatePublic, newId, publicTopic } from '../../lib/protocol/index.ts';
import { openIncident } from '../../lib/store/incidents.ts';
import { sealedDigest } from '../../lib/store/streams.ts';
import { strippedUpTo } from '../../lib/store/stripping.ts';
import type { PublisherContext } from './publisher-context.ts';

export interface OwnTopicsWatch {
  /** Where the comparison has stopped reading. */
  readonly lanes: readonly { readonly topic: string; readonly lane: number; readonly next: bigint }[];
  onForeign(stream: string, sequence: number): Promise<void>;
  /** The bus gives a full form of ours after its stripped one: it is to be stripped again (protocol.md 7). */
  onUnstripped(stream: string, sequence: number): void;
  /** The bus has given up on this consumer. */
  onLost(): void;
}

export function watchOwnTopics(context: PublisherContext, watch: OwnTopicsWatch): Promise<Consumer> {
  const { bus, participant, instance, log, trust } = context;
  const registry = trust.registry;
  const lanes = registry === null ? [] : ownLanes({ registry, participant });
  const positions = new Map(watch.lanes.map((lane) => [`${lane.topic}/${lane.lane}`, lane.next]));
  return bus.consume({
    group: `trm-${participant}-own-${instance}`,
    topics: [...new Set(lanes.map((lane) => lane.topic))],
    startAt: async (lane) => positions.get(`${lane.topic}/${lane.lane}`) ?? null,
    onBatch: async (lane, records) => {
      for (const record of records) {
        const foreign = await foreignPosition(context, record, (stream, sequence) =>
          watch.onUnstripped(stream, sequence),
        );
        if (foreign !== null) return watch.onForeign(foreign.stream, foreign.sequence);
      }
      const last = records.at(-1);
      if (last !== undefined) positions.set(`${lane.topic}/${lane.lane}`, last.offset + 1n);
    },
    onError: (error, fatal) => {
      log.failure('bus.down', error);
      if (fatal) watch.onLost();
    },
  });
}

/** The position that a record of ours claims, when we did not seal it there; null for everything else. */
async function foreignPosition(
  context: PublisherContext,
  record: BusRecord,
  onUnstripped: OwnTopicsWatch['onUnstripped'],
): Promise<{ readonly stream: string; readonly sequence: number } | null> {
  const { db, cipher, trust, participant } = context;
  const claim = peek(cipher, record.topic, record.value);
  if (claim !== null && (await sealedDigest(db, claim.stream, claim.sequence)) === claim.digest) {
    if (claim.hasPayload && claim.sequence <= (await strippedUpTo(db, claim.stream)))
      onUnstripped(claim.stream, claim.sequence);
    return null;
  }
  const registry = trust.registry;
  if (registry === null) return null;
  const opened =
    record.topic === publicTopic(participant)
      ? authenticatePublic(cipher, registry, record)
      : authenticate(cipher, registry, record);
  const isEvidence = opened.ok && (opened.disputed || ('evidenceOnly' in opened && opened.evidenceOnly));
  if (opened.ok && !isEvidence) return claim;
  // Rubbish, or what a thief signed beyond a revocation: shown, and no reason to stop.
  const code = opened.ok ? 'disputed' : opened.code;
  const stream = `${record.topic}/${record.lane}`;
  await openIncident(db, {
    id: newId(cipher, context.now().getTime()),
    code,
    stream: opened.ok ? (claim?.stream ?? stream) : stream,
    sequence: opened.ok ? (claim?.sequence ?? null) : null,
    fingerprint: `${code}:${stream}:${record.offset}`,
  });
  return null;
}
