/**
 * The table of transitions, indexed (schemas/transitions.json, domain.md 4).
 * Invariant: adds nothing to the data: what has no row is not allowed, and metadata alone choose among rows.
 */
import { transitions } from '../contract/index.ts';
import type { JsonObject, Metadata } from '../protocol/types.ts';
import { strings } from './guards/reading.ts';
import type { ReferralState, Side } from './types.ts';

type Row = (typeof transitions.transitions)[number];

/** Where all three readers begin: a receiver has nothing of a referral before its first message. */
export const INITIAL_STATE: ReferralState = 'draft';

export const TERMINAL_STATES: ReadonlySet<ReferralState> = new Set(
  transitions.states.filter((item) => item.terminal).map((item) => item.state),
);

const rowsByStart = grouped((row) => row.from.map((from) => keyOf(from, row.message, row.side)));
const rowsByType = grouped((row) => [row.message]);

function keyOf(state: string, type: string, side: string): string {
  return `${state} ${type} ${side}`;
}

function grouped(keysOf: (row: Row) => readonly string[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of transitions.transitions)
    for (const key of keysOf(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  return groups;
}

/** A row without a condition always holds. */
function holds(row: Row, metadata: Metadata | JsonObject): boolean {
  if (row.when === undefined) return true;
  const empty = strings(metadata[row.when.member]).length === 0;
  return row.when.is === 'empty' ? empty : !empty;
}

/** The row that the message takes from this state, or `null`. */
export function rowFor(state: ReferralState, side: Side, metadata: Metadata): Row | null {
  const rows = rowsByStart.get(keyOf(state, metadata.type, side)) ?? [];
  return rows.find((row) => holds(row, metadata)) ?? null;
}

/** Whether some message of this type from this side has a place now. */
export function isOpen(state: ReferralState, type: string, side: Side): boolean {
  return rowsByStart.has(keyOf(state, type, side));
}

/** Types that a message of this type answers; empty: it answers nothing. */
export function answersOf(type: string): readonly string[] {
  return [...new Set((rowsByType.get(type) ?? []).flatMap((row) => row.answers ?? []))];
}
