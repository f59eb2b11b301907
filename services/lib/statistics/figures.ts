/**
 * Monitoring figures of one participant over a period.
 * Invariant: exercises, passages of a transit and repeated referrals count for nothing; no reference goes out.
 * domain.md 5 and 9; decision 0025.
 */
import { caseworkFigures } from './casework-figures.ts';
import { definitionOf } from './definitions.ts';
import { liveness, nobodyFits } from './event-figures.ts';
import type { Figures, FiguresInput, ReferralRecord } from './types.ts';

export function figuresOf(input: FiguresInput): Figures {
  const { period, partner } = input;
  const asOf = Date.parse(input.now) < Date.parse(period.to) ? input.now : period.to;
  const span = { from: period.from, asOf };
  const known = new Map(input.referrals.map((record) => [record.reference, record]));
  const referrals = [...known.values()].filter(
    (record) => counts(record) && (partner === null || record.partner === partner),
  );
  const indicators = [
    ...caseworkFigures({ ...span, referrals }),
    nobodyFits(span, input.unmetNeeds),
    liveness(span, input.liveness),
  ];
  return {
    period,
    asOf,
    partner,
    // What is of no partner says nothing about one.
    indicators: indicators.filter(
      ({ id }) => partner === null || definitionOf(id).groupedBy.includes('partner'),
    ),
  };
}

function counts({ drill, events }: ReferralRecord): boolean {
  return !drill && !events.some(({ standing }) => standing.isTransit);
}
