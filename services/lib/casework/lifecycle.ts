/**
 * The table of transitions, indexed (schemas/transitions.json, domain.md 4).
 * Invariant: adds nothing to the data: what has no row is not allowed, and metadata alone choose among rows.
 */
import { rowsOf, transitionRows, transitions } from '../contract/index.ts';
import type { Transition } from '../contract/index.ts';
import type { Metadata } from '../protocol/types.ts';
import { strings } from './guards/reading.ts';
import type { ReferralState, Side, Standing } from './types.ts';

/** Where all three readers begin: a receiver has nothing of a referral before its first message. */
export const INITIAL_STATE: ReferralState = 'draft';
export const INITIAL: Standing = { state: INITIAL_STATE, held: null, isTransit: false };

export const TERMINAL_STATES: ReadonlySet<ReferralState> = new Set(
  transitions.states.filter((item) => item.terminal).map((item) => item.state),
);

const byStart = new Map<string, Transition[]>();
for (const row of transitionRows)
  for (const from of row.from)
    for (const side of row.side === 'either' ? (['sender', 'receiver'] as const) : [row.side]) {
      const key = keyOf(from, row.message, side);
      byStart.set(key, [...(byStart.get(key) ?? []), row]);
    }

const named: ReadonlySet<string> = new Set(transitions.transitions.map((row) => row.message));
const yielding: ReadonlySet<string> = new Set(
  transitions.transitions.filter((row) => row.yields === true).map((row) => row.message),
);

function keyOf(state: string, type: string, side: Side): string {
  return `${state} ${type} ${side}`;
}

/** False for a type that only its `operation.json` describes: all guards of its rules hold in every row. */
export function isInTable(type: string): boolean {
  return named.has(type);
}

/** Where neither order lets this message and another one count, the other one goes first. */
export function yieldsPlace(type: string): boolean {
  return yielding.has(type);
}

/** Rows that some message of this type from this side could take now. */
export function openRows(standing: Standing, type: string, side: Side): readonly Transition[] {
  const rows = byStart.get(keyOf(standing.state, type, side)) ?? [];
  return rows.filter(
    (row) =>
      isOfKind(row, standing) &&
      (row.heldIn === undefined || (standing.held !== null && row.heldIn.includes(standing.held))),
  );
}

/** What opens a referral decides what kind it is, so a draft is open to both. */
function isOfKind({ referral }: Transition, { state, isTransit }: Standing): boolean {
  return state === INITIAL_STATE || referral === 'either' || isTransit === (referral === 'transit');
}

export function isOpen(standing: Standing, type: string, side: Side): boolean {
  return openRows(standing, type, side).length > 0;
}

/**
 * The row that the message takes from here, or `null`. `answered`: type of the message that it answers, `null` when it
 * answers none that counts; a row that names what it answers is taken by such an answer only.
 */
export function rowFor(
  standing: Standing,
  side: Side,
  metadata: Metadata,
  answered: string | null,
): Transition | null {
  const rows = openRows(standing, metadata.type, side);
  return rows.find((row) => isMet(row, metadata) && isAnswering(row, answered)) ?? null;
}

/** A row without a condition always holds. */
function isMet({ when }: Transition, metadata: Metadata): boolean {
  if (when === undefined) return true;
  const value = metadata[when.member];
  if ('equals' in when) return value === when.equals;
  return (strings(value).length === 0) === (when.is === 'empty');
}

function isAnswering({ answers }: Transition, answered: string | null): boolean {
  return answers === undefined || answers.some((type) => type === answered);
}

/** Where the referral stands after the row. What is put on hold again stays held in the state that it was held in. */
export function enter(row: Transition, standing: Standing): Standing {
  const isTransit = standing.isTransit || row.referral === 'transit';
  switch (row.to) {
    case 'same':
      return standing;
    case 'held':
      return standing.held === null ? standing : { state: standing.held, held: null, isTransit };
    case 'on-hold':
      return standing.state === 'on-hold' ? standing : { state: 'on-hold', held: standing.state, isTransit };
    default:
      return { state: row.to, held: null, isTransit };
  }
}

export function sameStanding(one: Standing, other: Standing): boolean {
  return one.state === other.state && one.held === other.held && one.isTransit === other.isTransit;
}

/** Types that a message of this type answers; empty: it answers nothing. */
export function answersOf(type: string): readonly string[] {
  return [...new Set(rowsOf(type).flatMap((row) => row.answers ?? []))];
}
