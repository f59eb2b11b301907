/**
 * One assigned lane of a Kafka consumer: where its next record is, and whether it may still be worked on.
 * Invariant: a batch is handed on only if it was fetched from exactly the offset that is due; whatever the client
 * library fetched otherwise is dropped, and the lane is put to the owner's stored position again (protocol.md 5).
 */
import type { Lane } from '../port.ts';

export class AssignedLane {
  readonly lane: Lane;
  /** Next offset to be fetched; null while the lane waits for its position. */
  due: bigint | null = null;
  /** End that was noted at the assignment. */
  notedEnd: bigint | null = null;
  caughtUp = false;
  lost = false;
  backOffMs: number;
  /** The batch in hand, or the last one. */
  work: Promise<void> = Promise.resolve();

  constructor(lane: Lane, firstBackOffMs: number) {
    this.lane = lane;
    this.backOffMs = firstBackOffMs;
  }

  reachedEnd(): boolean {
    return this.due !== null && this.notedEnd !== null && this.due >= this.notedEnd;
  }
}
