/**
 * The office that supports a person reports how it goes; the liaison officer tells the other side. Local. domain.md 3.
 * Invariant: only an office that has a task of the referral, or drafted it, reports on it.
 */
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { insertLocalEvent } from '../../../lib/store/local-events.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { tasksIfVisible } from '../../views/visible-referral.ts';
import { done, local, lockKnown, takeLocal } from './local.ts';

export async function reportService(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string | null,
  body: JsonObject,
  roles: readonly string[],
): Promise<Work> {
  await takeLocal(sql, context, 'service.reported', body);
  const referral = await lockKnown(sql, reference);
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
