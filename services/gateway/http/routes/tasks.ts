/**
 * Tasks of offices and their answers. contract.md 4; domain.md 7.
 */
import { findTask, listTasks } from '../../../lib/store/tasks.ts';
import { answerTask } from '../../commands/task-answer.ts';
import { taskViews } from '../../views/task.ts';
import { drillsFor, taskScope } from '../../views/visibility.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { idOf, oneOf, queryOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, get, post } from '../secured.ts';

export function taskRoutes(frame: Frame): void {
  const { context } = frame;
  const { listTasks: list, readTask, answerTask: answer } = localOperations;

  get(frame, routeUrl(list.path), list.roles, async (request, actor) => {
    const query = queryOf(request.query, ['state', 'drill']);
    const state = oneOf(query, 'state', ['open', 'answered', 'moved']);
    const scope = taskScope(actor);
    if (scope?.length === 0) return { items: [], next: null };
    const tasks = await listTasks(context.db, context.crypto, {
      state,
      office: scope?.[0] ?? null,
      reference: null,
      drill: drillsFor(oneOf(query, 'drill', ['true', 'false']), actor),
    });
    return { items: await taskViews(context.db, context, tasks, scope?.[0]), next: null };
  });

  get(frame, routeUrl(readTask.path), readTask.roles, async (request, actor) => {
    queryOf(request.query, []);
    const id = idOf(request.params);
    const task = id === null ? null : await findTask(context.db, context.crypto, id);
    const scope = taskScope(actor);
    if (task === null || (scope !== null && !scope.some((office) => task.offices.includes(office))))
      throw new Problem('not-found');
    const [view = {}] = await taskViews(context.db, context, [task], scope?.[0]);
    return view;
  });

  post(frame, routeUrl(answer.path), answer.roles, (sql, { actor, body, request }) =>
    answerTask(sql, context, actor, idOf(request.params), body),
  );
}
