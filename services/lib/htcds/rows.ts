/**
 * Rows: one person each, cells by the canonical name of their column; how a cell is read, whoever wrote it.
 * Invariant: what a stranger's file holds enters here as text alone; nothing is evaluated, nothing is guessed.
 * IOM HTCDS 2.0 (CC BY 4.0, IOM endorses nothing here).
 */
import type { Json } from '../contract/index.ts';

/** As written by us: a text, a list of codes, or a checkbox. */
export type Cell = string | boolean | readonly string[];
export type Row = Readonly<Record<string, Cell>>;
/** As submitted: attacker-controlled. */
export type ForeignRow = Readonly<Record<string, Json>>;

/** Between the values of one CSV cell; codes hold neither it nor white space. */
export const LIST_SEPARATOR = ';';

/** Case, spaces and punctuation are what the artefacts of HTCDS disagree on most. */
export function key(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Values of a cell, without empty ones. */
export function valuesOf(cell: Json | undefined): readonly string[] {
  const items = Array.isArray(cell) ? (cell as readonly Json[]) : [cell ?? null];
  return items.flatMap((item) => {
    const text =
      typeof item === 'string' ? item.trim() : typeof item === 'number' || item === true ? String(item) : '';
    return text === '' ? [] : [text];
  });
}

/** The text of a cell as it stands; null when there is none. */
export function textOf(cell: Json | undefined): string | null {
  if (typeof cell === 'string') return cell.trim() === '' ? null : cell;
  return valuesOf(cell).join(LIST_SEPARATOR) || null;
}

/** A column that is not there says nothing; one that is empty says that nothing applies. */
export function isEmpty(cell: Json | undefined): boolean {
  return textOf(cell) === null;
}

export function partsOf(cell: Json | undefined): readonly string[] {
  return valuesOf(cell)
    .flatMap((value) => value.split(LIST_SEPARATOR))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** ISO 8601 alone: 04/05/2010 means two days, so it means none. */
export function dateOf(text: string | null): string | null {
  if (text === null || !DATE.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : text;
}
