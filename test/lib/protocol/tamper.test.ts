// Whatever a bus does to a record's bytes is refused with a code, and nothing of it opens (protocol.md 5).
// What the sender itself signs in another form than the strict one is refused as well.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCipher as cipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  authenticate,
  base64url,
  checkRings,
  digest,
  kidOf,
  MAX_RECORD_BYTES,
  openRings,
  recordValue,
  sealRecord,
  utf8,
  type OpeningFault,
  type Recipient,
} from '../../../services/lib/protocol/index.ts';
import { sealJwe } from '../../../services/lib/protocol/jwe.ts';
import { makeWorld, participantOf, sealInput } from '../../support/registry.ts';

const world = makeWorld(cipher, { auditors: [] });
const stream = { from: 'al', to: 'rs', lane: 0, generation: 1 };
const { signing } = participantOf(world, 'al');
const { keys } = participantOf(world, 'rs');
const kid = kidOf(cipher, signing);
const input = sealInput(world, stream);
const record = sealRecord(cipher, input);
const value = Buffer.from(recordValue(record));
const place = { topic: 'trm.al.rs', lane: 0, key: input.id };

/** The first fault on the whole way, or `null` when the record opens. */
function firstFault(bytes: Uint8Array, key = input.id): OpeningFault | null {
  const outcome = authenticate(cipher, world.state, { ...place, key, value: bytes });
  if (!outcome.ok) return outcome;
  const rings = checkRings(cipher, outcome);
  if (rings !== null) return rings;
  const opened = openRings(cipher, keys, outcome);
  return opened.ok ? null : opened;
}

function codeOf(bytes: Uint8Array | string): string | null {
  return firstFault(typeof bytes === 'string' ? utf8(bytes) : bytes)?.code ?? null;
}

test('untouched, the record opens', () => {
  assert.equal(firstFault(value), null);
});

test('every single changed byte is found', () => {
  for (let at = 0; at < value.length; at += 1) {
    // Each byte once, each bit in turn over the places; the lowest bits are where base64url has spare ones.
    for (const bit of [0, at % 8]) {
      const bytes = Buffer.from(value);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
      assert.notEqual(codeOf(bytes), null, `byte ${at}, bit ${bit}`);
    }
  }
});

test('every shortened or lengthened value is found', () => {
  for (let length = 0; length < value.length; length += 97) {
    assert.equal(codeOf(value.subarray(0, length)), 'unreadable');
  }
  assert.equal(codeOf(Buffer.concat([value, Buffer.from(' ')])), 'unreadable');
  assert.equal(codeOf(Buffer.alloc(MAX_RECORD_BYTES + 1, 0x20)), 'unreadable');
});

const { envelope, metadata, payload } = record;
for (const [what, text] of [
  ['white space', JSON.stringify({ envelope, metadata, payload }, null, 1)],
  ['other order', JSON.stringify({ metadata, envelope, payload })],
  ['a member more', JSON.stringify({ envelope, metadata, payload, more: '' })],
  ['a member less', JSON.stringify({ envelope, payload })],
  ['the envelope alone', JSON.stringify({ envelope })],
  ['a null payload', JSON.stringify({ envelope, metadata, payload: null })],
  [
    'a ring as object',
    `{"envelope":${JSON.stringify(envelope)},"metadata":${metadata},"payload":${payload}}`,
  ],
  ['a duplicate', JSON.stringify({ envelope, metadata, payload }).replace('{', '{"envelope":"x",')],
  ['another spelling', JSON.stringify({ envelope, metadata, payload }).replace('envelope', '\\u0065nvelope')],
  ['a lone surrogate', JSON.stringify({ envelope, metadata, payload: '\ud800' })],
  ['an array', '[]'],
  ['a string', '"x"'],
  ['a byte order mark', `\ufeff${JSON.stringify({ envelope, metadata, payload })}`],
] as const) {
  test(`a record value with ${what} is unreadable`, () => {
    assert.equal(codeOf(text), 'unreadable');
  });
}

/** An envelope that the sender really signed, with header and payload as given. */
function signed(header: string, body: Uint8Array | string): string {
  const start = `${base64url(utf8(header))}.${base64url(typeof body === 'string' ? utf8(body) : body)}`;
  return `${start}.${base64url(cipher.sign(signing, utf8(start)))}`;
}

const [headerText = '', bodyText = '', signatureText = ''] = envelope.split('.');
const header = Buffer.from(headerText, 'base64url').toString();
const body = Buffer.from(bodyText, 'base64url').toString();

function resigned(text: string): string {
  return JSON.stringify({ envelope: text, metadata, payload });
}

/** Signs parts as they stand, canonical or not. */
function signedParts(first: string, second: string): string {
  return `${first}.${second}.${base64url(cipher.sign(signing, utf8(`${first}.${second}`)))}`;
}

/**
 * A signed text in which the two alphabets differ. One envelope in sixteen has neither symbol, in its signature or
 * elsewhere: spelt in the other alphabet it is the same text, and rightly accepted.
 */
function withBothAlphabets(): string {
  for (let spaces = 0; ; spaces += 1) {
    const text = signed(header, body + ' '.repeat(spaces));
    if (/[-_]/.test(text)) return text;
  }
}

test('the helper signs what the sender signs', () => {
  assert.equal(codeOf(resigned(signed(header, body))), null);
});

for (const [what, text] of [
  ['padding in the header', signedParts(`${headerText}=`, bodyText)],
  ['padding in the payload', signedParts(headerText, `${bodyText}==`)],
  ['white space', `${envelope} `],
  [
    'a line break in the signature',
    `${headerText}.${bodyText}.${signatureText.slice(0, 40)}\n${signatureText.slice(40)}`,
  ],
  [
    'spare bits in the signature',
    `${headerText}.${bodyText}.${signatureText.slice(0, -1)}${nextSymbol(signatureText)}`,
  ],
  ['the other alphabet', withBothAlphabets().replaceAll('-', '+').replaceAll('_', '/')],
  ['a part more', `${envelope}.x`],
  ['no signature', `${headerText}.${bodyText}.`],
  ['a header member more', signed(header.replace('}', ',"x":1}'), body)],
  ['crit', signed(header.replace('}', ',"crit":["b64"],"b64":false}'), body)],
  [
    'an embedded key',
    signed(
      header.replace('}', `,"jwk":${JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: signing.x })}}`),
      body,
    ),
  ],
  ['a header member less', signed(`{"alg":"Ed25519","kid":"${kid}"}`, body)],
  ['a header member twice', signed(header.replace('{', '{"alg":"none",'), body)],
  ['white space in the header', signed(header.replace(',', ', '), body)],
  ['another spelling in the header', signed(header.replace('alg', '\\u0061lg'), body)],
  ['alg none', signed(header.replace('Ed25519', 'none'), body)],
  ['alg EdDSA', signed(header.replace('Ed25519', 'EdDSA'), body)],
  ['alg in lower case', signed(header.replace('Ed25519', 'ed25519'), body)],
  ['another typ', signed(header.replace('envelope', 'registry'), body)],
  ['kid as number', signed('{"alg":"Ed25519","typ":"trm-envelope+jws","kid":1}', body)],
  ['a header that is no object', signed('["Ed25519"]', body)],
  [
    'JSON serialisation',
    JSON.stringify({ protected: headerText, payload: bodyText, signature: signatureText }),
  ],
] as const) {
  test(`an envelope with ${what} is form, though signed`, () => {
    assert.equal(codeOf(resigned(text)), 'form');
  });
}

/** Last symbol with one spare bit set. */
function nextSymbol(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(text.at(-1) ?? '') + 1);
}

test('the order of header members is free, as everywhere but in record value and ring header', () => {
  const reordered = `{"kid":"${kid}","typ":"trm-envelope+jws","alg":"Ed25519"}`;
  assert.equal(codeOf(resigned(signed(reordered, body))), null);
});

test('a payload changed under the old signature is signature', () => {
  const other = base64url(utf8(body.replace('"sequence":1,', '"sequence":2,')));
  assert.equal(codeOf(resigned(`${headerText}.${other}.${signatureText}`)), 'signature');
});

for (const [what, text] of [
  ['a member more', body.replace('}', ',"subject":"x"}')],
  ['a member less', body.replace(/"seensequence":0,/, '')],
  ['a member twice', body.replace('{', '{"lane":0,')],
  ['a fraction', body.replace('"sequence":1,', '"sequence":1.0,')],
  ['an exponent', body.replace('"sequence":1,', '"sequence":1e0,')],
  ['sequence 0', body.replace('"sequence":1,', '"sequence":0,')],
  ['a sequence beyond 2^31-1', body.replace('"sequence":1,', '"sequence":2147483648,')],
  ['a sequence as text', body.replace('"sequence":1,', '"sequence":"1",')],
  ['another type', body.replace('trm.record.v1', 'trm.record.v2')],
  ['an id in upper case', body.replace(input.id, input.id.toUpperCase())],
  ['a time without milliseconds', body.replace('.000Z', 'Z')],
  ['a digest with spare bits', body.replace(/("previous":"[\w-]{42})[\w-]/, '$1B')],
  ['no JSON', 'x'],
  ['an array', '[]'],
] as const) {
  test(`an envelope whose payload has ${what} is envelope`, () => {
    assert.notEqual(text, body);
    assert.equal(codeOf(resigned(signed(header, text))), 'envelope');
  });
}

for (const [what, text] of [
  ['another source', body.replace('urn:trm:al', 'urn:trm:me')],
  ['another recipient', body.replace('urn:trm:rs', 'urn:trm:me')],
  ['another lane', body.replace('"lane":0', '"lane":1')],
] as const) {
  test(`an envelope with ${what} is misplaced`, () => {
    assert.equal(codeOf(resigned(signed(header, text))), 'misplaced');
  });
}

/** A record whose sender signs a payload ring made of `plaintext`, or the ring text that `change` makes of it. */
function withRing(
  plaintext: Uint8Array,
  change: (ring: string) => string = (ring) => ring,
  ringHead?: string,
): string {
  const protectedHeader =
    ringHead ??
    `{"enc":"A256GCM","typ":"trm-payload+jwe","record":"${input.id}","stream":"trm.al.rs/0/1","sequence":1}`;
  const ring = change(sealJwe(cipher, protectedHeader, input.payloadRecipients, plaintext));
  const text = body
    .replace(/"payloaddigest":"[\w-]*"/, `"payloaddigest":"${digest(cipher, ring)}"`)
    .replace(/"payloadcommit":"[\w-]*"/, `"payloadcommit":"${digest(cipher, plaintext)}"`);
  return JSON.stringify({ envelope: signed(header, text), metadata, payload: ring });
}

const SALT = base64url(cipher.randomBytes(32));
const plain = (text: string, length = 1024): Uint8Array => {
  const bytes = Buffer.alloc(length, ' ');
  bytes.write(text);
  return bytes;
};

test('a ring made by hand opens', () => {
  assert.equal(codeOf(withRing(plain(`{"salt":"${SALT}"}`))), null);
});

for (const [what, bytes] of [
  ['a tab after the object', plain(`{"salt":"${SALT}"}\t`)],
  ['a line break at the end', Buffer.concat([plain(`{"salt":"${SALT}"}`, 1023), Buffer.from('\n')])],
  ['a second object', plain(`{"salt":"${SALT}"} {}`)],
  ['no padding', utf8(`{"salt":"${SALT}"}`)],
  ['a larger bucket than needed', plain(`{"salt":"${SALT}"}`, 4096)],
  ['a size that is no bucket', plain(`{"salt":"${SALT}"}`, 2048)],
  ['no salt', plain('{}')],
  ['salt not first', plain(`{"text":"x","salt":"${SALT}"}`)],
  ['a short salt', plain(`{"salt":"${SALT.slice(4)}"}`)],
  ['a salt with spare bits', plain(`{"salt":"${SALT.slice(0, 42)}B"}`)],
  ['an array', plain(`["${SALT}"]`)],
  ['a duplicate member', plain(`{"salt":"${SALT}","text":"a","text":"b"}`)],
  [
    'malformed UTF-8',
    plain(`{"salt":"${SALT}","text":"\u00e9"}`).map((byte) => (byte === 0xc3 ? 0xff : byte)),
  ],
  ['nothing but spaces', plain('')],
] as const) {
  test(`a payload with ${what} is padding`, () => {
    assert.equal(codeOf(withRing(bytes)), 'padding');
  });
}

type Ring = Record<string, unknown> & {
  protected: string;
  recipients: { header: Record<string, unknown>; encrypted_key: string }[];
};
const changed = (change: (ring: Ring) => unknown): string =>
  withRing(plain(`{"salt":"${SALT}"}`), (text) => {
    const ring = JSON.parse(text) as Ring;
    return JSON.stringify(change(ring) ?? ring);
  });
const recipients = (ring: Ring, change: (header: Record<string, unknown>) => Record<string, unknown>) => ({
  ...ring,
  recipients: ring.recipients.map((one) => ({ ...one, header: change(one.header) })),
});

for (const [what, text] of [
  ['unprotected', changed((ring) => ({ ...ring, unprotected: {} }))],
  ['aad', changed((ring) => ({ ...ring, aad: 'eA' }))],
  ['apu', changed((ring) => recipients(ring, (head) => ({ ...head, apu: 'eA' })))],
  ['apv', changed((ring) => recipients(ring, (head) => ({ ...head, apv: 'eA' })))],
  ['another alg', changed((ring) => recipients(ring, (head) => ({ ...head, alg: 'ECDH-ES' })))],
  ['no recipients', changed((ring) => ({ ...ring, recipients: [] }))],
  [
    'recipients that are strangers',
    changed((ring) => recipients(ring, (head) => ({ ...head, kid: 'x' + String(head.epk) }))),
  ],
  ['one kid twice', changed((ring) => ({ ...ring, recipients: [...ring.recipients, ...ring.recipients] }))],
  [
    'a private epk',
    changed((ring) => recipients(ring, (head) => ({ ...head, epk: { ...(head.epk as object), d: SALT } }))),
  ],
  [
    'a low-order epk',
    changed((ring) =>
      recipients(ring, (head) => ({ ...head, epk: { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) } })),
    ),
  ],
  ['a short iv', changed((ring) => ({ ...ring, iv: 'AAAA' }))],
  ['a short tag', changed((ring) => ({ ...ring, tag: 'AAAAAAAAAAAAAAAA' }))],
  ['another ciphertext', changed((ring) => ({ ...ring, ciphertext: 'AAAA' }))],
  ['no JSON', withRing(plain(`{"salt":"${SALT}"}`), () => 'x')],
  ['a duplicate', withRing(plain(`{"salt":"${SALT}"}`), (ring) => ring.replace('{', '{"iv":"x",'))],
] as const) {
  test(`a ring with ${what} is ring-unopenable`, () => {
    assert.equal(codeOf(text), 'ring-unopenable');
  });
}

const place1 = `"record":"${input.id}","stream":"trm.al.rs/0/1","sequence":1`;
for (const [what, head] of [
  ['other order', `{"typ":"trm-payload+jwe","enc":"A256GCM",${place1}}`],
  ['zip', `{"enc":"A256GCM","typ":"trm-payload+jwe",${place1},"zip":"DEF"}`],
  ['another typ', `{"enc":"A256GCM","typ":"trm-metadata+jwe",${place1}}`],
  [
    'another record',
    `{"enc":"A256GCM","typ":"trm-payload+jwe",${place1.replace(/.{36}","str/, '01a20627-4ca9-70a8-971e-7911fe6ee66c","str')}}`,
  ],
  ['another stream', `{"enc":"A256GCM","typ":"trm-payload+jwe",${place1.replace('al.rs', 'rs.al')}}`],
  ['another sequence', `{"enc":"A256GCM","typ":"trm-payload+jwe",${place1.replace('":1', '":2')}}`],
  ['white space', `{"enc": "A256GCM","typ":"trm-payload+jwe",${place1}}`],
] as const) {
  test(`a ring header with ${what} is ring-header`, () => {
    assert.equal(codeOf(withRing(plain(`{"salt":"${SALT}"}`), undefined, head)), 'ring-header');
  });
}

test('the recipient is found by kid, wherever it stands', () => {
  const [one, other] = input.payloadRecipients as readonly [Recipient, Recipient];
  const turned = sealRecord(cipher, { ...input, payloadRecipients: [other, one] });
  assert.equal(codeOf(recordValue(turned)), null);
});
