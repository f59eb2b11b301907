/**
 * Positions that were taken or sealed and count no longer, because a registry version says where their stream has ended or
 * that their key was stolen. Invariant: nothing is taken back; what is found here stays in its table and is shown.
 * protocol.md 2 and 8.
 */
import type { Head, Metadata } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface TakenBeyond {
  readonly sequence: number;
  readonly digest: string;
  readonly envelope: string;
  /** Of a casework message or receipt; null for what the machines alone read. */
  readonly type: string | null;
  readonly reference: string | null;
}

/** Taken positions of a stream after `after` that are not marked yet. */
export async function takenBeyond(sql: Sql, stream: string, after: number): Promise<readonly TakenBeyond[]> {
  return sql.query<TakenBeyond>(
    `select t.sequence, t.digest, t.envelope, m.type, m.reference from trm.taken t
     left join trm.message m on m.direction = 'in' and m.stream = t.stream and m.sequence = t.sequence
     where t.stream = $1 and t.sequence > $2
       and not exists (select 1 from trm.beyond b where b.stream = t.stream and b.sequence = t.sequence)
     order by t.sequence`,
    [stream, after],
  );
}

export async function insertBeyond(
  sql: Sql,
  mark: {
    readonly stream: string;
    readonly sequence: number;
    readonly disputed: boolean;
    readonly registryVersion: number;
  },
): Promise<void> {
  await sql.query(
    `insert into trm.beyond (stream, sequence, disputed, registry_version) values ($1, $2, $3, $4) on conflict do nothing`,
    [mark.stream, mark.sequence, mark.disputed, mark.registryVersion],
  );
}

/**
 * Moves what a thief had put into a public stream aside, and its head back to what its owner stands by; false when there
 * is nothing of the kind. `initial`: before its first record.
 */
export async function untakePublic(sql: Sql, stream: string, initial: Head): Promise<boolean> {
  const rows = await sql.query<{ moved: number }>(`select trm.untake_public($1) as moved`, [stream]);
  if ((rows[0]?.moved ?? 0) === 0) return false;
  const [head = initial] = await positionsOf(sql, stream, 'in', 1);
  await sql.query(`update trm.stream set sequence = $2, digest = $3 where name = $1`, [
    stream,
    head.sequence,
    head.digest,
  ]);
  return true;
}

export interface SealedBeyond {
  readonly id: string;
  readonly sequence: number;
  readonly peer: string;
  readonly metadata: Metadata;
}

/** Own casework messages and receipts that were sealed after the last position that counts, and are not set aside yet. */
export async function sealedBeyond(
  sql: Sql,
  stream: string,
  after: number,
): Promise<readonly SealedBeyond[]> {
  return sql.query<SealedBeyond>(
    `select m.id, s.sequence, m.peer, m.metadata from trm.sealed s join trm.message m on m.direction = 'out' and m.id = s.id
     where s.stream = $1 and s.sequence > $2 and not exists (select 1 from trm.not_sent x where x.id = m.id)
     order by s.sequence`,
    [stream, after],
  );
}

export async function isBeyondEnd(sql: Sql, stream: string, sequence: number): Promise<boolean> {
  const rows = await sql.query(`select 1 as found from trm.beyond where stream = $1 and sequence = $2`, [
    stream,
    sequence,
  ]);
  return rows.length > 0;
}

/** Digest by position, newest first: what the operators of two ends hold side by side after a theft. */
export async function positionsOf(
  sql: Sql,
  stream: string,
  direction: 'out' | 'in',
  limit: number,
): Promise<readonly { readonly sequence: number; readonly digest: string }[]> {
  const table = direction === 'out' ? 'sealed' : 'taken';
  return sql.query(
    `select sequence, digest from trm.${table} where stream = $1 order by sequence desc limit $2`,
    [stream, limit],
  );
}
