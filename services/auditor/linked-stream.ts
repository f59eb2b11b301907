/**
 * One stream by position: every reading of a position, and which one counts.
 * Invariant: sorted by sequence, then offset; the highest genuine reading of a position is the one that counts.
 */
import type { StreamLog } from './ledger.ts';
import { flags, type Rows } from './rows.ts';

export interface MissingRange {
  readonly first: number;
  readonly last: number;
}

export class LinkedStream {
  readonly log: StreamLog;
  /** Head before the first record. */
  readonly initial: Buffer;
  /** Positions without any reading, up to the tail. */
  readonly missing: MissingRange[] = [];
  readonly #rows: Rows;
  readonly #sorted: readonly number[];
  #sequenceByDigest: Map<string, number> | null = null;

  constructor(rows: Rows, log: StreamLog, initial: Buffer) {
    this.log = log;
    this.initial = initial;
    this.#rows = rows;
    this.#sorted = [...log.rows].sort(
      (left, right) => rows.sequence(left) - rows.sequence(right) || rows.offset(left) - rows.offset(right),
    );
  }

  /** Readings per position, in order. */
  *positions(): Iterable<readonly [sequence: number, rows: readonly number[]]> {
    for (let from = 0; from < this.#sorted.length;) {
      const sequence = this.#sequenceAt(from);
      let to = from + 1;
      while (to < this.#sorted.length && this.#sequenceAt(to) === sequence) to += 1;
      yield [sequence, this.#sorted.slice(from, to)];
      from = to;
    }
  }

  at(sequence: number): readonly number[] {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sequenceAt(middle) < sequence) low = middle + 1;
      else high = middle;
    }
    let to = low;
    while (to < this.#sorted.length && this.#sequenceAt(to) === sequence) to += 1;
    return this.#sorted.slice(low, to);
  }

  /** The reading of a position that counts: the latest without fault, else the latest; null when there is none. */
  counting(sequence: number): number | null {
    const rows = this.at(sequence);
    return rows.findLast((row) => !this.#rows.is(row, flags.bad)) ?? rows.at(-1) ?? null;
  }

  has(sequence: number, digest: Buffer): boolean {
    return this.at(sequence).some((row) => this.#rows.digest(row).equals(digest));
  }

  /** Position whose envelope has this digest (base64url), 0 for the head before the first; null for none. */
  sequenceOf(digest: string): number | null {
    if (this.#sequenceByDigest === null) {
      this.#sequenceByDigest = new Map([[this.initial.toString('base64url'), 0]]);
      for (const row of this.#sorted) {
        this.#sequenceByDigest.set(this.#rows.digest(row).toString('base64url'), this.#rows.sequence(row));
      }
    }
    return this.#sequenceByDigest.get(digest) ?? null;
  }

  /** Offsets of the nearest readings before and after a position. */
  neighbours(sequence: number): { readonly before: number; readonly after: number } {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sequenceAt(middle) < sequence) low = middle + 1;
      else high = middle;
    }
    const before = this.#sorted[low - 1];
    const after = this.#sorted[low];
    return {
      before: before === undefined ? -Infinity : this.#rows.offset(before),
      after: after === undefined ? Infinity : this.#rows.offset(after),
    };
  }

  #sequenceAt(index: number): number {
    const row = this.#sorted[index];
    return row === undefined ? Infinity : this.#rows.sequence(row);
  }
}
