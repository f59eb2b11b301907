/**
 * POST /v1/tasks/{id}/answers: a contact point says whether it can take the case. Local: the focal point decides on the
 * wire. Invariant: only a case worker of the task's own office answers, and a task is answered once. domain.md 3 and 4.
 */
import type { JsonObject } from '../../lib/protocol/types.ts';
import { recordLiveness } from '../../lib/store/liveness.ts';
import { findReferral } from '../../lib/store/referrals.ts';
import { insertAnswer, lockTask } from '../../lib/store/tasks.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import type { Work } from '../http/idempotency.ts';
import { Problem } from '../http/problem.ts';
import { takeLocal } from './local/local.ts';

/** `id`: null when the path names no id at all, told only after the content has been checked. */
export async function answerTask(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  id: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'task.answered', body);
  const task = id === null ? null : await lockTask(sql, context.crypto, id);
  if (task === null || actor.office === null || task.office !== actor.office) throw new Problem('not-found');
  if (task.answer !== null) throw new Problem('transition-not-allowed');
  if (task.over)
    throw new Problem('transition-not-allowed', {
      detail:
        'The referral has ended or was withdrawn: no office is asked for it any more. Prepare nothing for it.',
      case: 'Nothing has changed. The data of a withdrawn referral must not be used any more.',
    });
  const { answer, reason } = body as { answer: string; reason?: string };
  await insertAnswer(sql, { task: task.id, answer, reason: reason ?? null, subject: actor.sub });
  // Whoever answers a case is reachable: nothing measures it better.
  if (task.contactPoint !== null)
    await recordLiveness(sql, {
      contactPoint: task.contactPoint,
      function: task.function,
      kind: 'answered',
      cause: 'task',
      about: task.id,
      subject: actor.sub,
      at: new Date(context.now()).toISOString(),
    });
  const referral = await findReferral(sql, task.reference);
  return { status: 201, body: { reference: task.reference, message: null, state: referral?.state ?? null } };
}
