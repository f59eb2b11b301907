/**
 * All that whoever gets hold of everything at once could still read: every column of both databases and every record of
 * the bus, opened with every key that is left in the databases and key files. No associated data and no tag are asked for,
 * so that nothing hides behind a context that an attacker would not need. Invariant: adds no key of its own.
 */
import { createDecipheriv } from 'node:crypto';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { nodeCipher } from '../../services/lib/platform/cipher/node-cipher.ts';
import {
  acceptRegistry,
  authenticate,
  kidOf,
  openRings,
  recordValue,
  REGISTRY_TOPIC,
  type DecryptionKeys,
  type RegistryState,
} from '../../services/lib/protocol/index.ts';
import { configOf, secretsOf } from '../faults/parts.ts';
import { onDatabase } from '../support/network.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Remains {
  /** Everything that opens, as one text. */
  readonly text: string;
  readonly opened: number;
}

export async function remains(network: Network, ids: readonly string[]): Promise<Remains> {
  const texts: string[] = [];
  for (const id of ids) texts.push(...(await fromColumns(network, id)));
  const keys = decryptionKeys(network, ids);
  const registry = await newestRegistry(network, ids[0] ?? '');
  for (const value of await sealedValues(network, ids)) texts.push(...opened(registry, keys, value));
  return { text: texts.join('\n'), opened: texts.length };
}

/** Binary columns under the key-encryption key and every content key that is left. */
async function fromColumns(network: Network, id: string): Promise<readonly string[]> {
  const url = network.participant(id).adminDatabaseUrl;
  const { kek, justiceKek } = secretsOf(configOf(network, id), 'gateway');
  const keks = [kek, justiceKek].flatMap((item) =>
    item === undefined || item === null ? [] : [Buffer.from(item.key)],
  );
  const wrapped = await onDatabase<{ wrapped: Buffer }>(url, 'select wrapped from trm.content_key');
  const keys = [
    ...keks,
    ...wrapped.flatMap((row) => keks.flatMap((key) => nodeCipher.unwrapKey(key, row.wrapped) ?? [])),
  ];
  const columns = await onDatabase<{ table: string; column: string }>(
    url,
    `select format('%I.%I', c.table_schema, c.table_name) as table, quote_ident(c.column_name) as column
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema = 'trm' and c.data_type = 'bytea'`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await onDatabase<{ block: Buffer }>(
      url,
      `select ${column} as block from ${table} where length(${column}) > ${IV_BYTES + TAG_BYTES}`,
    );
    for (const { block } of rows)
      for (const key of keys) {
        const plain = unauthenticated(Buffer.from(key), block);
        if (plain.startsWith('{')) found.push(plain);
      }
  }
  return found;
}

/** AES-GCM without its tag is AES-CTR from counter 2. */
function unauthenticated(key: Buffer, block: Buffer): string {
  const counter = Buffer.concat([block.subarray(0, IV_BYTES), Buffer.from([0, 0, 0, 2])]);
  const decipher = createDecipheriv('aes-256-ctr', key, counter);
  return decipher.update(block.subarray(IV_BYTES + TAG_BYTES)).toString('utf8');
}

function decryptionKeys(network: Network, ids: readonly string[]): DecryptionKeys {
  const byKid = new Map(
    ids.flatMap((id) => {
      const { encryptionKeys } = secretsOf(configOf(network, id), 'router');
      return [...encryptionKeys.payload, ...encryptionKeys.metadata].map(
        ({ jwk }) => [kidOf(nodeCipher, jwk), jwk] as const,
      );
    }),
  );
  return { find: (kid) => byKid.get(kid) ?? null };
}

interface Sealed {
  readonly topic: string;
  readonly lane: number;
  readonly key: string;
  readonly value: Uint8Array;
}

/** Records of the bus, and the same as the databases keep them: sealed, taken, held, set aside. */
async function sealedValues(network: Network, ids: readonly string[]): Promise<readonly Sealed[]> {
  const values: Sealed[] = [];
  for (const { topic, lanes } of await network.bus.listTopics()) {
    if (topic === REGISTRY_TOPIC || topic.endsWith('.public')) continue;
    for (let lane = 0; lane < lanes; lane += 1)
      for await (const { key, value } of network.bus.readRange({ topic, lane }))
        values.push({ topic, lane, key, value });
  }
  for (const id of ids) {
    const url = network.participant(id).adminDatabaseUrl;
    const rows = await onDatabase<{
      stream: string;
      id: string;
      envelope: string;
      metadata: string;
      ring: string;
    }>(
      url,
      `select r.stream, coalesce(s.id, t.id) as id, coalesce(s.envelope, t.envelope) as envelope,
         coalesce(s.metadata, t.metadata) as metadata, r.ring
       from trm.payload_ring r left join trm.sealed s using (stream, sequence) left join trm.taken t using (stream, sequence)`,
    );
    for (const { stream, id: key, envelope, metadata, ring } of rows) {
      const [topic = '', lane = '0'] = stream.split('/');
      values.push({
        topic,
        lane: Number(lane),
        key,
        value: recordValue({ envelope, metadata, payload: ring }),
      });
    }
    values.push(
      ...(await onDatabase<Sealed>(
        url,
        `select topic, lane, key, value from trm.held union all select topic, lane, key, value from trm.set_aside`,
      )),
    );
  }
  return values;
}

async function newestRegistry(network: Network, id: string): Promise<RegistryState> {
  const { pins } = secretsOf(configOf(network, id), 'router');
  let newest: RegistryState | null = null;
  for await (const { value } of network.bus.readRange({ topic: REGISTRY_TOPIC, lane: 0 })) {
    const accepted = acceptRegistry(nodeCipher, pins, newest, value);
    if (accepted.ok) newest = accepted.state;
  }
  if (newest === null) throw new Error('no registry');
  return newest;
}

function opened(registry: RegistryState, keys: DecryptionKeys, sealed: Sealed): readonly string[] {
  const record = authenticate(nodeCipher, registry, sealed);
  if (!record.ok) return [];
  const rings = openRings(nodeCipher, keys, record);
  return rings.ok ? [rings.metadataPlain, ...(rings.payloadPlain === null ? [] : [rings.payloadPlain])] : [];
}
