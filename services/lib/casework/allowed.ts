/**
 * Commands open to a token now, for `allowed[]` of a referral (contract.md 4): by role, side, state and four eyes.
 * Invariant: never lists what `decide` turns away for one of these; content and keys are judged when the command comes.
 */
import { operations } from '../contract/index.ts';
import { approve } from './guards/four-eyes.ts';
import type { Actor } from './guards/four-eyes.ts';
import { answersOf, isOpen } from './lifecycle.ts';
import type { Fold, MessageType, Side } from './types.ts';

export interface DraftFlags {
  /** `sub` of who drafted; `null` on a received referral. */
  readonly drafter: string | null;
  readonly urgency: string;
}

export function allowed(fold: Fold, actor: Actor, side: Side, draft: DraftFlags): readonly MessageType[] {
  return operations
    .filter((operation) => {
      if (operation.side !== side || !isOpen(fold.state, operation.type, side)) return false;
      if (!operation.roles.some((role) => actor.roles.includes(role))) return false;
      const answers = answersOf(operation.type);
      if (answers.length > 0 && !answers.some((type) => fold.positions[type] !== undefined)) return false;
      return operation.type !== 'referral.submitted' || 'role' in approve({ actor, ...draft });
    })
    .map((operation) => operation.type);
}
