/**
 * Sizes that both adapters keep, so that what one bus takes the other takes too.
 * A record with a payload of the largest bucket (256 KiB, in base64 a third more) fits with room to spare.
 */
import { BusError, type OutgoingRecord } from './port.ts';

/** Kafka takes the records of one partition and call as one unit and refuses it whole, for ever, when it is larger. */
export const MAX_BATCH_BYTES = 1024 * 1024;

export function assertFits(records: readonly OutgoingRecord[]): void {
  const bytes = records.reduce((sum, { key, value }) => sum + key.length + value.byteLength, 0);
  if (bytes > MAX_BATCH_BYTES) {
    throw new BusError(
      'permanent',
      `A batch of ${bytes} bytes is more than the bus takes (${MAX_BATCH_BYTES}).`,
    );
  }
}
