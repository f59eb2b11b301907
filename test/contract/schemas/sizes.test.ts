/**
 * The greatest message that a schema allows fits its bucket (protocol.md 3, formats.md 4): metadata 1 KiB, payload
 * 256 KiB, in bytes of UTF-8, every free character one that JSON writes with six.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageTypes, schemas, validateMetadata } from '../../../services/lib/contract/index.ts';
import { inline } from '../../../services/lib/contract/inline.ts';
import { isTree, SALT, type Tree } from './support.ts';

const METADATA_BYTES = 1_024;
const PAYLOAD_BYTES = 256 * 1_024;

/** One longest text per pattern; a new pattern has to be added here, with its longest text. */
const LONGEST: readonly string[] = [
  SALT,
  'x'.repeat(64),
  'x'.repeat(32),
  'abc-Latn',
  'AA-BBB',
  'XK',
  '4FQ20WZ7D1LF',
  `trm.${'a'.repeat(16)}.${'b'.repeat(16)}/2147483647/2147483647`,
  '2026-11-22T10:00:00.000Z',
  '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53',
  'a'.repeat(16),
  '2009-09',
  'EUR',
];

function longest(texts: readonly string[]): string {
  return texts.reduce((a, b) => (b.length > a.length ? b : a));
}

function greatest(schema: Tree, place: string): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return longest(schema['enum'] as string[]);
  if (Array.isArray(schema['oneOf']))
    return (schema['oneOf'] as Tree[])
      .map((branch) => greatest(branch, place))
      .reduce((a, b) => (JSON.stringify(b).length > JSON.stringify(a).length ? b : a));
  switch (schema['type']) {
    case 'boolean':
      return false;
    case 'integer':
      return schema['maximum'];
    case 'array':
      return Array.from({ length: Number(schema['maxItems']) }, () =>
        greatest(schema['items'] as Tree, place),
      );
    case 'object':
      return Object.fromEntries(
        Object.entries(schema['properties'] as Tree).map(([member, of]) => [
          member,
          greatest(of as Tree, `${place}/${member}`),
        ]),
      );
    case 'string': {
      if (schema['format'] === 'date') return '2026-11-22';
      if (typeof schema['pattern'] !== 'string') return '\u0001'.repeat(Number(schema['maxLength']));
      const pattern = new RegExp(schema['pattern'], 'u');
      const fitting = LONGEST.filter((text) => pattern.test(text));
      assert.ok(fitting.length > 0, `${place}: no longest text for ${schema['pattern']}`);
      return longest(fitting);
    }
    default:
      throw new Error(`${place}: a schema without type`);
  }
}

describe('the greatest message fits', () => {
  for (const type of messageTypes)
    for (const [ring, bytes] of [
      ['metadata', METADATA_BYTES],
      ['payload', PAYLOAD_BYTES],
    ] as const)
      test(`${type} ${ring}`, () => {
        const schema = inline(schemas[`urn:trm:schema:${type}:v1:${ring}`] ?? {});
        assert.ok(isTree(schema['properties']));
        const value = greatest(schema, '') as Record<string, unknown>;
        const length = Buffer.byteLength(JSON.stringify(value));
        assert.ok(length <= bytes, `${length} bytes`);
      });

  test('the measured metadata is what the schema allows', () => {
    const schema = inline(schemas['urn:trm:schema:referral.declined:v1:metadata'] ?? {});
    const value = greatest(schema, '') as Record<string, unknown>;
    const reasons = Array.from({ length: 8 }, (_, index) => `${'x'.repeat(31)}${index}`);
    assert.equal(validateMetadata('referral.declined', 1, { ...value, reasons }, 'flag').ok, true);
  });
});
