/**
 * The justice liaison's own reading room: referrals that proceedings have spoken in, and one of them. Commands go the
 * generic way. Invariant: nobody else comes in, and from here nobody goes to the protection side. domain.md 3 and 6.4.
 */
import { channelOf, operations } from '../../../lib/contract/index.ts';
import { justiceReferralView } from '../../views/justice-referral.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { queryOf, referenceOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { referralPage } from '../referral-page.ts';
import { type Frame, get } from '../secured.ts';

const JUSTICE_TYPES: readonly string[] = operations
  .filter(({ type }) => channelOf(type) === 'justice')
  .map(({ type }) => type);

export function justiceRoutes(frame: Frame): void {
  const { context } = frame;
  const { listJusticeReferrals: list, readJusticeReferral: read } = localOperations;

  get(frame, routeUrl(list.path), list.roles, (request, actor) =>
    referralPage(context, actor, request.query, { scope: null, withTypes: JUSTICE_TYPES }),
  );

  get(frame, routeUrl(read.path), read.roles, (request, actor) => {
    queryOf(request.query, []);
    const reference = referenceOf(request.params);
    if (reference === null) throw new Problem('not-found');
    return context.db.tx((sql) => justiceReferralView(sql, context, actor, reference));
  });
}
