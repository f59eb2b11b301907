/**
 * Seals the own public stream: entries that everyone may read, signed and chained like records. formats.md 6.
 * Invariant: as in sealing.ts; an announced key counts for us in the transaction that signs it.
 */
import {
  nameHead,
  publicStreamName,
  publicTopic,
  type RegistryState,
  signPublicEntry,
} from '../../lib/protocol/index.ts';
import type { Head } from '../../lib/protocol/types.ts';
import { PUBLIC_PEER, oldest } from '../../lib/store/outbox.ts';
import type { NewSealed } from '../../lib/store/streams.ts';
import {
  type KeyAnnouncement,
  isKeyAnnouncement,
  keepOwnAnnouncement,
} from '../../lib/trust/announcement.ts';
import { type SealingContext, type SealingResult, keepSealed, lockOut } from './sealing-context.ts';

/** Signs what waits for the own public topic. */
export async function sealPublic(
  context: SealingContext,
  registry: RegistryState,
  limit: number,
): Promise<SealingResult> {
  const name = publicStreamName(context.participant);
  return context.db.tx(async (sql) => {
    const head = await lockOut(
      sql,
      { name, topic: publicTopic(context.participant), lane: 0, generation: 1 },
      nameHead(context.cipher, name),
    );
    const waiting = await oldest(sql, context.crypto, PUBLIC_PEER, 0, limit);
    const time = context.now().toISOString();
    const rows: NewSealed[] = [];
    let last: Head = head;
    for (const item of waiting) {
      if (item.state === 'erased') continue;
      const { id, metadata } = item.entry;
      const sequence = last.sequence + 1;
      const entry = signPublicEntry(context.cipher, {
        participant: context.participant,
        id,
        time,
        sequence,
        previous: last.digest,
        registry: { version: registry.version, digest: registry.digest },
        signingKey: context.signingKey,
        content: metadata,
      });
      rows.push({
        stream: name,
        sequence,
        id,
        digest: entry.digest,
        envelope: entry.envelope,
        metadata: entry.content,
        payload: null,
        heartbeat: false,
        seen: 0,
        sealedAt: time,
      });
      last = { sequence, digest: entry.digest };
      if (isKeyAnnouncement(metadata)) {
        const announcement = metadata as unknown as KeyAnnouncement;
        await keepOwnAnnouncement(sql, context.cipher, context.participant, announcement, sequence);
      }
    }
    await keepSealed(sql, name, rows, last, time);
    return { sealed: rows.map(({ id }) => ({ id, heartbeat: false })), notSent: [], keysMissing: false };
  });
}
