/**
 * Canaries: strings that no real text holds, one in every free string of a content, and a search for them in whatever
 * anyone could read without a key. Free is a string for which the validator takes a canary as well: no list of members
 * can forget one. A trace is found in clear, in hexadecimal (bytea) and in Base64 of either alphabet (JWS, rings).
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json, JsonObject } from '../../services/lib/protocol/types.ts';

const MESSAGES = path.join(import.meta.dirname, '../../schemas/messages');

export interface Example {
  readonly name: string;
  readonly metadata: JsonObject;
  readonly payload: JsonObject;
}

export function examplesOf(type: string, kind: 'valid' | 'invalid'): readonly Example[] {
  const folder = path.join(MESSAGES, type, 'examples', kind);
  return readdirSync(folder).map((name) => ({
    name: `${type}/${kind}/${name}`,
    ...(JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Omit<Example, 'name'>),
  }));
}

export function newCanary(): string {
  return `canary${randomBytes(9).toString('hex')}`;
}

type Place = readonly (string | number)[];

/** Every string of a value, by its path. */
export function stringsOf(value: Json, at: Place = []): readonly Place[] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, index) => stringsOf(item, [...at, index]));
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([name, member]) => stringsOf(member, [...at, name]));
  return [];
}

export function replaced(value: Json, [step, ...rest]: Place, text: string): Json {
  if (step === undefined) return text;
  const copy = (
    Array.isArray(value) ? [...(value as readonly Json[])] : { ...(value as JsonObject) }
  ) as Record<string | number, Json>;
  copy[step] = replaced(copy[step] ?? null, rest, text);
  return copy;
}

/** The same content with a canary in each of its free strings. */
export function withCanaries(
  content: JsonObject,
  isValid: (content: JsonObject) => boolean,
): { readonly content: JsonObject; readonly canaries: readonly string[] } {
  let filled = content;
  const canaries: string[] = [];
  for (const place of stringsOf(content)) {
    const canary = newCanary();
    const candidate = replaced(filled, place, canary) as JsonObject;
    if (!isValid(candidate)) continue;
    filled = candidate;
    canaries.push(canary);
  }
  return { content: filled, canaries };
}

/** Searches for many canaries at once: they all begin alike, so the search is for that beginning. */
export class Search {
  readonly #needles: readonly string[];
  readonly #canaries: readonly string[];

  constructor(canaries: readonly string[]) {
    this.#canaries = canaries;
    this.#needles = canaries.flatMap(needlesOf);
  }

  /** Canaries of which a trace is in the text. */
  traces(text: string): readonly string[] {
    if (!BEGINNINGS.some((beginning) => text.includes(beginning))) return [];
    const found = this.#needles.some((needle) => text.includes(needle));
    return found
      ? this.#canaries.filter((canary) => needlesOf(canary).some((needle) => text.includes(needle)))
      : [];
  }
}

function needlesOf(canary: string): readonly string[] {
  const bytes = Buffer.from(canary, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The first and the last group mix with what stands beside them.
    const from = shift === 0 ? 0 : 4;
    return whole.slice(from, Math.floor((shift + bytes.length) / 3) * 4);
  });
  const inHex = base64.map((text) => Buffer.from(text, 'ascii').toString('hex'));
  return [canary, bytes.toString('hex'), ...base64, ...inHex];
}

/** What every canary begins with, in each of these forms. */
const BEGINNINGS = needlesOf('canary');
