/**
 * The messages for people who fill or read them: every member of both rings with its meaning and source, and the codes.
 * Invariant: follows from `schemas/` alone; what a message carries for the machine stands once, at the top.
 * domain.md 5, formats.md 4 and 5.
 */
import {
  codeList,
  codeListNames,
  inline,
  messageTypes,
  operationByType,
  schemaId,
  schemas,
  type JsonSchema,
  type MessageType,
} from '../contract/index.ts';
import {
  code,
  heading,
  link,
  list,
  paragraph,
  table,
  type Block,
  type ReferenceDocument,
} from './document.ts';
import { codesId, messageId, roleWords, sideWords } from './words.ts';

type Tree = Readonly<Record<string, unknown>>;

interface Member {
  readonly path: string;
  readonly required: boolean;
  readonly schema: Tree;
}

const COMMON = Object.keys((schemas['urn:trm:schema:common']?.['$defs'] as Tree | undefined) ?? {});
const COMMON_MEMBERS: ReadonlySet<string> = new Set(
  ['type', ...COMMON].filter((name) => name !== 'reasons' && name !== 'subject'),
);
/** A list of codes longer than this is a register of its own: countries, languages. */
const MOST_CODES = 60;

export function messagesReference(): ReferenceDocument {
  return {
    title: 'What the messages say',
    blocks: [
      heading(1, 'What the messages say', 'top'),
      paragraph(
        `Made from ${code('schemas/messages')}. A message has two parts: metadata, which auditors in scope read too and which never hold personal data, and a payload, which only the two participants can open. Examples of each message stand in ${code('schemas/messages/<type>/examples')}; all persons there are invented.`,
      ),
      heading(2, 'What every message carries', 'common'),
      ...table(['Member', 'Form', 'Meaning and source'], commonRows()),
      heading(2, 'Messages', 'messages'),
      ...messageTypes.flatMap(messageBlocks),
      heading(2, 'Code lists', 'codes'),
      paragraph(
        'A code that a reader does not know never stops a message: a person looks at it. Labels in the other languages stand in `schemas/labels`.',
      ),
      ...codeBlocks(),
    ],
  };
}

const ringOf = (type: MessageType, ring: 'metadata' | 'payload'): Tree =>
  inline(schemas[schemaId(type, 1, ring)] ?? {});

function commonRows(): readonly (readonly string[])[] {
  const example = membersOf(ringOf('referral.declined', 'metadata')).filter(
    ({ path }) => path !== 'reasons' && path !== 'type',
  );
  return [
    [code('type'), 'name of the type', 'Type of the message (formats.md 4).'],
    ...example.map(({ path, schema }) => [code(path), formOf(schema), descriptionOf(schema)]),
  ];
}

function messageBlocks(type: MessageType): readonly Block[] {
  const operation = operationByType(type);
  const metadata = membersOf(ringOf(type, 'metadata')).filter(
    ({ path }) => !COMMON_MEMBERS.has(path.split(/[.[{]/)[0] ?? ''),
  );
  const payloadSchema = ringOf(type, 'payload');
  const payload = membersOf(payloadSchema).filter(({ path }) => path !== 'salt');
  const rows = [
    ...metadata.map((member) => ['metadata', ...rowOf(member)]),
    ...payload.map((member) => ['payload', ...rowOf(member)]),
  ];
  return [
    heading(3, type, messageId(type)),
    paragraph(descriptionOf(payloadSchema)),
    ...list(
      operation === null
        ? ['Sent by a gateway by itself']
        : [
            operation.roles.length === 0
              ? `Sent by the clock of the gateway alone: ${sideWords(operation.side)}`
              : `Sent by ${sideWords(operation.side)}: ${operation.roles.map(roleWords).join(', ')}`,
            ...(operation.channel === undefined
              ? []
              : ['On the justice channel: protection roles cannot open it']),
          ],
    ),
    ...(rows.length === 0
      ? [paragraph('Nothing of its own.')]
      : table(['Part', 'Member', 'Given', 'Form', 'Meaning and source'], rows)),
  ];
}

function rowOf({ path, required, schema }: Member): readonly string[] {
  return [code(path), required ? 'always' : 'may be left out', formOf(schema), descriptionOf(schema)];
}

/** Members in the order of the schema, those of objects and of lists of objects below them. */
function membersOf(schema: Tree, prefix = ''): readonly Member[] {
  const properties = isTree(schema['properties']) ? schema['properties'] : {};
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  return Object.entries(properties).flatMap(([name, of]) => {
    if (!isTree(of)) return [];
    const path = `${prefix}${name}`;
    const own: Member = { path, required: required.includes(name), schema: of };
    // A whole position is one thing for a reader.
    if (['answers', 'directory'].includes(name) && prefix === '') return [own];
    return [own, ...innerOf(of, path)];
  });
}

function innerOf(schema: Tree, path: string): readonly Member[] {
  if (isTree(schema['items']) && isTree(schema['items']['properties']))
    return membersOf(schema['items'], `${path}[].`);
  if (Array.isArray(schema['oneOf']))
    return (schema['oneOf'] as readonly Tree[]).flatMap((branch) =>
      membersOf(branch, `${path}{${branchName(branch)}}.`),
    );
  return membersOf(schema, `${path}.`);
}

/** What the member that tells the branches apart may be. */
function branchName(branch: Tree): string {
  const [first] = Object.values((branch['properties'] as Readonly<Record<string, Tree>> | undefined) ?? {});
  const values = first?.['enum'] ?? [first?.['const']];
  return (values as readonly unknown[]).map(String).join(' or ');
}

function formOf(schema: Tree): string {
  if ('const' in schema) return `always ${code(String(schema['const']))}`;
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => code(String(one))).join(', ');
  const name = schema['codeList'];
  if (typeof name === 'string') return `code of ${link(name, codesId(name))}`;
  if (Array.isArray(schema['oneOf'])) return 'one of several forms';
  switch (schema['type']) {
    case 'array': {
      const most = Number(schema['maxItems']);
      const least = Number(schema['minItems'] ?? 0);
      const items = isTree(schema['items']) ? formOf(schema['items']) : '';
      return `${least === 0 ? 'up' : String(least)} to ${most}: ${items}`;
    }
    case 'boolean':
      return 'yes or no';
    case 'integer':
      return `number from ${String(schema['minimum'])} to ${String(schema['maximum'])}`;
    case 'object':
      return 'group';
    case 'string':
      return stringForm(schema);
    default:
      return '';
  }
}

function stringForm(schema: Tree): string {
  if (schema['format'] === 'date') return 'date';
  if (schema['format'] === 'date-time') return 'time in UTC';
  if ('pattern' in schema) return 'fixed form';
  return `text, up to ${String(schema['maxLength'])} characters`;
}

function descriptionOf(schema: JsonSchema | Tree): string {
  const description = schema['description'];
  return typeof description === 'string' ? description : '';
}

function codeBlocks(): readonly Block[] {
  const used = new Set(
    messageTypes.flatMap((type) => [
      ...listsIn(ringOf(type, 'metadata')),
      ...listsIn(ringOf(type, 'payload')),
    ]),
  );
  return codeListNames()
    .filter((name) => used.has(name))
    .flatMap((name) => {
      const { codes, source } = codeList(name);
      return [
        heading(3, name, codesId(name)),
        paragraph(`Source: ${source}.`),
        ...(codes.length > MOST_CODES
          ? [paragraph(`${codes.length} codes, in ${code(`schemas/codes/${name}.json`)}.`)]
          : table(
              ['Code', 'Meaning', 'HTCDS'],
              codes.map((entry) => [code(entry.code), entry.labels.en, entry.htcds ?? '']),
            )),
      ];
    });
}

function listsIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(listsIn);
  if (!isTree(schema)) return [];
  const own = typeof schema['codeList'] === 'string' ? [schema['codeList']] : [];
  return [...own, ...Object.values(schema).flatMap(listsIn)];
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
