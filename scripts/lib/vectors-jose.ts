/**
 * Vectors for keys and signatures: Wycheproof Ed25519, X25519 and JWS, and the JOSE cookbook.
 * They go through the strict parser and the verifier that envelopes use; only `alg` may also be the older `EdDSA`.
 */
import {
  checkEnrolment,
  fromBase64url,
  jwsPayload,
  openJwe,
  parseCompactJws,
  parseJwe,
  parseJwsParts,
  verifyJws,
  type Cipher,
  type Jwk,
  type ParsedJws,
  type PrivateJwk,
} from '../../services/lib/protocol/index.ts';
import { asRecord, verdictOf, type CaseResult } from './vector-case.ts';

type Unknowns = Readonly<Record<string, unknown>>;

function groupsOf(
  file: Unknowns,
): readonly { readonly group: Unknowns; readonly tests: readonly Unknowns[] }[] {
  const groups = Array.isArray(file.testGroups) ? (file.testGroups as readonly unknown[]).map(asRecord) : [];
  return groups.map((group) => ({ group, tests: (group.tests as readonly unknown[]).map(asRecord) }));
}

function idOf(test: Unknowns): string {
  return `tcId ${String(test.tcId)}`;
}

/** A public key of ours, from whatever a vector holds; `null` when it is of another kind. */
function okp(value: unknown, crv: 'Ed25519' | 'X25519'): Jwk | null {
  const { kty, crv: curve, x } = asRecord(value);
  if (kty !== 'OKP' || curve !== crv || typeof x !== 'string' || fromBase64url(x, 32) === null) return null;
  return { kty, crv, x };
}

function privateOkp(value: unknown): PrivateJwk | null {
  const { d } = asRecord(value);
  const jwk = okp(value, 'X25519');
  return jwk === null || typeof d !== 'string' ? null : { ...jwk, d };
}

/** Wycheproof `xdh_jwk_comp`: agreement as rings use it; an all-zero secret must be refused. */
export function checkX25519(cipher: Cipher, value: unknown): readonly CaseResult[] | null {
  const file = asRecord(value);
  if (file.algorithm !== 'XDH' || file.schema !== 'xdh_jwk_comp_schema_v1.json') return null;
  return groupsOf(file).flatMap(({ tests }) =>
    tests.map((test): CaseResult => {
      const key = privateOkp(test.private);
      const peer = okp(test.public, 'X25519');
      const secret = key === null || peer === null ? null : cipher.agree(key, peer);
      const hex = secret === null ? null : Buffer.from(secret).toString('hex');
      const matches = hex !== null && hex === test.shared && !/^0*$/.test(hex);
      const zero = /^0*$/.test(String(test.shared));
      const expected =
        test.result === 'valid'
          ? matches
          : test.result === 'invalid' || zero
            ? hex === null
            : matches || hex === null;
      return { id: idOf(test), verdict: verdictOf(expected) };
    }),
  );
}

/** Wycheproof `eddsa_verify`: the bare signature check, with keys that must pass enrolment. */
function checkEd25519(cipher: Cipher, file: Unknowns): readonly CaseResult[] {
  return groupsOf(file).flatMap(({ group, tests }) => {
    const jwk = okp(group.publicKeyJwk, 'Ed25519');
    const enrolled = jwk !== null && checkEnrolment(cipher, jwk) === 'ok';
    return tests.map((test): CaseResult => {
      const message = Buffer.from(String(test.msg), 'hex');
      const signature = Buffer.from(String(test.sig), 'hex');
      const verified = enrolled && cipher.verify(jwk, message, signature);
      return { id: idOf(test), verdict: verdictOf(verified === (test.result === 'valid')) };
    });
  });
}

function verified(cipher: Cipher, key: Jwk, jws: ParsedJws | null): boolean {
  if (jws === null || (jws.header.alg !== 'Ed25519' && jws.header.alg !== 'EdDSA')) return false;
  return jwsPayload(jws) !== null && verifyJws(cipher, key, jws);
}

/**
 * Wycheproof `json_web_signature`. Groups with keys that are not Ed25519 say nothing of our verifier, but for forms
 * that the strict parser has to refuse whatever the key.
 */
function checkWycheproofJws(cipher: Cipher, file: Unknowns): readonly CaseResult[] {
  return groupsOf(file).flatMap(({ group, tests }) => {
    const key = okp(group.public ?? group.private, 'Ed25519');
    return tests.map((test): CaseResult => {
      const jws = typeof test.jws === 'string' ? parseCompactJws(test.jws) : null;
      const id = idOf(test);
      if (key !== null) {
        const expected = verified(cipher, key, jws) === (test.result === 'valid');
        return { id, verdict: test.result === 'acceptable' ? 'passed' : verdictOf(expected) };
      }
      const refusedByForm = jws === null || jwsPayload(jws) === null;
      return { id, verdict: test.result === 'invalid' && refusedByForm ? 'passed' : 'skipped' };
    });
  });
}

/** One signature of the cookbook in each serialisation that it gives. */
function checkCookbookJws(cipher: Cipher, file: Unknowns): readonly CaseResult[] {
  const output = asRecord(file.output);
  const key = okp(asRecord(file.input).key, 'Ed25519');
  const forms: [string, ParsedJws | null][] = [];
  if (typeof output.compact === 'string') forms.push(['compact', parseCompactJws(output.compact)]);
  const { payload, signatures } = asRecord(output.json);
  for (const item of Array.isArray(signatures) ? (signatures as readonly unknown[]) : []) {
    forms.push(['json', partsOf(asRecord(item), payload)]);
  }
  const flat = asRecord(output.json_flat);
  if (flat.signature !== undefined) forms.push(['json_flat', partsOf(flat, flat.payload)]);
  return forms.map(([id, jws]) => ({
    id,
    verdict:
      key === null
        ? 'skipped'
        : verdictOf(verified(cipher, key, jws) && payloadIs(jws, asRecord(file.input))),
  }));
}

function partsOf(signature: Unknowns, payload: unknown): ParsedJws | null {
  const { protected: header, signature: text } = signature;
  if (typeof header !== 'string' || typeof text !== 'string' || typeof payload !== 'string') return null;
  return parseJwsParts(header, payload, text);
}

function payloadIs(jws: ParsedJws | null, input: Unknowns): boolean {
  const bytes = jws === null ? null : jwsPayload(jws);
  return bytes !== null && Buffer.from(bytes).toString('utf8') === input.payload;
}

/** JWE of the cookbook: only ECDH-ES+A256KW with A256GCM over X25519 in general JSON is ours. */
function checkCookbookJwe(cipher: Cipher, file: Unknowns): readonly CaseResult[] {
  const input = asRecord(file.input);
  const output = asRecord(file.output);
  const key = privateOkp(input.key);
  const ours = key !== null && input.alg === 'ECDH-ES+A256KW' && input.enc === 'A256GCM';
  return Object.keys(output).map((form): CaseResult => {
    if (!ours || form !== 'json') return { id: form, verdict: 'skipped' };
    const jwe = parseJwe(JSON.stringify(output.json));
    const recipient = jwe?.recipients[0];
    const plain = jwe === null || recipient === undefined ? null : openJwe(cipher, jwe, recipient, key);
    return {
      id: form,
      verdict: verdictOf(plain !== null && Buffer.from(plain).toString() === input.plaintext),
    };
  });
}

export function checkJose(cipher: Cipher, value: unknown): readonly CaseResult[] | null {
  const file = asRecord(value);
  if (file.algorithm === 'EDDSA' && file.schema === 'eddsa_verify_schema_v1.json')
    return checkEd25519(cipher, file);
  if (file.schema === 'json_web_signature_schema_v1.json') return checkWycheproofJws(cipher, file);
  if (file.signing !== undefined && file.output !== undefined) return checkCookbookJws(cipher, file);
  if (file.encrypting_content !== undefined && file.output !== undefined)
    return checkCookbookJwe(cipher, file);
  if (file.signing !== undefined || (typeof file.kty === 'string' && typeof file.crv === 'string')) {
    return [{ id: 'key', verdict: 'skipped' }]; // a key that is not of our curves, or several signers at once
  }
  return null;
}
