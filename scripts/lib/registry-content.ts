/**
 * Contents of registry versions: the first one for a set of participants, and the next one from the one before.
 * Invariant: what is made here passes the reader's own checks; every invented legal instrument says so in its text.
 * formats.md 7, protocol.md 8.
 */
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  buildRegistry,
  kidOf,
  publicJwk,
  registryDigest,
  registryRoot,
  signEntry,
  type Jwk,
  type ParticipantEntry,
  type PrivateJwk,
  type RegistryPayload,
} from '../../services/lib/protocol/index.ts';

export interface NewParticipant {
  readonly id: string;
  readonly signingKey: PrivateJwk;
}

export interface NewAuditor {
  readonly id: string;
  readonly jwk: Jwk;
}

/** protocol.md 8. */
const REFRESH_MS = 30 * 24 * 60 * 60 * 1000;

/** Every participant with every other, one lane each; each participant names each auditor. */
export function firstRegistry(
  registryKeys: readonly Jwk[],
  participants: readonly NewParticipant[],
  auditors: readonly NewAuditor[],
  now: string,
): RegistryPayload {
  const ids = participants.map(({ id }) => id).sort();
  const year = Number(now.slice(0, 4));
  const named = auditors.map(({ id, jwk }) => ({ id, kid: kidOf(nodeCipher, jwk) }));
  return {
    version: 1,
    previous: registryRoot(nodeCipher),
    issued: now,
    refreshBefore: refreshBefore(now),
    protocols: [1],
    registryKeys: registryKeys.map(publicJwk),
    participants: participants
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, signingKey }) =>
        signEntry(nodeCipher, signingKey, {
          id,
          keys: [{ jwk: publicJwk(signingKey), status: 'current' }],
          auditors: named,
        }),
      ),
    auditors: auditors.map(({ id, jwk }) => ({ id, jwk: publicJwk(jwk), scope: ['*'] })),
    pairs: ids.flatMap((one, index) =>
      ids.slice(index + 1).map((other) => ({ participants: [one, other] as const, lanes: 1, generation: 1 })),
    ),
    bases: ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => demoBasis(from, to, year))),
  };
}

function demoBasis(from: string, to: string, year: number): RegistryPayload['bases'][number] {
  return {
    from,
    to,
    instrument: `INVENTED for demonstration, unconfirmed: agreement on referrals ${from}-${to}`,
    reference: `DEMO-${from}-${to}-${year}`,
    validFrom: `${year}-01-01`,
    validTo: `${year + 2}-01-01`,
  };
}

/** What one version may change; everything else is carried over. Entries come signed (`replacedKey`, or by hand). */
export type RegistryChange = Partial<
  Pick<RegistryPayload, 'registryKeys' | 'participants' | 'auditors' | 'pairs' | 'bases' | 'protocols'>
>;

/** `participants` and `pairs` of `change` replace those of the same name and add the others. */
export function nextRegistry(before: RegistryPayload, change: RegistryChange, now: string): RegistryPayload {
  return {
    ...before,
    version: before.version + 1,
    previous: registryDigest(nodeCipher, buildRegistry(before)),
    issued: now,
    refreshBefore: refreshBefore(now),
    protocols: change.protocols ?? before.protocols,
    registryKeys: change.registryKeys ?? before.registryKeys,
    participants: merged(before.participants, change.participants, ({ id }) => id),
    auditors: change.auditors ?? before.auditors,
    pairs: merged(before.pairs, change.pairs, ({ participants }) => [...participants].sort().join(' ')),
    bases: change.bases ?? before.bases,
  };
}

/**
 * A participant joins: its entry under its own first key, a pair and a basis each way with every `partner` (default: all
 * that are there). It names every auditor, as the others of a first registry do.
 */
export function joinedRegistry(
  before: RegistryPayload,
  { id, signingKey }: NewParticipant,
  now: string,
  partners: readonly string[] = before.participants.map((participant) => participant.id),
): RegistryPayload {
  const year = Number(now.slice(0, 4));
  const entry = signEntry(nodeCipher, signingKey, {
    id,
    keys: [{ jwk: publicJwk(signingKey), status: 'current' }],
    auditors: before.auditors.map((auditor) => ({ id: auditor.id, kid: kidOf(nodeCipher, auditor.jwk) })),
  });
  const sorted = (one: string, other: string): readonly [string, string] =>
    one < other ? [one, other] : [other, one];
  return nextRegistry(
    before,
    {
      participants: [entry],
      pairs: partners.map((other) => ({ participants: sorted(id, other), lanes: 1, generation: 1 })),
      bases: [
        ...before.bases,
        ...partners.flatMap((other) => [demoBasis(id, other, year), demoBasis(other, id, year)]),
      ],
    },
    now,
  );
}

/** The entry in which a new key takes the place of the current one, signed by the old one that it replaces. */
export function replacedKey(
  entry: ParticipantEntry,
  oldKey: PrivateJwk,
  newKey: PrivateJwk,
): ParticipantEntry {
  const keys = entry.keys.map((key) =>
    key.status === 'current' ? { ...key, status: 'replaced' as const } : key,
  );
  return signEntry(nodeCipher, oldKey, {
    id: entry.id,
    keys: [...keys, { jwk: publicJwk(newKey), status: 'current' }],
    auditors: entry.auditors,
  });
}

function refreshBefore(now: string): string {
  return new Date(Date.parse(now) + REFRESH_MS).toISOString();
}

function merged<T>(
  before: readonly T[],
  change: readonly T[] | undefined,
  nameOf: (item: T) => string,
): readonly T[] {
  const changed = new Map((change ?? []).map((item) => [nameOf(item), item]));
  const kept = before.map((item) => {
    const name = nameOf(item);
    const now = changed.get(name);
    changed.delete(name);
    return now ?? item;
  });
  return [...kept, ...changed.values()];
}
