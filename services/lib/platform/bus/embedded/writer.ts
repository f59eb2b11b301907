/**
 * Writes to the embedded bus as one participant.
 * Invariant: a publication is one statement, so it is whole or not at all and holds no lock while this process
 * sleeps; its epoch is checked inside it, so a writer that was fenced never writes again (protocol.md 4 step 4).
 */
import type pg from 'pg';
import { BusError, type BusWriter, type OutgoingRecord } from '../port.ts';
import { MAX_BATCH_BYTES, assertFits } from '../limits.ts';
import { asBusError, query } from './database.ts';

export class EmbeddedWriter implements BusWriter {
  readonly maxBatchBytes = MAX_BATCH_BYTES;
  readonly #pool: pg.Pool;
  readonly #participant: string;
  readonly #epoch: bigint;
  #over: BusError | null = null;

  private constructor(pool: pg.Pool, participant: string, epoch: bigint) {
    this.#pool = pool;
    this.#participant = participant;
    this.#epoch = epoch;
  }

  static async open(pool: pg.Pool, participant: string): Promise<EmbeddedWriter> {
    const rows = await query<{ epoch: string }>(pool, 'select bus.open_writer($1) as epoch', [participant]);
    return new EmbeddedWriter(pool, participant, BigInt(rows[0]?.epoch ?? -1));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<readonly bigint[]> {
    if (this.#over) throw this.#over;
    if (records.length === 0) return [];
    assertFits(records);
    try {
      const rows = await query<{ positions: string[] }>(
        this.#pool,
        'select bus.publish($1, $2, $3, $4, $5, $6) as positions',
        [
          this.#participant,
          this.#epoch,
          records.map(({ topic }) => topic),
          records.map(({ lane }) => lane),
          records.map(({ key }) => key),
          records.map(({ value }) => Buffer.from(value.buffer, value.byteOffset, value.byteLength)),
        ],
      );
      return (rows[0]?.positions ?? []).map(BigInt);
    } catch (error) {
      // What became of it is unknown unless the bus refused it: another writer finds out (the port's promise).
      if (!(error instanceof BusError && error.code === 'permanent')) this.#over = asBusError(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#over ??= new BusError('permanent', 'This writer was closed.');
  }
}
