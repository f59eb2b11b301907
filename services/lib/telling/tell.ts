/**
 * Tells persons that work waits: a row for each call, and a job that delivers it, in the caller's transaction.
 * Invariant: who is told stands in the database before anything leaves; a call holds no content, only who and why.
 * domain.md 7 (notification).
 */
import type { Call } from '../directory/index.ts';
import { insertCall } from '../store/calls.ts';
import { findReferral } from '../store/referrals.ts';
import { queues } from '../store/queues.ts';
import type { Sql } from '../store/sql.ts';
import type { Jobs } from '../platform/jobs/port.ts';

export interface Telling {
  readonly jobs: Jobs | null;
  readonly newId: () => string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface About {
  readonly reference: string | null;
  readonly step: string | null;
  /** The call that could not reach its person. */
  readonly insteadOf?: string;
}

const DUTY_DESK = 'duty-desk';

export async function tell(sql: Sql, telling: Telling, calls: readonly Call[], about: About): Promise<void> {
  if (calls.length === 0) return;
  const { reference, step, insteadOf = null } = about;
  // An exercise bothers the duty desk alone (domain.md 5).
  const isDrill = reference !== null && (await findReferral(sql, reference))?.drill === true;
  for (const { kind, because, person } of calls) {
    if (isDrill && person.function !== DUTY_DESK) continue;
    const id = telling.newId();
    await insertCall(sql, {
      id,
      step,
      reference,
      kind,
      because,
      contactPoint: person.contactPoint,
      function: person.function,
      subject: person.subject,
      rank: person.rank,
      appointment: person.appointment,
      insteadOf,
      at: telling.at,
    });
    await telling.jobs?.send(sql, queues.notify, { call: id }, { id });
  }
}
