/**
 * What happened only at this participant, as the timeline tells it: bars, reviews, reports, and what clocks came to.
 * Invariant: words go to who works on every case, and to the office whose report it is. contract.md 4; domain.md 7.
 */
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

const REACHED: Readonly<Record<ClockFact['percent'], string>> = {
  50: 'limit.half',
  100: 'limit.passed',
  200: 'limit.doubled',
};

/** `code`: the limit that it is about. */
export function clockEntries(facts: readonly ClockFact[]): readonly LocalEntry[] {
  return facts.map(({ limit, percent, at }) => ({
    type: REACHED[percent],
    at,
    role: null,
    code: limit,
    content: null,
  }));
}
