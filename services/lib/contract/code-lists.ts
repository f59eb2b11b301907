/**
 * The code lists of `schemas/codes/` with their labels in every language, read-only.
 * Invariant: a list is data with source and version; what code needs to know of a code (who is a child) stands there.
 * domain.md 5, protocol.md 10.
 */
import { ContractError } from './errors.ts';
import { codeListFiles } from './generated/index.ts';
import { type Labels, labelsOf } from './labels.ts';

export interface Code {
  readonly code: string;
  readonly labels: Labels;
  /** Value of IOM HTCDS 2.0; left out: its `Other` where the field has one; null: nothing is written. */
  readonly htcds?: string | null;
  /** Other spellings of HTCDS artefacts and other standards that are read as this code, never written. */
  readonly htcdsAlso?: readonly string[];
  /** Kinds of body only: value of HTCDS `org_Type`. */
  readonly htcdsOrgType?: string;
  /** Value or variable of the CTDC codebook where it has one. */
  readonly ctdc?: string;
  /** The same where an export asks that Kosovo be counted as CTDC counts it. */
  readonly ctdcFolded?: string;
  /** Age bands only: whether a person in it is treated as a child. */
  readonly child?: boolean;
  /** Regimes only: the participant whose own regime it is. */
  readonly participant?: string;
  /** Reasons of a decline only: allowed also after acceptance. */
  readonly late?: boolean;
  /** Reasons of a decline only: allowed after acceptance and not before. */
  readonly lateOnly?: boolean;
  /** Purposes only: an agreement to it carries a referral (domain.md 6.1). */
  readonly carriesReferral?: boolean;
  /** Listed so that the rule which refuses it can say why: support never depends on it (domain.md 6.4). */
  readonly barred?: boolean;
  readonly source: string;
}

export interface CodeList {
  readonly list: string;
  readonly version: number;
  readonly asOf: string;
  readonly source: string;
  /** What a reader that does not know a code takes it for; `null` where there is no such code. */
  readonly degradesTo: string | null;
  readonly codes: readonly Code[];
}

// The files are checked by test/contract/schemas/codes.test.ts; TypeScript widens imported JSON too far to see it.
const files = codeListFiles as unknown as Readonly<Record<string, CodeList>>;
const lists: Readonly<Record<string, CodeList>> = Object.fromEntries(
  Object.entries(files).map(([name, list]) => [
    name,
    { ...list, codes: list.codes.map((code) => ({ ...code, labels: labelsOf(name, code.code) })) },
  ]),
);
const members = new Map(
  Object.entries(lists).map(([name, list]) => [name, new Map(list.codes.map((code) => [code.code, code]))]),
);

/** @throws ContractError `list-unknown` */
export function codeList(name: string): CodeList {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list === undefined) throw new ContractError('list-unknown', `There is no code list "${name}".`);
  return list;
}

export function codeListNames(): readonly string[] {
  return Object.keys(lists);
}

/** @throws ContractError `list-unknown` */
export function hasCode(list: string, code: string): boolean {
  const codes = members.get(list);
  if (codes === undefined) throw new ContractError('list-unknown', `There is no code list "${list}".`);
  return codes.has(code);
}

/** Whoever is in doubt, and any band that this version does not know, is a child (CETS 197 art. 10(3)). */
export function isChildBand(ageBand: string): boolean {
  return members.get('age-band')?.get(ageBand)?.child ?? true;
}
