/**
 * The table of transitions, indexed (schemas/transitions.json, domain.md 4).
 * Invariant: adds nothing to the data: what has no row is not allowed.
 */
import { transitions } from '../contract/index.ts';
import type { ReferralState, Side } from './types.ts';

/** Where all three readers begin: a receiver has nothing of a referral before its first message. */
export const INITIAL_STATE: ReferralState = 'draft';

const byStart: ReadonlyMap<string, readonly ReferralState[]> = index();

function keyOf(state: string, type: string, side: Side): string {
  return `${state} ${type} ${side}`;
}

function index(): ReadonlyMap<string, readonly ReferralState[]> {
  const table = new Map<string, ReferralState[]>();
  for (const row of transitions.transitions) {
    for (const from of row.from) {
      const key = keyOf(from, row.message, row.side);
      table.set(key, [...(table.get(key) ?? []), row.to ?? from]);
    }
  }
  return table;
}

/** States that a message of this type from this side can lead to; the same state where it moves nothing. */
export function nextStates(state: ReferralState, type: string, side: Side): readonly ReferralState[] {
  return byStart.get(keyOf(state, type, side)) ?? [];
}
