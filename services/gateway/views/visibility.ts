/**
 * What a token may know of: which referrals, and of these whose content. Deny by default; roles add up.
 * Invariant: content reaches only who works on the case; narrative and health (t3) only the body that needs them.
 * domain.md 3 and 5; contract.md 4 (GET roles).
 */
import type { Role } from '../../lib/contract/index.ts';
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { Pack } from '../../lib/routing/index.ts';
import type { ReferralRow } from '../../lib/store/referrals.ts';
import type { TaskRow } from '../../lib/store/tasks.ts';
import type { Actor } from '../http/auth.ts';

/** These see every referral of their participant. */
const SEE_ALL: readonly Role[] = ['liaison-officer', 'duty-officer', 'national-focal-point'];
const TASKS_OF_ALL: readonly Role[] = ['duty-officer', 'national-focal-point'];
/** These see every payload: they decide, or stand in when nobody else can. */
const READ_ALL: readonly Role[] = ['duty-officer', 'national-focal-point'];

function has(actor: Actor, roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.has(role));
}

/** Null: all referrals. Otherwise only those of the office, or drafted by the token's own subject. */
export function referralScope(
  actor: Actor,
): { readonly office: string | null; readonly drafter: string } | null {
  return has(actor, SEE_ALL) ? null : { office: actor.office, drafter: actor.sub };
}

export function maySeeReferral(actor: Actor, referral: ReferralRow, tasks: readonly TaskRow[]): boolean {
  const scope = referralScope(actor);
  if (scope === null) return true;
  if (referral.drafter === scope.drafter) return true;
  return (
    scope.office !== null &&
    (referral.office === scope.office || tasks.some((task) => task.office === scope.office))
  );
}

/**
 * Whether a list holds exercises: they bother only the duty desk, who sees them among the rest; others ask for them
 * (`?drill=true`). Null: both kinds. domain.md 5.
 */
export function drillsFor(asked: 'true' | 'false' | null, actor: Actor): boolean | null {
  if (asked !== null) return asked === 'true';
  return actor.roles.has('duty-officer') ? null : false;
}

/** Null: tasks of all offices. An empty list: none. */
export function taskScope(actor: Actor): readonly string[] | null {
  if (has(actor, TASKS_OF_ALL)) return null;
  return actor.office === null ? [] : [actor.office];
}

export interface ContentView {
  readonly type: string;
  readonly tier: unknown;
  readonly payload: JsonObject;
}

/** For a referral that this token may see. */
export function mayReadContent(actor: Actor, pack: Pack, { type, tier, payload }: ContentView): boolean {
  if (has(actor, READ_ALL)) return true;
  // A liaison officer arranges and accompanies: identity and contact, not narrative and health.
  if (actor.roles.has('liaison-officer') && (type !== 'referral.disclosed' || tier === 't2')) return true;
  if (!actor.roles.has('case-worker')) return false;
  // The acceptance holds the secret from which handover codes come: for the officers who meet.
  if (type === 'referral.accepted') return false;
  if (type !== 'referral.disclosed') return true;
  return isOwnBody(actor, pack, payload['forBody']);
}

function isOwnBody(actor: Actor, pack: Pack, body: unknown): boolean {
  if (actor.office === null || typeof body !== 'string') return false;
  const office = pack.offices.find(({ id }) => id === actor.office);
  return body === actor.office || body === office?.name;
}
