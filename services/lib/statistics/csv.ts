/**
 * Monitoring figures as CSV (RFC 4180): one line per indicator and group, each with its own definition.
 * Invariant: the same values as the figures themselves; an empty cell of a group stands for all, of a measure for none.
 */
import { toCsv } from '../htcds/index.ts';
import { definitionOf, dimensions, measureNames, measures } from './definitions.ts';
import { isoDuration } from './durations.ts';
import type { Figures } from './types.ts';

export interface CsvNames {
  readonly participant: string;
  readonly nameOf: (participant: string) => string;
  /** Goes with the names wherever they are shown (domain.md 2). */
  readonly footnote: string;
}

const SECONDS = /Seconds$/;

const columns: readonly string[] = [
  'participant',
  'from',
  'to',
  'asOf',
  'indicator',
  'unit',
  ...dimensions.flatMap((name) => (name === 'partner' ? [name, 'partnerName'] : [name])),
  ...measureNames.flatMap((name) =>
    measures[name].kind === 'seconds' ? [name, name.replace(SECONDS, '')] : [name],
  ),
  'definition',
  'population',
  'footnote',
];

export function figuresCsv({ period, asOf, indicators }: Figures, names: CsvNames): string {
  const rows = indicators.flatMap(({ id, rows: own }) => {
    const { unit, definition, population } = definitionOf(id);
    return own.map(({ group, values }) => ({
      participant: names.participant,
      from: period.from,
      to: period.to,
      asOf,
      indicator: id,
      unit,
      ...present(group),
      ...(typeof group.partner === 'string' ? { partnerName: names.nameOf(group.partner) } : {}),
      ...present(values),
      ...Object.fromEntries(
        measureNames.flatMap((name) => {
          const value = values[name];
          return measures[name].kind === 'seconds' && typeof value === 'number'
            ? [[name.replace(SECONDS, ''), isoDuration(value)]]
            : [];
        }),
      ),
      definition,
      population,
      footnote: names.footnote,
    }));
  });
  return toCsv(columns, rows);
}

function present(
  members: Readonly<Partial<Record<string, string | number | null>>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
