/**
 * Participants that the draft or a message of this referral says must not learn of the person (`doNotContact`).
 * domain.md 6.2.
 */
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { Json, JsonObject } from '../../../lib/protocol/types.ts';
import { loadContent } from '../../../lib/store/message-content.ts';
import { stands, messagesOf } from '../../../lib/store/messages.ts';
import { draftOf, type ReferralRow } from '../../../lib/store/referrals.ts';
import type { GatewayContext } from '../../context.ts';

export async function listedBars(
  sql: Sql,
  context: GatewayContext,
  referral: ReferralRow,
): Promise<readonly string[]> {
  const draft = await draftOf(sql, context.crypto, referral);
  const rows = (await messagesOf(sql, referral.reference)).filter(stands);
  const contents = await loadContent(
    sql,
    context.crypto,
    rows.map((row) => row.n),
  );
  return [draft, ...contents.values()].flatMap(listOf);
}

function listOf(content: JsonObject | null): readonly string[] {
  const list = content?.['doNotContact'];
  return Array.isArray(list)
    ? (list as readonly Json[]).filter((item): item is string => typeof item === 'string')
    : [];
}
