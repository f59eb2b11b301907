/**
 * Moves the open work of somebody who is not there any more to who is, with a record of it. domain.md 7 (hand-over).
 * Invariant: a task asks somebody who is there, or nobody, and then the focal point is told; never who has left.
 */
import {
  type Appointment,
  coordinatorsOf,
  type Directory,
  type Person,
  personsOf,
  staffingOf,
} from '../../../lib/directory/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import { newId } from '../../../lib/protocol/index.ts';
import { directoryAsOf, insertHandover } from '../../../lib/store/directory.ts';
import { moveTask, openTasksAsking, referenceOfTask } from '../../../lib/store/tasks.ts';
import { tell } from '../../../lib/telling/tell.ts';
import type { GatewayContext } from '../../context.ts';
import { telling } from './telling.ts';

export interface Leaving {
  /** `sub` of who said so; null: time. */
  readonly by: string | null;
  readonly appointment: Pick<Appointment, 'id' | 'subject' | 'contactPoint' | 'function'>;
  /** Null: the next in rank. */
  readonly successor: string | null;
}

/** Gives how many tasks were moved; none while the person is still there. */
export async function handOver(
  sql: Sql,
  context: Pick<GatewayContext, 'cipher' | 'now' | 'jobs' | 'pack'>,
  { by, appointment, successor }: Leaving,
): Promise<number> {
  // A person's word and the look at the roster may come at once: one of them moves the work.
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.hand-over', 0))`);
  const at = new Date(context.now()).toISOString();
  const directory = await directoryAsOf(sql, null);
  const { subject, contactPoint, function: fn } = appointment;
  const { available } = staffingOf(directory, contactPoint, fn, at);
  if (available.some((person) => person.subject === subject)) return 0;
  const tasks = (await openTasksAsking(sql, subject)).filter(
    (task) => task.contactPoint === contactPoint && task.function === fn,
  );
  if (tasks.length === 0) return 0;
  const next = available.find((person) => person.subject === successor) ?? available[0] ?? null;
  for (const task of tasks) {
    await moveTask(sql, { ...task, asked: next?.subject ?? null, cause: 'handed-over', subject: by, at });
    const reference = await referenceOfTask(sql, task.task);
    await tell(
      sql,
      telling(context),
      (next === null ? above(directory, context.pack.fallback.office, at) : [next]).map((person) => ({
        kind: next === null ? 'escalation' : 'moved',
        because: next === null ? 'vacant' : 'moved',
        person,
      })),
      { reference, step: null },
    );
  }
  await insertHandover(sql, {
    id: newId(context.cipher, context.now()),
    appointment: appointment.id,
    contactPoint,
    function: fn,
    from: subject,
    to: next?.subject ?? null,
    tasks: tasks.length,
    at,
  });
  return tasks.length;
}

/** `office`: of the pack, which coordinates the whole participant. */
function above(directory: Directory, office: string, at: string): readonly Person[] {
  return [
    ...personsOf(directory, 'national-focal-point', at),
    ...coordinatorsOf(directory, office, at),
  ].slice(0, 2);
}
