/**
 * The trust registry as accepted up to one version: who may sign, seal, read and transfer what (protocol.md 8).
 * Invariant: only registry-accept.ts makes one, from a version that passed every check; it never changes afterwards.
 */
import { digest, kidOf } from './encoding.ts';
import { nameHead, pairTopic, parseStreamName, streamName } from './names.ts';
import type {
  Basis,
  Cipher,
  Head,
  Jwk,
  KeyStatus,
  KeyVerdict,
  ParticipantEntry,
  Recipient,
  RegistryKey,
  RegistryPayload,
  RegistryRef,
  Stream,
} from './types.ts';

/** A participant's key with what was computed once for it. */
export interface KnownKey {
  readonly jwk: Jwk;
  readonly kid: string;
  readonly status: KeyStatus;
  /** Place in the order of enrolment: a stream's keys never go back in it. */
  readonly order: number;
}

interface StandingKey extends KnownKey {
  readonly standsBy: ReadonlyMap<string, Head>;
}

export interface KnownParticipant {
  readonly id: string;
  readonly keys: readonly KnownKey[];
  readonly auditors: ParticipantEntry['auditors'];
  /** True while the entry lacks its owner's signature: partners confirm the fingerprint by voice (protocol.md 8). */
  readonly reportedLoss: boolean;
}

export interface Pair {
  readonly lanes: number;
  readonly generation: number;
  readonly after?: readonly (Head & { readonly stream: string })[];
}

/** What earlier versions said and the newest no longer shows. */
export interface RegistryHistory {
  /** Digest of every version read so far. */
  readonly digests: ReadonlyMap<number, string>;
  /** Every registry key that was ever in force, by `kid`. */
  readonly registryKeys: ReadonlyMap<string, Jwk>;
  /** Last position that counts in streams of closed generations, by stream name. */
  readonly closed: ReadonlyMap<string, Head>;
}

const LOCAL: Pair = { lanes: 1, generation: 1 };
const MIDNIGHT = 'T00:00:00.000Z';
const PUBLIC_STREAM = /^trm\.([a-z][a-z0-9]{1,15})\.public\/0\/1$/;

export class RegistryState implements RegistryRef {
  readonly version: number;
  readonly digest: string;
  readonly payload: RegistryPayload;
  readonly history: RegistryHistory;
  readonly #keys = new Map<string, Map<string, StandingKey>>();
  readonly #participants = new Map<string, KnownParticipant>();
  readonly #pairs = new Map<string, Pair>();
  readonly #auditorKids = new Map<string, string>();

  /** For registry-accept.ts: `payload` has passed every check. */
  constructor(cipher: Cipher, payload: RegistryPayload, payloadDigest: string, history: RegistryHistory) {
    this.version = payload.version;
    this.digest = payloadDigest;
    this.payload = payload;
    this.history = history;
    for (const entry of payload.participants) {
      const keys = entry.keys.map((key, order) => standing(cipher, key, order));
      this.#keys.set(entry.id, new Map(keys.map((key) => [key.kid, key])));
      const reportedLoss = entry.signature === undefined;
      this.#participants.set(entry.id, { id: entry.id, keys, auditors: entry.auditors, reportedLoss });
    }
    for (const { participants, lanes, generation, after } of payload.pairs) {
      const pair: Pair = after === undefined ? { lanes, generation } : { lanes, generation, after };
      this.#pairs.set(pairKey(...participants), pair);
    }
    for (const { jwk } of payload.auditors) this.#auditorKids.set(jwk.x, kidOf(cipher, jwk));
  }

  participant(id: string): KnownParticipant | null {
    return this.#participants.get(id) ?? null;
  }

  participantIds(): readonly string[] {
    return [...this.#participants.keys()].sort();
  }

  /** A key that this participant ever enrolled, whatever became of it. */
  knownKey(participant: string, kid: string): KnownKey | null {
    return this.#keys.get(participant)?.get(kid) ?? null;
  }

  currentKey(participant: string): KnownKey | null {
    return this.#participants.get(participant)?.keys.find((key) => key.status === 'current') ?? null;
  }

  /**
   * Whether a key may have signed this position (protocol.md 8): by position, never by time. `kidBefore` is the key
   * of the nearest earlier position of the stream that is taken, where the caller knows it: a key that another one
   * has replaced there never returns.
   */
  keyVerdict(
    stream: string,
    sequence: number,
    envelopeDigest: string,
    kid: string,
    kidBefore: string | null = null,
  ): KeyVerdict {
    const owner = PUBLIC_STREAM.exec(stream)?.[1] ?? parseStreamName(stream)?.from;
    const keys = owner === undefined ? undefined : this.#keys.get(owner);
    const key = keys?.get(kid);
    if (key === undefined) return 'not-valid';
    // First of all whether its owner stands by it: what a thief signs beside the new key is a theft, and not damage.
    if (key.status === 'revoked' && !standsBy(key, stream, sequence, envelopeDigest)) return 'disputed';
    const before = kidBefore === null ? undefined : keys?.get(kidBefore);
    return before !== undefined && before.order > key.order ? 'not-valid' : 'valid';
  }

  /**
   * Lanes and generation of an unordered pair. A participant and itself have one lane for ever, which no entry lists: the
   * local stream of its domestic referrals is on no bus (decision 0011).
   */
  pair(one: string, other: string): Pair | null {
    if (one === other) return this.#participants.has(one) ? LOCAL : null;
    return this.#pairs.get(pairKey(one, other)) ?? null;
  }

  basisInForce(from: string, to: string, time: string): Basis | null {
    const found = this.payload.bases.find(
      (basis) =>
        basis.from === from &&
        basis.to === to &&
        time >= basis.validFrom + MIDNIGHT &&
        time < basis.validTo + MIDNIGHT,
    );
    return found ?? null;
  }

  /** Personal data may go: inside one participant nothing crosses a border, else a basis is in force. */
  mayTransfer(from: string, to: string, time: string): boolean {
    return from === to || this.basisInForce(from, to, time) !== null;
  }

  /**
   * Auditors to whom metadata of this direction is sealed: in scope, under a key that sender or receiver listed. `*` is
   * every pair topic, and a local stream has none: it must be named.
   */
  auditorsFor(from: string, to: string): readonly Recipient[] {
    const named = [...(this.participant(from)?.auditors ?? []), ...(this.participant(to)?.auditors ?? [])];
    const topic = pairTopic(from, to);
    return this.payload.auditors
      .map((auditor) => ({ ...auditor, kid: this.#auditorKids.get(auditor.jwk.x) ?? '' }))
      .filter(({ scope }) => (scope.includes('*') && from !== to) || scope.includes(topic))
      .filter(({ id, kid }) => named.some((entry) => entry.id === id && entry.kid === kid))
      .sort((left, right) => compare(left.id, right.id) || compare(left.kid, right.kid))
      .map(({ kid, jwk }) => ({ kid, jwk }));
  }

  /** The streams of the newest generation between two participants, both directions, all lanes. */
  streamsOf(one: string, other: string): readonly Stream[] {
    const pair = this.pair(one, other);
    if (pair === null) return [];
    const { generation } = pair;
    const lanes = Array.from({ length: pair.lanes }, (_, lane) => lane);
    return [
      ...lanes.map((lane) => ({ from: one, to: other, lane, generation })),
      ...lanes.map((lane) => ({ from: other, to: one, lane, generation })),
    ];
  }

  /** Other ends of a participant's pairs, by id. */
  partnersOf(participant: string): readonly string[] {
    return this.payload.pairs
      .filter(({ participants }) => participants.includes(participant))
      .map(({ participants: [one, other] }) => (one === participant ? other : one))
      .sort();
  }

  /** Digest of a version that we have read; `null` for one that we do not know. */
  digestOf(version: number): string | null {
    return this.history.digests.get(version) ?? null;
  }

  /** Last position that counts in a stream of an older generation; sequence 0 where nobody stood by any. */
  closedAt(stream: Stream): Head | null {
    const pair = this.pair(stream.from, stream.to);
    if (pair === null || stream.generation >= pair.generation) return null;
    return this.history.closed.get(streamName(stream)) ?? { sequence: 0, digest: '' };
  }
}

/** Head before the first record of a stream: `previous` of sequence 1 (contract.md 5). */
export function initialHead(cipher: Cipher, registry: RegistryState, stream: Stream): Head {
  const name = streamName(stream);
  if (stream.generation > 1) {
    const before = streamName({ ...stream, generation: stream.generation - 1 });
    const last = registry.history.closed.get(before);
    if (last !== undefined) return { sequence: 0, digest: last.digest };
  }
  return nameHead(cipher, name);
}

export function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function standsBy(key: StandingKey, stream: string, sequence: number, envelopeDigest: string): boolean {
  const last = key.standsBy.get(stream);
  if (last === undefined || sequence > last.sequence) return false;
  return sequence < last.sequence || envelopeDigest === last.digest;
}

function standing(cipher: Cipher, key: RegistryKey, order: number): StandingKey {
  const standsBy = new Map<string, Head>();
  for (const { stream, sequence, digest: last } of key.standsBy ?? [])
    standsBy.set(stream, { sequence, digest: last });
  return { jwk: key.jwk, kid: kidOf(cipher, key.jwk), status: key.status, order, standsBy };
}

/** Digest that version 1 carries as `previous`. */
export function registryRoot(cipher: Cipher): string {
  return digest(cipher, 'trm.registry');
}
