/**
 * Referrals of casework tests as monitoring sees them: honest histories, folded, with the events in the fold's order.
 * Invariant: nothing of the rules is replaced; only times are moved.
 */
import { defaultLimits, fold, type CaseRecord } from '../../../services/lib/casework/index.ts';
import type { Metadata } from '../../../services/lib/protocol/types.ts';
import {
  figuresOf,
  type CaseEvent,
  type Figures,
  type FiguresInput,
  type IndicatorId,
  type ReferralRecord,
} from '../../../services/lib/statistics/index.ts';
import type { Pair, Step } from '../casework/gateways.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Every command of a pair takes a minute: so much waiting makes the next one come right after `ms`. */
export const after = (ms: number): Step => ms - MINUTE;

export const NOVEMBER = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };

let made = 0;

export function recordOf(pair: Pair, changes: Partial<ReferralRecord> = {}): ReferralRecord {
  return {
    reference: `reference-${(made += 1)}`,
    direction: 'sent',
    partner: 'al',
    urgency: pair.urgency,
    drill: false,
    events: eventsOf(pair.view('sender')),
    local: [],
    limits: defaultLimits,
    ours: 'sender',
    facts: [],
    ...changes,
  };
}

export function eventsOf(history: readonly CaseRecord[]): readonly CaseEvent[] {
  const { applied, path } = fold(history);
  return applied.flatMap((index, place) => {
    const [record, standing] = [history[index], path[place]];
    return record === undefined || standing === undefined
      ? []
      : [{ side: record.side, at: record.at, metadata: record.metadata, standing }];
  });
}

/** The same course `factor` times as slow, begun `ms` later. */
export function moved(record: ReferralRecord, ms: number, factor: number): ReferralRecord {
  const begin = Date.parse(record.events[0]?.at ?? '');
  const at = (time: string): string =>
    new Date(begin + Math.round((Date.parse(time) - begin) * factor) + ms).toISOString();
  const later = (metadata: Metadata): Metadata => ({
    ...metadata,
    ...Object.fromEntries(
      ['respondBy', 'expectedAt'].flatMap((name) => {
        const value = metadata[name];
        return typeof value === 'string' ? [[name, at(value)]] : [];
      }),
    ),
  });
  return {
    ...record,
    reference: `reference-${(made += 1)}`,
    events: record.events.map((event) => ({ ...event, at: at(event.at), metadata: later(event.metadata) })),
    facts: record.facts.map((fact) => ({ ...fact, at: at(fact.at) })),
  };
}

export function figures(referrals: readonly ReferralRecord[], changes: Partial<FiguresInput> = {}): Figures {
  return figuresOf({
    period: NOVEMBER,
    now: '2027-01-01T00:00:00.000Z',
    partner: null,
    referrals,
    unmetNeeds: [],
    liveness: [],
    ...changes,
  });
}

export type Values = Readonly<Record<string, unknown>>;

/** Values of one row; members of the group that are left out stand for all. Undefined: there is no such row. */
export function row(of: Figures, id: IndicatorId, group: Values = {}): Values | undefined {
  const rows = of.indicators.find((indicator) => indicator.id === id)?.rows ?? [];
  return rows.find((each) =>
    Object.entries(each.group).every(([name, member]) => (group[name] ?? null) === member),
  )?.values;
}
