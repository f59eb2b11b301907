/**
 * The audit's report: closed lists of fault and note codes, and its one JSON form (contract.md 6).
 * Invariant: `cause` is an index into `faults` of the same report and never points at itself or in a circle.
 */

export type FaultCode =
  | 'unreadable'
  | 'form'
  | 'key-unknown'
  | 'key-not-valid'
  | 'signature'
  | 'envelope'
  | 'misplaced'
  | 'gap'
  | 'equivocation'
  | 'chain'
  | 'ring-digest'
  | 'metadata-unreadable'
  | 'schema'
  | 'witness'
  | 'withheld'
  | 'receipt-missing'
  | 'transition';

export type NoteCode =
  | 'repeated'
  | 'out-of-order'
  | 'stripped'
  | 'clock'
  | 'pending'
  /** A damaged value whose key has a genuine later one: done, and mended. */
  | 'mended'
  /** Signed by a revoked key beyond what its owner stands by (protocol.md 8). */
  | 'disputed'
  /** Of a closed generation, beyond the position where it was closed (protocol.md 2). */
  | 'evidence-only'
  /** The opposite stream is not in this auditor's scope, so nothing witnesses this one. */
  | 'one-sided';

export interface Fault {
  readonly code: FaultCode;
  /** Stream name, or `<topic>/<lane>` where the generation cannot be read. */
  readonly stream: string;
  readonly sequence: number | null;
  /** Record id; the bus key where the id cannot be read; null where nothing is there. */
  readonly record: string | null;
  readonly offset: number | null;
  /** Index of the fault that this one only follows from. */
  readonly cause: number | null;
  /** Only where many missing positions are one fault: the last of them. */
  readonly last?: number;
}

export interface Note {
  readonly code: NoteCode;
  readonly stream: string;
  readonly sequence: number | null;
  readonly record: string | null;
  readonly offset: number | null;
  /** How many records this note stands for, where they are more than one; the first is named. */
  readonly count?: number;
}

export interface Report {
  readonly ok: boolean;
  /** Values of pair topics that were examined. */
  readonly records: number;
  /** Streams of pair topics in scope. */
  readonly streams: number;
  /** Messages whose receipt may still come. */
  readonly pending: number;
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
}
