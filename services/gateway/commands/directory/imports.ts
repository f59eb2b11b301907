/**
 * Contact points of another directory, proposed as a change that a second person confirms. domain.md 7.
 * Invariant: what an import brings is never in force by itself, and what was left out is named.
 */
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { ownCalendar } from '../../../lib/directory/calendar.ts';
import { importHsds } from '../../../lib/hsds/index.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { takeLocal } from '../local/local.ts';
import { proposeChange } from './changes.ts';

const DAY_CHARACTERS = 10;

export async function importDirectory(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'directory.imported', body);
  const today = new Date(context.now()).toISOString().slice(0, DAY_CHARACTERS);
  const timeZone = ownCalendar(context)?.timeZone ?? 'UTC';
  const read = importHsds(body['hsds'], { today, timeZone });
  if (!read.ok)
    throw new Problem('content-invalid', {
      errors: read.errors.map(({ pointer, code }) => ({ pointer: `/hsds${pointer}`, code })),
    });
  const { contactPoints, dropped, defaulted } = read;
  if (contactPoints.length === 0)
    return { status: 201, body: { id: null, state: null, contactPoints: [], dropped, defaulted } };
  const { body: change } = await proposeChange(sql, context, actor, {
    contactPoints,
  } as unknown as JsonObject);
  return {
    status: 201,
    body: { ...change, contactPoints: contactPoints.map(({ id }) => id), dropped, defaulted },
  };
}
