/**
 * What partners publish of their contact points, each version at its position of their public stream.
 * Invariant: append-only; the newest position of a key counts. domain.md 7; formats.md 6.
 */
import type { PublishedPoint } from '../directory/index.ts';
import type { Sql } from './sql.ts';

export interface PartnerEntry {
  readonly participant: string;
  readonly key: string;
  readonly sequence: number;
  readonly state: 'active' | 'suspended' | 'closed';
  /** Null when it is suspended or closed; then the older version says what it was. */
  readonly content: PublishedPoint | null;
  readonly at: Date;
}

export async function insertPartnerEntry(
  sql: Sql,
  entry: Omit<PartnerEntry, 'at'> & { at: string },
): Promise<void> {
  await sql.query(
    `insert into trm.partner_entry (participant, key, sequence, content, state, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      entry.participant,
      entry.key,
      entry.sequence,
      entry.content === null ? null : JSON.stringify(entry.content),
      entry.state,
      entry.at,
    ],
  );
}

/** The newest version of each key, by participant and key. */
export async function partnerEntries(
  sql: Sql,
  participant: string | null = null,
): Promise<readonly PartnerEntry[]> {
  return sql.query<PartnerEntry>(
    `select distinct on (participant, key) participant, key, sequence, content, state, at from trm.partner_entry
     where $1::text is null or participant = $1 order by participant, key, sequence desc`,
    [participant],
  );
}
