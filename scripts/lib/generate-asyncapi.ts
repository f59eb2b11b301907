/**
 * Builds `schemas/asyncapi.json`: AsyncAPI 3.0 of the bus, with every message that goes over it.
 * Invariant: nothing of a message is written here; channels and records are those of protocol.md 2 and contract.md 5.
 * The document stands alone: it refers to nothing outside itself.
 */

import { ref, written, type Tree } from './asyncapi-schema.ts';

export interface SchemaFile {
  /** Below `schemas/`. */
  readonly path: string;
  readonly content: Tree;
}

export const ASYNCAPI_PATH = 'asyncapi.json';
const DAY_MS = 86_400_000;
const KAFKA_BINDING = '0.5.0';

export function asyncApiDocument(files: readonly SchemaFile[]): Tree {
  const schemas = new Map(files.map((file) => [String(file.content['$id']), file.content]));
  const types = namesIn(files, 'messages');
  const publicTypes = namesIn(files, 'public');
  const write = (id: string): unknown => written(schemas.get(id) ?? {}, schemas);
  const recordTypes = types.map((type) => [type, messageOf(type, files)] as const);
  const publicMessages = publicTypes.map((type) => [type, publicMessageOf(type, schemas)] as const);
  return {
    asyncapi: '3.0.0',
    'x-trm-generated': 'From schemas/ by `npm run generate`. Do not edit.',
    info: {
      title: 'TRM Exchange bus',
      version: '1.0.0',
      description:
        'Records between the gateways of participants. The bus carries signed envelopes and sealed rings; who runs it can read neither. `x-trm-opened` of a message names what stands in its rings once they are opened (protocol.md 2 to 5, contract.md 5).',
      license: { name: 'EUPL-1.2' },
    },
    defaultContentType: 'application/json',
    servers: {
      region: {
        host: '{broker}',
        protocol: 'kafka-secure',
        description:
          'Kafka cluster of the region. Rights are given per topic to the name in the certificate.',
        variables: { broker: { description: 'Host and port of one broker.', default: 'localhost:9093' } },
        security: [ref('securitySchemes', 'clientCertificate')],
      },
    },
    channels: {
      pair: {
        address: 'trm.{from}.{to}',
        title: 'Topic of an ordered pair',
        description:
          'Written by `from` alone; read by both and by auditors in scope. Partition = lane, key = record id, no headers (contract.md 5).',
        parameters: {
          from: { description: 'Participant that sends: opaque, permanent id.', examples: ['al'] },
          to: { description: 'Participant that receives.', examples: ['rs'] },
        },
        messages: Object.fromEntries(types.map((type) => [type, ref('messages', type)])),
        bindings: { kafka: topicBinding() },
      },
      public: {
        address: 'trm.{participant}.public',
        title: 'Public topic of a participant',
        description: 'Written by that participant alone; read by everyone (protocol.md 2).',
        parameters: { participant: { description: 'Participant whose topic it is.', examples: ['al'] } },
        messages: Object.fromEntries(publicTypes.map((type) => [type, ref('messages', type)])),
        bindings: { kafka: topicBinding() },
      },
      registry: {
        address: 'trm.registry',
        title: 'Trust registry',
        description:
          'Versions of the registry, each signed by at least two registry keys; read by everyone (protocol.md 8).',
        messages: { 'registry.version': ref('messages', 'registry.version') },
        bindings: { kafka: topicBinding() },
      },
    },
    operations: {
      sendRecord: operation('send', 'pair', 'A gateway publishes what it has sealed for one participant.'),
      receiveRecord: operation(
        'receive',
        'pair',
        'A gateway takes what was sealed for it; an auditor verifies.',
      ),
      sendPublicEntry: operation(
        'send',
        'public',
        'A gateway announces its encryption keys and its directory.',
      ),
      receivePublicEntry: operation('receive', 'public', 'Every gateway reads what the others announce.'),
      sendRegistryVersion: operation('send', 'registry', 'The registry operator publishes a signed version.'),
      receiveRegistryVersion: operation('receive', 'registry', 'Everyone follows the chain of versions.'),
    },
    components: {
      securitySchemes: {
        clientCertificate: {
          type: 'X509',
          description:
            'Mutual TLS: the client certificate carries the id of participant, auditor or `registry`.',
        },
      },
      messages: {
        ...Object.fromEntries(recordTypes),
        ...Object.fromEntries(publicMessages),
        'registry.version': registryMessage(),
      },
      schemas: {
        ...Object.fromEntries(
          Object.entries((schemas.get('urn:trm:schema:common')?.['$defs'] ?? {}) as Tree).map(
            ([name, schema]) => [`common.${name}`, written(schema, schemas)],
          ),
        ),
        'record.value': RECORD_VALUE,
        'public.value': PUBLIC_VALUE,
        'registry.value': REGISTRY_VALUE,
        'record.envelope': write('urn:trm:schema:record:envelope'),
        'record.ring': write('urn:trm:schema:record:rings'),
        'public.envelope': write('urn:trm:schema:record:public-entry'),
        'registry.payload': write('urn:trm:schema:registry'),
        ...Object.fromEntries(
          files.flatMap(({ path, content }) => {
            const name = componentName(path);
            return name === null ? [] : [[name, written(content, schemas)]];
          }),
        ),
      },
    },
  };
}

const text = (description: string): Tree => ({ type: 'string', description });

function value(description: string, properties: Readonly<Record<string, Tree>>, required: string[]): Tree {
  return { type: 'object', description, properties, required, additionalProperties: false };
}

const RECORD_VALUE = value(
  'Value of a record: these members in this order, without white space. A stripped form ends after `metadata` (contract.md 5).',
  {
    envelope: text('JWS compact; its payload is `record.envelope` (formats.md 2).'),
    metadata: text(
      'JWE general JSON, as text; sealed to sender, receiver and auditors in scope (formats.md 3).',
    ),
    payload: text('JWE general JSON, as text; sealed to sender and receiver alone (formats.md 3).'),
  },
  ['envelope', 'metadata'],
);
const PUBLIC_VALUE = value(
  'Value of a public entry: these members in this order, without white space (formats.md 6).',
  {
    envelope: text('JWS compact; its payload is `public.envelope` (formats.md 6).'),
    content: text('JSON, as text; neither salt nor padding (formats.md 6).'),
  },
  ['envelope', 'content'],
);
const REGISTRY_VALUE = value(
  'Value of one version: JWS general JSON, signatures in the order of their key ids (formats.md 7).',
  {
    payload: text('base64url of `registry.payload` (formats.md 7).'),
    signatures: {
      type: 'array',
      description: 'At least two, of keys of the version before (protocol.md 8).',
      minItems: 2,
      items: value(
        'One signature (formats.md 7).',
        {
          protected: text('Protected header, base64url (formats.md 7).'),
          signature: text('Ed25519 signature, base64url (formats.md 7).'),
        },
        ['protected', 'signature'],
      ),
    },
  },
  ['payload', 'signatures'],
);

function messageOf(type: string, files: readonly SchemaFile[]): Tree {
  const at = (file: string): Tree | undefined =>
    files.find(({ path }) => path === `messages/${type}/${file}`)?.content;
  const operationFile = at('operation.json');
  const newest = Math.max(...versionsOf(type, files));
  return {
    name: type,
    title: type,
    summary: descriptionOf(at(`v${newest}.payload.schema.json`)),
    tags: [{ name: type.slice(0, type.indexOf('.')) || type }],
    contentType: 'application/json',
    payload: ref('schemas', 'record.value'),
    bindings: { kafka: keyBinding('Record id: UUID version 7 (contract.md 5).') },
    'x-trm-opened': {
      envelope: ref('schemas', 'record.envelope'),
      metadata: versionsOf(type, files).map((version) => ref('schemas', `${type}.v${version}.metadata`)),
      payload: versionsOf(type, files).map((version) => ref('schemas', `${type}.v${version}.payload`)),
    },
    ...(operationFile === undefined
      ? {}
      : Object.fromEntries(
          Object.entries(operationFile).map(([member, given]) => [`x-trm-${kebab(member)}`, given]),
        )),
  };
}

function publicMessageOf(type: string, schemas: ReadonlyMap<string, Tree>): Tree {
  return {
    name: type,
    title: type,
    summary: descriptionOf(schemas.get(`urn:trm:schema:public:${type}:v1`)),
    contentType: 'application/json',
    payload: ref('schemas', 'public.value'),
    bindings: { kafka: keyBinding('Id of the entry: UUID version 7 (formats.md 6).') },
    'x-trm-opened': {
      envelope: ref('schemas', 'public.envelope'),
      content: [ref('schemas', `public.${type}.v1`)],
    },
  };
}

function registryMessage(): Tree {
  return {
    name: 'registry.version',
    title: 'registry.version',
    summary:
      'One version of the trust registry: participants, keys, auditors, pairs and transfer bases (formats.md 7).',
    contentType: 'application/json',
    payload: ref('schemas', 'registry.value'),
    bindings: { kafka: keyBinding('Version in decimal (contract.md 5).') },
    'x-trm-opened': { payload: ref('schemas', 'registry.payload') },
  };
}

function descriptionOf(schema: Tree | undefined): string {
  const description = schema?.['description'];
  return typeof description === 'string' ? description : '';
}

function operation(action: 'send' | 'receive', channel: string, summary: string): Tree {
  return { action, channel: { $ref: `#/channels/${channel}` }, summary };
}

function topicBinding(): Tree {
  return {
    topicConfiguration: {
      'cleanup.policy': ['compact'],
      'retention.ms': -1,
      'max.compaction.lag.ms': DAY_MS,
    },
    bindingVersion: KAFKA_BINDING,
  };
}

function keyBinding(description: string): Tree {
  return { key: { type: 'string', description }, bindingVersion: KAFKA_BINDING };
}

/** Name of the component that holds this file's schema; null for files that never go over the bus. */
function componentName(path: string): string | null {
  const message = /^messages\/([^/]+)\/(v\d+)\.(metadata|payload)\.schema\.json$/.exec(path);
  if (message !== null) return message.slice(1).join('.');
  const entry = /^public\/([^/]+)\/(v\d+)\.schema\.json$/.exec(path);
  return entry === null ? null : `public.${entry.slice(1).join('.')}`;
}

function namesIn(files: readonly SchemaFile[], folder: string): readonly string[] {
  const names = files.flatMap(({ path }) => {
    const [top, name] = path.split('/');
    return top === folder && name !== undefined ? [name] : [];
  });
  return [...new Set(names)].sort();
}

function versionsOf(type: string, files: readonly SchemaFile[]): readonly number[] {
  const prefix = `messages/${type}/v`;
  return files.flatMap(({ path }) =>
    path.startsWith(prefix) && path.endsWith('.metadata.schema.json')
      ? [Number(path.slice(prefix.length, -'.metadata.schema.json'.length))]
      : [],
  );
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
