/**
 * The nouns of the wire: keys, streams, records, registry. Types only, so that every layer can name them.
 * Bytes: formats.md; meaning: protocol.md. Nothing here runs. One file, however long: it is the vocabulary.
 */

/** Public key as JWK, members in this order (formats.md 1). `x`: 32 bytes, canonical base64url. */
export interface Jwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519' | 'X25519';
  readonly x: string;
}

export interface PrivateJwk extends Jwk {
  /** 32 bytes, base64url. */
  readonly d: string;
}

/**
 * All cryptography and randomness that the pure code may use. `platform/cipher` implements it on `node:crypto`.
 * Every method is synchronous and throws only on programming errors; a bad signature is `false`, a failed
 * decryption `null`.
 */
export interface Cipher {
  sha256(data: Uint8Array | string): Uint8Array;
  /** HMAC (RFC 2104) with SHA-256; 32 bytes. */
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
  randomBytes(length: number): Uint8Array;
  /** Ed25519 over `data`; 64 bytes. */
  sign(key: PrivateJwk, data: Uint8Array): Uint8Array;
  /** Ed25519; `false` for any signature that does not verify, never an exception. */
  verify(key: Jwk, data: Uint8Array, signature: Uint8Array): boolean;
  generateKeyPair(crv: 'Ed25519' | 'X25519'): PrivateJwk;
  /** X25519 shared secret (32 bytes); `null` when the peer's key is of low order (all-zero result). */
  agree(key: PrivateJwk, peer: Jwk): Uint8Array | null;
  /** AES-256-GCM, 12-byte `iv`, 16-byte tag. */
  encryptGcm(
    key: Uint8Array,
    iv: Uint8Array,
    aad: Uint8Array,
    plaintext: Uint8Array,
  ): { ciphertext: Uint8Array; tag: Uint8Array };
  decryptGcm(
    key: Uint8Array,
    iv: Uint8Array,
    aad: Uint8Array,
    ciphertext: Uint8Array,
    tag: Uint8Array,
  ): Uint8Array | null;
  /** AES-256 key wrap, RFC 3394. */
  wrapKey(kek: Uint8Array, key: Uint8Array): Uint8Array;
  unwrapKey(kek: Uint8Array, wrapped: Uint8Array): Uint8Array | null;
}

/** One direction of one pair, one lane, one generation. Name: `trm.<from>.<to>/<lane>/<generation>`. */
export interface Stream {
  readonly from: string;
  readonly to: string;
  readonly lane: number;
  readonly generation: number;
}

/** Position of a stream: `sequence` 0 carries the digest of the stream's own name. */
export interface Head {
  readonly sequence: number;
  readonly digest: string;
}

export interface RegistryRef {
  readonly version: number;
  readonly digest: string;
}

/** Reader of a ring; order in the ring: sender, receiver, then auditors by id. */
export interface Recipient {
  readonly kid: string;
  readonly jwk: Jwk;
}

/** Payload of an envelope (formats.md 2), members in this order. */
export interface Envelope {
  readonly specversion: '1.0';
  readonly type: 'trm.record.v1';
  readonly id: string;
  readonly source: string;
  readonly recipient: string;
  readonly time: string;
  readonly lane: number;
  readonly generation: number;
  readonly sequence: number;
  readonly previous: string;
  readonly seensequence: number;
  readonly seendigest: string;
  readonly metadatadigest: string;
  readonly payloaddigest: string;
  readonly metadatacommit: string;
  readonly payloadcommit: string;
  readonly registryversion: number;
  readonly registrydigest: string;
}

/** Envelope of a public entry (formats.md 6). */
export interface PublicEnvelope {
  readonly specversion: '1.0';
  readonly type: 'trm.record.v1';
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly lane: number;
  readonly generation: number;
  readonly sequence: number;
  readonly previous: string;
  readonly contentdigest: string;
  readonly registryversion: number;
  readonly registrydigest: string;
}

/** JSON value as the wire knows it: no floats, no null unless a schema says so. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };
export type JsonObject = { readonly [member: string]: Json };

/** Own members of the two rings, without `salt`, before padding. */
export interface MessageContent {
  readonly metadata: JsonObject;
  readonly payload: JsonObject;
}

export interface SealInput extends MessageContent {
  readonly stream: Stream;
  readonly id: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly time: string;
  readonly sequence: number;
  readonly previous: string;
  /** Head of the opposite stream up to which everything is taken. */
  readonly seen: Head;
  readonly registry: RegistryRef;
  readonly signingKey: PrivateJwk;
  readonly metadataRecipients: readonly Recipient[];
  readonly payloadRecipients: readonly Recipient[];
}

export interface SealedRecord {
  readonly envelope: string;
  readonly metadata: string;
  readonly payload: string;
  /** Digest of the envelope string: the `previous` of the next record. */
  readonly digest: string;
}

/** Closed union of codes of opening (formats.md 5), by step of protocol.md 5. */
export type OpeningCode =
  | 'unreadable'
  | 'form'
  | 'key-unknown'
  | 'signature'
  | 'envelope'
  | 'misplaced'
  | 'key-not-valid'
  | 'gap'
  | 'equivocation'
  | 'duplicate'
  | 'ring-digest'
  | 'ring-unopenable'
  | 'ring-header'
  | 'commitment'
  | 'padding'
  | 'type-unknown'
  | 'version-unknown'
  | 'schema'
  | 'transition'
  | 'guard';

export type OpeningStep = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

export interface OpeningFault {
  readonly ok: false;
  readonly step: OpeningStep;
  readonly code: OpeningCode;
}

/** What came from the bus, untouched. Every byte of it is an attacker's until step 4 has passed. */
export interface RawRecord {
  readonly topic: string;
  readonly lane: number;
  readonly key: string;
  readonly value: Uint8Array;
}

/** A record whose steps 1 to 5 have passed: authentic, well-formed, at the right place. */
export interface AuthenticRecord {
  readonly ok: true;
  readonly stream: Stream;
  readonly streamName: string;
  readonly envelope: Envelope;
  readonly envelopeString: string;
  /** Digest of `envelopeString`. */
  readonly digest: string;
  readonly metadataRing: string;
  /** `null` in the stripped form. */
  readonly payloadRing: string | null;
  readonly kid: string;
  /** Signed by a key that its owner has revoked, beyond what the owner stands by (protocol.md 8). */
  readonly disputed: boolean;
  /** Of an older generation and beyond its `after`: kept as evidence and shown, never applied (protocol.md 2). */
  readonly evidenceOnly: boolean;
}

/** Metadata members common to all messages (formats.md 4), after opening and schema check, without `salt`. */
export interface Metadata {
  readonly type: string;
  readonly version: number;
  readonly reference?: string;
  readonly urgency?: 'emergency' | 'urgent' | 'routine';
  readonly drill: boolean;
  readonly role?: string;
  readonly answers?: { readonly stream: string; readonly sequence: number };
  readonly directory?: { readonly sequence: number; readonly digest: string };
  readonly respondBy?: string;
  readonly reasons?: readonly string[];
  readonly [member: string]: Json | undefined;
}

/** A signing key of a participant and what its owner says of it (formats.md 7). */
export interface RegistryKey {
  readonly jwk: Jwk;
  readonly status: KeyStatus;
  /** Only when revoked: per stream the last position that the owner stands by. */
  readonly standsBy?: readonly StreamHead[];
}

export type KeyStatus = 'current' | 'replaced' | 'revoked';

export interface StreamHead extends Head {
  readonly stream: string;
}

export interface ParticipantEntry {
  readonly id: string;
  readonly keys: readonly RegistryKey[];
  readonly auditors: readonly { readonly id: string; readonly kid: string }[];
  /** Absent only after a reported loss of the signing key (protocol.md 8). */
  readonly signature?: string;
}

export interface AuditorEntry {
  readonly id: string;
  readonly jwk: Jwk;
  /** Pair topics, or `*` for every pair topic of those who named the auditor. */
  readonly scope: readonly string[];
}

export interface PairEntry {
  readonly participants: readonly [string, string];
  readonly lanes: number;
  readonly generation: number;
  readonly reason?: string;
  /** Last position of the generation before that both ends hold, per direction and lane. */
  readonly after?: readonly StreamHead[];
}

/** Legal ground on which personal data may go from one participant to another (protocol.md 8). */
export interface Basis {
  readonly from: string;
  readonly to: string;
  readonly instrument: string;
  readonly reference: string;
  /** Dates: in force from 00:00 UTC of the first to before 00:00 UTC of the second. */
  readonly validFrom: string;
  readonly validTo: string;
}

export interface RegistryPayload {
  readonly version: number;
  readonly previous: string;
  readonly issued: string;
  readonly refreshBefore: string;
  readonly protocols: readonly number[];
  readonly registryKeys: readonly Jwk[];
  readonly participants: readonly ParticipantEntry[];
  readonly auditors: readonly AuditorEntry[];
  readonly pairs: readonly PairEntry[];
  readonly bases: readonly Basis[];
}

/** What an operator trusts before any registry has been read (formats.md 8). */
export interface RegistryPins {
  readonly keys: readonly Jwk[];
  readonly version: number;
  readonly digest: string;
}

export type KeyVerdict = 'valid' | 'not-valid' | 'disputed';

/** Series of encryption keys that a participant announces, each under its signing key (protocol.md 7, Keys). */
export type KeySeries = 'payload' | 'metadata' | 'justice';

/** Finds a private encryption key by its `kid`. Keys of the justice series are apart: `find` never gives one. */
export interface DecryptionKeys {
  find(kid: string): PrivateJwk | null;
  readonly justice?: {
    find(kid: string): PrivateJwk | null;
  };
  /** Series in which this participant announced this key; `null` where it did not, as far as we know. */
  seriesOf?(participant: string, kid: string): KeySeries | null;
}

/** An encryption key as its owner announced it; metadata keys have no end (formats.md 6). */
export interface AnnouncedKey {
  readonly participant: string;
  readonly series: KeySeries;
  readonly jwk: Jwk;
  readonly kid: string;
  readonly from: string;
  readonly to: string | null;
}
