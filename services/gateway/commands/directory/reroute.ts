/**
 * Asks the rules again for a task, without offices that must not have the case: a conflict of interest, above all.
 * Invariant: the office that loses a task loses sight of the case; the new explanation is kept with the task.
 * domain.md 7.
 */
import { ownCalendar } from '../../../lib/directory/calendar.ts';
import { firstThere } from '../../../lib/directory/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import { contentsOf } from '../../../lib/projection/case-history.ts';
import { newId } from '../../../lib/protocol/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { caseOf, type RoutedPayload, routeToPoint } from '../../../lib/routing/index.ts';
import { keptDirectory } from '../../../lib/store/directory.ts';
import { insertLocalEvent } from '../../../lib/store/local-events.ts';
import { messagesOf } from '../../../lib/store/messages.ts';
import { lockTask, rerouteTo, type TaskRow } from '../../../lib/store/tasks.ts';
import { tell } from '../../../lib/telling/tell.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { local, lockKnown, takeLocal } from '../local/local.ts';
import { telling } from './telling.ts';

export async function rerouteTask(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  id: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'task.rerouted', body);
  const task = id === null ? null : await lockTask(sql, context.crypto, id);
  if (task === null) throw new Problem('not-found');
  const referral = await lockKnown(sql, task.reference);
  if (task.over) throw new Problem('transition-not-allowed');
  const { reason, exclude = [] } = body as { reason: string; exclude?: readonly string[] };
  // An office that is misspelt would not be left out, and nobody would notice.
  const unknown = exclude.flatMap((id, index) =>
    context.pack.offices.some((each) => each.id === id) || task.offices.includes(id)
      ? []
      : [{ pointer: `/exclude/${index}`, code: 'office-unknown' }],
  );
  if (unknown.length > 0) throw new Problem('content-invalid', { errors: unknown });
  const payload = await submittedOf(sql, context, task);
  // Only a directory that has changed since can lead back to the office that has it.
  const without = reason === 'directory-changed' ? exclude : [...new Set([...exclude, task.office])];
  const { at } = telling(context);
  const circumstances = { urgency: referral.urgency, channel: 'protection' } as const;
  const directory = await keptDirectory(sql);
  const routed = routeToPoint(
    context.pack,
    caseOf(payload, circumstances, without),
    at,
    directory,
    ownCalendar(context),
  );
  const { chosen, contactPoint, asked } = routed;
  if (chosen === null)
    throw new Problem('guard-failed', {
      guard: 'nobody-fits',
      who: 'national-focal-point',
      detail: 'With these offices left out no rule names anybody, and the coordinator is left out too.',
      case: 'The task stays where it is. Ask a body by voice, or leave out fewer offices.',
    });
  const { office, function: fn } = chosen;
  await rerouteTo(sql, context.crypto, {
    task: task.id,
    reference: referral.reference,
    office,
    function: fn,
    contactPoint,
    asked,
    subject: actor.sub,
    at,
    route: routed,
  });
  await insertLocalEvent(sql, context.crypto, {
    ...local(context, actor, referral, ['national-focal-point']),
    id: newId(context.cipher, context.now()),
    type: 'task.rerouted',
    participant: null,
    code: reason,
    content: { exclude: [...without] },
  });
  const person = directory === null ? null : firstThere(directory, contactPoint, fn, at);
  if (person !== null)
    await tell(sql, telling(context), [{ kind: 'work-waits', because: 'moved', person }], {
      reference: referral.reference,
      step: null,
    });
  return {
    status: 201,
    body: { id: task.id, reference: referral.reference, office, function: fn, route: routed },
  };
}

/** @throws Problem `not-found` once there is no content any more to ask the rules with. */
async function submittedOf(sql: Sql, context: GatewayContext, task: TaskRow): Promise<RoutedPayload> {
  const rows = await messagesOf(sql, task.reference);
  const contents = await contentsOf(sql, context.crypto, rows);
  const submitted = rows.findLast(
    ({ n, type }) => type === 'referral.submitted' && (contents.get(n) ?? null) !== null,
  );
  const payload = submitted === undefined ? null : (contents.get(submitted.n) ?? null);
  if (payload === null) throw new Problem('not-found');
  return payload;
}
