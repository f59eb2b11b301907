/**
 * Local cases: which referrals of this participant belong together. They never leave it. domain.md 4.
 * Invariant: a referral belongs to one case at most.
 */
import type { Sql } from '../../../lib/platform/db/index.ts';
import { newId } from '../../../lib/protocol/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { findCase, linkReferral, openCase } from '../../../lib/store/cases.ts';
import { findReferral } from '../../../lib/store/referrals.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { takeLocal } from './local.ts';

export async function makeCase(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'case.opened', body);
  const { references } = body as unknown as { references: readonly string[] };
  await allKnown(sql, references);
  const id = newId(context.cipher, context.now());
  const file = { id, subject: actor.sub, at: new Date(context.now()).toISOString() };
  if (!(await openCase(sql, file, references))) throw new Problem('transition-not-allowed');
  return { status: 201, body: { id, references }, location: `/v1/cases/${id}` };
}

/** `id`: null when the path names no id at all. */
export async function linkToCase(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  id: string | null,
  body: JsonObject,
): Promise<Work> {
  await takeLocal(sql, context, 'case.linked', body);
  const { reference } = body as { reference: string };
  if (id === null || (await findCase(sql, id)) === null) throw new Problem('not-found');
  await allKnown(sql, [reference]);
  const link = { id, reference, subject: actor.sub, at: new Date(context.now()).toISOString() };
  if (!(await linkReferral(sql, link))) throw new Problem('transition-not-allowed');
  const references = (await findCase(sql, id))?.references ?? [];
  return { status: 201, body: { id, references: [...references] } };
}

async function allKnown(sql: Sql, references: readonly string[]): Promise<void> {
  for (const reference of references)
    if ((await findReferral(sql, reference)) === null) throw new Problem('not-found');
}
