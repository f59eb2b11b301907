/**
 * Four eyes for what crosses a border (domain.md 6.8): who drafted does not approve. In an emergency a duty officer
 * may send alone, to be reviewed the next day (anchors-domain 7.2).
 */
import type { GuardFailure, Role } from '../types.ts';
import { guardFailure } from '../texts.ts';

export interface Actor {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly office?: string | null;
}

export interface Approval {
  readonly actor: Actor;
  /** `sub` of who drafted; unknown after a rebuild, and then nobody counts as the second person. */
  readonly drafter: string | null;
  readonly urgency: string;
}

const APPROVER: Role = 'national-focal-point';
const ALONE_IN_EMERGENCY: Role = 'duty-officer';

/** The role in which the actor may send this referral, or why not. */
export function approve({ actor, drafter, urgency }: Approval): { readonly role: Role } | GuardFailure {
  const holds = (role: Role): boolean => actor.roles.includes(role);
  const second = drafter !== null && drafter !== actor.sub;
  if (second && holds(APPROVER)) return { role: APPROVER };
  if (urgency === 'emergency' && holds(ALONE_IN_EMERGENCY)) return { role: ALONE_IN_EMERGENCY };
  return guardFailure(second ? 'approver' : 'same-person');
}
