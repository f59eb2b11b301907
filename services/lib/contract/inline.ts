/**
 * Writes a schema in full: every `$ref` replaced by what it names, the members beside it laid over.
 * Invariant: the result holds no reference, so that a reader needs no second file; schemas here are never recursive.
 * contract.md 4 (request schemas stand in full).
 */
import { ContractError } from './errors.ts';
import { schemas } from './generated/index.ts';
import type { JsonSchema } from './json.ts';

type Tree = { readonly [keyword: string]: unknown };

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ContractError `schema-unknown` */
export function inline(schema: JsonSchema): JsonSchema {
  return walk(schema) as JsonSchema;
}

/** Keywords for our own validators; a reader of OpenAPI has `oneOf` and `required` instead. */
export const OUR_KEYWORDS: ReadonlySet<string> = new Set(['discriminator', 'optionalInCommand']);
const OF_A_FILE: ReadonlySet<string> = new Set([...OUR_KEYWORDS, '$schema', '$id']);

/** The schema of this id as a part of another document. @throws ContractError `schema-unknown` */
export function inFull(id: string): JsonSchema {
  return without(inline({ $ref: id }), OF_A_FILE);
}

/** A deep copy without these keywords, wherever a schema (not a member's name) stands. */
export function without(schema: JsonSchema, keywords: ReadonlySet<string>): JsonSchema {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isTree(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([keyword]) => !keywords.has(keyword))
        .map(([keyword, child]) => [
          keyword,
          keyword === 'properties' && isTree(child)
            ? Object.fromEntries(Object.entries(child).map(([member, of]) => [member, strip(of)]))
            : strip(child),
        ]),
    );
  };
  return strip(schema) as JsonSchema;
}

function walk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walk);
  if (!isTree(value)) return value;
  const rest = Object.fromEntries(
    Object.entries(value)
      .filter(([keyword]) => keyword !== '$ref')
      .map(([keyword, child]) => [keyword, walk(child)]),
  );
  const { $ref } = value;
  return typeof $ref === 'string' ? overlay(walk(resolve($ref)), rest) : rest;
}

function resolve(reference: string): unknown {
  const [id = '', pointer = ''] = reference.split('#');
  let target: unknown = Object.hasOwn(schemas, id) ? schemas[id] : undefined;
  for (const step of pointer.split('/').slice(1)) target = isTree(target) ? target[step] : undefined;
  if (target === undefined) throw new ContractError('schema-unknown', `No schema ${reference}.`);
  return target;
}

function overlay(base: unknown, over: Tree): unknown {
  if (!isTree(base)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [keyword, value] of Object.entries(over))
    merged[keyword] = isTree(value) ? overlay(merged[keyword], value) : value;
  return merged;
}
