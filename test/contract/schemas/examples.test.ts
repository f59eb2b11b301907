/**
 * Every example file: the valid ones pass, the invalid ones fail with exactly the fault that they name.
 * A foreign client can read the same files in any language (house-style.md 19).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  isCasework,
  messageTypes,
  operationByType,
  splitCommand,
  validateCommand,
  validateDraft,
  validateDraftComplete,
  validateMetadata,
  validatePayload,
  validatePublicContent,
  type JsonObject,
  type ValidationError,
} from '../../../services/lib/contract/index.ts';
import { examples, folders, salted } from './support.ts';

function faultsOf(
  type: string,
  metadata: JsonObject,
  payload: JsonObject,
): readonly (ValidationError & { ring: string })[] {
  const rings = [
    ['metadata', validateMetadata(type, 1, salted(metadata), 'assert')],
    ['payload', validatePayload(type, 1, salted(payload), 'assert')],
  ] as const;
  return rings.flatMap(([ring, result]) =>
    result.ok ? [] : result.errors.map((error) => ({ ring, ...error })),
  );
}

for (const type of messageTypes) {
  describe(type, () => {
    const valid = examples(`messages/${type}`, 'valid');
    const invalid = examples(`messages/${type}`, 'invalid');

    test('has examples of both kinds', () => {
      assert.ok(valid.length >= 2);
      assert.ok(invalid.length >= (isCasework(type) ? 5 : 3));
    });

    for (const example of valid) {
      test(`valid: ${example.name}`, () => {
        assert.deepEqual(faultsOf(type, example.metadata, example.payload), []);
        assert.equal(example.metadata['type'], type);
        assert.ok(example.description.length > 0);
      });

      const operation = operationByType(type);
      if (operation === null) continue;
      test(`valid as a command: ${example.name}`, () => {
        const given = Object.fromEntries(
          operation.input.flatMap((member) =>
            member in example.metadata ? [[member, example.metadata[member]]] : [],
          ),
        );
        const body = { ...given, ...example.payload } as JsonObject;
        if (type === 'referral.submitted') {
          const draft = { to: 'al', urgency: 'urgent', ...body };
          assert.deepEqual(validateDraft(draft), { ok: true, unknownCodes: [] });
          assert.deepEqual(validateDraftComplete(draft), { ok: true, unknownCodes: [] });
        } else assert.deepEqual(validateCommand(type, body), { ok: true, unknownCodes: [] });
        assert.deepEqual(splitCommand(type, body), { metadata: given, payload: example.payload });
      });
    }

    for (const example of invalid)
      test(`invalid: ${example.name}`, () => {
        assert.deepEqual(faultsOf(type, example.metadata, example.payload), [example.fault]);
        assert.ok(example.description.length > 0);
      });
  });
}

for (const type of folders('public'))
  describe(`public ${type}`, () => {
    for (const example of examples(`public/${type}`, 'valid'))
      test(`valid: ${example.name}`, () =>
        assert.deepEqual(validatePublicContent(example.content), { ok: true, unknownCodes: [] }));
    for (const example of examples(`public/${type}`, 'invalid'))
      test(`invalid: ${example.name}`, () => {
        const result = validatePublicContent(example.content);
        assert.deepEqual(result.ok ? [] : result.errors, [
          { pointer: example.fault.pointer, code: example.fault.code },
        ]);
      });
  });
