/**
 * A task of an office, with the stored explanation of why it went there. contract.md 4; domain.md 7.
 */
import { type Directory, standingAt } from '../../lib/directory/index.ts';
import type { TaskRow } from '../../lib/store/tasks.ts';

/** As it stands when it is shown: a contact point may have gone stale since it got the task. */
export interface Shown {
  readonly directory: Directory;
  readonly at: string;
}

/**
 * `office`: of the token that asks, where it sees its own office alone. What has moved on is no longer explained to it,
 * nor where it went: that office may have been left out for a reason.
 */
export function taskView(task: TaskRow, { directory, at }: Shown, office: string | null = null): object {
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
