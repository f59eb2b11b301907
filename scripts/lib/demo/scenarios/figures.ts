/** Monitoring figures of the month as a focal point reads them. domain.md 9. */
import { clientOf } from '../traffic.ts';
import type { Stage } from './stage.ts';

type Row = Readonly<Record<string, number | string | null>>;

/** One number of one row; nought where there is no such row yet. @throws Error for an indicator that is not there */
export async function figure(
  stage: Stage,
  id: string,
  month: string,
  wanted: { readonly indicator: string; readonly group: Row; readonly measure: string },
): Promise<number> {
  const { indicators } = await clientOf(stage.network, id, 'national-focal-point').get<{
    indicators: readonly { readonly id: string; readonly rows: readonly Row[] }[];
  }>(`/v1/monitoring-figures?month=${month}`);
  const found = indicators.find((indicator) => indicator.id === wanted.indicator);
  if (found === undefined) throw new Error(`no figure ${wanted.indicator}`);
  const row = found.rows.find((each) =>
    Object.entries(wanted.group).every(([member, value]) => each[member] === value),
  );
  return Number(row?.[wanted.measure] ?? 0);
}

/** Calendar month of a moment, as the figures are asked for. */
export function monthOf(at: string): string {
  return at.slice(0, 'YYYY-MM'.length);
}
