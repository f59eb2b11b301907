/**
 * The clocks of a referral: which limits run, stand still, were met or have passed (domain.md 7; transitions.json).
 * Invariant: pure; a message that starts a limit again begins a new clock, and what ends the referral ends its clocks.
 * A limit in working days runs to the end that its message names (see limits.ts); its halves and pauses are wall clock.
 */
import { transitions, type Limit, type LimitName } from '../contract/index.ts';
import type { Metadata } from '../protocol/types.ts';
import { TERMINAL_STATES } from './lifecycle.ts';
import {
  durationMs,
  isUrgency,
  limitStartedBy,
  type Limits,
  type TASK_LIMIT,
  type Urgency,
} from './limits.ts';
import type { CaseRecord, Fold, ReferralState, Side } from './types.ts';

export type ClockState = 'running' | 'paused' | 'met' | 'passed' | 'cancelled';

export interface Clock {
  readonly limit: LimitName | typeof TASK_LIMIT;
  readonly state: ClockState;
  /** ISO 8601, as all times here. */
  readonly startedAt: string;
  /** With the pauses so far. */
  readonly dueAt: string;
  readonly metAt: string | null;
  readonly pausedMs: number;
  /** Of the time allowed, pauses left out; above 100 once it has passed. */
  readonly percent: number;
}

export interface ClocksInput {
  readonly history: readonly Pick<CaseRecord, 'side' | 'metadata' | 'at'>[];
  /** Of this history. */
  readonly fold: Pick<Fold, 'applied' | 'path'>;
  /** Events that never leave this gateway, by name; some limits are met by them. */
  readonly local: readonly { readonly type: string; readonly at: string }[];
  /** Side whose gateway asks: a local limit is kept by the one that started it. `null`: local limits are left out. */
  readonly ours: Side | null;
  readonly urgency: string;
  readonly limits: Limits;
  readonly now: string;
}

interface Event {
  readonly type: string;
  readonly side: Side | null;
  readonly metadata: Metadata | null;
  readonly at: number;
  /** State of the referral after it; `null`: it moves none. */
  readonly state: ReferralState | null;
}

interface Running {
  readonly startedAt: number;
  readonly allowedMs: number;
  /** Index of the pause, and the state that it began in. */
  readonly pauses: Map<number, ReferralState | null>;
  pausedSince: number | null;
  pausedMs: number;
}

/** In the order of the table, then of their start. */
export function clocksOf(input: ClocksInput): readonly Clock[] {
  const { urgency } = input;
  if (!isUrgency(urgency)) return [];
  const events = eventsOf(input);
  const now = Date.parse(input.now);
  return Object.entries(transitions.limits).flatMap(([name, limit]) => {
    if (limit.only !== undefined && limit.only !== urgency) return [];
    const duration = durationMs(input.limits[name]?.[urgency] ?? '');
    return duration === null
      ? []
      : run(name as LimitName, limit, { events, duration, now, ours: input.ours });
  });
}

/** The limit of this urgency as data, or `null` where none is known. */
export function limitMs(limits: Limits, limit: LimitName, urgency: Urgency): number | null {
  return durationMs(limits[limit]?.[urgency] ?? '');
}

function eventsOf({ history, fold, local }: ClocksInput): readonly Event[] {
  const events = fold.applied.flatMap((index, place): Event[] => {
    const record = history[index];
    const state = fold.path[place]?.state ?? null;
    if (record === undefined) return [];
    const { side, metadata } = record;
    return [{ type: metadata.type, side, metadata, at: Date.parse(record.at), state }];
  });
  for (const { type, at } of local) {
    const time = Date.parse(at);
    const before = events.findLastIndex((event) => event.at <= time);
    events.splice(before + 1, 0, { type, side: null, metadata: null, at: time, state: null });
  }
  return events;
}

interface Course {
  readonly events: readonly Event[];
  readonly duration: number;
  readonly now: number;
  readonly ours: Side | null;
}

function run(name: LimitName, limit: Limit, { events, duration, now, ours }: Course): readonly Clock[] {
  const clocks: Clock[] = [];
  let running: Running | null = null;
  const end = (state: ClockState | null, at: number): void => {
    if (running !== null) clocks.push(told(name, running, state, at));
    running = null;
  };
  for (const event of events) {
    if (running !== null) {
      pause(running, limit, event);
      if (limit.metBy.includes(event.type)) end('met', event.at);
      else if (isOver(name, event.state)) end('cancelled', event.at);
    }
    const starts = limit.startedBy.some((type) => type === event.type);
    if (!starts || (limit.local === true && (ours === null || event.side !== ours))) continue;
    end('cancelled', event.at);
    running = started(name, limit, event, duration);
  }
  end(null, now);
  return clocks;
}

/** What the starting message says of its own end (`respondBy`, or the member that `after` names) goes before the data. */
function started(name: LimitName, limit: Limit, { at, type, metadata }: Event, duration: number): Running {
  const from = limit.after === undefined ? at : timeOf(metadata?.[limit.after]);
  const carried = limit.carried && limitStartedBy(type) === name ? timeOf(metadata?.respondBy) : Number.NaN;
  const due = Number.isNaN(carried) ? (Number.isNaN(from) ? at : from) + duration : carried;
  return {
    startedAt: at,
    allowedMs: Math.max(due - at, 0),
    pauses: new Map(),
    pausedSince: null,
    pausedMs: 0,
  };
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** A clarification ends with its answer, a hold with its end; questions stay open while the referral is on hold. */
function pause(running: Running, limit: Limit, { type, state, at }: Event): void {
  (limit.pausedBy ?? []).forEach(({ by, until }, index) => {
    const began = running.pauses.get(index);
    const isLeft = state !== null && state !== 'on-hold' && state !== began;
    if (by.some((item) => item === type)) running.pauses.set(index, state);
    else if (until.some((item) => item === type) || (began !== undefined && isLeft))
      running.pauses.delete(index);
  });
  if (running.pauses.size > 0) running.pausedSince ??= at;
  else if (running.pausedSince !== null) {
    running.pausedMs += Math.max(at - running.pausedSince, 0);
    running.pausedSince = null;
  }
}

/** A withdrawal ends all but its own confirmation, the end of a referral all but its retention. */
function isOver(name: LimitName, state: ReferralState | null): boolean {
  if (state === null) return false;
  if (state === 'withdrawn') return name !== 'confirm-withdrawal';
  return TERMINAL_STATES.has(state) && name !== 'retention';
}

function told(limit: LimitName, running: Running, ended: ClockState | null, at: number): Clock {
  const { startedAt, allowedMs, pausedSince } = running;
  const pausedMs = running.pausedMs + (pausedSince === null ? 0 : Math.max(at - pausedSince, 0));
  const dueAt = startedAt + allowedMs + pausedMs;
  const usedMs = Math.max(at - startedAt - pausedMs, 0);
  const open: ClockState = pausedSince !== null ? 'paused' : at >= dueAt ? 'passed' : 'running';
  return {
    limit,
    state: ended ?? open,
    startedAt: new Date(startedAt).toISOString(),
    dueAt: new Date(dueAt).toISOString(),
    metAt: ended === 'met' ? new Date(at).toISOString() : null,
    pausedMs,
    percent: allowedMs === 0 ? (usedMs > 0 ? 200 : 100) : Math.floor((usedMs * 100) / allowedMs),
  };
}
