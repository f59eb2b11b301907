/**
 * What the registry operator does to a network in a test: a new version that lists other legal instruments.
 * Invariant: signed by two keys as every version; resolves when the reader's gateway seals by it.
 */
import path from 'node:path';
import { until } from '../../scripts/lib/demo/api.ts';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { nextRegistry } from '../../scripts/lib/registry-content.ts';
import {
  addVersion,
  publishRegistry,
  registryKeys,
  signVersion,
  versionPayload,
  versions,
} from '../../scripts/lib/registry-dir.ts';

export type Bases = ReturnType<typeof versionPayload>['bases'];

const folderOf = (network: Network): string => path.join(network.dir, 'registry');
const newestOf = (network: Network): number => versions(folderOf(network)).at(-1) ?? 0;

/** Of the newest version. */
export function basesOf(network: Network): Bases {
  return versionPayload(folderOf(network), newestOf(network)).bases;
}

/** `reader`: participant that is waited for. */
export async function publishBases(network: Network, bases: Bases, reader: string): Promise<void> {
  const folder = folderOf(network);
  const version = newestOf(network) + 1;
  addVersion(folder, nextRegistry(versionPayload(folder, version - 1), { bases }, new Date().toISOString()));
  for (const key of registryKeys(folder).slice(0, 2)) signVersion(folder, version, key);
  await publishRegistry(network.bus, folder);
  await until(`${reader} seals by version ${version}`, 30_000, async () => {
    const [last] = await network.query<{ envelope: string }>(
      reader,
      `select envelope from trm.sealed order by sealed_at desc limit 1`,
    );
    const [, payload = ''] = (last?.envelope ?? '').split('.');
    const { registryversion } = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as {
      registryversion?: number;
    };
    return registryversion === version;
  });
}
