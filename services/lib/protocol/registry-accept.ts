/**
 * Accepting registry versions from the bus, one after the other (formats.md 7, protocol.md 8).
 * Invariant: a state exists only for an unbroken, signed chain from the pinned version; an older version, or another
 * text under a known number, never replaces what is held.
 */
import { digest, fromBase64url, isDigest, kidOf } from './encoding.ts';
import { checkEnrolment } from './enrolment.ts';
import { isRegistryPayload } from './content-check.ts';
import { parseJwsHeader, trmHeader } from './jws.ts';
import { parseStreamName, participantIdOk } from './names.ts';
import { entryFault } from './registry-entry.ts';
import { pairKey, registryRoot, RegistryState, type RegistryHistory } from './registry-state.ts';
import { hasExactly, parseStrictJson } from './strict-json.ts';
import type { Cipher, Head, Jwk, PairEntry, RegistryPayload, RegistryPins } from './types.ts';

export type RegistryFault =
  | 'unreadable'
  | 'form'
  | 'signature'
  | 'chain'
  /** Signed by two of the keys, but another text under a number that we know: an incident. */
  | 'fork'
  | 'older'
  | 'entry-signature'
  | 'key-not-valid'
  | 'schema';

export type RegistryOutcome =
  { readonly ok: true; readonly state: RegistryState } | { readonly ok: false; readonly code: RegistryFault };

/** A thousand participants with long histories; the broker's own limit is of this order. */
export const MAX_REGISTRY_BYTES = 4 * 1024 * 1024;
/** Of three registry keys. */
const QUORUM = 2;
const KEYS = 3;

interface Signature {
  readonly kid: string;
  readonly protected: string;
  readonly bytes: Uint8Array;
}

function parseSignatures(value: unknown): readonly Signature[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const signatures: Signature[] = [];
  for (const item of value as readonly unknown[]) {
    if (!hasExactly(item, ['protected', 'signature'])) return null;
    if (typeof item.protected !== 'string' || typeof item.signature !== 'string') return null;
    const header = trmHeader(parseJwsHeader(item.protected), 'trm-registry+jws');
    const bytes = fromBase64url(item.signature, 64);
    if (header === null || bytes === null || signatures.some(({ kid }) => kid === header.kid)) return null;
    signatures.push({ kid: header.kid, protected: item.protected, bytes });
  }
  return signatures;
}

/** How many different ones of `keys` have signed. */
function signers(
  cipher: Cipher,
  keys: readonly Jwk[],
  payload: string,
  signatures: readonly Signature[],
): number {
  const valid = keys.filter((jwk) => {
    const kid = kidOf(cipher, jwk);
    const signature = signatures.find((candidate) => candidate.kid === kid);
    if (signature === undefined) return false;
    return cipher.verify(jwk, Buffer.from(`${signature.protected}.${payload}`, 'latin1'), signature.bytes);
  });
  return new Set(valid.map((jwk) => jwk.x)).size;
}

function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** What a JSON Schema cannot say: identities are unique and references point somewhere. */
function contentFault(cipher: Cipher, payload: RegistryPayload): RegistryFault | null {
  const { registryKeys, participants, auditors, pairs, bases } = payload;
  if (registryKeys.length !== KEYS || !distinct(registryKeys.map((key) => key.x))) return 'schema';
  for (const key of registryKeys) {
    if (key.crv !== 'Ed25519' || checkEnrolment(cipher, key) !== 'ok') return 'key-not-valid';
  }
  const ids = participants.map(({ id }) => id);
  if (!distinct(ids) || !ids.every(participantIdOk)) return 'schema';
  const owners = participants.flatMap(({ keys }) => keys.map((key) => key.jwk.x));
  if (!distinct(owners)) return 'key-not-valid'; // one key under two names could answer for either
  for (const { jwk } of auditors) {
    if (jwk.crv !== 'X25519' || checkEnrolment(cipher, jwk) !== 'ok') return 'key-not-valid';
  }
  if (!distinct(auditors.map(({ jwk }) => jwk.x))) return 'schema';
  if (!distinct(pairs.map((pair) => pairKey(...pair.participants)))) return 'schema';
  for (const { participants: ends } of pairs) {
    if (ends[0] === ends[1] || !ends.every((id) => ids.includes(id))) return 'schema';
  }
  return bases.every(({ from, to }) => ids.includes(from) && ids.includes(to)) ? null : 'schema';
}

/** `after` names each direction and lane of the generation before once; `lanes` of it where they are known. */
function afterFault(pair: PairEntry, lanesBefore: number | null): boolean {
  if (pair.generation === 1) return pair.after !== undefined || pair.reason !== undefined;
  if (pair.after === undefined || pair.reason === undefined) return true;
  const names = pair.after.map(({ stream }) => stream);
  const lanes = lanesBefore ?? names.length / 2;
  if (names.length !== lanes * 2 || !distinct(names)) return true;
  return !pair.after.every(({ stream: name, digest: last }) => {
    const stream = parseStreamName(name);
    if (stream === null || stream.generation !== pair.generation - 1 || stream.lane >= lanes) return false;
    return isDigest(last) && pairKey(stream.from, stream.to) === pairKey(...pair.participants);
  });
}

/** Generations go up by one, with a reason; nothing else about a pair's lanes moves; no pair disappears. */
function pairsFault(before: RegistryPayload | null, payload: RegistryPayload): RegistryFault | null {
  const old = new Map((before?.pairs ?? []).map((pair) => [pairKey(...pair.participants), pair]));
  for (const pair of payload.pairs) {
    const key = pairKey(...pair.participants);
    const was = old.get(key);
    old.delete(key);
    if (afterFault(pair, was !== undefined && was.generation !== pair.generation ? was.lanes : null))
      return 'schema';
    if (was === undefined) {
      if (before !== null && pair.generation !== 1) return 'chain';
    } else if (was.generation === pair.generation) {
      if (was.lanes !== pair.lanes) return 'chain';
      if (JSON.stringify(was.after ?? null) !== JSON.stringify(pair.after ?? null)) return 'chain';
    } else if (pair.generation !== was.generation + 1) {
      return 'chain';
    }
  }
  return old.size === 0 ? null : 'chain';
}

function entriesFault(
  cipher: Cipher,
  before: RegistryPayload | null,
  payload: RegistryPayload,
): RegistryFault | null {
  const old = new Map((before?.participants ?? []).map((entry) => [entry.id, entry]));
  const known = before !== null || payload.version === 1;
  for (const entry of payload.participants) {
    const was = known ? (old.get(entry.id) ?? null) : undefined;
    old.delete(entry.id);
    const fault = entryFault(cipher, was, entry);
    if (fault !== null) return fault;
  }
  return old.size === 0 ? null : 'key-not-valid'; // keys once enrolled are never forgotten
}

function extendHistory(
  cipher: Cipher,
  held: RegistryState | null,
  pins: RegistryPins,
  payload: RegistryPayload,
  own: string,
): RegistryHistory {
  const digests = new Map(held?.history.digests);
  digests.set(payload.version, own);
  const registryKeys = new Map(
    held?.history.registryKeys ?? pins.keys.map((key) => [kidOf(cipher, key), key]),
  );
  for (const key of payload.registryKeys) registryKeys.set(kidOf(cipher, key), key);
  const closed = new Map<string, Head>(held?.history.closed);
  for (const { after } of payload.pairs) {
    for (const { stream, sequence, digest: last } of after ?? [])
      closed.set(stream, { sequence, digest: last });
  }
  return { digests, registryKeys, closed };
}

function sameKeys(left: readonly Jwk[], right: readonly Jwk[]): boolean {
  return left.length === right.length && left.every((key) => right.some(({ x }) => x === key.x));
}

/**
 * Judges one value of `trm.registry`; the bytes are an outsider's. With nothing held only the pinned version is
 * accepted; then version by version. The version that is held gives the held state again.
 */
export function acceptRegistry(
  cipher: Cipher,
  pins: RegistryPins,
  held: RegistryState | null,
  value: Uint8Array,
): RegistryOutcome {
  const refuse = (code: RegistryFault): RegistryOutcome => ({ ok: false, code });
  const parsed = parseStrictJson(value, MAX_REGISTRY_BYTES);
  if (!parsed.ok || !hasExactly(parsed.value, ['payload', 'signatures'])) return refuse('unreadable');
  const { payload: text } = parsed.value;
  const signatures = parseSignatures(parsed.value.signatures);
  const bytes = typeof text === 'string' ? fromBase64url(text) : null;
  if (typeof text !== 'string' || bytes === null || signatures === null) return refuse('form');
  const own = digest(cipher, bytes);
  // Same bytes as a version that passed: its signatures were checked then.
  if (held !== null && own === held.digest) return { ok: true, state: held };
  if (held !== null && [...held.history.digests.values()].includes(own)) return refuse('older');

  const inForce = held === null ? pins.keys : held.payload.registryKeys;
  if (signers(cipher, inForce, text, signatures) < QUORUM) {
    const ever = held === null ? [] : [...held.history.registryKeys.values()];
    if (signers(cipher, ever, text, signatures) < QUORUM) return refuse('signature');
    // Signed by keys that were in force once: it can only be another text of an old version.
    return refuse(
      claimedVersion(bytes) <= (held?.version ?? 0)
        ? oldVersionFault(held, claimedVersion(bytes))
        : 'signature',
    );
  }
  const json = parseStrictJson(bytes, MAX_REGISTRY_BYTES);
  if (!json.ok || !isRegistryPayload(json.value)) return refuse('schema');
  const payload: RegistryPayload = json.value;
  if (held !== null && payload.version <= held.version) return refuse(oldVersionFault(held, payload.version));
  if (held === null) {
    if (payload.version < pins.version) return refuse('older');
    if (payload.version > pins.version) return refuse('chain');
    if (own !== pins.digest) return refuse('fork');
  } else if (payload.version !== held.version + 1 || payload.previous !== held.digest) {
    return refuse('chain');
  }
  if (payload.version === 1 && payload.previous !== registryRoot(cipher)) return refuse('chain');
  if (
    !sameKeys(inForce, payload.registryKeys) &&
    signers(cipher, payload.registryKeys, text, signatures) < QUORUM
  ) {
    return refuse('signature');
  }
  const before = held?.payload ?? null;
  const fault =
    contentFault(cipher, payload) ?? entriesFault(cipher, before, payload) ?? pairsFault(before, payload);
  if (fault !== null) return refuse(fault);
  return {
    ok: true,
    state: new RegistryState(cipher, payload, own, extendHistory(cipher, held, pins, payload, own)),
  };
}

/** A version at or below the held one with a digest that we do not know: a fork where we know its number, else old. */
function oldVersionFault(held: RegistryState | null, version: number): RegistryFault {
  return held?.digestOf(version) === null ? 'older' : 'fork';
}

function claimedVersion(bytes: Uint8Array): number {
  const json = parseStrictJson(bytes, MAX_REGISTRY_BYTES);
  return json.ok && isRegistryPayload(json.value) ? json.value.version : Number.POSITIVE_INFINITY;
}
