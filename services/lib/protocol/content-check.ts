/**
 * The only file of the protocol that touches the contract's validators (schemas/): what a value of the wire must
 * look like by its schema. Everything else here judges bytes, signatures and places.
 */
import { hasExactly, isObject } from './strict-json.ts';
import type { Envelope, JsonObject, OpeningCode, PublicEnvelope, RegistryPayload } from './types.ts';

const ENVELOPE =
  'specversion type id source recipient time lane generation sequence previous seensequence seendigest metadatadigest payloaddigest metadatacommit payloadcommit registryversion registrydigest'.split(
    ' ',
  );
const PUBLIC =
  'specversion type id source time lane generation sequence previous contentdigest registryversion registrydigest'.split(
    ' ',
  );

export function isEnvelope(value: unknown): value is Envelope {
  return hasExactly(value, ENVELOPE);
}

export function isPublicEnvelope(value: unknown): value is PublicEnvelope {
  return hasExactly(value, PUBLIC);
}

export function isPublicContent(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.type === 'string';
}

export function isRegistryPayload(value: unknown): value is RegistryPayload {
  return isObject(value) && Array.isArray(value.participants) && typeof value.version === 'number';
}

export type ContentVerdict =
  | { readonly ok: true; readonly needsPerson: boolean }
  | {
      readonly ok: false;
      readonly code: Extract<OpeningCode, 'type-unknown' | 'version-unknown' | 'schema'>;
    };

export function checkContent(metadata: JsonObject, _payload: JsonObject | null): ContentVerdict {
  return typeof metadata.type === 'string' ? { ok: true, needsPerson: false } : { ok: false, code: 'schema' };
}
