/**
 * Canaries: strings that occur nowhere by chance, planted where a person may write freely, and looked for where no
 * content may be. Invariant: a free string has no enum, const, codeList, format or pattern (contract.md 4).
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;
export type Schema = Readonly<Record<string, unknown>>;

export interface Example {
  readonly type: string;
  readonly file: string;
  /** Flat body of the command. */
  readonly body: JsonObject;
  readonly metadata: JsonObject;
}

export const CANARY = /Zq[VI]kanari[0-9a-f]{10}/;

/** V: in what is valid and must arrive. I: in what is invalid and must leave no trace. */
export const canary = (kind: 'V' | 'I'): string => `Zq${kind}kanari${randomBytes(5).toString('hex')}`;

const MESSAGES = path.join(import.meta.dirname, '../../schemas/messages');

interface ExampleFile {
  readonly metadata: JsonObject;
  readonly payload: JsonObject;
}

/** Examples of the messages that commands make; the payload and the input members of the metadata in one object. */
export function examples(validity: 'valid' | 'invalid'): readonly Example[] {
  return readdirSync(MESSAGES).flatMap((type) => {
    const folder = path.join(MESSAGES, type);
    if (!readdirSync(folder).includes('operation.json')) return [];
    const { input } = json<{ input: readonly string[] }>(path.join(folder, 'operation.json'));
    return readdirSync(path.join(folder, 'examples', validity)).map((file) => {
      const { metadata, payload } = json<ExampleFile>(path.join(folder, 'examples', validity, file));
      const own = Object.entries(metadata).filter(([name]) => input.includes(name));
      const content = Object.entries(payload).filter(([name]) => name !== 'salt');
      return { type, file, metadata, body: Object.fromEntries([...content, ...own]) };
    });
  });
}

const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** The same value with a canary of its own in each free string. */
export function plant(schemas: readonly Schema[], value: Json, planted: string[]): Json {
  const all = schemas.flatMap(flattened);
  if (Array.isArray(value)) {
    const items = all.flatMap(({ items: each }) => (isSchema(each) ? [each] : []));
    return (value as readonly Json[]).map((item) => plant(items, item, planted));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([name, member]) => {
        const of = all.flatMap(({ properties }) => {
          const found = (properties as Record<string, unknown> | undefined)?.[name];
          return isSchema(found) ? [found] : [];
        });
        return [name, plant(of, member, planted)];
      }),
    );
  }
  if (typeof value !== 'string' || !all.some(isFree) || all.some(isBound)) return value;
  const text = canary('V');
  planted.push(text);
  return text;
}

/** The same value with a canary in place of each string. */
export function overwrite(value: Json, planted: string[]): Json {
  if (typeof value === 'string') {
    const text = canary('I');
    planted.push(text);
    return text;
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => overwrite(item, planted));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => [name, overwrite(member, planted)]),
  );
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const BINDING = ['enum', 'const', 'codeList', 'format', 'pattern'];
const isBound = (schema: Schema): boolean => BINDING.some((keyword) => keyword in schema);
const isFree = (schema: Schema): boolean => schema['type'] === 'string' && !isBound(schema);

/** The schema and what it is combined with. */
function flattened(schema: Schema): readonly Schema[] {
  const combined = ['allOf', 'anyOf', 'oneOf'].flatMap(
    (name) => (schema[name] as Schema[] | undefined) ?? [],
  );
  const conditional = ['then', 'else'].flatMap((name) => (isSchema(schema[name]) ? [schema[name]] : []));
  return [schema, ...[...combined, ...conditional].flatMap(flattened)];
}
