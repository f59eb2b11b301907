/**
 * What the local commands of a referral have in common: who, when, and an answer without a message. contract.md 4.
 */
import { newId } from '../../../lib/protocol/index.ts';
import type { ReferralRow } from '../../../lib/store/referrals.ts';
import type { GatewayContext } from '../../context.ts';
import type { Actor } from '../../http/auth.ts';
import type { Work } from '../../http/idempotency.ts';

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
