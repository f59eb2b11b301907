/**
 * The local stream of a participant's domestic referrals: what the publisher has sealed into it and the router has not
 * taken yet. Invariant: `published` moves in the transaction that takes a position, so it counts what was taken, once.
 * Decision 0011; architecture.md 3.
 */
import type { Side } from '../casework/index.ts';
import type { Metadata } from '../protocol/types.ts';
import type { Sql } from './sql.ts';
import { type StreamRow, markPublished, setWitnessed } from './streams.ts';

/** Told whenever something was sealed into the local stream. */
export const LOCAL_CHANNEL = 'trm_local';

export async function tellLocal(sql: Sql): Promise<void> {
  await sql.query(`select pg_notify($1, '')`, [LOCAL_CHANNEL]);
}

/** Is something sealed that has not been taken? Asked often, so without a lock. */
export async function localWaits(sql: Sql, name: string): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as found from trm.stream where name = $1 and direction = 'local' and sequence > published`,
    [name],
  );
  return rows.length > 0;
}

/** Locks the local stream until the transaction ends; null before the first record has been sealed. */
export async function lockLocal(sql: Sql, name: string): Promise<StreamRow | null> {
  const rows = await sql.query<StreamRow>(
    `select * from trm.stream where name = $1 and direction = 'local' for update`,
    [name],
  );
  return rows[0] ?? null;
}

export interface LocalMessage {
  readonly n: string;
  readonly side: Side | null;
  readonly metadata: Metadata;
}

/** The row of an own message, made when it was decided. */
export async function localMessage(sql: Sql, id: string): Promise<LocalMessage | null> {
  const rows = await sql.query<LocalMessage>(
    `select n::text, side, metadata from trm.message where direction = 'out' and id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Taken: to be called in the transaction that did the work, under the stream's row lock. */
export async function markTaken(sql: Sql, stream: string, sequence: number): Promise<void> {
  await markPublished(sql, [{ stream, sequence }]);
  await setWitnessed(sql, stream, sequence);
}
