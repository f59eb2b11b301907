/**
 * One page of a list of referrals, as a query asks for it. contract.md 4.
 */
import { referralStates } from '../../lib/contract/index.ts';
import { type ListFilter, listReferrals } from '../../lib/store/referrals.ts';
import type { GatewayContext } from '../context.ts';
import { listView } from '../views/referral.ts';
import { drillsFor } from '../views/visibility.ts';
import type { Actor } from './auth.ts';
import { cursorOf, limitOf, oneOf, pageOf, queryOf } from './parameters.ts';

const LIST_PARAMETERS = ['direction', 'state', 'drill', 'limit', 'cursor'] as const;

/** `seen`: what of all referrals this reader may know of. @throws Problem `malformed` */
export async function referralPage(
  context: GatewayContext,
  actor: Actor,
  asked: unknown,
  seen: Pick<ListFilter, 'scope' | 'withTypes'>,
): Promise<object> {
  const query = queryOf(asked, LIST_PARAMETERS);
  const limit = limitOf(query);
  const direction = oneOf(query, 'direction', ['sent', 'received']);
  const rows = await listReferrals(context.db, {
    ...seen,
    direction,
    state: oneOf(query, 'state', referralStates),
    drill: drillsFor(oneOf(query, 'drill', ['true', 'false']), actor),
    limit,
    after: cursorOf(query),
  });
  const { page, next } = pageOf(rows, limit);
  return { items: page.map((row) => listView(row, actor, direction)), next };
}
