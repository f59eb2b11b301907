/**
 * Validators: never change a value, never repeat it, never name an unknown member; codes asserted or flagged
 * (contract.md 4, protocol.md 10).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  commandSchema,
  ContractError,
  draftExample,
  knownVersion,
  messageTypes,
  operations,
  schemas,
  splitCommand,
  validateCase,
  validateContactPoint,
  validateCommand,
  validateDraft,
  validateEnvelope,
  validateMetadata,
  validatePayload,
  validatePublicContent,
  validateRegistryPayload,
  validateLocal,
  type Json,
  type JsonObject,
} from '../../../services/lib/contract/index.ts';
import { validatorOf } from '../../../services/lib/contract/validators.ts';
import { examples, salted } from '../../contract/schemas/support.ts';

const NOW = '2026-11-22T10:00:00.000Z';

const CANARY = 'canary-5f1e';

/** Valid examples with one place, anywhere, replaced, removed or added to: near misses, where validators have most to do. */
const mutants: fc.Arbitrary<{ type: string; ring: 'metadata' | 'payload'; value: Json }> = fc
  .record({
    type: fc.constantFrom(...messageTypes),
    ring: fc.constantFrom('metadata', 'payload' as const),
    pick: fc.nat(),
    place: fc.nat(),
    by: fc.oneof(fc.jsonValue(), fc.constant(CANARY)),
    how: fc.constantFrom('replace', 'remove', 'add'),
  })
  .map(({ type, ring, pick, place, by, how }) => {
    const valid = examples(`messages/${type}`, 'valid');
    const value = structuredClone(salted(valid[pick % valid.length]?.[ring] ?? {})) as Record<string, Json>;
    const places: [Record<string, Json>, string][] = [];
    const visit = (node: Json): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, Json>, key]);
        visit((node as Record<string, Json>)[key] ?? null);
      }
    };
    visit(value);
    const [holder, key] = places[place % places.length] ?? [value, 'salt'];
    if (how === 'remove' && !Array.isArray(holder)) delete holder[key];
    else if (how === 'add' && !Array.isArray(holder)) holder[CANARY] = by as Json;
    else holder[key] = by as Json;
    return { type, ring, value };
  });

function check(type: string, ring: 'metadata' | 'payload', value: Json, mode: 'assert' | 'flag') {
  return ring === 'metadata' ? validateMetadata(type, 1, value, mode) : validatePayload(type, 1, value, mode);
}

test('every schema compiles in strict mode', () => {
  for (const id of Object.keys(schemas))
    if (id !== 'urn:trm:schema:common') assert.equal(validatorOf(id)(null, 'flag').ok, false, id);
});

describe('any value', () => {
  test('is left as it was, twice the same answer, whatever the mode', () => {
    fc.assert(
      fc.property(mutants, fc.constantFrom('assert', 'flag' as const), ({ type, ring, value }, mode) => {
        const before = JSON.stringify(value);
        const first = check(type, ring, value, mode);
        assert.equal(JSON.stringify(value), before);
        assert.deepEqual(check(type, ring, value, mode), first);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is never repeated in an error, nor is the name of an unknown member', () => {
    fc.assert(
      fc.property(mutants, ({ type, ring, value }) => {
        assert.ok(!JSON.stringify(check(type, ring, value, 'assert')).includes(CANARY));
      }),
      { numRuns: 1_000 },
    );
  });

  test('of any shape is answered, not thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const { type } of operations) assert.equal(typeof validateCommand(type, value).ok, 'boolean');
        for (const validate of [
          validateEnvelope,
          validatePublicContent,
          validateRegistryPayload,
          validateCase,
          validateContactPoint,
          validateDraft,
          (answer: unknown) => validateLocal('task.answered', answer),
        ])
          assert.equal(typeof validate(value).ok, 'boolean');
      }),
    );
  });

  test('breaking one rule a thousand times gives a bounded answer', () => {
    const answer = validateCommand('referral.declined', {
      reasons: Array.from({ length: 1_000 }, (_, index) => index),
    });
    assert.ok(!answer.ok && answer.errors.length <= 32);
  });

  test('gets no member from a prototype', () => {
    const body = Object.create({ reasons: ['no-capacity'] }) as object;
    assert.deepEqual(validateCommand('referral.declined', body), {
      ok: false,
      errors: [{ pointer: '/reasons', code: 'required' }],
    });
    const own = JSON.parse('{"__proto__":1,"reasons":["no-capacity"]}') as object;
    assert.deepEqual(validateCommand('referral.declined', own), {
      ok: false,
      errors: [{ pointer: '', code: 'additionalProperties' }],
    });
  });
});

describe('a code outside its list', () => {
  const { payload } = splitCommand('referral.submitted', draftExample(NOW));
  const later: JsonObject = salted({ ...payload, stage: 'stage-of-a-later-version' });

  test('is refused in a command', () => {
    assert.deepEqual(validatePayload('referral.submitted', 1, later, 'assert'), {
      ok: false,
      errors: [{ pointer: '/stage', code: 'codeList' }],
    });
    assert.deepEqual(validateCommand('referral.declined', { reasons: ['no-capacity', 'no-mood'] }), {
      ok: false,
      errors: [{ pointer: '/reasons/1', code: 'codeList' }],
    });
  });

  test('is flagged in opening, with its place and list', () => {
    assert.deepEqual(validatePayload('referral.submitted', 1, later, 'flag'), {
      ok: true,
      unknownCodes: [{ pointer: '/stage', list: 'stages' }],
    });
  });

  test('is flagged once, and not for the next value', () => {
    assert.equal(validatePayload('referral.submitted', 1, later, 'flag').ok, true);
    assert.deepEqual(validatePayload('referral.submitted', 1, salted(payload), 'flag'), {
      ok: true,
      unknownCodes: [],
    });
  });

  test('of no shape of a code is refused in both, with one fault', () => {
    for (const mode of ['assert', 'flag'] as const)
      assert.deepEqual(validatePayload('referral.submitted', 1, { ...later, stage: 'Stage 5!' }, mode), {
        ok: false,
        errors: [{ pointer: '/stage', code: 'pattern' }],
      });
  });
});

describe('versions', () => {
  test('are known, of an unknown type, or unknown', () => {
    assert.equal(knownVersion('referral.declined', 1), 'known');
    assert.equal(knownVersion('referral.declined', 2), 'version-unknown');
    assert.equal(knownVersion('referral.declined', 1.5), 'version-unknown');
    for (const type of ['referral.teleported', '__proto__', 'constructor', ''])
      assert.equal(knownVersion(type, 1), 'type-unknown');
  });

  test('that are not known are never judged', () => {
    assert.throws(
      () => validateMetadata('referral.declined', 2, {}, 'flag'),
      (error) => error instanceof ContractError && error.code === 'version-unknown',
    );
    assert.throws(
      () => validatePayload('toString', 1, {}, 'flag'),
      (error) => error instanceof ContractError && error.code === 'type-unknown',
    );
    assert.throws(
      () => commandSchema('heartbeat'),
      (error) => error instanceof ContractError && error.code === 'not-a-command',
    );
  });
});

describe('the conditions of a registry', () => {
  const X = 'A'.repeat(43);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: X };
  const registry = (key: object, pair: object): object => ({
    version: 1,
    previous: X,
    issued: '2026-11-22T10:00:00.000Z',
    refreshBefore: '2026-12-22T10:00:00.000Z',
    protocols: [1],
    registryKeys: [jwk, jwk, jwk],
    participants: [{ id: 'al', keys: [{ jwk, status: 'current' }, key], auditors: [] }],
    auditors: [],
    pairs: [{ participants: ['al', 'rs'], lanes: 1, generation: 1, ...pair }],
    bases: [],
  });
  const replaced = { jwk, status: 'replaced' };
  const head = { stream: 'trm.al.rs/0/1', sequence: 4, digest: X };
  const faults = (value: object): unknown => {
    const result = validateRegistryPayload(value);
    return result.ok ? [] : result.errors;
  };

  test('a revoked key says what its owner stands by, another does not', () => {
    assert.deepEqual(faults(registry(replaced, {})), []);
    assert.deepEqual(faults(registry({ jwk, status: 'revoked', standsBy: [head] }, {})), []);
    assert.deepEqual(faults(registry({ jwk, status: 'revoked' }, {})), [
      { pointer: '/participants/0/keys/1/standsBy', code: 'required' },
    ]);
    assert.deepEqual(faults(registry({ ...replaced, standsBy: [] }, {})), [
      { pointer: '/participants/0/keys/1', code: 'additionalProperties' },
    ]);
  });

  test('exactly one key is current', () => {
    assert.deepEqual(faults(registry({ jwk, status: 'current' }, {})), [
      { pointer: '/participants/0/keys', code: 'contains' },
    ]);
  });

  test('a later generation has a reason and its end of the one before', () => {
    assert.deepEqual(faults(registry(replaced, { generation: 2, reason: 'theft', after: [head] })), []);
    assert.deepEqual(faults(registry(replaced, { generation: 2 })), [
      { pointer: '/pairs/0/reason', code: 'required' },
      { pointer: '/pairs/0/after', code: 'required' },
    ]);
    assert.deepEqual(faults(registry(replaced, { reason: 'theft' })), [
      { pointer: '/pairs/0', code: 'additionalProperties' },
    ]);
  });
});
