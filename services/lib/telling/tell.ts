/**
 * Tells persons that work waits: a row for each call, and a job that delivers it, in the caller's transaction.
 * Invariant: who is told stands in the database before anything leaves; a call holds no content, only who and why.
 * domain.md 7 (notification).
 */
import type { Call } from '../directory/index.ts';
import { insertCall } from '../store/calls.ts';
import { queues } from '../store/queues.ts';
import type { Sql } from '../store/sql.ts';
import type { Jobs } from '../platform/jobs/port.ts';

export interface Telling {
  readonly jobs: Jobs | null;
  readonly newId: () => string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export async function tell(
  sql: Sql,
  telling: Telling,
  calls: readonly Call[],
  about: { readonly reference: string | null; readonly step: string | null },
): Promise<void> {
  for (const { kind, because, person } of calls) {
    const id = telling.newId();
    await insertCall(sql, {
      id,
      step: about.step,
      reference: about.reference,
      kind,
      because,
      contactPoint: person.contactPoint,
      function: person.function,
      subject: person.subject,
      rank: person.rank,
      appointment: person.appointment,
      at: telling.at,
    });
    await telling.jobs?.send(sql, queues.notify, { call: id }, { id });
  }
}
