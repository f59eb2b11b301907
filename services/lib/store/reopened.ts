/**
 * Positions that were refused for now, because this version knew no such type or version, and their second opening.
 * Invariant: a position is opened again once, and how it was taken at first stays on record. protocol.md 5 and 10.
 */
import type { OpeningCode, OpeningStep } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface ReopenableRow {
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  readonly envelope: string;
  readonly metadata: string;
  /** Null: stripped or erased since. */
  readonly payload: string | null;
}

const BYTES = `t.stream, t.sequence, t.id, t.envelope, t.metadata,
  (select r.ring from trm.payload_ring r where r.stream = t.stream and r.sequence = t.sequence) as payload`;

/** Oldest position first, per stream. */
export async function reopenable(sql: Sql): Promise<readonly ReopenableRow[]> {
  return sql.query<ReopenableRow>(
    `select ${BYTES} from trm.taken t
     where t.outcome = 'refused' and t.final = false and t.metadata is not null
       and not exists (select 1 from trm.reopened o where o.stream = t.stream and o.sequence = t.sequence)
     order by t.stream, t.sequence limit 1000`,
  );
}

/** Taken, but with a code that this version did not know; their incident is still open. */
export async function withUnknownCodes(sql: Sql): Promise<readonly ReopenableRow[]> {
  return sql.query<ReopenableRow>(
    `select ${BYTES} from trm.taken t join trm.incident i on i.code = 'needs-person' and i.stream = t.stream and i.sequence = t.sequence
     where t.needs_person and t.outcome <> 'refused' and t.metadata is not null
       and not exists (select 1 from trm.incident_change c where c.incident = i.id and c.state <> 'open')
     order by t.stream, t.sequence limit 1000`,
  );
}

export async function insertReopened(
  sql: Sql,
  row: {
    readonly stream: string;
    readonly sequence: number;
    readonly outcome: 'applied' | 'noted' | 'refused';
    readonly step: OpeningStep | null;
    readonly code: OpeningCode | null;
  },
): Promise<void> {
  await sql.query(
    `insert into trm.reopened (stream, sequence, outcome, step, code) values ($1, $2, $3, $4, $5)`,
    [row.stream, row.sequence, row.outcome, row.step, row.code],
  );
}

/** Asked under the lane's lock: another process may have been first. */
export async function isReopened(sql: Sql, stream: string, sequence: number): Promise<boolean> {
  const rows = await sql.query(`select 1 as found from trm.reopened where stream = $1 and sequence = $2`, [
    stream,
    sequence,
  ]);
  return rows.length > 0;
}
