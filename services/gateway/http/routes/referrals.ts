/**
 * Referrals: draft, list, detail, and the one generic route of all casework commands.
 * Invariant: a command is known by its noun in `operation.json` alone; nothing here knows a message type. contract.md 4.
 */
import { type Operation, operationByNoun } from '../../../lib/contract/index.ts';
import { giveCommand } from '../../commands/command.ts';
import { draftReferral } from '../../commands/draft.ts';
import { referralView } from '../../views/referral.ts';
import { referralScope } from '../../views/visibility.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { oneOf, queryOf, referenceOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { referralPage } from '../referral-page.ts';
import { type Frame, get, post } from '../secured.ts';

/** For which side a role without an office speaks in a domestic referral (decision 0011). */
const COMMAND_PARAMETERS = ['side'] as const;

export function referralRoutes(frame: Frame): void {
  const { context } = frame;
  const { draft, listReferrals: list, readReferral } = localOperations;

  post(frame, routeUrl(draft.path), draft.roles, (sql, { actor, body }) =>
    draftReferral(sql, context, actor, body),
  );

  get(frame, routeUrl(list.path), list.roles, (request, actor) =>
    referralPage(context, actor, request.query, { scope: referralScope(actor) }),
  );

  get(frame, routeUrl(readReferral.path), readReferral.roles, (request, actor) => {
    queryOf(request.query, []);
    const reference = referenceOf(request.params);
    if (reference === null) throw new Problem('not-found');
    return context.db.tx((sql) => referralView(sql, context, actor, reference));
  });

  const operationOf = (params: unknown): Operation | null =>
    operationByNoun((params as { noun?: string }).noun ?? '');
  post(
    frame,
    '/v1/referrals/:reference/:noun',
    (request) => operationOf(request.params)?.roles ?? null,
    async (sql, { actor, body, request, query }) => {
      const operation = operationOf(request.params);
      if (operation === null) throw new Problem('not-found');
      const side = oneOf(query, 'side', ['sender', 'receiver']);
      const reference = referenceOf(request.params);
      return giveCommand(sql, context, actor, { operation, reference, body, side });
    },
    context.onEnqueued,
    COMMAND_PARAMETERS,
  );
}
