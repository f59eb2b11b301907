/**
 * What the local commands have in common: what is asked first, who, when, and an answer without a message.
 * Invariant: content is checked before it is told whether the referral exists. contract.md 4 (order of checks).
 */
import { type LocalBody, validateLocal } from '../../../lib/contract/index.ts';
import type { Sql } from '../../../lib/platform/db/index.ts';
import { newId, type RegistryState } from '../../../lib/protocol/index.ts';
import type { JsonObject } from '../../../lib/protocol/types.ts';
import { lockReferral, type ReferralRow } from '../../../lib/store/referrals.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';
import { Problem } from '../../http/problem.ts';
import { readyForCommands } from '../ready.ts';

/** Every command's first two questions. @throws Problem `not-ready`, `content-invalid` */
export async function takeLocal(
  sql: Sql,
  context: GatewayContext,
  name: LocalBody,
  body: JsonObject,
): Promise<RegistryState> {
  const registry = await readyForCommands(sql, context);
  const validation = validateLocal(name, body);
  if (!validation.ok) throw new Problem('content-invalid', { errors: validation.errors });
  return registry;
}

/** `reference`: null when the path names none that can exist. @throws Problem `not-found` */
export async function lockKnown(sql: Sql, reference: string | null): Promise<ReferralRow> {
  const referral = reference === null ? null : await lockReferral(sql, reference);
  if (referral === null) throw new Problem('not-found');
  return referral;
}

export function local(
  context: GatewayContext,
  actor: Actor,
  referral: ReferralRow,
  roles: readonly string[],
): {
  readonly id: string;
  readonly reference: string;
  readonly subject: string;
  readonly role: string;
  readonly at: string;
} {
  const [first = ''] = actor.roles;
  return {
    id: newId(context.cipher, context.now()),
    reference: referral.reference,
    subject: actor.sub,
    role: roles.find((role) => (actor.roles as ReadonlySet<string>).has(role)) ?? first,
    at: new Date(context.now()).toISOString(),
  };
}

export function done(referral: ReferralRow): Work {
  return { status: 201, body: { reference: referral.reference, message: null, state: referral.state } };
}
