/**
 * A task of an office, with the stored explanation of why it went there. contract.md 4; domain.md 7.
 */
import type { TaskRow } from '../../lib/store/tasks.ts';

export function taskView(task: TaskRow): object {
  return {
    id: task.id,
    reference: task.reference,
    office: task.office,
    function: task.function,
    // A referral that has ended asks no office any more.
    state: task.answer !== null ? 'answered' : task.over ? 'moved' : 'open',
    route: task.route,
  };
}
