/**
 * Codes of ours to values of HTCDS and back, by the crosswalks of `schemas/codes`.
 * Invariant: a value that is read back gives the code that wrote it, or the row has a column of ours that says which;
 * that column refines the standard one and never contradicts it. schemas/README.md (crosswalks).
 */
import { codeList } from '../contract/index.ts';
import type { Json } from '../contract/index.ts';
import { key, partsOf, valuesOf } from './rows.ts';

export interface CodedField {
  readonly columns: readonly string[];
  readonly list: string;
  /** Column of ours that keeps the codes where HTCDS merges or lacks them; null: nothing is lost. */
  readonly extension: string | null;
  /** How many values the columns hold together. */
  readonly most: number;
  /** The value of HTCDS for what it has no code for; null: it has none. */
  readonly other: string | null;
}

const MANY = Number.POSITIVE_INFINITY;
const field = (
  columns: string,
  list: string,
  extension: string | null,
  most: number,
  other: string | null,
): CodedField => ({ columns: columns.split(' '), list, extension, most, other });

/** One stated form where the artefacts differ: that of the field sheet. Citizenships are many, the industry is one. */
export const coded = {
  sex: field('prs_Gender', 'sex', null, 1, null),
  languages: field('prs_PrimaryLanguage prs_SecondaryLanguage', 'languages', 'trm_Languages', 2, null),
  exploitation: field('vic_TypeOfExploitation', 'exploitation', 'trm_Exploitation', MANY, 'Other'),
  services: field('spl_Type', 'services', 'trm_Services', MANY, null),
  citizenship: field('prs_Citizenship', 'citizenship', 'trm_Citizenship', MANY, null),
  means: field('vic_MethodsOfControl', 'means', 'trm_Means', MANY, 'Other'),
  labourSectors: field('vic_ForcedLabourIndustry', 'labour-sectors', 'trm_LabourSectors', 1, null),
  sexualExploitation: field('vic_TypeOfSexExploitation', 'sexual-exploitation-kinds', null, MANY, null),
  relations: field('vic_RelationshipToTrafficker', 'recruiter-relations', 'trm_RecruiterRelations', 1, null),
  methods: field('vic_MethodOfRecruitment', 'recruitment-methods', null, MANY, 'Other'),
} as const satisfies Readonly<Record<string, CodedField>>;

/** The value of HTCDS for one code; null: nothing is written. */
export function htcdsOf(list: string, code: string, other: string | null = null): string | null {
  const found = codeList(list).codes.find((each) => each.code === code);
  return found?.htcds === undefined ? other : found.htcds;
}

/** Values of HTCDS for codes, each once, no more than the columns hold. */
export function project({ list, other, most }: CodedField, codes: readonly string[]): readonly string[] {
  const values = codes.slice(0, most).flatMap((code) => htcdsOf(list, code, other) ?? []);
  return [...new Set(values)];
}

/** Cells for codes: the standard columns, and ours where they alone would read back otherwise. */
export function cellsOf(
  spec: CodedField,
  codes: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const values = project(spec, codes);
  const cells: Record<string, readonly string[]> = {};
  for (const [index, column] of spec.columns.entries()) {
    const own = spec.columns.length === 1 ? values : values.slice(index, index + 1);
    if (own.length > 0) cells[column] = own;
  }
  const back = values.map((value) => spelt(spec.list, value));
  if (spec.extension !== null && JSON.stringify(back) !== JSON.stringify(codes))
    cells[spec.extension] = codes;
  return cells;
}

const spellings = new Map<string, ReadonlyMap<string, string>>();

function spellingsOf(list: string): ReadonlyMap<string, string> {
  const held = spellings.get(list);
  if (held !== undefined) return held;
  const { codes } = codeList(list);
  const made = new Map<string, string>();
  const add = (text: string | null | undefined, code: string): void => {
    if (typeof text === 'string' && !made.has(key(text))) made.set(key(text), code);
  };
  for (const { code } of codes) add(code, code);
  for (const { code, htcds } of codes) add(htcds, code);
  for (const { code, htcdsAlso } of codes) for (const text of htcdsAlso ?? []) add(text, code);
  for (const { code, labels } of codes) add(labels.en, code);
  spellings.set(list, made);
  return made;
}

/** The definitions name a means `MethodsOfControlThreats`, the field sheet `PhysicalThreats`. */
const PREFIX = /^methodsofcontrol(?=.)/;

/** Code for a value in any spelling that is known; null for none. */
export function spelt(list: string, value: string): string | null {
  return spellingsOf(list).get(key(value).replace(PREFIX, '')) ?? null;
}

/** Salesforce separates by semicolons, people by commas, ODK by blanks; a label may hold commas and blanks itself. */
const SEPARATORS: readonly RegExp[] = [/[;\n]/, /,/, /\s+/];

export interface Spelling {
  readonly codes: readonly string[];
  readonly unknown: boolean;
}

function read(list: string, values: readonly string[]): Spelling {
  const codes = new Set<string>();
  let unknown = false;
  const walk = (text: string, depth: number): void => {
    if (text.trim() === '') return;
    const code = spelt(list, text);
    const separator = SEPARATORS[depth];
    if (code !== null) codes.add(code);
    else if (separator === undefined) unknown = true;
    else for (const part of text.split(separator)) walk(part, depth + 1);
  };
  for (const value of values) walk(value, 0);
  return { codes: [...codes], unknown };
}

export interface ReadCodes extends Spelling {
  /** Our column does not say what the standard one says: the standard one counts. */
  readonly contradiction: boolean;
}

export function readCodes(spec: CodedField, cells: ReadonlyMap<string, Json>): ReadCodes {
  const present = spec.columns.filter((column) => cells.has(column));
  const values = present.flatMap((column) => valuesOf(cells.get(column)));
  const standard = read(spec.list, values);
  const parts = spec.extension === null ? [] : partsOf(cells.get(spec.extension));
  if (parts.length === 0) return { ...standard, contradiction: false };
  const codes = [
    ...new Set(parts.filter((part) => codeList(spec.list).codes.some(({ code }) => code === part))),
  ];
  const projected = project(spec, codes).map((value) => spelt(spec.list, value));
  const agrees =
    present.length === 0 ||
    (!standard.unknown &&
      same(
        projected.filter((code) => code !== null),
        standard.codes,
      ));
  if (!agrees) return { ...standard, contradiction: true };
  return { codes, unknown: codes.length < new Set(parts).size, contradiction: false };
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value) => right.includes(value));
}
