/**
 * The registry operator's folder: three signing keys, every version with its signatures, the pins for participants.
 * Invariant: a version that was written is never changed, only signed; what is published passed the reader's checks
 * from version 1 on. formats.md 7 and 8. In earnest each key lies with another person on another machine.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { REGISTRY_TOPIC } from '../../services/lib/protocol/index.ts';
import {
  acceptRegistry,
  buildRegistry,
  kidOf,
  publicJwk,
  registryDigest,
  registryValue,
  signRegistryPayload,
  type PrivateJwk,
  type RegistryPayload,
  type RegistryPins,
  type RegistrySignature,
  type RegistryState,
} from '../../services/lib/protocol/index.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  createPrivateFile,
  makePrivateDir,
  readPins,
  replacePrivateFile,
} from '../../services/lib/platform/files/index.ts';
import type { Bus } from '../../services/lib/platform/bus/port.ts';
import { signingKey } from './participant-keys.ts';

export class RegistryDirError extends Error {
  override readonly name = 'RegistryDirError';
}

/** Id of the operator as a writer of the bus; no participant can have it (contract.md 5). */
export const REGISTRY_WRITER = 'registry';
const KEYS = 3;
const QUORUM = 2;

interface StoredVersion {
  /** base64url, as signed. */
  readonly payload: string;
  readonly signatures: readonly RegistrySignature[];
}

/** The operator's three keys, made at first use. */
export function registryKeys(dir: string): readonly PrivateJwk[] {
  makePrivateDir(path.join(dir, 'keys'));
  return Array.from({ length: KEYS }, (_, index) => {
    const file = registryKeyFile(dir, index + 1);
    createPrivateFile(file, `${JSON.stringify(nodeCipher.generateKeyPair('Ed25519'))}\n`);
    return signingKey(file);
  });
}

export function registryKeyFile(dir: string, number: number): string {
  return path.join(dir, 'keys', `registry-key-${number}.json`);
}

export function pinsFile(dir: string): string {
  return path.join(dir, 'pins.json');
}

/** Versions in the folder, ascending. */
export function versions(dir: string): readonly number[] {
  const folder = path.join(dir, 'versions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0))
    .filter((version) => version > 0)
    .sort((a, b) => a - b);
}

/** Writes a new version without signatures; with version 1 also the pins. */
export function addVersion(dir: string, payload: RegistryPayload): void {
  const newest = versions(dir).at(-1) ?? 0;
  if (payload.version !== newest + 1) throw new RegistryDirError(`the next version is ${newest + 1}`);
  if (newest > 0) pins(dir);
  makePrivateDir(path.join(dir, 'versions'));
  const bytes = buildRegistry(payload);
  const stored: StoredVersion = { payload: Buffer.from(bytes).toString('base64url'), signatures: [] };
  if (!createPrivateFile(versionFile(dir, payload.version), `${JSON.stringify(stored)}\n`)) {
    throw new RegistryDirError(`version ${payload.version} exists`);
  }
  if (payload.version !== 1) return;
  const pinned: RegistryPins = {
    keys: payload.registryKeys.map(publicJwk),
    version: 1,
    digest: registryDigest(nodeCipher, bytes),
  };
  createPrivateFile(pinsFile(dir), `${JSON.stringify(pinned)}\n`);
}

/** Adds one signature; the same key twice is one signature. Returns how many there are now. */
export function signVersion(dir: string, version: number, key: PrivateJwk): number {
  const stored = readVersion(dir, version);
  const signature = signRegistryPayload(nodeCipher, key, Buffer.from(stored.payload, 'base64url'));
  const others = stored.signatures.filter((one) => one.protected !== signature.protected);
  const signatures = [...others, signature];
  replacePrivateFile(
    versionFile(dir, version),
    `${JSON.stringify({ payload: stored.payload, signatures })}\n`,
  );
  return signatures.length;
}

export function versionPayload(dir: string, version: number): RegistryPayload {
  const text = Buffer.from(readVersion(dir, version).payload, 'base64url').toString('utf8');
  return JSON.parse(text) as RegistryPayload;
}

/** `kid` of everyone who signed the version so far. */
export function signersOf(dir: string, version: number): readonly string[] {
  return readVersion(dir, version).signatures.map((one) => {
    const header = JSON.parse(Buffer.from(one.protected, 'base64url').toString('utf8')) as { kid: string };
    return header.kid;
  });
}

/** Bus values up to `upTo`, each judged as every reader will judge it. @throws RegistryDirError */
export function checkedValues(
  dir: string,
  upTo: number,
): { readonly state: RegistryState; readonly values: readonly { version: number; value: Uint8Array }[] } {
  let state: RegistryState | null = null;
  const values: { version: number; value: Uint8Array }[] = [];
  for (const version of versions(dir).filter((number) => number <= upTo)) {
    const { payload, signatures } = readVersion(dir, version);
    if (signatures.length < QUORUM) {
      throw new RegistryDirError(
        `version ${version} has ${signatures.length} of ${QUORUM} signatures; run "registry sign"`,
      );
    }
    const value = registryValue(Buffer.from(payload, 'base64url'), signatures);
    const outcome = acceptRegistry(nodeCipher, pins(dir), state, value);
    if (!outcome.ok)
      throw new RegistryDirError(`version ${version} would be refused by every reader: ${outcome.code}`);
    state = outcome.state;
    values.push({ version, value });
  }
  if (state === null) throw new RegistryDirError(`${dir} holds no version; run "registry create"`);
  return { state, values };
}

/**
 * Puts every version of the folder that the bus does not hold yet on the bus, in order; returns their numbers. A
 * version that stands there with other bytes is never superseded.
 */
export async function publishRegistry(
  bus: Bus,
  dir: string,
  upTo = Number.POSITIVE_INFINITY,
): Promise<readonly number[]> {
  const { values } = checkedValues(dir, upTo);
  const held = new Map<string, Uint8Array>();
  await bus.createTopics([{ topic: REGISTRY_TOPIC, lanes: 1 }]);
  const writer = await bus.openWriter(REGISTRY_WRITER);
  try {
    for await (const record of bus.readRange({ topic: REGISTRY_TOPIC, lane: 0 }))
      held.set(record.key, record.value);
    const missing = values.filter(({ version, value }) => {
      const there = held.get(String(version));
      if (there !== undefined && Buffer.compare(payloadOf(there), payloadOf(value)) !== 0) {
        throw new RegistryDirError(
          `the bus holds another version ${version}: do not publish, find out who signed it`,
        );
      }
      return there === undefined;
    });
    for (const { version, value } of missing) {
      await writer.publish([{ topic: REGISTRY_TOPIC, lane: 0, key: String(version), value }]);
    }
    return missing.map(({ version }) => version);
  } finally {
    await writer.close();
  }
}

export function pins(dir: string): RegistryPins {
  const reading = readPins(pinsFile(dir));
  if (!reading.ok) throw new RegistryDirError(`${pinsFile(dir)}: ${reading.problem}`);
  return reading.value;
}

/** `kid` of a registry key in the folder, for people who compare fingerprints. */
export function registryKid(key: PrivateJwk): string {
  return kidOf(nodeCipher, key);
}

/** A later signature changes the value but not the version: the payload is what counts. */
function payloadOf(value: Uint8Array): Buffer {
  try {
    const { payload } = JSON.parse(Buffer.from(value).toString('utf8')) as { payload?: unknown };
    return Buffer.from(typeof payload === 'string' ? payload : '');
  } catch {
    return Buffer.alloc(0);
  }
}

function versionFile(dir: string, version: number): string {
  return path.join(dir, 'versions', `${version}.json`);
}

function readVersion(dir: string, version: number): StoredVersion {
  try {
    return JSON.parse(readFileSync(versionFile(dir, version), 'utf8')) as StoredVersion;
  } catch (cause) {
    throw new RegistryDirError(`version ${version} cannot be read from ${dir}`, { cause });
  }
}
