/**
 * What is exported: one referral as far as the reader of the export may see it, and safe reading of its members.
 * Invariant: payloads are read as they were taken, codes of a later version among them; a member that is missing or of
 * another shape reads as empty. domain.md 5.
 */
import type { Json, JsonObject } from '../contract/index.ts';

export interface Party {
  readonly id: string;
  /** Display name: data of the deployment, never part of a signed message (domain.md 2). */
  readonly name: string;
}

export interface HeldReferral {
  readonly reference: string;
  readonly direction: 'sent' | 'received';
  readonly from: Party;
  readonly to: Party;
  readonly urgency: string;
  readonly state: string;
  /** ISO 8601 dates. */
  readonly submittedOn: string | null;
  readonly acceptedOn: string | null;
  /** Coded reasons of the last message that gave any. */
  readonly reasons: readonly string[];
  readonly responsibleBody: string | null;
  /** Without prejudice to positions on status: goes with the names (domain.md 2). */
  readonly footnote: string;
  /** Profile of tier T1 as it stands: `referral.submitted` with its amendments, or a draft. */
  readonly content: JsonObject;
  /** Members of tiers T2 and T3 by subject, the newest disclosure of each. */
  readonly disclosed: ReadonlyMap<string, JsonObject>;
}

export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  const isObject = (item: Json): item is JsonObject =>
    typeof item === 'object' && item !== null && !Array.isArray(item);
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

export function objectOf(value: Json | undefined): JsonObject {
  return objectsOf([value ?? null])[0] ?? {};
}

export function codesOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function wordOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
