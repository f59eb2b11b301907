/**
 * The outbox: what has been decided and waits to be sealed. A row leaves when it is sealed or set aside as not sent.
 * Invariant: rows are taken by what stands in the table, never by `n > last` (a sequence loses rows that commit late).
 * protocol.md 4 steps 1 and 2.
 */
import type { JsonObject } from '../protocol/types.ts';
import { contentKey, decrypt, encrypt, keysById } from './content-keys.ts';
import type { ContentCipher } from './message-content.ts';
import { type Sql } from './sql.ts';

/** Peer of an entry for the own public topic. */
export const PUBLIC_PEER = 'public';

export interface OutboxEntry {
  readonly id: string;
  readonly peer: string;
  readonly lane: number;
  readonly type: string;
  /** Needs a transfer basis in force when it is sealed. */
  readonly personal: boolean;
  readonly reference: string | null;
  readonly metadata: JsonObject;
  readonly payload: JsonObject;
}

export async function enqueue(sql: Sql, crypto: ContentCipher, entry: OutboxEntry): Promise<void> {
  const plaintext = JSON.stringify({ metadata: entry.metadata, payload: entry.payload });
  const key =
    entry.reference === null || !entry.personal
      ? null
      : await contentKey(sql, crypto.cipher, crypto.kek, entry.reference, null, crypto.newId);
  const block = encrypt(crypto.cipher, key?.key ?? crypto.kek.key, context(entry.id), plaintext);
  await sql.query(
    `insert into trm.outbox (id, peer, lane, type, personal, reference, key, kek, plaintext)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      entry.id,
      entry.peer,
      entry.lane,
      entry.type,
      entry.personal,
      entry.reference,
      key?.id ?? null,
      key === null ? crypto.kek.id : null,
      Buffer.from(block),
    ],
  );
  await sql.query(`select pg_notify('trm_outbox', '')`);
}

/** Lanes with something to seal. */
export async function waitingLanes(
  sql: Sql,
): Promise<readonly { peer: string; lane: number; waiting: number }[]> {
  return sql.query(
    `select peer, lane, count(*)::int as waiting from trm.outbox group by peer, lane order by peer, lane`,
  );
}

interface OutboxRow {
  id: string;
  peer: string;
  lane: number;
  type: string;
  personal: boolean;
  reference: string | null;
  key: string | null;
  plaintext: Uint8Array;
}

export type WaitingEntry =
  | { readonly state: 'ready'; readonly entry: OutboxEntry }
  /** Its content key has been erased since: it may no longer go. */
  | { readonly state: 'erased'; readonly id: string };

/** The oldest rows of one lane, to be sealed by whoever holds the stream's row lock. */
export async function oldest(
  sql: Sql,
  crypto: ContentCipher,
  peer: string,
  lane: number,
  limit: number,
): Promise<readonly WaitingEntry[]> {
  const rows = await sql.query<OutboxRow>(
    `select id, peer, lane, type, personal, reference, key, plaintext from trm.outbox
     where peer = $1 and lane = $2 order by n limit $3`,
    [peer, lane, limit],
  );
  const keys = await keysById(
    sql,
    crypto.cipher,
    crypto.kek,
    rows.flatMap((row) => (row.key === null ? [] : [row.key])),
  );
  return rows.map((row): WaitingEntry => {
    const key = row.key === null ? crypto.kek.key : keys.get(row.key)?.key;
    if (key === undefined) return { state: 'erased', id: row.id };
    const content = JSON.parse(decrypt(crypto.cipher, key, context(row.id), row.plaintext)) as Pick<
      OutboxEntry,
      'metadata' | 'payload'
    >;
    return {
      state: 'ready',
      entry: {
        id: row.id,
        peer: row.peer,
        lane: row.lane,
        type: row.type,
        personal: row.personal,
        reference: row.reference,
        ...content,
      },
    };
  });
}

/** Plaintext goes with the row. */
export async function removeSealed(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(`delete from trm.outbox where id = any($1::uuid[])`, [ids]);
}

export async function setNotSent(sql: Sql, id: string, code: string): Promise<void> {
  await sql.query(`insert into trm.not_sent (id, code) values ($1, $2) on conflict do nothing`, [id, code]);
  await sql.query(`delete from trm.outbox where id = $1`, [id]);
}

function context(id: string): string {
  return `outbox:${id}`;
}
