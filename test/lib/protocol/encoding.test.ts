// One meaning, one spelling: whatever base64url or JSON is accepted is what we would have written ourselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  base64url,
  digest,
  fromBase64url,
  fromUtf8,
  isDigest,
  kidOf,
  parseStrictJson,
  parseStrictJsonText,
  sameJson,
  utf8,
  type Json,
} from '../../../services/lib/protocol/index.ts';

test('base64url gives back the bytes that went in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const back = fromBase64url(base64url(bytes));
      assert.ok(back);
      assert.deepEqual(Uint8Array.from(back), bytes);
      assert.equal(fromBase64url(base64url(bytes), bytes.length + 1), null);
    }),
  );
});

test('no two texts decode to the same bytes', () => {
  const symbol = fc.constantFrom(...'ABCDEFGHwxyz0189-_+/= \n');
  fc.assert(
    fc.property(fc.string({ unit: symbol, maxLength: 12 }), (text) => {
      const bytes = fromBase64url(text);
      if (bytes !== null) assert.equal(base64url(bytes), text);
    }),
    { numRuns: 2000 },
  );
});

for (const [text, why] of [
  ['QQ==', 'padding'],
  ['QR', 'spare bits'],
  ['Q', 'a lone symbol'],
  ['QQ\n', 'white space'],
  ['+/8', 'the other alphabet'],
] as const) {
  test(`base64url refuses ${why}`, () => {
    assert.equal(fromBase64url(text), null);
  });
}

test('UTF-8 is strict', () => {
  assert.equal(fromUtf8(Uint8Array.of(0xc3, 0x28)), null);
  assert.equal(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), null);
  assert.equal(fromUtf8(utf8('ë č 🙂')), 'ë č 🙂');
});

test('digest and thumbprint are those of the standards', () => {
  assert.equal(digest(cipher, ''), '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
  // RFC 8037 A.3
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const;
  assert.equal(kidOf(cipher, jwk), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  assert.equal(isDigest(kidOf(cipher, jwk)), true);
  assert.equal(isDigest('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4l'), false);
});

const LIMIT = 10_000;
const strict = (text: string) => parseStrictJson(utf8(text), LIMIT);

for (const text of [
  '{"a":1,"a":1}',
  '{"a":{"b":1,"b":2}}',
  '{"a":1,"\\u0061":2}',
  '[{"x":1},{"y":1,"y":2}]',
  '1.5',
  '1.0',
  '1e2',
  '-0',
  '9007199254740992',
  '[12345678901234567890]',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '{"\\ud800":1}',
  '\ufeff{}',
  '{} x',
  '{"a":1,}',
  '',
  '[1 2]',
  '[NaN]',
  `${'['.repeat(33)}${']'.repeat(33)}`,
]) {
  test(`strict JSON refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
    assert.equal(strict(text).ok, false);
  });
}

for (const text of [
  '{"a":1,"b":{"a":1}}',
  '[{"a":1},{"a":1}]',
  ' { "a" : [ 1 , "a" , "a" ] , "b" : "x\\"y" } ',
  '"\\ud83d\\ude42"',
  '"\\u0061"',
  '{"b":1,"a":[true,false,null,-5,9007199254740991]}',
  '{"__proto__":1}',
  '{"a":"1.5e3","1e5":2}',
]) {
  test(`strict JSON reads ${JSON.stringify(text)}`, () => {
    const parsed = strict(text);
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.value, JSON.parse(text));
  });
}

test('strict JSON counts bytes, not characters', () => {
  assert.equal(parseStrictJson(utf8('"ëëë"'), 7).ok, false);
  assert.equal(parseStrictJson(utf8('"ëëë"'), 8).ok, true);
});

const integers = fc.maxSafeInteger().filter((value) => !Object.is(value, -0));
const { value: wireJson } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    integers,
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 5 }), tie('value'), { maxKeys: 4 }),
  ),
}));

test('strict JSON reads whatever JSON.stringify writes of our values, indented or not', () => {
  fc.assert(
    fc.property(wireJson, fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const parsed = parseStrictJsonText(text);
      assert.ok(parsed.ok);
      assert.ok(sameJson(parsed.value, JSON.parse(text) as Json));
    }),
  );
});

test('strict JSON accepts nothing that JSON.parse refuses, and gives the same value', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '"\\u0061"',
    '1',
    '-1',
    '0.5',
    '1e3',
    ' ',
    'null',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const parsed = parseStrictJsonText(text);
      if (parsed.ok) assert.deepEqual(parsed.value, JSON.parse(text));
    }),
    { numRuns: 5000 },
  );
});

test('a repeated name is refused wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), wireJson, { minKeys: 1, maxKeys: 4 }),
      (object) => {
        const text = JSON.stringify(object);
        const [name] = Object.keys(object);
        const doubled = `${text.slice(0, -1)},${JSON.stringify(name)}:0}`;
        assert.equal(parseStrictJsonText(doubled).ok, false);
        assert.equal(parseStrictJsonText(`[[${doubled}]]`).ok, false);
      },
    ),
  );
});

test('equality of JSON looks at members, not at their order', () => {
  assert.equal(sameJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }), true);
  assert.equal(sameJson({ a: 1 }, { a: 1, b: 1 }), false);
  assert.equal(sameJson([1, 2], [2, 1]), false);
  assert.equal(sameJson({ 0: 1 }, [1]), false);
  assert.equal(sameJson({ a: null }, {}), false);
});
