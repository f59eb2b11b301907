/**
 * Which of a participant's processes are at work, by the database's clock: what `/readyz` of any of them can tell.
 * contract.md 4.
 */
import type { Sql } from './sql.ts';

/** A process that has not said so for this long counts as gone; `/readyz` must be right within 15 s. */
const PRESENCE_VALID_MS = 8_000;

export type Part = 'publisher' | 'consumer';

export async function markPresent(sql: Sql, part: Part, instance: string): Promise<void> {
  await sql.query(
    `insert into trm.lease (name, holder, until) values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
     on conflict (name) do update set until = excluded.until`,
    [`present:${part}:${instance}`, instance, PRESENCE_VALID_MS],
  );
}

export async function markAbsent(sql: Sql, part: Part, instance: string): Promise<void> {
  await sql.query(`update trm.lease set until = clock_timestamp() where name = $1`, [
    `present:${part}:${instance}`,
  ]);
}

export async function presentParts(sql: Sql): Promise<ReadonlySet<Part>> {
  const rows = await sql.query<{ part: Part }>(
    `select distinct split_part(name, ':', 2) as part from trm.lease where name like 'present:%' and until > clock_timestamp()`,
  );
  return new Set(rows.map((row) => row.part));
}
