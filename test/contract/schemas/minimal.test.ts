/**
 * The `minimal` example of every command is a whole message on any day: its moments are written out, no date in it grows
 * old, and both rings that come of it pass their schemas (contract.md 4).
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  draftExample,
  drawnMembers,
  minimalExample,
  operations,
  splitCommand,
  validateCommand,
  validateDraft,
  validateDraftComplete,
  validateMetadata,
  validatePayload,
  type JsonObject,
} from '../../../services/lib/contract/index.ts';
import { readJson, SALT, salted, SCHEMAS } from './support.ts';

const OK = { ok: true, unknownCodes: [] };
/** Now, the last moment of a leap day, the first of a year far ahead. */
const MOMENTS = ['2026-11-23T05:30:00.000Z', '2028-02-29T23:59:59.999Z', '2041-01-01T00:00:00.000Z'];

/** Every text with the name of its member. */
function textsIn(value: unknown, member = ''): readonly (readonly [member: string, text: string])[] {
  if (typeof value === 'string') return [[member, value]];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, member));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => textsIn(child, name));
}

function bodyOf(type: string): JsonObject {
  const file = type === 'draft' ? 'referral.submitted/examples/draft' : `${type}/examples/minimal`;
  return (readJson(join(SCHEMAS, 'messages', `${file}.json`)) as { body: JsonObject }).body;
}

const SUBJECTS = textsIn(bodyOf('draft'))
  .filter(([member]) => member === 'subject')
  .map(([, subject]) => subject);

for (const name of ['draft', ...operations.map(({ type }) => type)])
  describe(name, () => {
    test('holds no date of its own, and is about the persons of the draft', () => {
      for (const [member, text] of textsIn(bodyOf(name))) {
        if (member !== 'birthDate') assert.doesNotMatch(text, /\d{4}-\d{2}-\d{2}/, member);
        if (member === 'subject') assert.ok(SUBJECTS.includes(text), text);
      }
    });

    for (const now of MOMENTS)
      test(`at ${now}`, () => {
        const example = name === 'draft' ? draftExample(now) : minimalExample(typeOf(name), now);
        for (const [member, text] of textsIn(example)) assert.doesNotMatch(text, /^@/, member);
        if (name === 'draft') {
          assert.deepEqual(validateDraft(example), OK);
          assert.deepEqual(validateDraftComplete(example), OK);
          return;
        }
        assert.deepEqual(validateCommand(typeOf(name), example), OK);
        const body = name === 'referral.submitted' ? draftExample(now) : example;
        const { metadata, payload } = splitCommand(typeOf(name), body);
        assert.deepEqual(validateMetadata(name, 1, salted({ ...commonOf(name), ...metadata }), 'assert'), OK);
        const drawn = drawnMembers(typeOf(name)).map((member) => [member, SALT]);
        const given = { ...Object.fromEntries(drawn), ...payload } as JsonObject;
        assert.deepEqual(validatePayload(name, 1, salted(given), 'assert'), OK);
      });
  });

function typeOf(name: string): (typeof operations)[number]['type'] {
  const operation = operations.find(({ type }) => type === name);
  assert.ok(operation !== undefined);
  return operation.type;
}

function commonOf(type: string): JsonObject {
  const role = operations.find((operation) => operation.type === type)?.roles[0];
  return {
    type,
    version: 1,
    reference: '4FQ20WZ7D1LF',
    urgency: 'urgent',
    drill: false,
    ...(role === undefined ? {} : { role }),
    answers: { stream: 'trm.xk.al/0/1', sequence: 8 },
    directory: { sequence: 3, digest: SALT },
  };
}
