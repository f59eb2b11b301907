/**
 * A task of an office, with the stored explanation of why it went there. contract.md 4; domain.md 7.
 */
import type { TaskRow } from '../../lib/store/tasks.ts';

/**
 * `office`: of the token that asks, where it sees its own office alone. What has moved on is no longer explained to it,
 * nor where it went: that office may have been left out for a reason.
 */
export function taskView(task: TaskRow, office: string | null = null): object {
  const gone = office !== null && office !== task.office;
  return {
    id: task.id,
    reference: task.reference,
    office: gone ? office : task.office,
    function: gone ? (task.functions[task.offices.lastIndexOf(office)] ?? task.function) : task.function,
    // A referral that has ended asks no office any more.
    state: gone ? 'moved' : task.answer !== null ? 'answered' : task.over ? 'moved' : 'open',
    route: gone ? null : task.route,
    contactPoint: gone ? null : task.contactPoint,
  };
}
