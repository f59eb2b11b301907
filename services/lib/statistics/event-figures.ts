/**
 * Indicators that count events and no referrals: needs that nobody met, and whether contact points answer.
 * Invariant: a code that the list does not know is shown as `other`. domain.md 7 and 9.
 */
import { hasCode } from '../contract/index.ts';
import { definitionOf } from './definitions.ts';
import { secondsOf, spreadOf } from './durations.ts';
import { Table, withSums } from './table.ts';
import type { Indicator, LivenessFact, UnmetNeed } from './types.ts';

interface Span {
  readonly from: string;
  readonly asOf: string;
}

function isBetween(at: string, { from, asOf }: Span): boolean {
  return Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(asOf);
}

export function nobodyFits(span: Span, needs: readonly UnmetNeed[]): Indicator {
  const id = 'nobody-fits';
  const table = new Table(definitionOf(id).groupedBy, () => ({ events: 0 }));
  table.at({});
  for (const { at, service } of needs) {
    if (!isBetween(at, span)) continue;
    const group = { service: hasCode('services', service) ? service : 'other' };
    for (const each of withSums(group, ['service'])) table.at(each).events += 1;
  }
  return { id, rows: table.rows((value) => value) };
}

interface Asked {
  asked: number;
  answered: number;
  failed: number;
  readonly waits: number[];
  open: number;
  lastAnsweredAt: string | null;
}

/** Facts from before the span say which question an answer within it belongs to. */
export function liveness(span: Span, facts: readonly LivenessFact[]): Indicator {
  const id = 'liveness';
  const table = new Table(definitionOf(id).groupedBy, (): Asked => ({
    asked: 0,
    answered: 0,
    failed: 0,
    waits: [],
    open: 0,
    lastAnsweredAt: null,
  }));
  const all = table.at({});
  const seen = facts.filter(({ at }) => Date.parse(at) < Date.parse(span.asOf));
  const byFunction = Map.groupBy(seen, (fact) => JSON.stringify([fact.contactPoint, fact.function]));
  for (const own of byFunction.values()) {
    const [first] = own;
    if (first === undefined) continue;
    const open: number[] = [];
    const rows = [all, table.at({ contactPoint: first.contactPoint, function: first.function })];
    for (const { kind, at } of own.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at))) {
      const time = Date.parse(at);
      const isIn = isBetween(at, span);
      const question = kind === 'asked' ? undefined : open.pop();
      if (kind === 'asked') open.push(time);
      for (const row of isIn ? rows : []) {
        row[kind] += 1;
        if (kind !== 'answered') continue;
        if (question !== undefined) row.waits.push(secondsOf(time - question));
        if (row.lastAnsweredAt === null || Date.parse(row.lastAnsweredAt) < time) row.lastAnsweredAt = at;
      }
    }
    for (const row of rows) row.open += open.length;
  }
  return {
    id,
    rows: table.rows(({ waits, ...row }) => ({ ...row, medianSeconds: spreadOf(waits).median })),
  };
}
