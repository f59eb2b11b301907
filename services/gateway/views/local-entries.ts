/**
 * What happened only at this participant, as the timeline tells it: bars, reviews, reports, and what clocks came to.
 * Invariant: words go to who works on every case, and to the office whose report it is. contract.md 4; domain.md 7.
 */
import type { CallRow } from '../../lib/store/calls.ts';
import type { ClockFact } from '../../lib/store/clock-facts.ts';
import type { LocalEvent } from '../../lib/store/local-events.ts';
import type { Actor } from '../http/auth.ts';
import type { LocalEntry } from './timeline.ts';
import { referralScope } from './visibility.ts';

export function localEntries(actor: Actor, events: readonly LocalEvent[]): readonly LocalEntry[] {
  const seesAll = referralScope(actor) === null;
  return events.map(({ type, at, role, participant, code, content, subject }) => ({
    type,
    at: at.toISOString(),
    role,
    code,
    content:
      seesAll || subject === actor.sub
        ? { ...content, ...(participant === null ? {} : { participant }) }
        : null,
  }));
}

const REACHED: Readonly<Record<Exclude<ClockFact['percent'], 0>, string>> = {
  50: 'limit.half',
  100: 'limit.passed',
  200: 'limit.doubled',
};

/** `code`: the limit that it is about. */
export function clockEntries(facts: readonly ClockFact[]): readonly LocalEntry[] {
  return facts.flatMap(({ limit, percent, at }) =>
    percent === 0 ? [] : [{ type: REACHED[percent], at, role: null, code: limit, content: null }],
  );
}

/** `code`: why; `content`: which function was told, and who of it in the order of asking. Nobody is named. */
export function callEntries(calls: readonly CallRow[]): readonly LocalEntry[] {
  return calls.map(({ kind, because, contactPoint, function: fn, rank, at }) => ({
    type: `notice.${kind}`,
    at: at.toISOString(),
    role: null,
    code: because,
    content: { contactPoint, function: fn, rank },
  }));
}

/** `code`: why it moved. */
export function moveEntries(
  moves: readonly {
    readonly office: string;
    readonly function: string;
    readonly cause: string;
    readonly at: Date;
  }[],
): readonly LocalEntry[] {
  return moves.map(({ office, function: fn, cause, at }) => ({
    type: 'task.moved',
    at: at.toISOString(),
    role: null,
    code: cause,
    content: { office, function: fn },
  }));
}

/** `code`: the service that nobody here gives to this person. */
export function unmetEntries(
  needs: readonly { readonly service: string; readonly at: Date }[],
): readonly LocalEntry[] {
  return needs.map(({ service, at }) => ({
    type: 'need.unmet',
    at: at.toISOString(),
    role: null,
    code: service,
    content: null,
  }));
}
