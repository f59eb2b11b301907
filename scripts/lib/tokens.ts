/**
 * Issues the bearer tokens of contract.md 4 with the key that only an issuer holds.
 * Invariant: no token outlives 12 hours, and a case-worker's token names the office whose cases it may see.
 */
import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Role } from '../../services/lib/contract/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import { kidOf, type PrivateJwk } from '../../services/lib/protocol/index.ts';

export const MAX_TOKEN_MS = 12 * 60 * 60 * 1000;

export class TokenError extends Error {
  override readonly name = 'TokenError';
}

export interface TokenInput {
  readonly participant: string;
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly office?: string;
  readonly lifetimeMs: number;
  readonly nowMs: number;
}

export async function issueToken(key: PrivateJwk, input: TokenInput): Promise<string> {
  if (input.lifetimeMs < 1000 || input.lifetimeMs > MAX_TOKEN_MS)
    throw new TokenError('a token lives from 1 s to 12 h');
  if (input.roles.includes('case-worker') && input.office === undefined) {
    throw new TokenError('a case-worker belongs to an office');
  }
  const issuer = `urn:trm:${input.participant}`;
  const issued = Math.floor(input.nowMs / 1000);
  return new SignJWT({
    roles: [...input.roles],
    ...(input.office === undefined ? {} : { office: input.office }),
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: kidOf(nodeCipher, key) })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(input.subject)
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.floor(input.lifetimeMs / 1000))
    .setJti(randomUUID())
    .sign(await importJWK({ ...key }, 'EdDSA'));
}
