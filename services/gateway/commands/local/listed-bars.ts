/**
 * Participants that the draft or a message of this referral says must not learn of the person (`doNotContact`).
 * domain.md 6.2.
 */
import { standingBars } from '../../../lib/casework/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import type { Json, JsonObject } from '../../../lib/protocol/types.ts';
import { siblingsOf } from '../../../lib/store/cases.ts';
import { localEventsOf } from '../../../lib/store/local-events.ts';
import { loadContent } from '../../../lib/store/message-content.ts';
import { stands, messagesOf } from '../../../lib/store/messages.ts';
import { draftOf, findReferral, type ReferralRow } from '../../../lib/store/referrals.ts';
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

/** Bars that stand in the other referrals of the same local case. */
export async function caseBarsOf(
  sql: Sql,
  context: GatewayContext,
  reference: string,
): Promise<readonly string[]> {
  const bars: string[] = [];
  for (const sibling of await siblingsOf(sql, reference)) {
    const referral = await findReferral(sql, sibling);
    if (referral === null) continue;
    const events = await localEventsOf(sql, context.crypto, sibling);
    bars.push(...standingBars(events, await listedBars(sql, context, referral)));
  }
  return bars;
}

function listOf(content: JsonObject | null): readonly string[] {
  const list = content?.['doNotContact'];
  return Array.isArray(list)
    ? (list as readonly Json[]).filter((item): item is string => typeof item === 'string')
    : [];
}
