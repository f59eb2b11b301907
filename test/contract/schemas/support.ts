/**
 * What the tests of the contract share: the example files, and a walk over schemas.
 * Invariant: reads `schemas/` itself, not the generated index, so that a file which the index misses is seen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../services/lib/contract/index.ts';

export const ROOT = join(import.meta.dirname, '../../..');
export const SCHEMAS = join(ROOT, 'schemas');
/** 32 bytes; the files carry no salt. */
export const SALT = 'A'.repeat(43);

export interface Fault {
  readonly ring: 'metadata' | 'payload' | 'content';
  readonly pointer: string;
  readonly code: string;
}

export interface Example {
  readonly name: string;
  readonly description: string;
  readonly metadata: JsonObject;
  readonly payload: JsonObject;
  readonly content: JsonObject;
  readonly fault: Fault;
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

export function folders(under: string): readonly string[] {
  return readdirSync(join(SCHEMAS, under), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** `under` such as `messages/heartbeat`. */
export function examples(under: string, kind: 'valid' | 'invalid'): readonly Example[] {
  const folder = join(SCHEMAS, under, 'examples', kind);
  return readdirSync(folder).map((file) => ({
    ...(readJson(join(folder, file)) as Omit<Example, 'name'>),
    name: file.replace(/\.json$/, ''),
  }));
}

export const salted = (value: JsonObject): JsonObject => ({ salt: SALT, ...value });

export type Tree = { readonly [keyword: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every subschema with its path; members' names under `properties` are not taken for keywords. */
export function* subschemas(schema: unknown, path = ''): Generator<{ path: string; schema: Tree }> {
  if (!isTree(schema)) return;
  yield { path, schema };
  for (const [keyword, child] of Object.entries(schema)) {
    if (keyword === 'properties' || keyword === '$defs') {
      for (const [member, of] of Object.entries(child as Tree)) yield* subschemas(of, `${path}/${member}`);
    } else if (Array.isArray(child)) {
      for (const [index, of] of child.entries()) yield* subschemas(of, `${path}/${keyword}/${index}`);
    } else yield* subschemas(child, `${path}/${keyword}`);
  }
}

/** A string that a person may fill with anything. */
export function isFreeString(schema: Tree): boolean {
  return (
    schema['type'] === 'string' &&
    !['enum', 'const', 'codeList', 'format', 'pattern'].some((keyword) => keyword in schema)
  );
}
