/**
 * The office that supports a person reports how it goes; the liaison officer tells the other side. Local. domain.md 3.
 * Invariant: only an office that has a task of the referral, or drafted it, reports on it.
 */
import { validateLocal } from '../../../lib/contract/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { insertLocalEvent } from '../../../lib/store/local-events.ts';
import { lockReferral } from '../../../lib/store/referrals.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { tasksIfVisible } from '../../views/visible-referral.ts';
import { readyForCommands } from '../ready.ts';
import { done, local } from './local.ts';

export async function reportService(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string | null,
  body: JsonObject,
  roles: readonly string[],
): Promise<Work> {
  await readyForCommands(sql, context);
  const validation = validateLocal('service.reported', body);
  if (!validation.ok) throw new Problem('content-invalid', { errors: validation.errors });
  const referral = reference === null ? null : await lockReferral(sql, reference);
  if (referral === null) throw new Problem('not-found');
  await tasksIfVisible(sql, context, actor, referral);
  await insertLocalEvent(sql, context.crypto, {
    ...local(context, actor, referral, roles),
    type: 'service.reported',
    participant: null,
    code: null,
    content: body,
  });
  return done(referral);
}
