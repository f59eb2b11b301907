/**
 * Our own casework messages seen from their receipts: which has none yet, and which one a receipt names.
 * protocol.md 6.
 */
import type { Sql } from './sql.ts';

export interface Unanswered {
  readonly id: string;
  readonly stream: string;
  readonly sequence: number;
  readonly publishedAt: Date;
}

/**
 * Own casework messages without a receipt, published longer ago than the limit and not yet recorded as such. In the local
 * stream the receipt is our own too.
 */
export async function unanswered(
  sql: Sql,
  types: readonly string[],
  limitMs: number,
): Promise<readonly Unanswered[]> {
  return sql.query<Unanswered>(
    `select m.id, s.stream, s.sequence, d.at as "publishedAt"
     from trm.message m join trm.sealed s on s.id = m.id join trm.published d on d.stream = s.stream and d.sequence = s.sequence
     where m.direction = 'out' and m.type = any($1::text[]) and d.at < clock_timestamp() - $2 * interval '1 ms'
       and not exists (select 1 from trm.message r where r.type in ('receipt.delivered', 'receipt.refused')
         and r.metadata ? 'answers' and r.metadata->'answers'->>'stream' = s.stream and ((r.metadata->'answers')->>'sequence')::int = s.sequence)
       and not exists (select 1 from trm.not_sent x where x.id = m.id)
       and not exists (select 1 from trm.incident i where i.code = 'unanswered' and i.stream = s.stream and i.sequence = s.sequence)
     order by d.at limit 100`,
    [types, limitMs],
  );
}

/** Our own message at a position of our stream, as a receipt names it. */
export async function ownMessageAt(
  sql: Sql,
  stream: string,
  sequence: number,
): Promise<{ readonly reference: string | null; readonly type: string; readonly sealedAt: Date } | null> {
  const rows = await sql.query<{ reference: string | null; type: string; sealedAt: Date }>(
    `select m.reference, m.type, s.sealed_at as "sealedAt" from trm.sealed s join trm.message m on m.id = s.id and m.direction = 'out'
     where s.stream = $1 and s.sequence = $2`,
    [stream, sequence],
  );
  return rows[0] ?? null;
}
