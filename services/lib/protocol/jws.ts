/**
 * JWS (RFC 7515) in the one strict form that we accept: canonical base64url, a header without white space or
 * duplicate names, exactly the members asked for, Ed25519. Signatures are over the received bytes (protocol.md 5).
 */
import { base64url, fromBase64url, fromUtf8, utf8 } from './encoding.ts';
import { hasExactly, isObject, parseStrictJsonText } from './strict-json.ts';
import type { Cipher, Json, Jwk, PrivateJwk } from './types.ts';

export interface ParsedJws {
  readonly header: { readonly [member: string]: Json };
  /** Base64url text, canonical. */
  readonly payload: string;
  /** ASCII of what is signed. */
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

export interface JwsHeader {
  readonly alg: 'Ed25519';
  readonly typ: string;
  readonly kid: string;
}

export type JwsType = 'trm-envelope+jws' | 'trm-registry+jws' | 'trm-entry+jws';

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;
const SIGNATURE_BYTES = 64;

/** Header object from its base64url text; `null` unless canonical, strict JSON and without white space. */
export function parseJwsHeader(text: string): { readonly [member: string]: Json } | null {
  const bytes = fromBase64url(text);
  const json = bytes === null ? null : fromUtf8(bytes);
  if (json === null) return null;
  const parsed = parseStrictJsonText(json);
  // Members may come in any order, but nothing else may differ from what JSON.stringify writes.
  if (!parsed.ok || !isObject(parsed.value) || JSON.stringify(parsed.value) !== json) return null;
  return parsed.value;
}

/** One signature from its three base64url parts, however they were carried; nothing is verified yet. */
export function parseJwsParts(
  protectedText: string,
  payload: string,
  signatureText: string,
): ParsedJws | null {
  const header = parseJwsHeader(protectedText);
  const signature = fromBase64url(signatureText);
  if (header === null || signature === null) return null;
  return { header, payload, signature, signingInput: Buffer.from(`${protectedText}.${payload}`, 'latin1') };
}

/** Shape of a compact JWS; `null` when the form is not strict. */
export function parseCompactJws(text: string): ParsedJws | null {
  const match = COMPACT.exec(text);
  return match === null ? null : parseJwsParts(match[1] ?? '', match[2] ?? '', match[3] ?? '');
}

/** Header of ours: exactly `alg`, `typ`, `kid`, with the algorithm and the type that belong here. */
export function trmHeader(header: unknown, typ: JwsType): JwsHeader | null {
  if (!hasExactly(header, ['alg', 'typ', 'kid'])) return null;
  if (header.alg !== 'Ed25519' || header.typ !== typ || typeof header.kid !== 'string') return null;
  return { alg: 'Ed25519', typ, kid: header.kid };
}

/** The signature over the received bytes; nothing but Ed25519 exists here. */
export function verifyJws(cipher: Cipher, jwk: Jwk, jws: ParsedJws): boolean {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jws.signature.length !== SIGNATURE_BYTES) return false;
  return cipher.verify(jwk, jws.signingInput, jws.signature);
}

/** Payload bytes of a verified JWS; `null` when its base64url is not canonical. */
export function jwsPayload(jws: ParsedJws): Uint8Array | null {
  return fromBase64url(jws.payload);
}

/** Protected header of ours as base64url. */
export function jwsHeaderText(typ: JwsType, kid: string): string {
  return base64url(utf8(`{"alg":"Ed25519","typ":"${typ}","kid":"${kid}"}`));
}

export function signCompactJws(
  cipher: Cipher,
  typ: JwsType,
  kid: string,
  key: PrivateJwk,
  payload: Uint8Array,
): string {
  const input = `${jwsHeaderText(typ, kid)}.${base64url(payload)}`;
  return `${input}.${base64url(cipher.sign(key, utf8(input)))}`;
}
