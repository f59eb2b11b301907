/**
 * Puts stored bytes on the bus and marks them: new records, what the bus lost, what another asked for again.
 * Invariant: only bytes that stand in trm.sealed are published, per stream in sequence order. protocol.md 4 step 3.
 */
import type { BusWriter, OutgoingRecord } from '../../lib/platform/bus/port.ts';
import type { Database } from '../../lib/platform/db/index.ts';
import { publicValue, recordValue } from '../../lib/protocol/index.ts';
import { openIncident } from '../../lib/store/incidents.ts';
import { markResent, openResends, recordsResentLastHour } from '../../lib/store/gaps.ts';
import {
  type SealedRow,
  markPublished,
  sealedRange,
  streamHead,
  unpublished,
} from '../../lib/store/streams.ts';

/** A sender answers at most this many records per stream and hour, and alarms beyond (protocol.md 5, Gap). */
export const RESEND_RECORDS_PER_HOUR = 1_000;
const BATCH_RECORDS = 100;
/** Envelope, framing and headers of one record on top of its value. */
const RECORD_OVERHEAD_BYTES = 512;

export interface Published {
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
}

/** One round; an empty answer means that everything sealed is on the bus. @throws BusError, DbError */
export async function publishSealed(db: Database, writer: BusWriter): Promise<readonly Published[]> {
  const rows = await unpublished(db, BATCH_RECORDS);
  for (const batch of batches(rows, writer.maxBatchBytes)) {
    await writer.publish(batch.map((item) => item.record));
    await markPublished(
      db,
      batch.map((item) => item.row),
    );
  }
  return rows;
}

/** Publishes positions again, in their current form. */
export async function republish(
  db: Database,
  writer: BusWriter,
  stream: string,
  sequences: readonly number[],
): Promise<number> {
  let sent = 0;
  for (let start = 0; start < sequences.length; start += BATCH_RECORDS) {
    const part = sequences.slice(start, start + BATCH_RECORDS);
    const wanted = new Set(part);
    const rows = (await sealedRange(db, stream, part[0] ?? 1, part.at(-1) ?? 0)).filter((row) =>
      wanted.has(row.sequence),
    );
    for (const batch of batches(rows, writer.maxBatchBytes))
      await writer.publish(batch.map((item) => item.record));
    sent += rows.length;
  }
  return sent;
}

/** Answers what others asked for again. Returns how many records went out. */
export async function answerResends(db: Database, writer: BusWriter, newId: () => string): Promise<number> {
  let total = 0;
  for (const request of await openResends(db)) {
    const head = (await streamHead(db, request.stream))?.sequence ?? 0;
    const first = Math.max(1, request.first);
    const wanted = Math.max(0, Math.min(request.last, head) - first + 1);
    const left = Math.max(0, RESEND_RECORDS_PER_HOUR - (await recordsResentLastHour(db, request.stream)));
    // The oldest first: what follows is asked for again, and each time the gap has become smaller.
    const count = Math.min(wanted, left);
    if (count > 0) await republish(db, writer, request.stream, range(first, first + count - 1));
    await db.tx(async (sql) => {
      await markResent(sql, request.n, count);
      if (count === wanted) return;
      await openIncident(sql, {
        id: newId(),
        code: 'resend-limit',
        stream: request.stream,
        sequence: first + count,
      });
    });
    total += count;
  }
  return total;
}

interface Item {
  readonly row: SealedRow;
  readonly record: OutgoingRecord;
}

/** Bus record of a stored row: topic and lane are what its stream's name says. */
export function outgoing(row: SealedRow): OutgoingRecord {
  const [topic = '', lane = '0'] = row.stream.split('/');
  const value = topic.endsWith('.public')
    ? publicValue({ envelope: row.envelope, content: row.metadata })
    : recordValue(row);
  return { topic, lane: Number(lane), key: row.id, value };
}

function* batches(rows: readonly SealedRow[], maxBytes: number): Generator<readonly Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const row of rows) {
    const record = outgoing(row);
    const size = record.value.length + RECORD_OVERHEAD_BYTES;
    if (batch.length > 0 && bytes + size > maxBytes) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ row, record });
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
