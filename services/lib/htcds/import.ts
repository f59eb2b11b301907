/**
 * Rows of HTCDS 2.0 as the draft of a referral: body of POST /v1/referrals.
 * Invariant: the draft is valid whatever the rows hold; no basis is ever made from a checkbox; what was left out is told
 * by column, what a submission still needs by member, nothing by value. domain.md 5, 6.1 and 6.3; contract.md 4.
 */
import { validateDraftComplete } from '../contract/index.ts';
import type { JsonObject } from '../contract/index.ts';
import {
  NOBODY,
  PROFILE,
  PROFILE_COLUMN,
  disclosureColumns,
  htcdsFields,
  isLabelRow,
  named,
  referralColumns,
  type NamedRow,
} from './fields.ts';
import { disclosuresOf, profileOf } from './import-person.ts';
import { RowReader } from './reader.ts';
import { Reports, type Missing, type Unmapped } from './reports.ts';
import { isEmpty, partsOf, textOf, type ForeignRow } from './rows.ts';

export interface ImportContext {
  readonly to: string;
  readonly urgency: string;
  /** ISO 8601 date, for ages. */
  readonly today: string;
  /** A random UUID; ids of persons never pass from one referral to another. */
  readonly newSubject: () => string;
}

export interface Imported {
  /** Valid unless `to` or `urgency` is not, or there are more persons than a referral holds. */
  readonly draft: JsonObject;
  /** Persons of `referral.disclosed` by tier, for whoever discloses after acceptance; never part of a draft. */
  readonly disclosures: { readonly t2: readonly JsonObject[]; readonly t3: readonly JsonObject[] };
  readonly unmapped: readonly Unmapped[];
  readonly missing: readonly Missing[];
}

export function fromHtcds(rows: readonly ForeignRow[], context: ImportContext): Imported {
  const reports = new Reports();
  const kept = rows.map(named).filter((row) => !isLabelRow(row));
  const readers = kept.map((row, index) => new RowReader(row.cells, index, reports));
  const subjects = readers.map(() => context.newSubject());
  const persons = readers.map((reader, index) =>
    profileOf(reader, subjects[index] ?? '', context.today, isOwn(reader)),
  );
  // Read to be checked too: what a disclosure could not use is told now, not after acceptance.
  const disclosed = readers.map(disclosuresOf);
  for (const [index, row] of kept.entries()) tellOfColumns(row, index, reports);
  tellOfDifferences(readers);

  const draft = {
    to: context.to,
    urgency: context.urgency,
    ...(persons.length === 0 ? {} : { persons: persons.map(({ person }) => person) }),
    ...referralOf(readers, context.to),
  };
  const tier = (name: 't2' | 't3'): readonly JsonObject[] =>
    disclosed.flatMap((tiers, index) =>
      Object.keys(tiers[name]).length === 0 ? [] : [{ subject: subjects[index] ?? '', ...tiers[name] }],
    );
  return {
    draft,
    disclosures: { t2: tier('t2'), t3: tier('t3') },
    unmapped: reports.all(),
    missing: [
      ...missingOf(draft),
      ...persons.flatMap(({ defaulted }, index) =>
        defaulted.map((member): Missing => ({ pointer: `/persons/${index}/${member}`, code: 'defaulted' })),
      ),
    ],
  };
}

function isOwn(reader: RowReader): boolean {
  return textOf(reader.cells.get(PROFILE_COLUMN)) === PROFILE;
}

function missingOf(draft: JsonObject): readonly Missing[] {
  const complete = validateDraftComplete(draft);
  if (complete.ok) return [];
  return complete.errors.map(({ pointer, code }) => ({
    pointer,
    code: code === 'required' ? 'required' : 'incomplete',
  }));
}

const IGNORED_DISCLOSURES: ReadonlySet<string> = new Set(disclosureColumns);

function tellOfColumns({ cells, unknown, twice }: NamedRow, row: number, reports: Reports): void {
  if (unknown) reports.add(row, null, 'column-unknown');
  for (const column of twice) reports.add(row, column, 'column-twice');
  for (const [column, cell] of cells) {
    if (isEmpty(cell)) continue;
    const use = htcdsFields.get(column);
    if (use === 'none') reports.add(row, column, 'no-member');
    if (use === 'deprecated') reports.add(row, column, 'deprecated');
    if (use === 'case') reports.add(row, column, 'not-in-a-draft');
    if (use === 'consent') reports.add(row, column, 'consent-not-carried');
    if (use === 'disclosure' || IGNORED_DISCLOSURES.has(column)) reports.add(row, column, 'later-disclosure');
  }
}

const TEXT_COLUMNS = ['cas_OutgoingReferralDetails', 'cas_IncomingReferralDetails'] as const;

/** What belongs to the referral stands on each row; the first one counts. */
function tellOfDifferences([first, ...others]: readonly RowReader[]): void {
  for (const reader of others) {
    for (const column of [...referralColumns, ...TEXT_COLUMNS].filter((each) => each !== BARRED_COLUMN)) {
      const same = partsOf(first?.cells.get(column)).join() === partsOf(reader.cells.get(column)).join();
      if (!same) reader.report(column, 'rows-differ');
    }
  }
}

const TEXT_MOST = 4000;
const BASIS_TEXT_MOST = 2000;
const AUTHORISER_MOST = 200;
const PURPOSES_MOST = 12;
const BARRED_MOST = 32;
const BARRED_COLUMN = 'trm_DoNotContact';

function referralOf(readers: readonly RowReader[], to: string): JsonObject {
  const [reader] = readers;
  if (reader === undefined) return {};
  const basis = basisOf(reader, to);
  const doNotContact = barredOf(readers);
  const stage = reader.code('trm_Stage', 'stages');
  const contactFunction = reader.code('trm_ContactFunction', 'functions');
  const channel = reader.code('trm_ContactChannel', 'contact-channels');
  const [outgoing, incoming] = TEXT_COLUMNS.map((column) => reader.text(column, TEXT_MOST));
  if (outgoing !== null && incoming !== null) reader.report(TEXT_COLUMNS[1], 'one-only');
  const text = outgoing ?? incoming ?? null;
  return {
    ...(basis === null ? {} : { basis }),
    ...(doNotContact === null ? {} : { doNotContact }),
    ...(stage === null ? {} : { stage }),
    ...(contactFunction === null || channel === null
      ? {}
      : { contact: { function: contactFunction, channel } }),
    ...(text === null ? {} : { text }),
  };
}

/** A basis is carried when each of its members stands there, and an agreement only to the receiver that it names. */
function basisOf(reader: RowReader, to: string): JsonObject | null {
  const kind = textOf(reader.cells.get('trm_BasisKind'));
  if (kind === null) return null;
  const on = reader.date('trm_BasisOn');
  const text = reader.text('trm_BasisText', BASIS_TEXT_MOST);
  const words = text === null ? {} : { text };
  if (kind === 'agreement') {
    const by = reader.code('trm_BasisBy', 'consent-givers');
    const receiver = textOf(reader.cells.get('trm_BasisReceiver'));
    const purposes = reader.codes('trm_BasisPurposes', 'purposes', PURPOSES_MOST);
    if (by !== null && on !== null && purposes.length > 0 && receiver === to)
      return { kind, by, on, receiver, purposes, ...words };
  } else if (kind === 'vital-interest' || kind === 'best-interests') {
    const authoriser = reader.text('trm_BasisAuthoriser', AUTHORISER_MOST);
    if (authoriser !== null && on !== null) return { kind, authoriser, on, ...words };
  } else reader.report('trm_BasisKind', 'code-unknown');
  reader.report('trm_BasisKind', 'consent-not-carried');
  return null;
}

const PARTICIPANT = /^(?!(?:public|registry)$)[a-z][a-z0-9]{1,15}$/;

/** Of all rows together: a bar protects, so none is dropped because another row lacks it. */
function barredOf(readers: readonly RowReader[]): readonly string[] | null {
  const parts = readers.flatMap((reader) => partsOf(reader.cells.get(BARRED_COLUMN)));
  const barred = [...new Set(parts)].filter((part) => part !== NOBODY);
  if (parts.length === 0) return null;
  // One id that cannot be read would be a participant that is told after all: then the list has to be given anew.
  const readable = barred.every((part) => PARTICIPANT.test(part)) && barred.length <= BARRED_MOST;
  if (!readable) for (const reader of readers) reader.report(BARRED_COLUMN, 'code-unknown');
  return readable ? barred : null;
}
