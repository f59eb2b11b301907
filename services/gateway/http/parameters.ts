/**
 * Parameters of paths and queries, and the opaque cursor of a list.
 * Invariant: what is not listed for an address is refused, so a misspelt filter never widens an answer. contract.md 4.
 */
import { fromBase64url, fromUtf8, parseReference } from '../../lib/protocol/index.ts';
import { Problem, type ProblemError } from './problem.ts';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

export interface Cursor {
  readonly at: string;
  readonly reference: string;
}

/** Strings by name. @throws Problem `malformed` for unknown or repeated names. */
export function queryOf(query: unknown, names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    if (!names.includes(name)) throw malformed('', 'parameterUnknown');
    if (typeof value !== 'string') throw malformed(`/${name}`, 'parameterRepeated');
    // An empty filter means none, as the pattern `?direction=&state=` of a form has it.
    if (value !== '') found.set(name, value);
  }
  return found;
}

export function oneOf<T extends string>(
  query: ReadonlyMap<string, string>,
  name: string,
  values: readonly T[],
): T | null {
  const value = query.get(name);
  if (value === undefined) return null;
  const found = values.find((known) => known === value);
  if (found === undefined) throw malformed(`/${name}`, 'enum');
  return found;
}

/** contract.md 5. */
export const PARTICIPANT_PATTERN = '^[a-z][a-z0-9]{1,15}$';

/** A parameter of this form, or null. */
export function matching(query: ReadonlyMap<string, string>, name: string, pattern: string): string | null {
  const value = query.get(name);
  if (value !== undefined && !new RegExp(pattern).test(value)) throw malformed(`/${name}`, 'pattern');
  return value ?? null;
}

export function limitOf(query: ReadonlyMap<string, string>): number {
  const text = query.get('limit');
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw malformed('/limit', 'range');
  return limit;
}

export function cursorText(cursor: Cursor): string {
  return Buffer.from(`${cursor.at} ${cursor.reference}`, 'utf8').toString('base64url');
}

export function cursorOf(query: ReadonlyMap<string, string>): Cursor | null {
  const text = query.get('cursor');
  if (text === undefined) return null;
  const bytes = fromBase64url(text);
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([0-9A-Z]{12})$/.exec(
    (bytes === null ? null : fromUtf8(bytes)) ?? '',
  );
  const [, at, reference] = match ?? [];
  if (at === undefined || reference === undefined || Number.isNaN(Date.parse(at))) {
    throw malformed('/cursor', 'cursor');
  }
  return { at, reference };
}

/** One page of rows of which one more than `limit` was read, newest first; `next` null: there are no more. */
export function pageOf<Row extends { readonly updated_at: Date; readonly reference: string }>(
  rows: readonly Row[],
  limit: number,
): { readonly page: readonly Row[]; readonly next: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const next =
    last === undefined ? null : cursorText({ at: last.updated_at.toISOString(), reference: last.reference });
  return { page: rows.slice(0, limit), next };
}

/** The reference of a path as a person may have typed it; null: it cannot exist. */
export function referenceOf(params: unknown): string | null {
  return parseReference((params as { reference?: string }).reference ?? '');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function idOf(params: unknown): string | null {
  const { id = '' } = params as { id?: string };
  return UUID.test(id) ? id : null;
}

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Key of an entry of the directory; null: it cannot exist. */
export function keyOf(params: unknown): string | null {
  const { key = '' } = params as { key?: string };
  return KEY.test(key) ? key : null;
}

export function malformed(pointer: string, code: string): Problem {
  const errors: readonly ProblemError[] = [{ pointer, code }];
  return new Problem('malformed', {
    detail: 'A query parameter is not one that this address takes.',
    errors,
  });
}
