/**
 * Who asks: a bearer token of this participant, signed by one of its token keys (EdDSA, nothing else).
 * Invariant: a token has one spelling; what Node and JOSE libraries would forgive (spare bits, padding, another
 * algorithm, a foreign audience) is refused before or at verification. contract.md 4.
 */
import { createPublicKey } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import type { FastifyInstance } from 'fastify';
import { type Role, roles as knownRoles } from '../../lib/contract/index.ts';
import { fromBase64url, fromUtf8, parseStrictJson } from '../../lib/protocol/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { Problem } from './problem.ts';

/** RFC 7517; members beyond these are ignored. */
export interface JsonWebKeySet {
  readonly keys: readonly {
    readonly kty: string;
    readonly crv?: string;
    readonly x?: string;
    readonly kid?: string;
  }[];
}

export interface Actor {
  readonly sub: string;
  readonly roles: ReadonlySet<Role>;
  readonly office: string | null;
}

export type Authenticate = (authorization: string | undefined) => Actor;

const TOKEN_LIFE_LIMIT_S = 12 * 60 * 60;
/** Clocks of an issuer and of this machine may differ by this much. */
const CLOCK_SKEW_S = 60;
const TOKEN_CHARACTERS = 4096;
const CLAIM_CHARACTERS = 128;
const CLAIMS = ['iss', 'aud', 'sub', 'roles', 'iat', 'exp', 'jti'] as const;
const BEARER = /^bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
const SIGNATURE_BYTES = 64;

/** Call before any route is added. @throws Error when the key set holds no usable key. */
export async function registerAuthentication(
  app: FastifyInstance,
  options: { participant: string; tokenKeys: JsonWebKeySet; now: () => number },
): Promise<Authenticate> {
  const keys = publicKeys(options.tokenKeys);
  const [first] = keys.values();
  if (first === undefined) throw new Error('token keys: the set holds no Ed25519 key with a kid');
  await app.register(fastifyJwt, {
    secret: { public: first, private: '' },
    verify: { algorithms: ['EdDSA'] },
  });
  const audience = `urn:trm:${options.participant}`;

  return (authorization) => {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > TOKEN_CHARACTERS) throw new Problem('unauthenticated');
    const key = keys.get(kidOfToken(token));
    if (key === undefined) throw new Problem('unauthenticated');
    let claims: JsonObject;
    try {
      claims = app.jwt.verify<JsonObject>(token, {
        key,
        algorithms: ['EdDSA'],
        allowedIss: audience,
        allowedAud: audience,
        requiredClaims: [...CLAIMS],
        clockTimestamp: options.now(),
      });
    } catch (cause) {
      throw new Problem('unauthenticated', { cause });
    }
    const actor = actorOf(claims, Math.floor(options.now() / 1000));
    if (actor === null) throw new Problem('unauthenticated');
    return actor;
  };
}

function publicKeys(set: JsonWebKeySet): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const { kty, crv, x, kid } of set.keys) {
    if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined || kid === undefined) continue;
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
    keys.set(kid, key.export({ type: 'spki', format: 'pem' }).toString());
  }
  return keys;
}

/** The `kid` of a token whose three parts are canonical; everything in it is the caller's word until it is verified. */
function kidOfToken(token: string): string {
  const [headerPart = '', claimsPart = '', signaturePart = ''] = token.split('.');
  const header = objectOf(headerPart);
  const claims = objectOf(claimsPart);
  const signature = fromBase64url(signaturePart, SIGNATURE_BYTES);
  const kid = header?.['kid'];
  if (claims === null || signature === null || header?.['alg'] !== 'EdDSA' || typeof kid !== 'string') {
    throw new Problem('unauthenticated');
  }
  return kid;
}

function objectOf(part: string): JsonObject | null {
  const bytes = fromBase64url(part);
  if (bytes === null || fromUtf8(bytes) === null) return null;
  const parsed = parseStrictJson(bytes, TOKEN_CHARACTERS);
  return parsed.ok &&
    typeof parsed.value === 'object' &&
    parsed.value !== null &&
    !Array.isArray(parsed.value)
    ? (parsed.value as JsonObject)
    : null;
}

function actorOf(claims: JsonObject, nowSeconds: number): Actor | null {
  const { aud, sub, roles, office, iat, exp, jti } = claims;
  if (typeof aud !== 'string' || !claimText(sub) || !claimText(jti)) return null;
  if (typeof iat !== 'number' || typeof exp !== 'number') return null;
  if (exp <= nowSeconds || iat > nowSeconds + CLOCK_SKEW_S || exp <= iat || exp - iat > TOKEN_LIFE_LIMIT_S)
    return null;
  if (office !== undefined && !claimText(office)) return null;
  if (!Array.isArray(roles)) return null;
  const held = new Set(knownRoles.filter((role) => (roles as readonly unknown[]).includes(role)));
  // Who runs the machine must not be the one who judges it (domain.md 3).
  if (held.has('gateway-operator') && held.has('auditor')) return null;
  return { sub, roles: held, office: office ?? null };
}

function claimText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= CLAIM_CHARACTERS;
}
