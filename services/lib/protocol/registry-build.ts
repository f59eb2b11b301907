/**
 * Writing registry versions: entries signed by their owners, payloads by registry keys (formats.md 7).
 * Each signature is made where its key is; what is combined here holds no private key.
 */
import { base64url, digest, kidOf, publicJwk, utf8 } from './encoding.ts';
import { ProtocolError } from './errors.ts';
import { jwsHeaderText, signCompactJws } from './jws.ts';
import { compare } from './registry-state.ts';
import { unsignedEntry } from './registry-entry.ts';
import type { Cipher, Jwk, ParticipantEntry, PrivateJwk, RegistryPayload } from './types.ts';

export interface RegistrySignature {
  readonly protected: string;
  readonly signature: string;
}

function orderedJwk(jwk: Jwk): Jwk {
  return publicJwk(jwk);
}

function orderedEntry(entry: ParticipantEntry): ParticipantEntry {
  const keys = entry.keys.map(({ jwk, status, standsBy }) => ({
    jwk: orderedJwk(jwk),
    status,
    ...(standsBy === undefined
      ? {}
      : {
          standsBy: standsBy.map(({ stream, sequence, digest: last }) => ({
            stream,
            sequence,
            digest: last,
          })),
        }),
  }));
  const auditors = entry.auditors.map(({ id, kid }) => ({ id, kid }));
  return {
    id: entry.id,
    keys,
    auditors,
    ...(entry.signature === undefined ? {} : { signature: entry.signature }),
  };
}

/** The owner's signature over its entry, under `key`: the current key of the version before, or its first key. */
export function signEntry(cipher: Cipher, key: PrivateJwk, entry: ParticipantEntry): ParticipantEntry {
  const bare = unsignedEntry(orderedEntry(entry));
  const signature = signCompactJws(
    cipher,
    'trm-entry+jws',
    kidOf(cipher, key),
    key,
    utf8(JSON.stringify(bare)),
  );
  return { ...bare, signature };
}

/** Payload bytes of a version, members in wire order. */
export function buildRegistry(payload: RegistryPayload): Uint8Array {
  const ordered: RegistryPayload = {
    version: payload.version,
    previous: payload.previous,
    issued: payload.issued,
    refreshBefore: payload.refreshBefore,
    protocols: payload.protocols,
    registryKeys: payload.registryKeys.map(orderedJwk),
    participants: payload.participants.map(orderedEntry),
    auditors: payload.auditors.map(({ id, jwk, scope }) => ({ id, jwk: orderedJwk(jwk), scope })),
    pairs: payload.pairs.map(({ participants, lanes, generation, reason, after }) => ({
      participants,
      lanes,
      generation,
      ...(reason === undefined ? {} : { reason }),
      ...(after === undefined
        ? {}
        : { after: after.map(({ stream, sequence, digest: last }) => ({ stream, sequence, digest: last })) }),
    })),
    bases: payload.bases.map(({ from, to, instrument, reference, validFrom, validTo }) => ({
      from,
      to,
      instrument,
      reference,
      validFrom,
      validTo,
    })),
  };
  return utf8(JSON.stringify(ordered));
}

/** One registry key's signature over the payload bytes, made by one person on one machine. */
export function signRegistryPayload(cipher: Cipher, key: PrivateJwk, payload: Uint8Array): RegistrySignature {
  const header = jwsHeaderText('trm-registry+jws', kidOf(cipher, key));
  const signature = cipher.sign(key, utf8(`${header}.${base64url(payload)}`));
  return { protected: header, signature: base64url(signature) };
}

/** Bus value from payload and signatures, these by `kid`. */
export function registryValue(payload: Uint8Array, signatures: readonly RegistrySignature[]): Uint8Array {
  if (signatures.length < 2) throw new ProtocolError('wrong-use', 'a registry version needs two signatures');
  const byKid = signatures
    .map((one) => ({ one, kid: kidIn(one) }))
    .sort((left, right) => compare(left.kid, right.kid))
    .map(({ one }) => ({ protected: one.protected, signature: one.signature }));
  return utf8(JSON.stringify({ payload: base64url(payload), signatures: byKid }));
}

function kidIn(signature: RegistrySignature): string {
  const header = JSON.parse(Buffer.from(signature.protected, 'base64url').toString('utf8')) as {
    kid?: unknown;
  };
  if (typeof header.kid !== 'string')
    throw new ProtocolError('wrong-use', 'a registry signature names no key');
  return header.kid;
}

/** Payload, signed by all of `keys`, as a bus value: for one operator who holds them (demo, tests). */
export function signRegistry(
  cipher: Cipher,
  keys: readonly PrivateJwk[],
  payload: RegistryPayload,
): Uint8Array {
  const bytes = buildRegistry(payload);
  return registryValue(
    bytes,
    keys.map((key) => signRegistryPayload(cipher, key, bytes)),
  );
}

/** Digest of a version: of its payload bytes. */
export function registryDigest(cipher: Cipher, payload: Uint8Array): string {
  return digest(cipher, payload);
}
