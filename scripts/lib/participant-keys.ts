/**
 * Makes the key files of a participant or an auditor (formats.md 6 and 8).
 * Invariant: a key file is made once, with mode 0600, and never overwritten; only encryption keys grow, whole weeks at
 * a time. The key that signs tokens lies beside the public set that the gateway gets, never inside it.
 */
import path from 'node:path';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  createPrivateFile,
  makePrivateDir,
  readEncryptionKeys,
  readJusticeKeys,
  readSigningKey,
  replacePrivateFile,
  type EncryptionKeys,
} from '../../services/lib/platform/files/index.ts';
import {
  base64url,
  kidOf,
  publicJwk,
  weekOf,
  type Jwk,
  type PrivateJwk,
} from '../../services/lib/protocol/index.ts';

export interface ParticipantKeyFiles {
  readonly signingKeyFile: string;
  readonly encryptionKeysFile: string;
  readonly kekFile: string;
  readonly tokenKeysFile: string;
  /** Both or neither: a participant may do without the justice channel. */
  readonly justiceKeysFile?: string;
  readonly justiceKekFile?: string;
}

/** Payload keys are announced eight weeks ahead (protocol.md 7). */
export const WEEKS_AHEAD = 8;

export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** The usual file names in a participant's key folder. */
export function keyFilesIn(dir: string): Required<ParticipantKeyFiles> {
  return {
    signingKeyFile: path.join(dir, 'signing-key.json'),
    encryptionKeysFile: path.join(dir, 'encryption-keys.json'),
    kekFile: path.join(dir, 'kek.json'),
    tokenKeysFile: path.join(dir, 'token-keys.json'),
    justiceKeysFile: path.join(dir, 'justice-keys.json'),
    justiceKekFile: path.join(dir, 'justice-kek.json'),
  };
}

/** The private key that tokens are signed with; no program of ours reads it, only `keys token`. */
export function tokenSigningKeyFile(tokenKeysFile: string): string {
  return path.join(path.dirname(tokenKeysFile), 'token-signing-key.json');
}

/** Makes what is missing of `files`; returns the files that were made. */
export function makeParticipantKeys(files: ParticipantKeyFiles, now: string): readonly string[] {
  return [
    ...makeFile(files.signingKeyFile, () => nodeCipher.generateKeyPair('Ed25519')),
    ...makeFile(files.encryptionKeysFile, () => newEncryptionKeys(now)),
    ...makeFile(files.kekFile, () => newKek('kek', now)),
    ...(files.justiceKeysFile === undefined
      ? []
      : makeFile(files.justiceKeysFile, () => ({ justice: newWeeks(weeksFrom(now)) }))),
    ...(files.justiceKekFile === undefined
      ? []
      : makeFile(files.justiceKekFile, () => newKek('justice-kek', now))),
    ...makeTokenKeys(files.tokenKeysFile),
  ];
}

function newKek(name: string, now: string): object {
  return { id: `${name}-${now.slice(0, 10)}`, key: base64url(nodeCipher.randomBytes(32)) };
}

function newWeeks(weeks: readonly { from: string; to: string }[]): EncryptionKeys['payload'] {
  return weeks.map((week) => ({ jwk: nodeCipher.generateKeyPair('X25519'), ...week }));
}

/** An auditor opens metadata and nothing else; token keys are for one that shows its reports over HTTP. */
export function makeAuditorKeys(
  encryptionKeysFile: string,
  now: string,
  tokenKeysFile: string | null = null,
): readonly string[] {
  return [
    ...makeFile(encryptionKeysFile, () => ({ payload: [], metadata: newEncryptionKeys(now).metadata })),
    ...(tokenKeysFile === null ? [] : makeTokenKeys(tokenKeysFile)),
  ];
}

/** Adds the payload keys of the weeks up to eight ahead; returns the `from` of each week added. */
export function extendEncryptionKeys(encryptionKeysFile: string, now: string): readonly string[] {
  const held = encryptionKeys(encryptionKeysFile);
  const added = missingWeeks(held.payload, now);
  if (added.length > 0) {
    const payload = [...held.payload, ...newWeeks(added)];
    replacePrivateFile(encryptionKeysFile, text({ ...held, payload }));
  }
  return added.map(({ from }) => from);
}

/** The same for the keys of the justice channel. */
export function extendJusticeKeys(justiceKeysFile: string, now: string): readonly string[] {
  const reading = readJusticeKeys(justiceKeysFile);
  if (!reading.ok) throw new KeyFileError(`${justiceKeysFile}: ${reading.problem}`);
  const added = missingWeeks(reading.value.justice, now);
  if (added.length > 0)
    replacePrivateFile(justiceKeysFile, text({ justice: [...reading.value.justice, ...newWeeks(added)] }));
  return added.map(({ from }) => from);
}

function missingWeeks(
  held: readonly { from: string }[],
  now: string,
): readonly { from: string; to: string }[] {
  const known = new Set(held.map(({ from }) => from));
  return weeksFrom(now).filter(({ from }) => !known.has(from));
}

export function signingKey(file: string): PrivateJwk {
  const reading = readSigningKey(file);
  if (!reading.ok) throw new KeyFileError(`${file}: ${reading.problem}`);
  return reading.value;
}

/** The public key under which metadata is sealed to an auditor. */
export function auditorPublicKey(encryptionKeysFile: string): Jwk {
  const newest = encryptionKeys(encryptionKeysFile).metadata.toSorted((a, b) =>
    a.from < b.from ? 1 : -1,
  )[0];
  if (newest === undefined) throw new KeyFileError(`${encryptionKeysFile}: no metadata key`);
  return publicJwk(newest.jwk);
}

function encryptionKeys(file: string): EncryptionKeys {
  const reading = readEncryptionKeys(file);
  if (!reading.ok) throw new KeyFileError(`${file}: ${reading.problem}`);
  return reading.value;
}

function newEncryptionKeys(now: string): EncryptionKeys {
  return {
    payload: newWeeks(weeksFrom(now)),
    metadata: [{ jwk: nodeCipher.generateKeyPair('X25519'), from: weekOf(now).from }],
  };
}

function weeksFrom(now: string): readonly { from: string; to: string }[] {
  const weeks = [weekOf(now)];
  for (let last = weeks[0]; weeks.length <= WEEKS_AHEAD && last !== undefined; last = weeks.at(-1)) {
    weeks.push(weekOf(last.to));
  }
  return weeks;
}

function makeTokenKeys(tokenKeysFile: string): readonly string[] {
  const signingFile = tokenSigningKeyFile(tokenKeysFile);
  const made = makeFile(signingFile, () => nodeCipher.generateKeyPair('Ed25519'));
  // A public set that was lost is made again from the private key; a foreign one stays and is not ours to judge.
  const jwk = publicJwk(signingKey(signingFile));
  const set = { keys: [{ ...jwk, kid: kidOf(nodeCipher, jwk), alg: 'EdDSA', use: 'sig' }] };
  return [...made, ...makeFile(tokenKeysFile, () => set)];
}

function makeFile(file: string, content: () => object): readonly string[] {
  makePrivateDir(path.dirname(file));
  return createPrivateFile(file, text(content())) ? [file] : [];
}

function text(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
