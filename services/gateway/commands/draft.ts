/**
 * POST /v1/referrals: a draft, local to this participant and encrypted under its referral's content key.
 * Invariant: what is stored is what was sent; each member present is valid, and the recipient is one we exchange with, or
 * this participant itself (a domestic referral, decision 0011). contract.md 4; domain.md 4.
 */
import { validateDraft } from '../../lib/contract/index.ts';
import { newReference } from '../../lib/protocol/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import { insertDraft } from '../../lib/store/referrals.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../http/auth.ts';
import type { Work } from '../http/idempotency.ts';
import { Problem } from '../http/problem.ts';
import { readyForCommands } from './ready.ts';

export async function draftReferral(
  sql: Sql,
  context: GatewayContext,
  actor: Actor,
  body: JsonObject,
): Promise<Work> {
  const registry = await readyForCommands(sql, context);
  const validation = validateDraft(body);
  if (!validation.ok) throw new Problem('content-invalid', { errors: validation.errors });
  const { to, urgency } = body as { to: string; urgency: string };
  if (registry.pair(context.participant, to) === null) {
    throw new Problem('content-invalid', { errors: [{ pointer: '/to', code: 'participantUnknown' }] });
  }
  const reference = newReference(context.cipher);
  await insertDraft(
    sql,
    context.crypto,
    {
      reference,
      direction: 'sent',
      sender: context.participant,
      recipient: to,
      state: 'draft',
      urgency,
      drill: body['drill'] === true,
      at: new Date(context.now()).toISOString(),
    },
    { drafter: actor.sub, office: actor.office, body },
  );
  return {
    status: 201,
    body: { reference, message: null, state: 'draft' },
    location: `/v1/referrals/${reference}`,
  };
}
