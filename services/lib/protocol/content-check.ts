/**
 * The only file of the protocol that touches the contract's validators (schemas/): what a value of the wire must
 * look like by its schema. Everything else here judges bytes, signatures and places.
 */
import {
  channelOf,
  isMessageType,
  knownVersion,
  validateEnvelope,
  validateMetadata,
  validatePayload,
  validatePublicContent,
  validatePublicEnvelope,
  validateRegistryPayload,
  type Channel,
} from '../contract/index.ts';
import type { Envelope, JsonObject, OpeningCode, PublicEnvelope, RegistryPayload } from './types.ts';

export function isEnvelope(value: unknown): value is Envelope {
  return validateEnvelope(value).ok;
}

export function isPublicEnvelope(value: unknown): value is PublicEnvelope {
  return validatePublicEnvelope(value).ok;
}

export function isPublicContent(value: unknown): value is JsonObject {
  return validatePublicContent(value).ok;
}

export function isRegistryPayload(value: unknown): value is RegistryPayload {
  return validateRegistryPayload(value).ok;
}

/** Channel of a message's type; `null` for one that this version does not know. */
export function channelOfType(type: unknown): Channel | null {
  return typeof type === 'string' && isMessageType(type) ? channelOf(type) : null;
}

export type ContentVerdict =
  | { readonly ok: true; readonly needsPerson: boolean }
  | {
      readonly ok: false;
      readonly code: Extract<OpeningCode, 'type-unknown' | 'version-unknown' | 'schema'>;
    };

/** Step 9 of opening, on values with their `salt`; `payload` is `null` for a stripped form or an auditor. */
export function checkContent(metadata: JsonObject, payload: JsonObject | null): ContentVerdict {
  const { type, version } = metadata;
  if (typeof type !== 'string' || typeof version !== 'number') return { ok: false, code: 'schema' };
  const known = knownVersion(type, version);
  if (known !== 'known') return { ok: false, code: known };
  const first = validateMetadata(type, version, metadata, 'flag');
  if (!first.ok) return { ok: false, code: 'schema' };
  if (payload === null) return { ok: true, needsPerson: first.unknownCodes.length > 0 };
  const second = validatePayload(type, version, payload, 'flag');
  if (!second.ok) return { ok: false, code: 'schema' };
  return { ok: true, needsPerson: first.unknownCodes.length + second.unknownCodes.length > 0 };
}
