/**
 * How far our own records on the bus have lost their payload, and how far they are to lose it now.
 * Invariant: always a beginning of a stream, and never beyond what the other side has witnessed. protocol.md 7.
 */
import type { Sql } from './sql.ts';

export interface StrippingDue {
  readonly stream: string;
  readonly direction: 'out' | 'local';
  readonly first: number;
  readonly last: number;
}

/** At or below a position that a published declaration of ours names. */
export async function dueByErasure(sql: Sql): Promise<readonly StrippingDue[]> {
  return sql.query<StrippingDue>(
    `select * from (
       select h.name as stream, h.direction, h.stripped + 1 as first, least(h.witnessed, h.published, max(case
           when d.stream = h.name then d.through
           when split_part(d.stream, '/', 3)::int > h.generation then h.sequence else 0 end)) as last
       from trm.erasure_declared d join trm.sealed s on s.id = d.message
         join trm.stream at on at.name = s.stream and at.published >= s.sequence
         join trm.stream h on h.topic = split_part(d.stream, '/', 1) and h.direction <> 'in'
       where d.own group by h.name) due
     where last >= first order by stream`,
  );
}

/** Sealed before `before`, each with everything before it. */
export async function dueByAge(sql: Sql, before: string): Promise<readonly StrippingDue[]> {
  return sql.query<StrippingDue>(
    `select * from (
       select h.name as stream, h.direction, h.stripped + 1 as first, least(h.witnessed, h.published, coalesce((
           select s.sequence - 1 from trm.sealed s where s.stream = h.name and s.sequence > h.stripped and s.sealed_at >= $1
           order by s.sequence limit 1), h.sequence)) as last
       from trm.stream h where h.direction <> 'in' and h.topic not like '%.public') due
     where last >= first order by stream`,
    [before],
  );
}

/** From here on every copy that leaves this gateway is the stripped form. */
export async function removeRings(sql: Sql, stream: string, first: number, last: number): Promise<void> {
  await sql.query(`delete from trm.payload_ring where stream = $1 and sequence between $2 and $3`, [
    stream,
    first,
    last,
  ]);
}

/** The bus holds the stripped forms up to here. */
export async function setStripped(sql: Sql, stream: string, last: number): Promise<void> {
  await sql.query(`update trm.stream set stripped = $2 where name = $1 and stripped < $2`, [stream, last]);
}

export async function strippedUpTo(sql: Sql, stream: string): Promise<number> {
  const rows = await sql.query<{ stripped: number }>(`select stripped from trm.stream where name = $1`, [
    stream,
  ]);
  return rows[0]?.stripped ?? 0;
}
