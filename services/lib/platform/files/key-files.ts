/**
 * The files of formats.md 8 that hold keys: their shapes, read strictly.
 * Invariant: a problem says which file and which member, never a value. Whether a public key is sound is the
 * protocol's enrolment check; here only its form counts.
 */
import { readFileSync } from 'node:fs';
import type { Jwk, PrivateJwk } from '../../protocol/types.ts';

export interface EncryptionKeys {
  /** One per week; `to` is exclusive. */
  readonly payload: readonly { readonly jwk: PrivateJwk; readonly from: string; readonly to: string }[];
  readonly metadata: readonly { readonly jwk: PrivateJwk; readonly from: string }[];
}

/** Keys of the justice channel: a file of its own, so that nobody needs to hold both. */
export interface JusticeKeys {
  /** One per week; `to` is exclusive. */
  readonly justice: readonly { readonly jwk: PrivateJwk; readonly from: string; readonly to: string }[];
}

export interface KekFile {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface PinsFile {
  readonly keys: readonly Jwk[];
  readonly version: number;
  readonly digest: string;
}

/** Public keys that tokens may be signed with (RFC 7517), each with its `kid`. */
export interface TokenKeys {
  readonly keys: readonly { readonly kid: string; readonly jwk: Jwk }[];
}

export type FileReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

const BYTES_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** The largest of these files, encryption keys of years, stays far below. */
const LIMIT_BYTES = 1024 * 1024;

class FormProblem extends Error {}

export function readSigningKey(file: string): FileReading<PrivateJwk> {
  return read(file, (json) => privateJwk(json, 'the key', 'Ed25519'));
}

export function readEncryptionKeys(file: string): FileReading<EncryptionKeys> {
  return read(file, (json) => {
    const keys = object(json, 'the file', ['payload', 'metadata']);
    return {
      payload: weekly(keys['payload'], 'payload'),
      metadata: array(keys['metadata'], 'metadata').map((item, index) => {
        const at = `metadata/${index}`;
        const entry = object(item, at, ['jwk', 'from']);
        return { jwk: privateJwk(entry['jwk'], at, 'X25519'), from: time(entry['from'], `${at}/from`) };
      }),
    };
  });
}

export function readJusticeKeys(file: string): FileReading<JusticeKeys> {
  return read(file, (json) => ({
    justice: weekly(object(json, 'the file', ['justice'])['justice'], 'justice'),
  }));
}

function weekly(value: unknown, series: string): EncryptionKeys['payload'] {
  return array(value, series).map((item, index) => {
    const at = `${series}/${index}`;
    const entry = object(item, at, ['jwk', 'from', 'to']);
    return {
      jwk: privateJwk(entry['jwk'], at, 'X25519'),
      from: time(entry['from'], `${at}/from`),
      to: time(entry['to'], `${at}/to`),
    };
  });
}

export function readKek(file: string): FileReading<KekFile> {
  return read(file, (json) => {
    const kek = object(json, 'the file', ['id', 'key']);
    if (typeof kek['id'] !== 'string' || !/^[A-Za-z0-9._:-]{1,64}$/.test(kek['id']))
      throw new FormProblem('id is not an id');
    return { id: kek['id'], key: Buffer.from(bytes32(kek['key'], 'key'), 'base64url') };
  });
}

export function readPins(file: string): FileReading<PinsFile> {
  return read(file, (json) => {
    const pins = object(json, 'the file', ['keys', 'version', 'digest']);
    const keys = array(pins['keys'], 'keys').map((item, index) =>
      publicJwk(item, `keys/${index}`, 'Ed25519'),
    );
    if (keys.length !== 3) throw new FormProblem('keys are not three');
    const version = pins['version'];
    if (!Number.isSafeInteger(version) || (version as number) < 1)
      throw new FormProblem('version is not a positive integer');
    return { keys, version: version as number, digest: bytes32(pins['digest'], 'digest') };
  });
}

export function readTokenKeys(file: string): FileReading<TokenKeys> {
  return read(file, (json) => {
    const set = object(json, 'the file', ['keys']);
    const keys = array(set['keys'], 'keys').map((item, index) => {
      const at = `keys/${index}`;
      // RFC 7517 lets further members stand; a private one would make the gateway an issuer.
      if (!isObject(item)) throw new FormProblem(`${at} is not an object`);
      if ('d' in item) throw new FormProblem(`${at} holds a private key; only public ones belong here`);
      if (typeof item['kid'] !== 'string' || item['kid'] === '') throw new FormProblem(`${at} has no kid`);
      const { kty, crv, x } = item;
      return { kid: item['kid'], jwk: publicJwk({ kty, crv, x }, at, 'Ed25519') };
    });
    if (keys.length === 0) throw new FormProblem('keys are none');
    return { keys };
  });
}

/** A single line of text, such as a database URL. */
export function readLine(file: string): FileReading<string> {
  return readText(file, (text) => {
    const line = text.trim();
    if (line === '' || line.includes('\n')) throw new FormProblem('the file is not one line of text');
    return line;
  });
}

export function readPem(file: string): FileReading<string> {
  return readText(file, (text) => {
    if (!text.includes('-----BEGIN ')) throw new FormProblem('the file is not PEM');
    return text;
  });
}

function read<T>(file: string, parse: (json: unknown) => T): FileReading<T> {
  return readText(file, (text) => {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // The parser's own message quotes the text.
      throw new FormProblem('the file is not JSON');
    }
    return parse(json);
  });
}

function readText<T>(file: string, parse: (text: string) => T): FileReading<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { ok: false, problem: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
  if (text.length > LIMIT_BYTES) return { ok: false, problem: 'is larger than any file of its kind' };
  try {
    return { ok: true, value: parse(text) };
  } catch (error) {
    if (error instanceof FormProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown, at: string, members: readonly string[]): Record<string, unknown> {
  if (!isObject(value)) throw new FormProblem(`${at} is not an object`);
  for (const member of members) if (!(member in value)) throw new FormProblem(`${at} has no ${member}`);
  if (Object.keys(value).length !== members.length)
    throw new FormProblem(`${at} has members beyond ${members.join(', ')}`);
  return value;
}

function array(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new FormProblem(`${at} is not an array`);
  return value;
}

function bytes32(value: unknown, at: string): string {
  if (typeof value !== 'string' || !BYTES_32.test(value))
    throw new FormProblem(`${at} is not 32 bytes in base64url`);
  return value;
}

function time(value: unknown, at: string): string {
  if (typeof value !== 'string' || !TIME.test(value)) throw new FormProblem(`${at} is not a time`);
  return value;
}

function publicJwk(value: unknown, at: string, crv: Jwk['crv']): Jwk {
  const jwk = object(value, at, ['kty', 'crv', 'x']);
  if (jwk['kty'] !== 'OKP' || jwk['crv'] !== crv) throw new FormProblem(`${at} is not a key of ${crv}`);
  return { kty: 'OKP', crv, x: bytes32(jwk['x'], `${at}/x`) };
}

function privateJwk(value: unknown, at: string, crv: Jwk['crv']): PrivateJwk {
  const { d, ...rest } = object(value, at, ['kty', 'crv', 'x', 'd']);
  return { ...publicJwk(rest, at, crv), d: bytes32(d, `${at}/d`) };
}
