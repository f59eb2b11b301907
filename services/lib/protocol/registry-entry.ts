/**
 * What may change in one participant's registry entry from one version to the next, and who must have signed it.
 * Invariant: registry signers alone cannot put a key into somebody's entry unnoticed (formats.md 7, protocol.md 8).
 */
import { kidOf } from './encoding.ts';
import { checkEnrolment } from './enrolment.ts';
import { jwsPayload, parseCompactJws, trmHeader, verifyJws } from './jws.ts';
import { parseStrictJson, sameJson } from './strict-json.ts';
import type { Cipher, Json, Jwk, KeyStatus, ParticipantEntry, RegistryKey } from './types.ts';

/** Larger than an entry with hundreds of keys. */
const MAX_ENTRY_BYTES = 1024 * 1024;

export type EntryFault = 'entry-signature' | 'key-not-valid' | 'schema';

/** Where a key's status may go; a key never comes back. */
const NEXT_STATUS: { readonly [from in KeyStatus]: readonly KeyStatus[] } = {
  current: ['current', 'replaced', 'revoked'],
  replaced: ['replaced', 'revoked'],
  revoked: ['revoked'],
};

/** The entry as its owner signs it: without `signature`. */
export function unsignedEntry(entry: ParticipantEntry): Omit<ParticipantEntry, 'signature'> {
  return { id: entry.id, keys: entry.keys, auditors: entry.auditors };
}

function signedBy(cipher: Cipher, entry: ParticipantEntry, jwk: Jwk): boolean {
  const jws = parseCompactJws(entry.signature ?? '');
  const header = jws === null ? null : trmHeader(jws.header, 'trm-entry+jws');
  if (jws === null || header === null || header.kid !== kidOf(cipher, jwk) || !verifyJws(cipher, jwk, jws))
    return false;
  const payload = jwsPayload(jws);
  const parsed = payload === null ? null : parseStrictJson(payload, MAX_ENTRY_BYTES);
  return parsed?.ok === true && sameJson(parsed.value, unsignedEntry(entry) as unknown as Json);
}

function currentOf(entry: ParticipantEntry): RegistryKey | undefined {
  return entry.keys.find((key) => key.status === 'current');
}

/** One key is current, `standsBy` only when revoked, no key twice, each fit for enrolment. */
function keysFault(cipher: Cipher, entry: ParticipantEntry): EntryFault | null {
  if (entry.keys.filter((key) => key.status === 'current').length !== 1) return 'key-not-valid';
  if (new Set(entry.keys.map((key) => key.jwk.x)).size !== entry.keys.length) return 'key-not-valid';
  for (const key of entry.keys) {
    if (key.jwk.crv !== 'Ed25519' || checkEnrolment(cipher, key.jwk) !== 'ok') return 'key-not-valid';
    if (key.status !== 'revoked' && key.standsBy !== undefined) return 'schema';
    const streams = (key.standsBy ?? []).map((last) => last.stream);
    if (new Set(streams).size !== streams.length) return 'schema';
    // An owner stands by positions of its own streams only.
    if (!streams.every((stream) => stream.startsWith(`trm.${entry.id}.`))) return 'schema';
  }
  return null;
}

/** Keys of the version before are all there, in the same order, and none has come back. */
function historyFault(before: ParticipantEntry, entry: ParticipantEntry): EntryFault | null {
  for (const [index, old] of before.keys.entries()) {
    const now = entry.keys[index];
    if (now?.jwk.x !== old.jwk.x || !NEXT_STATUS[old.status].includes(now.status)) return 'key-not-valid';
    // What an owner once said that it stands by is said for good.
    if (old.status === 'revoked' && !sameJson(old as unknown as Json, now as unknown as Json))
      return 'key-not-valid';
  }
  return null;
}

/**
 * Checks one entry. `before` is the participant's entry in the version before, `null` when it joins, `undefined`
 * when that version is not known (the reader starts at its pinned version, whose digest vouches for the entry).
 */
export function entryFault(
  cipher: Cipher,
  before: ParticipantEntry | null | undefined,
  entry: ParticipantEntry,
): EntryFault | null {
  const fault = keysFault(cipher, entry) ?? (before ? historyFault(before, entry) : null);
  if (fault !== null) return fault;
  if (before === undefined) {
    if (entry.signature === undefined) {
      return entry.keys.some((key) => key.status === 'revoked') ? null : 'entry-signature';
    }
    return entry.keys.some((key) => signedBy(cipher, entry, key.jwk)) ? null : 'entry-signature';
  }
  if (before === null) {
    const first = entry.keys[0];
    return first !== undefined && signedBy(cipher, entry, first.jwk) ? null : 'entry-signature';
  }
  const signer = currentOf(before);
  const unchanged = sameJson(
    unsignedEntry(before) as unknown as Json,
    unsignedEntry(entry) as unknown as Json,
  );
  if (unchanged && before.signature === entry.signature) return null;
  // An owner may sign later what was entered after its loss; otherwise what has not changed keeps its signature.
  if (unchanged && before.signature !== undefined) return 'entry-signature';
  if (entry.signature === undefined) {
    const now = entry.keys.find((key) => key.jwk.x === signer?.jwk.x);
    return now?.status === 'revoked' ? null : 'entry-signature';
  }
  return signer !== undefined && signedBy(cipher, entry, signer.jwk) ? null : 'entry-signature';
}
