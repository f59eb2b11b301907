/**
 * JSON from outside, with one meaning only (formats.md 1): no byte order mark, duplicate names, lone surrogates,
 * fractions, exponents, integers beyond 2^53-1, nor deep nesting. Syntax is JSON.parse's; this file adds what it
 * lets through. Text that equals its own parse-and-stringify needs no second look for duplicates.
 */
import { fromUtf8 } from './encoding.ts';
import type { Json } from './types.ts';

export type StrictJson = { readonly ok: true; readonly value: Json } | { readonly ok: false };

const REFUSED: StrictJson = { ok: false };
/** Deeper than any schema of ours; keeps recursion small whatever an attacker sends. */
const MAX_DEPTH = 32;
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;

export function parseStrictJson(bytes: Uint8Array, limitBytes: number): StrictJson {
  if (bytes.length > limitBytes) return REFUSED;
  const text = fromUtf8(bytes);
  return text === null ? REFUSED : parseStrictJsonText(text);
}

/** The same for text that is already decoded strictly. */
export function parseStrictJsonText(text: string): StrictJson {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return REFUSED; // The parser's message quotes the input; nobody may see it.
  }
  if (!isPlain(value, 0)) return REFUSED;
  if (!ESCAPED_SURROGATE.test(text) && JSON.stringify(value) === text) return { ok: true, value };
  return hasOneMeaning(text) ? { ok: true, value } : REFUSED;
}

/** Integers only, bounded depth. */
function isPlain(value: Json, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (value === null || typeof value !== 'object') return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) if (!isPlain(item, depth + 1)) return false;
    return true;
  }
  for (const member of Object.values(value)) if (!isPlain(member, depth + 1)) return false;
  return true;
}

const TOKEN = /[\s:]+|([{}[\],])|("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)|true|false|null/gy;

/** Looks at the tokens of valid JSON: names unique per object, numbers without fraction or exponent, no lone surrogate. */
function hasOneMeaning(text: string): boolean {
  const names: (Set<string> | null)[] = []; // one entry per open object (set) or array (null)
  let expectName = false;
  let end = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    end = TOKEN.lastIndex;
    const [, punctuation, string, number] = match;
    if (punctuation !== undefined) {
      if (punctuation === '{') names.push(new Set());
      else if (punctuation === '[') names.push(null);
      else if (punctuation !== ',') names.pop();
      expectName = (punctuation === '{' || punctuation === ',') && names.at(-1) instanceof Set;
    } else if (string !== undefined) {
      const content = JSON.parse(string) as string;
      if (!content.isWellFormed()) return false;
      if (!expectName) continue;
      const open = names.at(-1);
      if (!open || open.has(content)) return false;
      open.add(content);
      expectName = false;
    } else if (number !== undefined && /[.eE]/.test(number)) {
      return false;
    }
  }
  return end === text.length;
}

/** True for a JSON object (not null, not an array). */
export function isObject(value: unknown): value is { readonly [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when `value` is an object with exactly these members. */
export function hasExactly(
  value: unknown,
  members: readonly string[],
): value is { readonly [member: string]: Json } {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length === members.length && members.every((name) => Object.hasOwn(value, name));
}

/** Equality of JSON values, member by member; the order of members does not matter. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (left === undefined || right === undefined) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameJson(item as Json, right[index] as Json));
  }
  const one = left as { readonly [member: string]: Json };
  const other = right as { readonly [member: string]: Json };
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]));
}
