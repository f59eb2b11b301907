/**
 * A small world in memory for tests: registry keys, participants with all their keys, and the signed versions.
 * Invariant: what it makes is accepted by the code under test through the same door as any registry.
 */
import assert from 'node:assert/strict';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  acceptRegistry,
  buildRegistry,
  digest,
  kidOf,
  publicJwk,
  registryDigest,
  registryRoot,
  signEntry,
  signRegistry,
  weekOf,
  type AnnouncedKey,
  type Cipher,
  type DecryptionKeys,
  type Jwk,
  type KeySeries,
  type ParticipantEntry,
  type PrivateJwk,
  type Recipient,
  type RegistryPayload,
  type RegistryPins,
  type RegistryState,
  type SealInput,
  type Stream,
  initialHead,
  newId,
  opposite,
  nameHead,
  streamName,
} from '../../services/lib/protocol/index.ts';

export interface WorldParticipant {
  readonly id: string;
  readonly signing: PrivateJwk;
  /** This week's and the next week's payload keys. */
  readonly payload: readonly { readonly jwk: PrivateJwk; readonly from: string; readonly to: string }[];
  readonly metadata: { readonly jwk: PrivateJwk; readonly from: string };
  /** Keys of the justice channel, of the same weeks. */
  readonly justice: readonly { readonly jwk: PrivateJwk; readonly from: string; readonly to: string }[];
  /** Opens what is sealed to this participant, but nothing of the justice channel. */
  readonly keys: DecryptionKeys;
}

export interface WorldAuditor {
  readonly id: string;
  readonly jwk: PrivateJwk;
  readonly keys: DecryptionKeys;
}

export interface World {
  readonly cipher: Cipher;
  readonly now: string;
  readonly registryKeys: readonly PrivateJwk[];
  /** Payload of the newest version, to change and sign again. */
  readonly payload: RegistryPayload;
  /** Bus value of the newest version. */
  readonly registryValue: Uint8Array;
  readonly pins: RegistryPins;
  readonly state: RegistryState;
  readonly participants: ReadonlyMap<string, WorldParticipant>;
  readonly auditors: ReadonlyMap<string, WorldAuditor>;
  /** What all participants announced. */
  readonly announced: readonly AnnouncedKey[];
}

export interface WorldOptions {
  readonly participants?: readonly string[];
  readonly auditors?: readonly string[];
  /** ISO time; default a Wednesday. */
  readonly now?: string;
  readonly lanes?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function keyring(cipher: Cipher, keys: readonly PrivateJwk[]): DecryptionKeys {
  const byKid = new Map(keys.map((key) => [kidOf(cipher, key), key]));
  return { find: (kid) => byKid.get(kid) ?? null };
}

export function makeParticipant(cipher: Cipher, id: string, now: string): WorldParticipant {
  const week = weekOf(now);
  const next = weekOf(week.to);
  const payload = [week, next].map((span) => ({ jwk: cipher.generateKeyPair('X25519'), ...span }));
  const metadata = { jwk: cipher.generateKeyPair('X25519'), from: week.from };
  const justice = [week, next].map((span) => ({ jwk: cipher.generateKeyPair('X25519'), ...span }));
  const keys = keyring(cipher, [...payload.map(({ jwk }) => jwk), metadata.jwk]);
  return { id, signing: cipher.generateKeyPair('Ed25519'), payload, metadata, justice, keys };
}

export function makeWorld(cipher: Cipher = nodeCipher, options: WorldOptions = {}): World {
  const ids = options.participants ?? ['al', 'rs'];
  const now = options.now ?? '2026-11-25T10:00:00.000Z';
  const registryKeys = [1, 2, 3].map(() => cipher.generateKeyPair('Ed25519'));
  const participants = new Map(ids.map((id) => [id, makeParticipant(cipher, id, now)]));
  const auditors = new Map(
    (options.auditors ?? ['audit']).map((id) => {
      const jwk = cipher.generateKeyPair('X25519');
      return [id, { id, jwk, keys: keyring(cipher, [jwk]) }];
    }),
  );
  const entries = [...participants.values()].map((participant): ParticipantEntry =>
    signEntry(cipher, participant.signing, {
      id: participant.id,
      keys: [{ jwk: publicJwk(participant.signing), status: 'current' }],
      auditors: [...auditors.values()].map(({ id, jwk }) => ({ id, kid: kidOf(cipher, jwk) })),
    }),
  );
  const pairs = ids.flatMap((one, index) =>
    ids.slice(index + 1).map((other) => ({
      participants: [one, other] as const,
      lanes: options.lanes ?? 1,
      generation: 1,
    })),
  );
  const bases = ids.flatMap((from) =>
    ids
      .filter((to) => to !== from)
      .map((to) => ({
        from,
        to,
        instrument: 'agreement',
        reference: 'test',
        validFrom: '2026-01-01',
        validTo: '2028-01-01',
      })),
  );
  const payload: RegistryPayload = {
    version: 1,
    previous: registryRoot(cipher),
    issued: now,
    refreshBefore: new Date(Date.parse(now) + 30 * DAY_MS).toISOString(),
    protocols: [1],
    registryKeys: registryKeys.map(publicJwk),
    participants: entries,
    auditors: [...auditors.values()].map(({ id, jwk }) => ({ id, jwk: publicJwk(jwk), scope: ['*'] })),
    pairs,
    bases,
  };
  const pins: RegistryPins = {
    keys: registryKeys.map(publicJwk),
    version: 1,
    digest: registryDigest(cipher, buildRegistry(payload)),
  };
  const value = signRegistry(cipher, registryKeys.slice(0, 2), payload);
  const outcome = acceptRegistry(cipher, pins, null, value);
  assert.ok(outcome.ok, `the test registry was refused: ${outcome.ok ? '' : outcome.code}`);
  const announced = [...participants.values()].flatMap((participant): AnnouncedKey[] => [
    ...participant.payload.map(({ jwk, from, to }) =>
      announcedKey(cipher, participant.id, 'payload', jwk, from, to),
    ),
    ...participant.justice.map(({ jwk, from, to }) =>
      announcedKey(cipher, participant.id, 'justice', jwk, from, to),
    ),
    announcedKey(
      cipher,
      participant.id,
      'metadata',
      participant.metadata.jwk,
      participant.metadata.from,
      null,
    ),
  ]);
  return {
    cipher,
    now,
    registryKeys,
    payload,
    registryValue: value,
    pins,
    state: outcome.state,
    participants,
    auditors,
    announced,
  };
}

function announcedKey(
  cipher: Cipher,
  participant: string,
  series: KeySeries,
  key: PrivateJwk,
  from: string,
  to: string | null,
): AnnouncedKey {
  return { participant, series, jwk: publicJwk(key), kid: kidOf(cipher, key), from, to };
}

/** The next version after `world`, changed by `change` and signed by two registry keys. Not accepted yet. */
export function nextVersion(
  world: World,
  change: (payload: RegistryPayload) => Partial<RegistryPayload>,
  keys: readonly PrivateJwk[] = world.registryKeys.slice(0, 2),
): { readonly payload: RegistryPayload; readonly value: Uint8Array } {
  const base = { ...world.payload, version: world.payload.version + 1, previous: world.state.digest };
  const payload = { ...base, ...change(base) };
  return { payload, value: signRegistry(world.cipher, keys, payload) };
}

/** The world after an accepted next version. */
export function advance(world: World, change: (payload: RegistryPayload) => Partial<RegistryPayload>): World {
  const { payload, value } = nextVersion(world, change);
  const outcome = acceptRegistry(world.cipher, world.pins, world.state, value);
  assert.ok(outcome.ok, `the next test registry was refused: ${outcome.ok ? '' : outcome.code}`);
  return { ...world, payload, registryValue: value, state: outcome.state };
}

export function participantOf(world: World, id: string): WorldParticipant {
  const participant = world.participants.get(id);
  assert.ok(participant, `no participant ${id} in this test`);
  return participant;
}

/** Keys as a router holds them: `channels` says which private keys are mounted; what was announced all know. */
export function mounted(
  world: World,
  id: string,
  channels: { readonly protection?: boolean; readonly justice?: boolean },
): DecryptionKeys {
  const { keys, justice } = participantOf(world, id);
  const series = new Map(world.announced.map((key) => [`${key.participant} ${key.kid}`, key.series]));
  return {
    find: channels.protection === false ? () => null : (kid) => keys.find(kid),
    ...(channels.justice === true
      ? {
          justice: keyring(
            world.cipher,
            justice.map(({ jwk }) => jwk),
          ),
        }
      : {}),
    seriesOf: (participant, kid) => series.get(`${participant} ${kid}`) ?? null,
  };
}

function recipient(cipher: Cipher, key: Jwk): Recipient {
  return { kid: kidOf(cipher, key), jwk: publicJwk(key) };
}

/** Input of `sealRecord` for a stream of the world; a valid heartbeat as record 1 unless told otherwise. */
export function sealInput(world: World, stream: Stream, overrides: Partial<SealInput> = {}): SealInput {
  const { cipher } = world;
  const from = participantOf(world, stream.from);
  const to = participantOf(world, stream.to);
  const [week] = from.payload;
  const [otherWeek] = to.payload;
  assert.ok(week && otherWeek);
  return {
    stream,
    id: newId(cipher, Date.parse(world.now)),
    time: world.now,
    sequence: 1,
    previous: initialHead(cipher, world.state, stream).digest,
    seen: nameHead(cipher, streamName(opposite(stream))),
    registry: { version: world.state.version, digest: world.state.digest },
    signingKey: from.signing,
    metadataRecipients: [
      recipient(cipher, from.metadata.jwk),
      recipient(cipher, to.metadata.jwk),
      ...world.state.auditorsFor(stream.from, stream.to),
    ],
    payloadRecipients: [recipient(cipher, week.jwk), recipient(cipher, otherWeek.jwk)],
    metadata: { type: 'heartbeat', version: 1, drill: false },
    payload: {},
    ...overrides,
  };
}

/** Any 32-byte digest that nothing has. */
export function foreignDigest(cipher: Cipher, text = 'foreign'): string {
  return digest(cipher, text);
}
