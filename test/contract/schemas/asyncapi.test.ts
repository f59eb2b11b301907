/**
 * `schemas/asyncapi.json` is an AsyncAPI 3.0 document by the specification's own JSON Schema, it covers every message
 * type, and what it says of a message is true of the example files (contract.md 5).
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv, type AnySchemaObject } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { examples, folders, readJson, salted, SCHEMAS, type Tree } from './support.ts';

const document = readJson(join(SCHEMAS, 'asyncapi.json')) as Tree;
const components = document['components'] as Record<string, Record<string, Tree>>;
const channels = document['channels'] as Record<string, { messages: Record<string, Tree> }>;
const types = folders('messages');
const publicTypes = folders('public');

/** The schemas as a foreign reader of the document compiles them: draft 07, nothing of ours known. */
const reader = new Ajv({ strict: false, allErrors: true, formats: fullFormats });
reader.addSchema({ $id: 'urn:test:asyncapi', components: { schemas: components['schemas'] } });

function accepts(component: string, value: unknown): boolean {
  const check = reader.getSchema(`urn:test:asyncapi#/components/schemas/${component}`);
  assert.ok(check !== undefined, component);
  return check(value) === true;
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, child]) =>
    member === '$ref' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

function at(pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((held, step) => (held as Tree | undefined)?.[step], document);
}

test('the specification’s own schema accepts it', () => {
  const require = createRequire(import.meta.url);
  const official = require('@asyncapi/specs/schemas/3.0.0.json') as AnySchemaObject;
  // It brings the meta-schema of draft 07 along.
  const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, formats: fullFormats });
  const check = ajv.compile<unknown>(official);
  assert.ok(check(document), JSON.stringify(check.errors));
  assert.equal(check({ ...document, channels: { pair: { adress: 'trm' } } }), false);
  assert.equal(check({ ...document, components: { schemas: { one: { type: 'text' } } } }), false);
});

test('it refers to nothing outside itself, and to nothing that is not there', () => {
  const references = referencesIn(document);
  assert.ok(references.length > 100);
  for (const reference of references) {
    assert.ok(reference.startsWith('#/'), reference);
    assert.notEqual(at(reference), undefined, reference);
  }
});

test('every type of a record is a message of the pair topics, every public type one of the public topics', () => {
  assert.deepEqual(Object.keys(channels['pair']?.messages ?? {}).sort(), [...types].sort());
  assert.deepEqual(Object.keys(channels['public']?.messages ?? {}).sort(), [...publicTypes].sort());
  assert.deepEqual(
    Object.keys(components['messages'] ?? {}).sort(),
    [...types, ...publicTypes, 'registry.version'].sort(),
  );
});

test('each channel is sent to and received from, under mutual TLS', () => {
  const operations = Object.values(
    document['operations'] as Record<string, { action: string; channel: Tree }>,
  );
  for (const channel of Object.keys(channels))
    assert.deepEqual(
      operations
        .filter((operation) => operation.channel['$ref'] === `#/channels/${channel}`)
        .map((operation) => operation.action)
        .sort(),
      ['receive', 'send'],
    );
  assert.equal(components['securitySchemes']?.['clientCertificate']?.['type'], 'X509');
});

describe('the schemas that it holds judge the examples as ours do', () => {
  for (const type of types)
    test(type, () => {
      for (const { metadata, payload, name } of examples(`messages/${type}`, 'valid')) {
        assert.ok(accepts(`${type}.v1.metadata`, salted(metadata)), name);
        assert.ok(accepts(`${type}.v1.payload`, salted(payload)), name);
      }
      for (const { metadata, payload, fault, name } of examples(`messages/${type}`, 'invalid')) {
        // A code outside its list is readable on the wire.
        const known = fault.code !== 'codeList';
        assert.equal(
          accepts(`${type}.v1.${fault.ring}`, salted(fault.ring === 'metadata' ? metadata : payload)),
          !known,
          name,
        );
      }
    });

  for (const type of publicTypes)
    test(`public ${type}`, () => {
      for (const { content, name } of examples(`public/${type}`, 'valid'))
        assert.ok(accepts(`public.${type}.v1`, content), name);
      for (const { content, name } of examples(`public/${type}`, 'invalid'))
        assert.ok(!accepts(`public.${type}.v1`, content), name);
    });
});
