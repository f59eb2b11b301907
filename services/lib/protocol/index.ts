/**
 * Public door of the wire protocol. Pure: no I/O, no clock, no randomness but through the Cipher that is passed in.
 * Bytes: formats.md; rules: protocol.md.
 */
export type * from './types.ts';
export { ProtocolError, type ProtocolErrorCode } from './errors.ts';
export { base64url, digest, fromBase64url, fromUtf8, isDigest, kidOf, publicJwk, utf8 } from './encoding.ts';
export { parseStrictJson, parseStrictJsonText, sameJson, type StrictJson } from './strict-json.ts';
export {
  laneOf,
  nameHead,
  opposite,
  pairTopic,
  parsePairTopic,
  parsePublicTopic,
  parseStreamName,
  participantIdOk,
  publicStreamName,
  publicTopic,
  REGISTRY_TOPIC,
  streamName,
} from './names.ts';
export { decidedAt, idOk, newId, newReference, parseReference } from './reference.ts';
export { measure, METADATA_BUCKETS, PAYLOAD_BUCKETS, recordValue, sealRecord } from './seal.ts';
export {
  authenticate,
  authenticatePublic,
  checkRings,
  MAX_PUBLIC_BYTES,
  MAX_RECORD_BYTES,
  type AuthenticPublicEntry,
  type KeyBefore,
} from './authenticate.ts';
export { positionOf, type KnownPosition, type Position } from './position.ts';
export {
  openMetadata,
  openRings,
  refusalIsFinal,
  type OpenedMetadata,
  type OpenedRings,
  type RingFault,
} from './open.ts';
export { publicValue, signPublicEntry, type PublicEntry, type PublicEntryInput } from './public-entry.ts';
export {
  acceptRegistry,
  MAX_REGISTRY_BYTES,
  type RegistryFault,
  type RegistryOutcome,
} from './registry-accept.ts';
export {
  initialHead,
  registryRoot,
  type KnownKey,
  type KnownParticipant,
  type Pair,
  type RegistryState,
} from './registry-state.ts';
export {
  buildRegistry,
  registryDigest,
  registryValue,
  signEntry,
  signRegistry,
  signRegistryPayload,
  type RegistrySignature,
} from './registry-build.ts';
export { checkEnrolment, type EnrolmentVerdict } from './enrolment.ts';
export { chooseKeys, weekOf, type ChosenKeys } from './announced-keys.ts';
export {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
/** The cores of rings and envelopes by themselves, for published test vectors and independent checks. */
export { openJwe, parseJwe, type JweRecipient, type ParsedJwe } from './jwe.ts';
export { jwsPayload, parseCompactJws, parseJwsParts, verifyJws, type ParsedJws } from './jws.ts';
export {
  STRIPPED_AFTER_MS,
  STRIPPING_MARGIN_MS,
  declarationOf,
  isBelow,
  type Declared,
} from './stripping.ts';
