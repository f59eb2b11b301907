/**
 * The registry version after a theft: the stolen key is revoked with what its owner stands by, and each pair whose two ends
 * have handed in their positions goes on in a new generation, after the last position that both hold.
 * Invariant: what is not in both ends' positions is never called held by both. protocol.md 2 and 8; formats.md 7.
 */
import { readFileSync } from 'node:fs';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  initialHead,
  opposite,
  publicJwk,
  signEntry,
  streamName,
  type Head,
  type PairEntry,
  type ParticipantEntry,
  type PrivateJwk,
  type RegistryPayload,
  type RegistryState,
  type Stream,
  type StreamHead,
} from '../../services/lib/protocol/index.ts';
import { RegistryDirError } from './registry-dir.ts';
import type { RegistryChange } from './registry-content.ts';

/** What `participant positions` prints: the newest positions of every stream, newest first. */
export interface Positions {
  readonly participant: string;
  readonly streams: readonly {
    readonly stream: string;
    readonly direction: 'out' | 'in';
    readonly positions: readonly Head[];
  }[];
}

/** Generation reasons of the code list that a theft or a fork gives. */
export type TheftReason = 'theft' | 'fork';

export interface Revocation {
  readonly id: string;
  /** The stolen key, or null where the owner has lost it too: then partners confirm the new fingerprint by voice. */
  readonly oldKey: PrivateJwk | null;
  readonly newKey: PrivateJwk;
  /** Of the owner, and of the partners whose pair is to go on in a new generation. */
  readonly positions: readonly Positions[];
  readonly reason: TheftReason;
}

/** @throws RegistryDirError */
export function readPositions(file: string): Positions {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as Partial<Positions>;
    const { participant, streams } = json;
    if (typeof participant === 'string' && Array.isArray(streams) && streams.every(isStreamPositions))
      return { participant, streams };
  } catch (cause) {
    throw new RegistryDirError(`${file} is not a JSON file that can be read`, { cause });
  }
  throw new RegistryDirError(`${file} is not what "participant positions --json" prints`);
}

function isStreamPositions(value: unknown): boolean {
  const { stream, direction, positions } = value as Partial<Positions['streams'][number]>;
  const isDirection = direction === 'out' || direction === 'in';
  return (
    typeof stream === 'string' &&
    isDirection &&
    Array.isArray(positions) &&
    positions.every(
      (head: Partial<Head>) => Number.isSafeInteger(head.sequence) && typeof head.digest === 'string',
    )
  );
}

/** Members of the next version. `state`: the version before, as every reader holds it. @throws RegistryDirError */
export function revokedChange(state: RegistryState, revocation: Revocation): RegistryChange {
  const { id, positions } = revocation;
  const entry = state.payload.participants.find((participant) => participant.id === id);
  if (entry === undefined) throw new RegistryDirError(`no participant ${id} in version ${state.version}`);
  const own = positions.find(({ participant }) => participant === id);
  if (own === undefined) throw new RegistryDirError(`the positions of ${id} itself are missing`);
  const partners = positions.filter(({ participant }) => participant !== id);
  return {
    participants: [revokedEntry(entry, revocation, standsBy(own))],
    pairs: partners.map((partner) => newGeneration(state, own, partner, revocation.reason)),
  };
}

/** The heads of everything that the owner has sealed itself. */
function standsBy({ streams }: Positions): readonly StreamHead[] {
  return streams.flatMap(({ stream, direction, positions }) => {
    const [head] = positions;
    return direction === 'out' && head !== undefined
      ? [{ stream, sequence: head.sequence, digest: head.digest }]
      : [];
  });
}

function revokedEntry(
  entry: ParticipantEntry,
  { oldKey, newKey }: Revocation,
  stoodBy: readonly StreamHead[],
): ParticipantEntry {
  const bare: ParticipantEntry = {
    id: entry.id,
    keys: [
      ...entry.keys.map((key) =>
        key.status === 'current' ? { ...key, status: 'revoked' as const, standsBy: stoodBy } : key,
      ),
      { jwk: publicJwk(newKey), status: 'current' },
    ],
    auditors: entry.auditors,
  };
  return oldKey === null ? bare : signEntry(nodeCipher, oldKey, bare);
}

function newGeneration(
  state: RegistryState,
  own: Positions,
  partner: Positions,
  reason: TheftReason,
): PairEntry {
  const pair = state.payload.pairs.find(
    ({ participants }) =>
      participants.includes(own.participant) && participants.includes(partner.participant),
  );
  if (pair === undefined)
    throw new RegistryDirError(`${own.participant} and ${partner.participant} are no pair`);
  const forward = state
    .streamsOf(own.participant, partner.participant)
    .filter(({ from }) => from === own.participant);
  return {
    participants: pair.participants,
    lanes: pair.lanes,
    generation: pair.generation + 1,
    reason,
    after: [
      ...forward.map((stream) => heldByBoth(state, stream, own, partner)),
      ...forward.map((stream) => heldByBoth(state, opposite(stream), partner, own)),
    ],
  };
}

/** The newest position of which both ends hold the same record; before the first when there is none. */
function heldByBoth(state: RegistryState, stream: Stream, from: Positions, to: Positions): StreamHead {
  const name = streamName(stream);
  const sealed = headsIn(from, name, 'out');
  const taken = headsIn(to, name, 'in');
  const known = new Set(sealed.map(keyOf));
  const common = taken.filter((head) => known.has(keyOf(head)));
  const [newest] = common.toSorted((one, other) => other.sequence - one.sequence);
  if (newest !== undefined) return { stream: name, sequence: newest.sequence, digest: newest.digest };
  if (sealed.length > 0 && taken.length > 0)
    throw new RegistryDirError(
      `${name}: no record stands in the positions of both ${from.participant} and ${to.participant}; ask both for more with --last`,
    );
  return { stream: name, ...initialHead(nodeCipher, state, stream) };
}

function headsIn({ streams }: Positions, name: string, direction: 'out' | 'in'): readonly Head[] {
  return streams.find((one) => one.stream === name && one.direction === direction)?.positions ?? [];
}

function keyOf({ sequence, digest }: Head): string {
  return `${sequence} ${digest}`;
}

/** Pairs of a participant that go on in their generation, for want of a partner's positions. */
export function withoutNewGeneration(
  { pairs }: RegistryPayload,
  { id, positions }: Pick<Revocation, 'id' | 'positions'>,
): readonly string[] {
  const given = new Set(positions.map(({ participant }) => participant));
  return pairs
    .filter(({ participants }) => participants.includes(id))
    .flatMap(({ participants }) => participants.filter((other) => other !== id && !given.has(other)));
}
