/**
 * CSV of RFC 4180 in UTF-8: written with CRLF, every cell in quotes, a byte order mark for the spreadsheets that need it;
 * read strictly, with comma, semicolon or tab.
 * Formula rule, reversible: wherever a spreadsheet may start a cell (at the start of ours, and after a semicolon, tab or
 * line end inside it, because semicolons are what spreadsheets of the region separate by), a text that begins with
 * = + - @ (also full width), after any blanks and apostrophes, gets one more apostrophe in front. Reading takes one away
 * from exactly these places.
 */
import { LIST_SEPARATOR, type Cell, type Row } from './rows.ts';

const BYTE_ORDER_MARK = '\uFEFF';
/** Between the parts that a spreadsheet may take for cells. */
const EDGE = String.raw`(^|[;\t\r\n])`;
const FORMULA = String.raw`(?=(?:[^\S\t\r\n]|')*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])`;
const OPEN = new RegExp(EDGE + FORMULA, 'g');
const GUARDED = new RegExp(`${EDGE}'${FORMULA}`, 'g');

export function guard(text: string): string {
  return text.replaceAll(OPEN, "$1'");
}

export function unguard(text: string): string {
  return text.replaceAll(GUARDED, '$1');
}

function written(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'string' ? cell : cell.join(LIST_SEPARATOR);
}

export function toCsv(columns: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${guard(cell).replaceAll('"', '""')}"`).join(',') + '\r\n';
  return (
    BYTE_ORDER_MARK +
    line(columns) +
    rows.map((row) => line(columns.map((column) => written(row[column])))).join('')
  );
}

export type CsvReading =
  { readonly ok: true; readonly rows: readonly Readonly<Record<string, string>>[] } | { readonly ok: false };

/** Rows by the names of the first line. Refused: an open quote, text after a quote, a line longer than the first. */
export function fromCsv(text: string): CsvReading {
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const lines = split(body, separatorOf(body));
  if (lines === null) return { ok: false };
  const [header = [], ...records] = lines.filter((line) => line.some((cell) => cell.trim() !== ''));
  const rows: Record<string, string>[] = [];
  for (const record of records) {
    if (record.slice(header.length).some((cell) => cell !== '')) return { ok: false };
    const row: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [index, name] of header.entries()) {
      const held = row[name];
      const cell = unguard(record[index] ?? '');
      if (held === undefined || held === '') row[name] = cell;
      else if (cell !== '' && cell !== held) return { ok: false };
    }
    rows.push(row);
  }
  return { ok: true, rows };
}

/** The one that the first line has most of: spreadsheets of the region write semicolons. */
function separatorOf(body: string): string {
  const first = /^(?:"[^"]*"|[^\r\n"])*/.exec(body)?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const count = (separator: string): number => first.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function split(body: string, separator: string): readonly (readonly string[])[] | null {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < body.length) {
    const cell = body[at] === '"' ? quoted(body, at) : bare(body, at, separator);
    if (cell === null) return null;
    line.push(cell.text);
    at = cell.end;
    const ending = /^(?:\r\n|\n|\r)/.exec(body.slice(at, at + 2))?.[0];
    if (at >= body.length || ending !== undefined) {
      lines.push(line);
      line = [];
      at += ending?.length ?? 0;
    } else if (body[at] === separator) {
      at += separator.length;
      // A line that ends with a separator ends with an empty cell.
      if (at >= body.length) lines.push([...line, '']);
    } else return null;
  }
  return lines;
}

interface ReadCell {
  readonly text: string;
  readonly end: number;
}

function quoted(body: string, start: number): ReadCell | null {
  let text = '';
  for (let at = start + 1; ;) {
    const close = body.indexOf('"', at);
    if (close < 0) return null;
    text += body.slice(at, close);
    if (body[close + 1] !== '"') return { text, end: close + 1 };
    text += '"';
    at = close + 2;
  }
}

function bare(body: string, start: number, separator: string): ReadCell {
  let end = start;
  while (end < body.length && body[end] !== separator && body[end] !== '\n' && body[end] !== '\r') end += 1;
  return { text: body.slice(start, end), end };
}
