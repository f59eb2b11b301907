/**
 * Public door of statistics: monitoring figures of one participant, from metadata alone, with their definitions.
 * Pure: time is an argument; nothing that goes out names a referral or a person. domain.md 9; decision 0025.
 */
export { figuresCsv, type CsvNames } from './csv.ts';
export {
  definitions,
  generalNotes,
  definitionOf,
  measures,
  type Definition,
  type Dimension,
  type IndicatorId,
  type Measure,
} from './definitions.ts';
export { isoDuration } from './durations.ts';
export { figuresOf } from './figures.ts';
export { MOMENT_PATTERN, MONTH_PATTERN, readPeriod, type AskedPeriod, type PeriodReading } from './period.ts';
export type {
  CaseEvent,
  Direction,
  Figures,
  FiguresInput,
  Indicator,
  LivenessFact,
  Period,
  ReferralRecord,
  UnmetNeed,
} from './types.ts';
