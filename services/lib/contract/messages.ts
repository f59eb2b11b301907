/**
 * Validation of what goes over the wire and of the files: messages by type and version, envelopes, registry, packs.
 * Invariant: a value is judged by the schema of exactly the version that it names (protocol.md 10).
 * formats.md 2 to 8.
 */
import { ContractError } from './errors.ts';
import { messageFiles, messageTypes, type MessageType } from './generated/index.ts';
import { validatorOf, type CodeMode, type Validation } from './validators.ts';

const known: ReadonlySet<string> = new Set(messageTypes);

export function isMessageType(type: string): type is MessageType {
  return known.has(type);
}

/** `type` and `version` are the sender's word: anything may stand there. */
export function knownVersion(type: string, version: number): 'known' | 'type-unknown' | 'version-unknown' {
  if (!isMessageType(type)) return 'type-unknown';
  return Object.hasOwn(messageFiles[type].versions, String(version)) ? 'known' : 'version-unknown';
}

/** Metadata with its `salt`, as on the wire. @throws ContractError for a version that is not known */
export function validateMetadata(type: string, version: number, value: unknown, mode: CodeMode): Validation {
  return validatorOf(schemaId(type, version, 'metadata'))(value, mode);
}

/** Payload with its `salt`, as on the wire. @throws ContractError for a version that is not known */
export function validatePayload(type: string, version: number, value: unknown, mode: CodeMode): Validation {
  return validatorOf(schemaId(type, version, 'payload'))(value, mode);
}

export function schemaId(type: string, version: number, ring: 'metadata' | 'payload'): string {
  const files: Readonly<Record<string, { readonly metadata: string; readonly payload: string }>> | null =
    isMessageType(type) ? messageFiles[type].versions : null;
  if (files === null) throw new ContractError('type-unknown', 'The message type is not known.');
  const file = Object.hasOwn(files, String(version)) ? files[String(version)] : undefined;
  if (file === undefined) throw new ContractError('version-unknown', `${type} has no such version.`);
  return file[ring];
}

/** Payload of an envelope's JWS (formats.md 2). */
export const validateEnvelope = (value: unknown): Validation =>
  validatorOf('urn:trm:schema:record:envelope')(value, 'flag');

/** Payload of the JWS of a public entry (formats.md 6). */
export const validatePublicEnvelope = (value: unknown): Validation =>
  validatorOf('urn:trm:schema:record:public-entry')(value, 'flag');

/** Metadata or payload ring, as JSON (formats.md 3). */
export const validateRing = (value: unknown): Validation =>
  validatorOf('urn:trm:schema:record:rings')(value, 'flag');

const PUBLIC_TYPES = ['key.announced', 'directory.entry-confirmed', 'directory.entry-suspended'] as const;
export type PublicType = (typeof PUBLIC_TYPES)[number];

/** Types of entries of public topics that this version knows (formats.md 6; domain.md 5). */
export function isPublicType(type: unknown): type is PublicType {
  return PUBLIC_TYPES.some((known) => known === type);
}

/** Content of a public entry; of an unknown type nothing is valid (formats.md 6). */
export function validatePublicContent(value: unknown): Validation {
  const type = (value as { readonly type?: unknown } | null)?.type;
  if (!isPublicType(type)) return { ok: false, errors: [{ pointer: '/type', code: 'enum' }] };
  return validatorOf(`urn:trm:schema:public:${type}:v1`)(value, 'flag');
}

/** Payload of one version of the trust registry (formats.md 7). */
export const validateRegistryPayload = (value: unknown): Validation =>
  validatorOf('urn:trm:schema:registry')(value, 'flag');

/** Routing pack (formats.md 8). */
export const validatePack = (value: unknown, mode: CodeMode = 'assert'): Validation =>
  validatorOf('urn:trm:schema:packs:pack')(value, mode);

/** Case that is routed (formats.md 8). */
export const validateCase = (value: unknown, mode: CodeMode = 'assert'): Validation =>
  validatorOf('urn:trm:schema:packs:case')(value, mode);

/** Business calendar of a participant (domain.md 7). */
export const validateCalendar = (value: unknown): Validation =>
  validatorOf('urn:trm:schema:packs:calendar')(value, 'assert');

/** Entry of a directory (domain.md 7). */
export const validateContactPoint = (value: unknown, mode: CodeMode = 'assert'): Validation =>
  validatorOf('urn:trm:schema:directory:contact-point')(value, mode);
