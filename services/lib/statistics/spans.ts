/**
 * What is measured in one referral as it stood at a moment: from where to where, pauses left out, and how it ended.
 * Invariant: what happened at that moment or later is not seen, so a past moment always gives the same answer to the same
 * messages. The limits' own clocks measure wherever there is one. domain.md 7 and 9.
 */
import { clocksOf, TERMINAL_STATES, type Clock } from '../casework/index.ts';
import { secondsOf } from './durations.ts';
import type { CaseEvent, ReferralRecord } from './types.ts';

export interface Span {
  readonly seconds: number;
  readonly end: 'reached' | 'ended' | 'open';
  /** When it ended; null while it is open. */
  readonly at: string | null;
}

export function eventsBefore(record: ReferralRecord, moment: string): readonly CaseEvent[] {
  const time = Date.parse(moment);
  return record.events.filter(({ at }) => Date.parse(at) < time);
}

export function clocksAt(record: ReferralRecord, moment: string): readonly Clock[] {
  const events = eventsBefore(record, moment);
  const time = Date.parse(moment);
  return clocksOf({
    history: events,
    fold: { applied: events.map((_, index) => index), path: events.map(({ standing }) => standing) },
    local: record.local.filter(({ at }) => Date.parse(at) < time),
    ours: record.ours,
    urgency: record.urgency,
    limits: record.limits,
    // The moment itself belongs to what follows: a limit that ends right then has not passed yet.
    now: new Date(time - 1).toISOString(),
  });
}

/** The first clock of a limit that begins once in a referral; null: it has not begun. */
export function clockSpan(
  record: ReferralRecord,
  /** Of this record at this moment. */
  clocks: readonly Clock[],
  limit: 'acknowledge' | 'decide',
  moment: string,
): Span | null {
  const clock = clocks.find((each) => each.limit === limit);
  if (clock === undefined) return null;
  const started = Date.parse(clock.startedAt);
  const lasted = (until: string): number => secondsOf(Date.parse(until) - started - clock.pausedMs);
  if (clock.metAt !== null) return { seconds: lasted(clock.metAt), end: 'reached', at: clock.metAt };
  if (clock.state !== 'cancelled') return { seconds: lasted(moment), end: 'open', at: null };
  const over = eventsBefore(record, moment).find(
    ({ at, standing }) => Date.parse(at) >= started && isOver(standing.state),
  );
  const at = over?.at ?? clock.startedAt;
  return { seconds: lasted(at), end: 'ended', at };
}

/** From the first acceptance to the arrival of the person; null: it has not been accepted. */
export function arrivalSpan(record: ReferralRecord, moment: string): Span | null {
  const events = eventsBefore(record, moment);
  const first = events.findIndex(({ metadata }) => metadata.type === 'referral.accepted');
  const [accepted, ...later] = first < 0 ? [] : events.slice(first);
  if (accepted === undefined) return null;
  const started = Date.parse(accepted.at);
  let held = 0;
  let heldSince: number | null = null;
  const lasted = (until: number): number =>
    secondsOf(until - started - held - (heldSince === null ? 0 : Math.max(0, until - heldSince)));
  for (const { at, standing } of later) {
    const time = Date.parse(at);
    if (standing.state === 'on-hold') heldSince ??= time;
    else if (heldSince !== null) {
      held += Math.max(0, time - heldSince);
      heldSince = null;
    }
    if (standing.state === 'arrived') return { seconds: lasted(time), end: 'reached', at };
    if (isOver(standing.state) || standing.state === 'in-assistance')
      return { seconds: lasted(time), end: 'ended', at };
  }
  return { seconds: lasted(Date.parse(moment)), end: 'open', at: null };
}

function isOver(state: CaseEvent['standing']['state']): boolean {
  return state === 'withdrawn' || TERMINAL_STATES.has(state);
}
