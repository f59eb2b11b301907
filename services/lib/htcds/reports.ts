/**
 * What an import says of a file: where something was left out and why, and what a submission still needs.
 * Invariant: pointers hold names of columns that we know and positions, codes are a closed union; nothing submitted is
 * repeated. contract.md 4 (errors).
 */
export const unmappedCodes = [
  /** The standard has no such column; the pointer names the row. */
  'column-unknown',
  /** The column came under two names with two values; the first counts. */
  'column-twice',
  /** This exchange has no member for the field. */
  'no-member',
  /** The standard has given the field up. */
  'deprecated',
  /** Identity and detail are disclosed after acceptance: a draft holds neither. */
  'later-disclosure',
  /** Says where a case stood elsewhere. */
  'not-in-a-draft',
  /** A checkbox, or an agreement that names another receiver, gives no basis. */
  'consent-not-carried',
  'code-unknown',
  /** Several values where there is one. */
  'one-only',
  /** Not a date of ISO 8601. */
  'format',
  'too-long',
  'too-many',
  /** A status without regime and day is nobody's assertion. */
  'needs-attribution',
  /** A column of ours does not say what the standard one says; the standard one counts. */
  'extension-contradicts',
  /** What belongs to the referral differs from the first row. */
  'rows-differ',
] as const;
export type UnmappedCode = (typeof unmappedCodes)[number];

export interface Unmapped {
  /** `/rows/0/prs_Gender`; rows are counted without headers. */
  readonly pointer: string;
  readonly code: UnmappedCode;
}

export const missingCodes = ['required', 'defaulted', 'incomplete'] as const;

export interface Missing {
  /** Of the draft: `/basis`, `/persons/0/ageBand`. */
  readonly pointer: string;
  /** `defaulted`: the file says nothing and the draft holds the code for "not known"; a person has to look. */
  readonly code: (typeof missingCodes)[number];
}

/** Each pointer and code once. */
export class Reports {
  private readonly held = new Map<string, Unmapped>();

  add(row: number, column: string | null, code: UnmappedCode): void {
    const pointer = column === null ? `/rows/${row}` : `/rows/${row}/${column}`;
    this.held.set(`${pointer} ${code}`, { pointer, code });
  }

  all(): readonly Unmapped[] {
    return [...this.held.values()];
  }
}
