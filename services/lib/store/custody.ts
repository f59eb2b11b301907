/**
 * Who may seal, and whether this database may: the lease that saves work, and the custody state that protects streams.
 * Invariant: custody leaves `clear` the moment anyone finds that the bus knows more, and returns only by `rebuild`.
 * protocol.md 4 steps 4 and 5.
 */
import type { Sql } from './sql.ts';

export const LEASE_VALID_MS = 10_000;
export const LEASE_RENEW_MS = 2_000;

/** Takes or renews; false while another holder's lease is valid. Database clock only. */
export async function takeLease(sql: Sql, name: string, holder: string): Promise<boolean> {
  const rows = await sql.query(
    `insert into trm.lease (name, holder, until) values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
     on conflict (name) do update set holder = excluded.holder, until = excluded.until
       where trm.lease.holder = excluded.holder or trm.lease.until < clock_timestamp()
     returning name`,
    [name, holder, LEASE_VALID_MS],
  );
  return rows.length > 0;
}

/** Lets another take over at once: only at an orderly stop. */
export async function giveLease(sql: Sql, name: string, holder: string): Promise<void> {
  await sql.query(`update trm.lease set until = clock_timestamp() where name = $1 and holder = $2`, [
    name,
    holder,
  ]);
}

export interface Custody {
  readonly state: 'clear' | 'rebuild' | 'foreign';
  readonly stream: string | null;
  readonly sequence: number | null;
}

export async function custody(sql: Sql): Promise<Custody> {
  const rows = await sql.query<Custody>(`select state, stream, sequence from trm.custody`);
  return rows[0] ?? { state: 'rebuild', stream: null, sequence: null };
}

/** Never from bad to clear: see `clearCustody`. */
export async function withdrawCustody(
  sql: Sql,
  state: 'rebuild' | 'foreign',
  stream: string,
  sequence: number,
): Promise<void> {
  await sql.query(
    `update trm.custody set state = $1, stream = $2, sequence = $3, at = clock_timestamp() where state <> 'foreign'`,
    [state, stream, sequence],
  );
}

/** Only `participant rebuild` calls this, after the bus has been read into the database. */
export async function clearCustody(sql: Sql): Promise<void> {
  await sql.query(
    `update trm.custody set state = 'clear', stream = null, sequence = null, at = clock_timestamp()`,
  );
}
