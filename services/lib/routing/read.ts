// Takes a pack or a case from outside: schema first, then the references between its parts.
// Invariant: what comes back is the value that was handed over, unchanged, and `route` can rely on it.
// formats.md 8; the schemas are lib/contract's.
import { validateCase, validatePack } from '../contract/index.ts';
import { checkPack } from './check-pack.ts';
import type { Pack, RoutingCase } from './types.ts';

/** `pointer` is a JSON pointer into the value; neither member ever holds a submitted value. */
export interface ReadingFault {
  readonly pointer: string;
  readonly code: string;
}

export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly ReadingFault[] };

/** @param value parsed JSON of a `pack.json`, written by an operator */
export function readPack(value: unknown): Reading<Pack> {
  const form = validatePack(value);
  if (!form.ok) return form;
  const pack = value as Pack;
  const references = checkPack(pack);
  return references.ok ? { ok: true, value: pack } : references;
}

/** @param value parsed JSON of a case: a trial of an author of packs, or of an API client */
export function readCase(value: unknown): Reading<RoutingCase> {
  const form = validateCase(value);
  return form.ok ? { ok: true, value: value as RoutingCase } : form;
}
