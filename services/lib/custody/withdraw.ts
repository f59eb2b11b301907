/**
 * Withdraws custody and tells people why, in one transaction: neither stands without the other.
 * protocol.md 4 step 4; decision 0005.
 */
import type { Database } from '../platform/db/index.ts';
import { withdrawCustody } from '../store/custody.ts';
import { openIncident } from '../store/incidents.ts';

export interface Withdrawal {
  readonly state: 'rebuild' | 'foreign';
  readonly stream: string;
  readonly sequence: number;
  /** Of the incident (schemas/codes/incident-codes.json). */
  readonly code: string;
}

/** `id`: of the incident, if it is a new one. @throws DbError */
export function withdraw(db: Database, id: string, withdrawal: Withdrawal): Promise<void> {
  const { state, stream, sequence, code } = withdrawal;
  return db.tx(async (sql) => {
    await withdrawCustody(sql, state, stream, sequence);
    await openIncident(sql, { id, code, stream, sequence });
  });
}
