/**
 * One referral as far as a token may know of it, and of its contents those that the token may read.
 * Invariant: what a token may not know of is `not-found`, as what does not exist. domain.md 3.
 */
import { channelOf, isCasework } from '../../lib/contract/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { custody } from '../../lib/store/custody.ts';
import type { MessageRow } from '../../lib/store/messages.ts';
import { findReferral, type ReferralRow } from '../../lib/store/referrals.ts';
import { listTasks, type TaskRow } from '../../lib/store/tasks.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { Problem } from '../http/problem.ts';
import { mayReadContent, maySeeReferral } from './visibility.ts';

/** @throws Problem `not-found` */
export async function visibleReferral(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
): Promise<{ readonly referral: ReferralRow; readonly tasks: readonly TaskRow[] }> {
  const referral = await findReferral(sql, reference);
  if (referral === null) throw new Problem('not-found');
  return { referral, tasks: await tasksIfVisible(sql, context, actor, referral) };
}

/** All tasks of the referral: an office that has one may know of it. @throws Problem `not-found` */
export async function tasksIfVisible(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  referral: ReferralRow,
): Promise<readonly TaskRow[]> {
  const { reference } = referral;
  const tasks = await listTasks(sql, context.crypto, { state: null, office: null, reference, drill: null });
  if (!maySeeReferral(actor, referral, tasks)) throw new Problem('not-found');
  return tasks;
}

/** Of the payloads `loaded`, by message number, those that this token may read. `rows`: all messages of the referral. */
export async function readable(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  rows: readonly MessageRow[],
  loaded: ReadonlyMap<string, JsonObject | null>,
): Promise<ReadonlyMap<string, JsonObject>> {
  // A restored database may hold what the bus says is erased: nothing of it is shown before the rebuild has applied it.
  if ((await custody(sql)).state === 'rebuild') return new Map();
  const contents = new Map<string, JsonObject>();
  for (const { n, type, metadata, outcome } of rows) {
    if (!isCasework(type) || channelOf(type) !== 'protection' || outcome === 'refused') continue;
    const payload = loaded.get(n);
    if (payload === undefined || payload === null) continue;
    if (mayReadContent(actor, context.pack, { type, tier: metadata['tier'], payload }))
      contents.set(n, payload);
  }
  return contents;
}
