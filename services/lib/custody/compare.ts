/**
 * The comparison that decides whether a database may seal, apply and accept: does the bus, or a witness on it, know more
 * of our own streams than we do? Invariant: read-only on the bus; whoever is to seal has fenced every other writer before.
 * protocol.md 4 step 4.
 */
import type { Bus, Lane } from '../platform/bus/port.ts';
import {
  type RegistryState,
  authenticate,
  authenticatePublic,
  opposite,
  pairTopic,
  parseStreamName,
  publicTopic,
  streamName,
} from '../protocol/index.ts';
import type { Cipher, RawRecord } from '../protocol/types.ts';
import { nextOffset } from '../store/lanes.ts';
import type { Sql } from '../store/sql.ts';
import { listStreams, sealedDigest, sealedDigests } from '../store/streams.ts';
import { isIntact, peek } from './peek.ts';

export interface CompareInput {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly cipher: Cipher;
  readonly registry: RegistryState;
  readonly participant: string;
  /**
   * Ask every witness on the bus, not only those in records that have not been taken yet. After `rebuild` has taken them
   * all, nothing else would tell that the bus has lost what a partner has seen of us.
   */
  readonly allWitnesses?: boolean;
}

export interface OwnLane extends Lane {
  /** Offset after the last one read: where watching goes on. */
  readonly next: bigint;
}

export type Comparison =
  | {
      readonly state: 'clear';
      readonly lanes: readonly OwnLane[];
      /** Published according to the database, and not (or not intact) on the bus: to be published again as stored. */
      readonly missing: readonly { readonly stream: string; readonly sequences: readonly number[] }[];
    }
  /** `rebuild`: the bus is ahead of this database. `foreign`: a record of ours that is not the one we sealed there. */
  | {
      readonly state: 'rebuild' | 'foreign';
      readonly stream: string;
      readonly sequence: number;
      readonly by: 'bus' | 'witness';
    };

/** @throws BusError, DbError when one of them is away: then nothing is known and nothing may be sealed. */
export async function compareWithBus(input: CompareInput): Promise<Comparison> {
  const lanes: OwnLane[] = [];
  const missing: { stream: string; sequences: number[] }[] = [];
  for (const lane of ownLanes(input)) {
    const own = await compareOwnLane(input, lane);
    if (own.state !== 'clear') return own;
    lanes.push({ ...lane, next: own.next });
    missing.push(...own.missing);
  }
  for (const lane of oppositeLanes(input)) {
    const witness = await compareWitness(input, lane);
    if (witness !== null) return witness;
  }
  return { state: 'clear', lanes, missing };
}

export function ownLanes({
  registry,
  participant,
}: Pick<CompareInput, 'registry' | 'participant'>): readonly Lane[] {
  const lanes: Lane[] = [{ topic: publicTopic(participant), lane: 0 }];
  for (const partner of registry.partnersOf(participant)) {
    const count = registry.pair(participant, partner)?.lanes ?? 0;
    for (let lane = 0; lane < count; lane += 1) lanes.push({ topic: pairTopic(participant, partner), lane });
  }
  return lanes;
}

function oppositeLanes({ registry, participant }: CompareInput): readonly Lane[] {
  return registry.partnersOf(participant).flatMap((partner) => {
    const count = registry.pair(participant, partner)?.lanes ?? 0;
    return Array.from({ length: count }, (_, lane) => ({ topic: pairTopic(partner, participant), lane }));
  });
}

type OwnLaneResult =
  | Extract<Comparison, { state: 'rebuild' | 'foreign' }>
  | {
      readonly state: 'clear';
      readonly next: bigint;
      readonly missing: { stream: string; sequences: number[] }[];
    };

async function compareOwnLane(input: CompareInput, lane: Lane): Promise<OwnLaneResult> {
  const streams = (await listStreams(input.sql)).filter(
    (row) => row.direction === 'out' && row.topic === lane.topic && row.lane === lane.lane,
  );
  const known = new Map<string, ReadonlyMap<number, string>>();
  for (const { name } of streams) known.set(name, await sealedDigests(input.sql, name));
  const onBus = new Map<string, Set<number>>();
  let next = 0n;
  for await (const record of input.bus.readRange(lane, { onEnd: (end) => (next = end) })) {
    const claim = peek(input.cipher, record.topic, record.value);
    if (claim === null) continue;
    // Whoever holds the lease goes on sealing while we read: what was not known then may be by now.
    const digest =
      known.get(claim.stream)?.get(claim.sequence) ??
      (await sealedDigest(input.sql, claim.stream, claim.sequence)) ??
      undefined;
    if (digest === claim.digest) {
      const seen = onBus.get(claim.stream) ?? new Set();
      onBus.set(claim.stream, seen);
      // The newest value of a position counts: one that was changed is as good as none.
      if (isIntact(input.cipher, record)) seen.add(claim.sequence);
      else seen.delete(claim.sequence);
      continue;
    }
    // Anyone may put rubbish on a bus: only what our own key has signed says something about us.
    if (!isVouchedFor(input, record)) continue;
    const state = digest === undefined ? 'rebuild' : 'foreign';
    return { state, stream: claim.stream, sequence: claim.sequence, by: 'bus' };
  }
  const missing: { stream: string; sequences: number[] }[] = [];
  for (const { name, published } of streams) {
    const seen = onBus.get(name) ?? new Set();
    const sequences = [...(known.get(name)?.keys() ?? [])].filter(
      (sequence) => sequence <= published && !seen.has(sequence),
    );
    if (sequences.length > 0) missing.push({ stream: name, sequences: sequences.sort((a, b) => a - b) });
  }
  return { state: 'clear', next, missing };
}

/**
 * Does the other side claim to have seen more of our stream than we have sealed? A record that was taken has been asked
 * already, so as a rule only unread ones are.
 */
async function compareWitness(
  input: CompareInput,
  lane: Lane,
): Promise<Extract<Comparison, { state: 'rebuild' | 'foreign' }> | null> {
  const from =
    input.allWitnesses === true ? 0n : ((await nextOffset(input.sql, lane.topic, lane.lane)) ?? 0n);
  let agreed = '';
  for await (const record of input.bus.readRange(lane, { from })) {
    const claim = peek(input.cipher, record.topic, record.value);
    const theirs = claim === null ? null : parseStreamName(claim.stream);
    if (claim === null || theirs === null || claim.seenSequence === 0) continue;
    const stream = streamName(opposite(theirs));
    // Beyond the end of our closed generation they were shown a thief's records, or ones that nobody stands by.
    const closed = input.registry.closedAt(opposite(theirs));
    if (closed !== null && claim.seenSequence > closed.sequence) continue;
    const seen = `${stream} ${claim.seenSequence} ${claim.seenDigest}`;
    if (seen === agreed) continue;
    const digest = await sealedDigest(input.sql, stream, claim.seenSequence);
    if (digest === claim.seenDigest) {
      agreed = seen;
      continue;
    }
    if (!isVouchedFor(input, record)) continue;
    return {
      state: digest === null ? 'rebuild' : 'foreign',
      stream,
      sequence: claim.seenSequence,
      by: 'witness',
    };
  }
  return null;
}

/** Authentic, and its signer stands by it: what a thief signed beyond a revocation is evidence, not history. */
function isVouchedFor(input: CompareInput, record: RawRecord): boolean {
  if (record.topic === publicTopic(input.participant)) {
    const entry = authenticatePublic(input.cipher, input.registry, raw(record));
    return entry.ok && !entry.disputed;
  }
  const opened = authenticate(input.cipher, input.registry, raw(record));
  return opened.ok && !opened.disputed && !opened.evidenceOnly;
}

function raw(record: RawRecord): RawRecord {
  return { topic: record.topic, lane: record.lane, key: record.key, value: record.value };
}
