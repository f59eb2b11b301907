/**
 * Builds what is generated: from `schemas/` the index that imports every file and the TypeScript types, from the folder
 * of rules files their list.
 * Invariant: the same files give the same bytes; nothing is written here, the caller decides.
 * architecture.md 4 (generated from the schemas, committed, checked for drift).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import { ASYNCAPI_PATH, asyncApiDocument, type SchemaFile } from './generate-asyncapi.ts';

type Tree = Record<string, unknown>;

export const GENERATED_FOLDER = 'services/lib/contract/generated';
const RULES_FOLDER = 'services/lib/casework';
const RULES_MARK = `/**
 * Generated from services/lib/casework/messages/ by \`npm run generate\`: every rules file, in order of its name.
 * Do not edit: add or remove a rules file and generate again. architecture.md 1.
 */
`;
const MARK = `/**
 * Generated from schemas/ by \`npm run generate\`. Do not edit: change the schema and generate again.
 * test/lib/contract/drift.test.ts fails when this file and the schemas part. architecture.md 4.
 */
`;

/** Relative path to content, for every generated file. */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const files = await schemaFiles(root);
  return new Map([
    [`${GENERATED_FOLDER}/index.ts`, await pretty(root, indexOf(files))],
    [`${GENERATED_FOLDER}/types.ts`, await pretty(root, await typesOf(files))],
    [`${RULES_FOLDER}/generated/rules.ts`, await pretty(root, await rulesListOf(root))],
    [`schemas/${ASYNCAPI_PATH}`, await pretty(root, JSON.stringify(asyncApiDocument(files)), 'json')],
  ]);
}

/** Each rules file exports its rules under the one name `rules`. */
async function rulesListOf(root: string): Promise<string> {
  const entries = await readdir(join(root, RULES_FOLDER, 'messages'));
  const files = entries.filter((entry) => entry.endsWith('.ts')).sort((a, b) => (a < b ? -1 : 1));
  const imports = files.map((file, index) => `import { rules as rules${index} } from '../messages/${file}';`);
  return `${RULES_MARK}${imports.join('\n')}
import type { MessageRules } from '../rule.ts';

export const messageRules: readonly MessageRules[] = [${files.map((_, index) => `rules${index}`).join(', ')}];
`;
}

async function schemaFiles(root: string): Promise<readonly SchemaFile[]> {
  const folder = join(root, 'schemas');
  const entries = await readdir(folder, { recursive: true });
  const paths = entries
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json') && path !== ASYNCAPI_PATH)
    .filter((path) => !/\/examples\/(valid|invalid)\//.test(path))
    .sort((a, b) => (a < b ? -1 : 1));
  return Promise.all(
    paths.map(async (path) => ({
      path,
      content: JSON.parse(await readFile(join(folder, path), 'utf8')) as Tree,
    })),
  );
}

const isSchema = (file: SchemaFile): boolean => file.path.endsWith('.schema.json');

function indexOf(files: readonly SchemaFile[]): string {
  const name = (path: string): string => `file${files.findIndex((file) => file.path === path)}`;
  const imports = files.map(
    (file) => `import ${name(file.path)} from '../../../../schemas/${file.path}' with { type: 'json' };`,
  );
  const types = messageTypesOf(files);
  const find = (path: string): string => (files.some((file) => file.path === path) ? name(path) : 'null');
  const messages = types.map((type) => {
    const versions = versionsOf(files, type).map(
      (version) =>
        `${version}: { metadata: '${idOf(files, type, version, 'metadata')}', payload: '${idOf(files, type, version, 'payload')}' }`,
    );
    const folder = `messages/${type}`;
    return `'${type}': { versions: { ${versions.join(', ')} }, operation: ${find(`${folder}/operation.json`)}, minimal: ${find(`${folder}/examples/minimal.json`)}, draft: ${find(`${folder}/examples/draft.json`)} }`;
  });
  const lists = files.filter((file) => file.path.startsWith('codes/'));
  const labels = files.filter((file) => file.path.startsWith('labels/'));
  return `${MARK}${imports.join('\n')}

export const messageTypes = ${JSON.stringify(types)} as const;
export type MessageType = (typeof messageTypes)[number];

export const roles = ${JSON.stringify(rolesOf(files))} as const;
export type Role = (typeof roles)[number];

/** Every schema by its \`$id\`. */
export const schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
${files
  .filter(isSchema)
  .map((file) => `'${String(file.content['$id'])}': ${name(file.path)},`)
  .join('\n')}
};

interface MessageFiles {
  readonly versions: Readonly<Record<number, { readonly metadata: string; readonly payload: string }>>;
  readonly operation: unknown;
  readonly minimal: unknown;
  readonly draft: unknown;
}

export const messageFiles: Readonly<Record<MessageType, MessageFiles>> = {
${messages.join(',\n')}
};

export const codeListFiles: Readonly<Record<string, unknown>> = {
${lists.map((file) => `'${String(file.content['list'])}': ${name(file.path)},`).join('\n')}
};

/** By language. */
export const labelFiles: Readonly<Record<string, unknown>> = {
${labels.map((file) => `'${String(file.content['language'])}': ${name(file.path)},`).join('\n')}
};

export const transitionsFile: unknown = ${name('transitions.json')};
`;
}

function messageTypesOf(files: readonly SchemaFile[]): readonly string[] {
  return [...new Set(files.flatMap((file) => /^messages\/([^/]+)\//.exec(file.path)?.[1] ?? []))].sort();
}

function versionsOf(files: readonly SchemaFile[], type: string): readonly string[] {
  const prefix = `messages/${type}/v`;
  return files.flatMap((file) =>
    file.path.startsWith(prefix) && file.path.endsWith('.metadata.schema.json')
      ? [file.path.slice(prefix.length, -'.metadata.schema.json'.length)]
      : [],
  );
}

function idOf(files: readonly SchemaFile[], type: string, version: string, ring: string): string {
  const path = `messages/${type}/v${version}.${ring}.schema.json`;
  const id = files.find((file) => file.path === path)?.content['$id'];
  if (typeof id !== 'string') throw new Error(`schemas/${path} is missing or has no $id`);
  return id;
}

function rolesOf(files: readonly SchemaFile[]): unknown {
  const common = files.find((file) => file.path === 'common.schema.json')?.content['$defs'];
  return ((common as Record<string, Tree> | undefined)?.['role'] ?? {})['enum'];
}

async function typesOf(files: readonly SchemaFile[]): Promise<string> {
  const byId = new Map(files.filter(isSchema).map((file) => [String(file.content['$id']), file.content]));
  const parts: string[] = [];
  for (const file of files) {
    if (!isSchema(file) || file.path === 'common.schema.json') continue;
    const name = typeName(file.path);
    const schema = forTypes(file.content, byId) as Tree;
    delete schema['$id'];
    delete schema['$schema'];
    delete schema['title'];
    parts.push(
      await compile(schema, name, {
        bannerComment: '',
        additionalProperties: false,
        ignoreMinAndMaxItems: true,
        format: false,
        declareExternallyReferenced: true,
      }),
    );
  }
  return `${MARK}${parts.join('\n')}`;
}

/** `messages/referral.accepted/v1.payload.schema.json` becomes `ReferralAcceptedPayloadV1`. */
function typeName(path: string): string {
  const message = /^messages\/([^/]+)\/v(\d+)\.(metadata|payload)\.schema\.json$/.exec(path);
  if (message !== null) return `${pascal(message[1] ?? '')}${pascal(message[3] ?? '')}V${message[2]}`;
  const entry = /^public\/([^/]+)\/v(\d+)\.schema\.json$/.exec(path);
  if (entry !== null) return `${pascal(entry[1] ?? '')}ContentV${entry[2]}`;
  const [folder = '', file = ''] = path.replace(/\.schema\.json$/, '').split('/');
  return folder === file ? `${pascal(file)}File` : `${pascal(folder)}${pascal(file)}`;
}

function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** References written out, and rules that types cannot express left out. */
function forTypes(value: unknown, byId: ReadonlyMap<string, Tree>): unknown {
  if (Array.isArray(value)) return value.map((item) => forTypes(item, byId));
  if (typeof value !== 'object' || value === null) return value;
  const schema = value as Tree;
  const { $ref, if: _if, then: _then, else: _else, contains: _contains, discriminator, ...rest } = schema;
  if (typeof $ref === 'string') {
    const [id = '', pointer = ''] = $ref.split('#');
    let target: unknown = byId.get(id);
    for (const step of pointer.split('/').slice(1)) target = (target as Tree | undefined)?.[step];
    if (target === undefined) throw new Error(`no schema ${$ref}`);
    return {
      ...(forTypes(target, byId) as Tree),
      ...(typeof rest['description'] === 'string' ? { description: rest['description'] } : {}),
    };
  }
  // The empty text is a text like any other to a type.
  if (Array.isArray(rest['anyOf']) && rest['anyOf'].some((branch: Tree) => branch['type'] === 'string'))
    rest['anyOf'] = rest['anyOf'].filter((branch: Tree) => branch['const'] !== '');
  // The branches of a discriminated union say everything that its frame says.
  const kept =
    discriminator === undefined ? rest : { description: rest['description'], oneOf: rest['oneOf'] };
  return Object.fromEntries(Object.entries(kept).map(([keyword, child]) => [keyword, forTypes(child, byId)]));
}

async function pretty(
  root: string,
  source: string,
  parser: 'typescript' | 'json' = 'typescript',
): Promise<string> {
  const config = await resolveConfig(join(root, 'package.json'));
  return format(source, { ...config, parser });
}
