/**
 * Four eyes for what crosses a border (domain.md 6.8): who drafted does not approve. In an emergency a duty officer
 * may send alone, to be reviewed the next day (anchors-domain 7.2).
 */
import type { Transition } from '../../contract/index.ts';
import { guardFailure } from '../texts.ts';
import type { GuardFailure, Role } from '../types.ts';
import { named } from './named.ts';

export interface Actor {
  readonly sub: string;
  readonly roles: readonly string[];
  readonly office?: string | null;
}

export interface Approval {
  readonly actor: Actor;
  /** Roles that may give the command. */
  readonly roles: readonly Role[];
  /** `sub` of who drafted; unknown after a rebuild, and then nobody counts as the second person. */
  readonly drafter: string | null;
  readonly urgency: string;
}

const APPROVER: Role = 'national-focal-point';
const ALONE_IN_EMERGENCY: Role = 'duty-officer';

export function needsFourEyes({ guards }: Pick<Transition, 'guards'>): boolean {
  return guards.includes('four-eyes');
}

/** The role in which the actor may send this, or why not. */
export function approve(approval: Approval): { readonly role: Role } | GuardFailure {
  const { actor, roles, drafter, urgency } = approval;
  const holds = (role: Role): boolean => roles.includes(role) && actor.roles.includes(role);
  const second = drafter !== null && drafter !== actor.sub;
  if (second && holds(APPROVER)) return { role: APPROVER };
  if (urgency === 'emergency' && holds(ALONE_IN_EMERGENCY)) return { role: ALONE_IN_EMERGENCY };
  return guardFailure(second ? 'approver' : 'same-person');
}

/** What the other side can see of it: who approved, and that nobody sends alone without an emergency. */
export const fourEyes = named('four-eyes', ({ metadata }) =>
  metadata.role === ALONE_IN_EMERGENCY && metadata.urgency !== 'emergency' ? guardFailure('approver') : null,
);
