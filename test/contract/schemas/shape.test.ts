/**
 * The rules that every schema keeps: closed, bounded, described, without the keywords that validators differ on.
 * An enquiry's schema makes personal data impossible (domain.md 4 and 5; issue of the first referral).
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  commandSchema,
  draftSchema,
  messageTypes,
  operationByType,
  operations,
  schemas,
  transitions,
  type JsonSchema,
} from '../../../services/lib/contract/index.ts';
import { inline } from '../../../services/lib/contract/inline.ts';
import { folders, isFreeString, isTree, readJson, SCHEMAS, subschemas, type Tree } from './support.ts';

const FORBIDDEN = [
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  'unevaluatedProperties',
  'unevaluatedItems',
  'default',
];
const COMMON = 'urn:trm:schema:common#/$defs/';
/** formats.md 4. */
const EVERY_MESSAGE = ['salt', 'version', 'drill'];
const CASEWORK = [...EVERY_MESSAGE, 'reference', 'urgency', 'role', 'directory', 'answers', 'respondBy'];
/** In this order; the last three only where they say something. */
const OPERATION = [
  'noun',
  'roles',
  'side',
  'fromStates',
  'input',
  'personal',
  'automatic',
  'channel',
  'needs',
];
const CASEWORK_REQUIRED = ['salt', 'type', 'version', 'reference', 'urgency', 'drill', 'role', 'directory'];

const members = (schema: JsonSchema): Readonly<Record<string, Tree>> =>
  schema['properties'] as Record<string, Tree>;
const schemaOf = (type: string, ring: string): JsonSchema =>
  schemas[`urn:trm:schema:${type}:v1:${ring}`] ?? {};

describe('every message folder', () => {
  test('is in the index, and the other way round', () =>
    assert.deepEqual([...messageTypes].sort(), [...folders('messages')].sort()));

  for (const type of folders('messages'))
    test(`${type} is complete`, () => {
      const folder = join(SCHEMAS, 'messages', type);
      for (const file of ['v1.metadata.schema.json', 'v1.payload.schema.json'])
        assert.ok(existsSync(join(folder, file)), file);
      for (const kind of ['valid', 'invalid'])
        assert.ok(readdirSync(join(folder, 'examples', kind)).length > 0, kind);
      const command = operations.some((operation) => operation.type === type);
      assert.equal(existsSync(join(folder, 'operation.json')), command);
      assert.equal(existsSync(join(folder, 'examples', 'minimal.json')), command);
    });

  for (const { type, ...operation } of operations)
    test(`${type}: the operation has the members of formats.md 4, in order`, () => {
      const file = readJson(join(SCHEMAS, 'messages', type, 'operation.json'));
      const [required, optional] = [OPERATION.slice(0, 6), OPERATION.slice(6)];
      const names = Object.keys(file as Tree);
      assert.deepEqual(
        names,
        OPERATION.filter(
          (name) => required.includes(name) || (optional.includes(name) && names.includes(name)),
        ),
      );
      const metadata = Object.keys(members(schemaOf(type, 'metadata')));
      for (const member of operation.input) assert.ok(metadata.includes(member), member);
      const payload = Object.keys(members(schemaOf(type, 'payload')));
      assert.deepEqual(
        operation.input.filter((member) => payload.includes(member)),
        [],
        'no name is in both rings',
      );
    });
});

describe('every metadata schema lists the common members itself', () => {
  for (const type of messageTypes)
    test(type, () => {
      const schema = schemaOf(type, 'metadata');
      const casework = operations.some((operation) => operation.type === type);
      for (const member of casework ? CASEWORK : EVERY_MESSAGE)
        assert.equal(members(schema)[member]?.['$ref'], `${COMMON}${member}`, member);
      assert.equal(members(schema)['type']?.['const'], type);
      const required = schema['required'] as readonly string[];
      // What a gateway's clock may send by itself was commanded by nobody.
      const automatic = operationByType(type)?.automatic === true;
      for (const member of casework ? CASEWORK_REQUIRED : ['salt', 'type', 'version', 'drill'])
        assert.equal(required.includes(member), !(automatic && member === 'role'), member);
      assert.equal(schema['additionalProperties'], false);
      const rows = transitions.transitions.filter((row) => row.message === type);
      const lists = new Set(rows.flatMap((row) => row.reasons ?? []));
      const items = members(schema)['reasons']?.['items'] as Tree | undefined;
      assert.deepEqual(items === undefined ? [] : [items['codeList']], [...lists], 'reasons');
      if (rows.some((row) => row.answers !== undefined)) assert.ok(required.includes('answers'), 'answers');
    });
});

/** Names of the sources that a description may give, in parentheses (domain.md 5). */
const SOURCE =
  /\([^)]*(?:(?:formats|domain|contract|protocol)\.md|transitions\.json|anchors-domain|seed \d|HTCDS|CTDC|HSDS|CETS|CRC|Palermo|GDPR|ISO|RFC|BCP|ILO|IOM|TRM-EU|BSR-TRM|nrm\.bg|Kosovo NRM|FHIR|HL7|NHS|Primero|CloudEvents)/;

describe('every member of a message says what it means and where that is from', () => {
  for (const type of messageTypes)
    for (const ring of ['metadata', 'payload'])
      test(`${type} ${ring}`, () => {
        const schema = inline(schemaOf(type, ring));
        assert.match(String(schema['description']), SOURCE);
        for (const { path, schema: part } of subschemas(schema)) {
          if (/\/(if|then|else|contains)(\/|$)/.test(path) || !isTree(part['properties'])) continue;
          for (const [member, of] of Object.entries(part['properties']))
            assert.match(String((of as Tree)['description']), SOURCE, `${path}/${member}`);
        }
      });
});

describe('an enquiry cannot carry personal data', () => {
  for (const type of ['enquiry.capacity', 'enquiry.reply'])
    for (const ring of ['metadata', 'payload'])
      test(`${type} ${ring}`, () => {
        for (const { path, schema } of subschemas(inline(schemaOf(type, ring)))) {
          if (schema['type'] !== 'string' || path.endsWith('/salt')) continue;
          assert.ok(!isFreeString(schema), path);
          if (ring === 'payload')
            assert.ok(
              'enum' in schema || 'const' in schema || 'codeList' in schema || schema['format'] === 'date',
              path,
            );
        }
      });
});

describe('every schema', () => {
  for (const [id, schema] of Object.entries(schemas)) {
    test(`${id} avoids what validators differ on`, () => {
      for (const { path, schema: part } of subschemas(schema)) {
        for (const keyword of FORBIDDEN) assert.ok(!(keyword in part), `${path} ${keyword}`);
        if (Array.isArray(part['enum'])) assert.ok(part['enum'].length > 0, path);
      }
    });

    test(`${id} is closed and bounded, and every member is described`, () => {
      for (const { path, schema: part } of subschemas(inline(schema))) {
        const conditional = /\/(if|then|else|contains)(\/|$)/.test(path);
        if (part['type'] === 'object' && isTree(part['properties'])) {
          if (!conditional) assert.equal(part['additionalProperties'], false, path);
          for (const [member, of] of Object.entries(part['properties']))
            if (!conditional && of !== false)
              assert.ok(
                typeof (of as Tree)['description'] === 'string',
                `${path}/${member} has no description`,
              );
        }
        if (part['type'] === 'array' && !conditional)
          assert.ok(typeof part['maxItems'] === 'number', `${path} maxItems`);
        if (part['type'] === 'integer' && !conditional)
          assert.ok(typeof part['maximum'] === 'number', `${path} maximum`);
        if (part['type'] !== 'string') continue;
        const pattern = typeof part['pattern'] === 'string' ? part['pattern'] : null;
        const bounded =
          'maxLength' in part ||
          part['format'] === 'date' ||
          (pattern !== null && !/[+*](?:\$|\\)/.test(pattern));
        assert.ok(bounded, `${path} has no greatest length`);
        if (isFreeString(part)) assert.equal(part['minLength'], 1, path);
      }
    });
  }
});

describe('request schemas stand in full', () => {
  const all = [
    ['draft', draftSchema()] as const,
    ...operations.map(({ type }) => [type, commandSchema(type)] as const),
  ];
  for (const [name, schema] of all)
    test(name, () => {
      for (const { path, schema: part } of subschemas(schema)) {
        assert.ok(!('$ref' in part), path);
        assert.ok(!('discriminator' in part) && !('optionalInCommand' in part), path);
        assert.ok(!path.endsWith('/salt'), path);
      }
      assert.equal(schema['additionalProperties'], false);
    });
});
