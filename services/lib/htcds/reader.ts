/**
 * One row with its place in the file: every reading of a cell says itself what it could not use.
 * Invariant: what is returned is valid by the contract's lists and bounds; what is not is left out and reported.
 */
import { hasCode } from '../contract/index.ts';
import type { Json } from '../contract/index.ts';
import { readCodes, type CodedField } from './codes.ts';
import type { Reports, UnmappedCode } from './reports.ts';
import { dateOf, partsOf, textOf } from './rows.ts';

export class RowReader {
  readonly cells: ReadonlyMap<string, Json>;
  private readonly row: number;
  private readonly reports: Reports;

  constructor(cells: ReadonlyMap<string, Json>, row: number, reports: Reports) {
    this.cells = cells;
    this.row = row;
    this.reports = reports;
  }

  report(column: string, code: UnmappedCode): void {
    this.reports.add(this.row, column, code);
  }

  /** Free text within its bound, counted as the contract counts it. */
  text(column: string, most: number): string | null {
    const text = textOf(this.cells.get(column));
    if (text === null || [...text].length <= most) return text;
    this.report(column, 'too-long');
    return null;
  }

  date(column: string): string | null {
    const text = textOf(this.cells.get(column));
    const date = dateOf(text?.trim() ?? null);
    if (text !== null && date === null) this.report(column, 'format');
    return date;
  }

  /** One code of ours, in a column of ours. */
  code(column: string, list: string): string | null {
    const text = textOf(this.cells.get(column))?.trim() ?? null;
    if (text === null || hasCode(list, text)) return text;
    this.report(column, 'code-unknown');
    return null;
  }

  /** Codes of ours, in a column of ours. */
  codes(column: string, list: string, most: number): readonly string[] {
    const parts = partsOf(this.cells.get(column));
    const known = parts.filter((part) => hasCode(list, part));
    if (known.length < parts.length) this.report(column, 'code-unknown');
    return this.bounded(column, known, most);
  }

  /** Codes behind values of the standard. */
  coded(spec: CodedField, most: number): readonly string[] {
    const { codes, unknown, contradiction } = readCodes(spec, this.cells);
    const [column = ''] = spec.columns;
    if (contradiction) this.report(spec.extension ?? column, 'extension-contradicts');
    if (unknown) {
      const named = spec.columns.find((each) => textOf(this.cells.get(each)) !== null);
      this.report(named ?? spec.extension ?? column, 'code-unknown');
    }
    return this.bounded(column, codes, most);
  }

  bounded<T>(column: string, values: readonly T[], most: number): readonly T[] {
    const once = [...new Set(values)];
    if (once.length > most) this.report(column, most === 1 ? 'one-only' : 'too-many');
    return once.length > most && most === 1 ? [] : once.slice(0, most);
  }
}
