/**
 * The handover codes of the newest plan, leg by leg, for the officers who meet. domain.md 8.
 * Invariant: both sides derive the same digits from what they hold; who looked is written to the access log first.
 */
import { handoverCode } from '../../lib/casework/index.ts';
import { fromBase64url } from '../../lib/protocol/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import { loadContent } from '../../lib/store/message-content.ts';
import { type MessageRow, stands, messagesOf } from '../../lib/store/messages.ts';
import { findReferral } from '../../lib/store/referrals.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import { Problem } from '../http/problem.ts';
import { logRead } from './access-log.ts';

const SECRET_BYTES = 32;

/** @throws Problem `not-found` before there is an acceptance and a plan, or after their erasure. */
export async function handoverCodes(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  reference: string,
): Promise<object> {
  const referral = await findReferral(sql, reference);
  if (referral === null) throw new Problem('not-found');
  const rows = (await messagesOf(sql, reference)).filter(stands);
  const accepted = await newestContent(sql, context, rows, 'referral.accepted');
  const plan = rows.findLast(({ type }) => type === 'return.plan-proposed');
  const text = accepted?.['handoverSecret'];
  const secret = typeof text === 'string' ? fromBase64url(text, SECRET_BYTES) : null;
  const number = plan?.metadata['plan'];
  const legs = plan?.metadata['legCount'];
  if (secret === null || typeof number !== 'number' || typeof legs !== 'number')
    throw new Problem('not-found');
  await logRead(sql, context, actor, reference, 'handover');
  return {
    plan: number,
    items: Array.from({ length: legs }, (_, index) => ({
      leg: index + 1,
      code: handoverCode(context.cipher, secret, { reference, plan: number, leg: index + 1 }),
    })),
  };
}

async function newestContent(
  sql: Sql,
  context: GatewayContext,
  rows: readonly MessageRow[],
  type: string,
): Promise<JsonObject | null> {
  const row = rows.findLast((item) => item.type === type);
  return row === undefined ? null : ((await loadContent(sql, context.crypto, [row.n])).get(row.n) ?? null);
}
