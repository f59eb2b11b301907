/**
 * Out to other systems and in from them: export of one referral, draft from rows. contract.md 4; domain.md 5.
 */
import { draftFromHtcds } from '../../commands/htcds-draft.ts';
import { htcdsExport } from '../../views/htcds.ts';
import { draftFromRows, exportFormats, exportReferral } from '../htcds-operations.ts';
import { routeUrl } from '../operations.ts';
import { oneOf, queryOf, referenceOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, get, post } from '../secured.ts';

export function htcdsRoutes(frame: Frame): void {
  const { context } = frame;

  get(frame, routeUrl(exportReferral.path), exportReferral.roles, (request, actor) => {
    const query = queryOf(request.query, ['format', 'foldKosovo']);
    const format = oneOf(query, 'format', exportFormats) ?? 'json';
    const fold = oneOf(query, 'foldKosovo', ['true', 'false']);
    // Only statistics have one key for two; a case file never does.
    if (fold !== null && format !== 'ctdc-json')
      throw new Problem('malformed', { errors: [{ pointer: '/foldKosovo', code: 'parameterUnknown' }] });
    const reference = referenceOf(request.params);
    if (reference === null) throw new Problem('not-found');
    return context.db.tx((sql) =>
      htcdsExport(sql, context, actor, reference, { format, foldKosovo: fold === 'true' }),
    );
  });

  post(frame, routeUrl(draftFromRows.path), draftFromRows.roles, (sql, { actor, body }) =>
    draftFromHtcds(sql, context, actor, body),
  );
}
