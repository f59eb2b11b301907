/**
 * Reads `schemas/transitions.json` once more, by itself and slowly: where a referral stands after messages in a given order.
 * Invariant: shares no code with the fold, so that a fault in the one is no fault in the other.
 */
import { readFileSync } from 'node:fs';

export interface Row {
  readonly message: string;
  readonly kind: string;
  readonly side: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly heldIn?: readonly string[];
  readonly answers?: readonly string[];
  readonly referral?: string;
  readonly needs?: readonly string[];
  readonly guards: readonly string[];
  readonly when?: { readonly member: string; readonly is?: string; readonly equals?: unknown };
}

const file = new URL('../../../schemas/transitions.json', import.meta.url);
const table = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly transitions: readonly Row[];
  readonly states: readonly { readonly state: string; readonly terminal: boolean }[];
};

export const states: readonly string[] = table.states.map(({ state }) => state);
export const terminalStates: ReadonlySet<string> = new Set(
  table.states.filter(({ terminal }) => terminal).map(({ state }) => state),
);

/** Types that a message of this type answers, in some row. */
export function answersOf(type: string): readonly string[] {
  return table.transitions.flatMap(({ message, answers = [] }) => (message === type ? answers : []));
}

/** Rows that some message of this type could take, whatever it says and answers. */
export function openFor(place: Place, side: string, type: string): readonly Row[] {
  return table.transitions.filter(
    (row) =>
      row.message === type &&
      row.from.includes(place.state) &&
      (row.side === 'either' || row.side === side) &&
      isOfKind(row, place) &&
      (row.heldIn === undefined || row.heldIn.includes(place.held ?? '')),
  );
}

export interface Step {
  readonly side: string;
  readonly type: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Type of the message that it answers. */
  readonly answered: string | null;
}

export interface Place {
  readonly state: string;
  readonly held: string | null;
  /** A passage, and nobody is known by name. */
  readonly isTransit: boolean;
}

export const START: Place = { state: 'draft', held: null, isTransit: false };

/** A draft can become either. */
function isOfKind({ referral = 'person' }: Row, { state, isTransit }: Place): boolean {
  return state === 'draft' || ['either', isTransit ? 'transit' : 'person'].includes(referral);
}

/** `null` when no row has room for it. */
export function after(place: Place, step: Step): Place | null {
  const row = table.transitions.find((item) => fits(item, place, step));
  if (row === undefined) return step.type.startsWith('receipt.') ? place : null;
  if (row.to === 'same') return place;
  const isTransit = place.isTransit || row.referral === 'transit';
  if (row.to === 'held') return place.held === null ? null : { state: place.held, held: null, isTransit };
  if (row.to === 'on-hold')
    return place.state === 'on-hold' ? place : { state: 'on-hold', held: place.state, isTransit };
  return { state: row.to, held: null, isTransit };
}

function fits(row: Row, place: Place, { side, type, metadata, answered }: Step): boolean {
  if (row.message !== type || !row.from.includes(place.state)) return false;
  if (row.side !== 'either' && row.side !== side) return false;
  if (!isOfKind(row, place)) return false;
  if (row.heldIn !== undefined && !row.heldIn.includes(place.held ?? '')) return false;
  if (row.answers !== undefined && !row.answers.includes(answered ?? '')) return false;
  if (row.when === undefined) return true;
  const value = metadata[row.when.member];
  if (row.when.is === undefined) return value === row.when.equals;
  return (Array.isArray(value) && value.length > 0) === (row.when.is === 'not-empty');
}
