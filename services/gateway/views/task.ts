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
    state: task.answer === null ? 'open' : 'answered',
    route: task.route,
  };
}
