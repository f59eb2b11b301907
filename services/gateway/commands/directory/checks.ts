/**
 * Exercises for contact points, started and answered by people. domain.md 7 (liveness).
 * Invariant: only who holds a function of the contact point answers for it.
 */
import { staffingOf } from '../../../lib/directory/index.ts';
import { durationMs } from '../../../lib/contract/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { directoryAsOf } from '../../../lib/store/directory.ts';
import { findCheck, recordLiveness } from '../../../lib/store/liveness.ts';
import { beginCheck, CHECK_WITHIN_MS } from '../../../lib/telling/checks.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { takeLocal } from '../local/local.ts';
import { telling } from './telling.ts';

export async function startCheck(sql: Sql, context: GatewayContext, body: JsonObject): Promise<Work> {
  await takeLocal(sql, context, 'liveness-check.started', body);
  const {
    contactPoint,
    function: fn,
    within,
  } = body as {
    contactPoint: string;
    function: string;
    within?: string;
  };
  const directory = await directoryAsOf(sql, null);
  const listed = directory.contactPoints.find(({ point }) => point.id === contactPoint);
  if (listed === undefined || listed.state === 'closed') throw new Problem('not-found');
  if (!(listed.point.functions as readonly string[]).includes(fn))
    throw new Problem('content-invalid', { errors: [{ pointer: '/function', code: 'function-unknown' }] });
  const withinMs = (within === undefined ? null : durationMs(within)) ?? CHECK_WITHIN_MS;
  const id = await beginCheck(sql, telling(context), directory, { contactPoint, function: fn, withinMs });
  return { status: 201, body: { id, state: 'started' }, location: `/v1/liveness-checks` };
}

export async function answerCheck(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  id: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'liveness-check.answered', body);
  const check = id === null ? null : await findCheck(sql, id);
  if (check === null) throw new Problem('not-found');
  const { at } = telling(context);
  const directory = await directoryAsOf(sql, null);
  const { available } = staffingOf(directory, check.contactPoint, check.function, at);
  if (!available.some(({ subject }) => subject === actor.sub)) throw new Problem('not-found');
  if (check.state === 'answered')
    throw new Problem('transition-not-allowed', {
      detail: 'This exercise was answered already.',
      case: 'The contact point counts as reachable.',
    });
  const { contactPoint, function: fn } = check;
  // A late answer is an answer: from now on the contact point is reachable again.
  await recordLiveness(sql, {
    contactPoint,
    function: fn,
    kind: 'answered',
    cause: 'check',
    about: check.id,
    subject: actor.sub,
    at,
  });
  return { status: 201, body: { id: check.id, state: 'answered' } };
}
