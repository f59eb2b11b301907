/**
 * What stays at this participant: bars, reviews, reports, local cases; and the handover codes of a transfer.
 * contract.md 4; domain.md 4, 6 and 8.
 */
import { findCase } from '../../../lib/store/cases.ts';
import { findReferral } from '../../../lib/store/referrals.ts';
import { openAlerts } from '../../views/alerts.ts';
import { handoverCodes } from '../../views/handover.ts';
import { listView } from '../../views/referral.ts';
import { directoryCommands } from '../directory-operations.ts';
import { localCommands, readAlerts, readCase, readHandover } from '../local-commands.ts';
import { routeUrl } from '../operations.ts';
import { idOf, keyOf, queryOf, referenceOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, get, post } from '../secured.ts';

export function localRoutes(frame: Frame): void {
  const { context } = frame;
  for (const { operation, give } of [...localCommands, ...directoryCommands])
    post(frame, routeUrl(operation.path), operation.roles, (sql, { actor, body, request }) => {
      const place = {
        reference: referenceOf(request.params),
        id: idOf(request.params),
        key: keyOf(request.params),
      };
      return give(sql, context, actor, place, body);
    });

  get(frame, routeUrl(readCase.path), readCase.roles, async (request, actor) => {
    queryOf(request.query, []);
    const id = idOf(request.params);
    const file = id === null ? null : await findCase(context.db, id);
    if (file === null) throw new Problem('not-found');
    const rows = await Promise.all(file.references.map((reference) => findReferral(context.db, reference)));
    return {
      id: file.id,
      at: file.at.toISOString(),
      items: rows.flatMap((row) => (row === null ? [] : [listView(row, actor)])),
    };
  });

  get(frame, routeUrl(readAlerts.path), readAlerts.roles, (request, actor) => {
    queryOf(request.query, []);
    return context.db.tx((sql) => openAlerts(sql, context, actor));
  });

  get(frame, routeUrl(readHandover.path), readHandover.roles, (request, actor) => {
    queryOf(request.query, []);
    const reference = referenceOf(request.params);
    if (reference === null) throw new Problem('not-found');
    return context.db.tx((sql) => handoverCodes(sql, context, actor, reference));
  });
}
