/**
 * Commands open to a token now, for `allowed[]` of a referral (contract.md 4): by role, side, state, what must have gone
 * before and four eyes. Invariant: never lists what `decide` turns away for one of these; content and keys are judged
 * when the command comes.
 */
import { operations } from '../contract/index.ts';
import { approve, needsFourEyes } from './guards/four-eyes.ts';
import type { Actor } from './guards/four-eyes.ts';
import { openRows } from './lifecycle.ts';
import { toAnswer } from './positions.ts';
import type { Fold, MessageType, Side } from './types.ts';

export interface DraftFlags {
  /** `sub` of who drafted; `null` on a received referral. */
  readonly drafter: string | null;
  readonly urgency: string;
}

export function allowed(fold: Fold, actor: Actor, side: Side, draft: DraftFlags): readonly MessageType[] {
  return operations
    .filter((operation) => {
      const { type, roles } = operation;
      const rows = openRows(fold, type, side);
      if (rows.length === 0 || (operation.side !== 'either' && operation.side !== side)) return false;
      if (!roles.some((role) => actor.roles.includes(role))) return false;
      if (toAnswer(fold, type, side)?.position === null) return false;
      if (!rows.some((row) => (row.needs ?? []).every((needed) => hasGone(fold, needed)))) return false;
      return !rows.every(needsFourEyes) || 'role' in approve({ actor, roles, ...draft });
    })
    .map((operation) => operation.type);
}

function hasGone({ appliedTypes }: Fold, type: string): boolean {
  return appliedTypes.sender.has(type) || appliedTypes.receiver.has(type);
}
