/**
 * Reading of JSON whose schema was checked elsewhere, or at a peer with a newer code list, without trusting it.
 * Invariant: a member of another kind reads as absent; nothing throws.
 */
import type { Json, JsonObject } from '../../protocol/types.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

export function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly Json[]).filter((item): item is string => typeof item === 'string')
    : [];
}

export function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Members of `source` that `keep` lets through, in their order. */
export function pick(source: JsonObject, keep: (member: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([member]) => keep(member)));
}
