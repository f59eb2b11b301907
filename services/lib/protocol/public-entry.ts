/**
 * Writing entries of a participant's public topic (formats.md 6). They are read by `authenticatePublic`.
 * Invariant: the content is signed through its digest, and the entries of a participant form one chain.
 */
import { digest, kidOf, utf8 } from './encoding.ts';
import { signCompactJws } from './jws.ts';
import type { Cipher, JsonObject, PrivateJwk, PublicEnvelope, RegistryRef } from './types.ts';

export interface PublicEntryInput {
  readonly participant: string;
  readonly id: string;
  readonly time: string;
  readonly sequence: number;
  readonly previous: string;
  readonly registry: RegistryRef;
  readonly signingKey: PrivateJwk;
  /** `type`, `version`, then own members. */
  readonly content: JsonObject;
}

export interface PublicEntry {
  readonly envelope: string;
  readonly content: string;
  /** Digest of the envelope string: the `previous` of the next entry. */
  readonly digest: string;
}

export function signPublicEntry(cipher: Cipher, input: PublicEntryInput): PublicEntry {
  const content = JSON.stringify(input.content);
  const payload: PublicEnvelope = {
    specversion: '1.0',
    type: 'trm.record.v1',
    id: input.id,
    source: `urn:trm:${input.participant}`,
    time: input.time,
    lane: 0,
    generation: 1,
    sequence: input.sequence,
    previous: input.previous,
    contentdigest: digest(cipher, content),
    registryversion: input.registry.version,
    registrydigest: input.registry.digest,
  };
  const kid = kidOf(cipher, input.signingKey);
  const envelope = signCompactJws(
    cipher,
    'trm-envelope+jws',
    kid,
    input.signingKey,
    utf8(JSON.stringify(payload)),
  );
  return { envelope, content, digest: digest(cipher, envelope) };
}

/** Bus bytes of an entry. */
export function publicValue(entry: { readonly envelope: string; readonly content: string }): Uint8Array {
  return utf8(JSON.stringify({ envelope: entry.envelope, content: entry.content }));
}
