/**
 * Records of the justice channel whose payload waits, sealed, until somebody mounts the keys of that channel.
 * Invariant: the sealed bytes stay where every record's bytes are; here stands only that they wait, and trm.reopened says
 * what came of it. Decision 0013.
 */
import type { Sql } from './sql.ts';

/** `message`: number of the message as it was taken, without content. */
export async function insertWaiting(
  sql: Sql,
  place: { readonly stream: string; readonly sequence: number; readonly message: string },
): Promise<void> {
  await sql.query(
    `insert into trm.justice_waiting (stream, sequence, message) values ($1, $2, $3) on conflict do nothing`,
    [place.stream, place.sequence, place.message],
  );
}

export interface WaitingRecord {
  readonly stream: string;
  readonly sequence: number;
  readonly message: string;
  readonly direction: 'in' | 'out';
  readonly reference: string;
  readonly id: string;
  readonly envelope: string;
  readonly metadata: string;
  /** Null: stripped or erased before anybody opened it. */
  readonly payload: string | null;
}

/** Oldest position first, per stream. */
export async function waitingRecords(sql: Sql): Promise<readonly WaitingRecord[]> {
  return sql.query<WaitingRecord>(
    `select w.stream, w.sequence, w.message::text, m.direction, m.reference, m.id,
       coalesce(t.envelope, s.envelope) as envelope, coalesce(t.metadata, s.metadata) as metadata,
       (select r.ring from trm.payload_ring r where r.stream = w.stream and r.sequence = w.sequence) as payload
     from trm.justice_waiting w join trm.message m on m.n = w.message
     left join trm.taken t on t.stream = w.stream and t.sequence = w.sequence
     left join trm.sealed s on s.stream = w.stream and s.sequence = w.sequence
     where not exists (select 1 from trm.reopened o where o.stream = w.stream and o.sequence = w.sequence)
       and coalesce(t.envelope, s.envelope) is not null and coalesce(t.metadata, s.metadata) is not null
     order by w.stream, w.sequence limit 1000`,
  );
}

/** Messages of a referral whose payload still waits, by message number. */
export async function waitingMessages(sql: Sql, reference: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ message: string }>(
    `select w.message::text from trm.justice_waiting w join trm.message m on m.n = w.message
     where m.reference = $1
       and not exists (select 1 from trm.reopened o where o.stream = w.stream and o.sequence = w.sequence)`,
    [reference],
  );
  return new Set(rows.map(({ message }) => message));
}
