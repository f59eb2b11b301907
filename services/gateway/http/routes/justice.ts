/**
 * The justice liaison's own reading room: referrals that proceedings have spoken in, and one of them. Commands go the
 * generic way. Invariant: nobody else comes in, and from here nobody goes to the protection side. domain.md 3 and 6.4.
 */
import { channelOf, operations, referralStates } from '../../../lib/contract/index.ts';
import { listReferrals } from '../../../lib/store/referrals.ts';
import { justiceReferralView } from '../../views/justice-referral.ts';
import { listView } from '../../views/referral.ts';
import { drillsFor } from '../../views/visibility.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { cursorOf, limitOf, oneOf, pageOf, queryOf, referenceOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, get } from '../secured.ts';
import { LIST_PARAMETERS } from './referrals.ts';

const JUSTICE_TYPES: readonly string[] = operations
  .filter(({ type }) => channelOf(type) === 'justice')
  .map(({ type }) => type);

export function justiceRoutes(frame: Frame): void {
  const { context } = frame;
  const { listJusticeReferrals: list, readJusticeReferral: read } = localOperations;

  get(frame, routeUrl(list.path), list.roles, async (request, actor) => {
    const query = queryOf(request.query, LIST_PARAMETERS);
    const limit = limitOf(query);
    const direction = oneOf(query, 'direction', ['sent', 'received']);
    const rows = await listReferrals(context.db, {
      direction,
      state: oneOf(query, 'state', referralStates),
      scope: null,
      withTypes: JUSTICE_TYPES,
      drill: drillsFor(oneOf(query, 'drill', ['true', 'false']), actor),
      limit,
      after: cursorOf(query),
    });
    const { page, next } = pageOf(rows, limit);
    return { items: page.map((row) => listView(row, actor, direction)), next };
  });

  get(frame, routeUrl(read.path), read.roles, (request, actor) => {
    queryOf(request.query, []);
    const reference = referenceOf(request.params);
    if (reference === null) throw new Problem('not-found');
    return context.db.tx((sql) => justiceReferralView(sql, context, actor, reference));
  });
}
