/**
 * What the people in operations do after a signing key was stolen, with the commands that they have: positions of both
 * ends, a new key, a registry version that revokes the old one, a rebuild. protocol.md 2 and 8; contract.md 1.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeCipher } from '../../../services/lib/platform/cipher/node-cipher.ts';
import {
  createPrivateFile,
  makePrivateDir,
  replacePrivateFile,
} from '../../../services/lib/platform/files/index.ts';
import type { PairEntry } from '../../../services/lib/protocol/types.ts';
import { keyFilesIn, signingKey } from '../participant-keys.ts';
import { publishRegistry, registryKeys, signVersion, versionPayload } from '../registry-dir.ts';
import { folderOf } from './network-parts.ts';
import type { Network } from './network.ts';
import { program } from './program.ts';

export interface NewVersion {
  readonly version: number;
  /** Pairs of the robbed participant as they go on. */
  readonly pairs: readonly PairEntry[];
}

/** The participant has been stopped. It and `partner`, to whom somebody wrote in its name, hand in their positions. */
export async function revokeKey(network: Network, id: string, partner: string): Promise<NewVersion> {
  const registry = path.join(network.dir, 'registry');
  const folder = path.join(network.dir, 'theft');
  const fresh = path.join(folder, id);
  makePrivateDir(folder);
  makePrivateDir(fresh);
  createPrivateFile(
    keyFilesIn(fresh).signingKeyFile,
    `${JSON.stringify(nodeCipher.generateKeyPair('Ed25519'))}\n`,
  );
  const files: string[] = [];
  for (const name of [id, partner]) {
    const { config } = network.participant(name);
    const file = path.join(folder, `${name}-positions.json`);
    const positions = await program('services/participant/main.ts', 'positions', '--config', config);
    writeFileSync(file, JSON.stringify(positions), { mode: 0o600 });
    files.push('--positions', file);
  }
  const old = keyFilesIn(folderOf(network.dir, id)).signingKeyFile;
  const { version } = (await program(
    'scripts/registry.ts',
    ...['create', '--dir', registry, '--revoke', `${id}=${fresh}`, '--old-key', old, ...files],
  )) as { version: number };
  // In earnest two people on two machines.
  for (const key of registryKeys(registry).slice(0, 2)) signVersion(registry, version, key);
  await publishRegistry(network.bus, registry);
  // The new key takes the old one's place in the configuration of its owner.
  replacePrivateFile(old, `${JSON.stringify(signingKey(keyFilesIn(fresh).signingKeyFile))}\n`);
  const { pairs } = versionPayload(registry, version);
  return { version, pairs: pairs.filter(({ participants }) => participants.includes(id)) };
}

/** Reads the bus anew under the newest registry, so that sealing may go on, and starts the participant. */
export async function rebuildAndStart(network: Network, id: string): Promise<void> {
  await program('services/participant/main.ts', 'rebuild', '--config', network.participant(id).config);
  await network.start(id);
  await network.untilReady();
}
