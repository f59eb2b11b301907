/**
 * Head of a stream of ours at a sequence number, from what we sealed ourselves.
 * Invariant: what the gateway seals as seen of its local stream is where the router stands in it. protocol.md 4.
 */
import { type Head, initialHead, type RegistryState, streamName, type Stream } from '../protocol/index.ts';
import type { Cipher } from '../protocol/types.ts';
import type { Sql } from '../store/sql.ts';
import { sealedDigest } from '../store/streams.ts';

export async function ownHeadAt(
  sql: Sql,
  cipher: Cipher,
  registry: RegistryState,
  stream: Stream,
  sequence: number,
): Promise<Head> {
  const digest = sequence === 0 ? null : await sealedDigest(sql, streamName(stream), sequence);
  return digest === null ? initialHead(cipher, registry, stream) : { sequence, digest };
}
