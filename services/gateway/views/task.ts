/**
 * A task of an office, with the stored explanation of why it went there. contract.md 4; domain.md 7.
 */
import { type Directory, standingAt } from '../../lib/directory/index.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import { directoryAsOf } from '../../lib/store/directory.ts';
import type { TaskRow } from '../../lib/store/tasks.ts';
import type { GatewayContext } from '../context.ts';

/**
 * `office`: of the token that asks, where it sees its own office alone. What has moved on is no longer explained to it,
 * nor where it went: that office may have been left out for a reason. Each contact point as it stands when it is shown:
 * it may have gone stale since it got the task.
 */
export async function taskViews(
  sql: Sql,
  { now }: Pick<GatewayContext, 'now'>,
  tasks: readonly TaskRow[],
  office: string | null = null,
): Promise<readonly object[]> {
  if (tasks.length === 0) return [];
  const directory = await directoryAsOf(sql, null);
  const at = new Date(now()).toISOString();
  return tasks.map((task) => taskView(task, directory, at, office));
}

function taskView(task: TaskRow, directory: Directory, at: string, office: string | null): object {
  const gone = office !== null && office !== task.office;
  const listed = directory.contactPoints.find(({ point }) => point.id === task.contactPoint);
  return {
    id: task.id,
    reference: task.reference,
    office: gone ? office : task.office,
    function: gone ? (task.functions[task.offices.lastIndexOf(office)] ?? task.function) : task.function,
    // A referral that has ended asks no office any more.
    state: gone ? 'moved' : task.answer !== null ? 'answered' : task.over ? 'moved' : 'open',
    route: gone ? null : task.route,
    contactPoint: gone ? null : task.contactPoint,
    standing: gone || listed === undefined ? null : standingAt(directory, listed, at, task.function).standing,
  };
}
