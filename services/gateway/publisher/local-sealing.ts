/**
 * Seals what waits for the local stream of domestic referrals, at once and without a bus. No lease: the stream's row lock
 * numbers the records, and nobody outside this database reads them, so there is no writer to fence and nothing to compare.
 * Invariant: as for every stream, nothing is sealed while custody is withdrawn or under a key that is not the current one.
 * Decision 0011; protocol.md 3 (Pace).
 */
import { kidOf, streamName } from '../../lib/protocol/index.ts';
import { mendIncidents } from '../../lib/store/incidents.ts';
import { waitsFor } from '../../lib/store/outbox.ts';
import type { PublisherContext } from './publisher-context.ts';
import { sealLane } from './sealing.ts';
import { CustodyWithdrawn, type SealingResult } from './sealing-context.ts';

const BATCH = 50;

/** One turn: until nothing waits, or nothing can be sealed now. @throws DbError */
export async function sealLocal(context: PublisherContext): Promise<void> {
  const { db, trust, participant, cipher, signingKey } = context;
  if (!(await waitsFor(db, participant))) return;
  await trust.refresh(db);
  if (trust.registry?.currentKey(participant)?.kid !== kidOf(cipher, signingKey)) return;
  for (;;) {
    const result = await sealOnce(context);
    if (result === null) return;
    report(context, result);
    if (result.sealed.length + result.notSent.length < BATCH) return;
  }
}

/** Null while custody is withdrawn: `participant rebuild` has to come first, for this stream as for the others. */
async function sealOnce(context: PublisherContext): Promise<SealingResult | null> {
  const { db, participant } = context;
  try {
    const result = await sealLane(context, { peer: participant, lane: 0, limit: BATCH, heartbeat: false });
    if (result.sealed.length > 0) {
      const name = streamName({ from: participant, to: participant, lane: 0, generation: 1 });
      await mendIncidents(db, ['payload-key-missing'], name, null);
    }
    return result;
  } catch (error) {
    if (error instanceof CustodyWithdrawn) return null;
    throw error;
  }
}

function report({ metrics, log, participant }: PublisherContext, result: SealingResult): void {
  for (const { id } of result.sealed) {
    metrics.record('sealed', participant);
    log.event('record.sealed', { message: id });
  }
  for (const { id, code } of result.notSent) log.event('record.not-sent', { message: id, code });
  if (result.keysMissing) log.event('key.missing');
}
