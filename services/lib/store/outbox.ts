/**
 * The outbox: what has been decided and waits to be sealed. A row leaves when it is sealed or set aside as not sent.
 * Invariant: rows are taken by what stands in the table, never by `n > last` (a sequence loses rows that commit late).
 * protocol.md 4 steps 1 and 2.
 */
import type { Channel } from '../contract/index.ts';
import type { JsonObject } from '../protocol/types.ts';
import { type ContentKey, contentKeyIfAny, decrypt, encrypt, keysById } from './content-keys.ts';
import { type ContentCipher, kekOf } from './message-content.ts';
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
  /** Default `protection`. */
  readonly channel?: Channel;
  readonly reference: string | null;
  readonly metadata: JsonObject;
  readonly payload: JsonObject;
}

export async function enqueue(sql: Sql, crypto: ContentCipher, entry: OutboxEntry): Promise<void> {
  const { channel = 'protection' } = entry;
  const kek = kekOf(crypto, channel);
  const plaintext = JSON.stringify({ metadata: entry.metadata, payload: entry.payload });
  const key =
    entry.reference === null || !entry.personal
      ? null
      : await contentKeyIfAny(sql, crypto.cipher, kek, entry.reference, null, crypto.newId, channel);
  const block = encrypt(crypto.cipher, key?.key ?? kek.key, outboxContext(entry.id), plaintext);
  await sql.query(
    `insert into trm.outbox (id, peer, lane, type, personal, reference, key, kek, plaintext, channel)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      entry.id,
      entry.peer,
      entry.lane,
      entry.type,
      entry.personal,
      entry.reference,
      key?.id ?? null,
      key === null ? kek.id : null,
      Buffer.from(block),
      channel,
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

/** Asked at every turn of the local stream's publisher, so without counting. `type` null: of whatever type. */
export async function waitsFor(sql: Sql, peer: string, type: string | null = null): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as found from trm.outbox where peer = $1 and ($2::text is null or type = $2) limit 1`,
    [peer, type],
  );
  return rows.length > 0;
}

/** Does something of the justice channel wait in this lane? */
export async function justiceWaits(sql: Sql, peer: string, lane: number): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as found from trm.outbox where peer = $1 and lane = $2 and channel = 'justice' limit 1`,
    [peer, lane],
  );
  return rows.length > 0;
}

interface OutboxRow {
  id: string;
  peer: string;
  lane: number;
  type: string;
  personal: boolean;
  reference: string | null;
  key: string | null;
  channel: Channel;
  plaintext: Uint8Array;
}

export type WaitingEntry =
  | { readonly state: 'ready'; readonly entry: OutboxEntry }
  /** Its content key has been erased since: it may no longer go. */
  | { readonly state: 'erased'; readonly id: string };

/**
 * The oldest rows of one lane, to be sealed by whoever holds the stream's row lock. Without `justice` those of that channel
 * stay where they are and hold up nobody.
 */
export async function oldest(
  sql: Sql,
  crypto: ContentCipher,
  peer: string,
  lane: number,
  limit: number,
  justice = false,
): Promise<readonly WaitingEntry[]> {
  const rows = await sql.query<OutboxRow>(
    `select id, peer, lane, type, personal, reference, key, channel, plaintext from trm.outbox
     where peer = $1 and lane = $2 and ($4 or channel <> 'justice') order by n limit $3`,
    [peer, lane, limit, justice && crypto.justiceKek !== undefined],
  );
  const keysIn = (channel: Channel): Promise<ReadonlyMap<string, ContentKey>> => {
    const ids = rows.flatMap((row) => (row.key === null || row.channel !== channel ? [] : [row.key]));
    return ids.length === 0
      ? Promise.resolve(new Map())
      : keysById(sql, crypto.cipher, kekOf(crypto, channel), ids, channel);
  };
  const keys = new Map([...(await keysIn('protection')), ...(await keysIn('justice'))]);
  return rows.map((row): WaitingEntry => {
    const key = row.key === null ? kekOf(crypto, row.channel).key : keys.get(row.key)?.key;
    if (key === undefined) return { state: 'erased', id: row.id };
    const content = JSON.parse(decrypt(crypto.cipher, key, outboxContext(row.id), row.plaintext)) as Pick<
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
        channel: row.channel,
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

/** What an outbox row's plaintext is authenticated with. */
export function outboxContext(id: string): string {
  return `outbox:${id}`;
}
