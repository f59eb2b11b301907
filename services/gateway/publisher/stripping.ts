/**
 * Takes payloads off the bus: each own record that is past its time, or at or below a position that an own erasure names,
 * is superseded under its key by its stripped form. Invariant: the ring leaves our own table first, so no crash, resend or
 * second publisher can put it back; a record is stripped only when the other side has witnessed it. protocol.md 7.
 */
import type { BusWriter } from '../../lib/platform/bus/port.ts';
import type { Database } from '../../lib/platform/db/index.ts';
import { STRIPPED_AFTER_MS, STRIPPING_MARGIN_MS } from '../../lib/protocol/index.ts';
import {
  type StrippingDue,
  dueByAge,
  dueByErasure,
  removeRings,
  setStripped,
} from '../../lib/store/stripping.ts';
import { republish } from './publishing.ts';

const DAY_MS = 24 * 60 * 60_000;
/** An erasure does not wait for the day's run. */
const ERASURE_LOOK_MS = 1_000;
/** Records whose rings go, and are superseded, at a time: what is done again after a crash. */
const CHUNK = 200;
/** What one round of the publisher strips at most: messages of today do not wait behind a backlog of old ones. */
const ROUND_RECORDS = 1_000;

export interface StrippingOptions {
  /** How long a sealed record keeps its payload; default: protocol.md 7. */
  readonly afterMs?: number;
  /** How often what is past its time is looked for; default: once a day. */
  readonly everyMs?: number;
}

export class Stripping {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #afterMs: number;
  readonly #everyMs: number;
  readonly #again = new Map<string, Set<number>>();
  #erasureAt = -Infinity;
  #ageAt = -Infinity;

  constructor(db: Database, now: () => Date, options: StrippingOptions = {}) {
    this.#db = db;
    this.#now = now;
    this.#afterMs = options.afterMs ?? STRIPPED_AFTER_MS + STRIPPING_MARGIN_MS;
    this.#everyMs = options.everyMs ?? DAY_MS;
  }

  /** A full form has appeared after the stripped one: an old writer, or whoever runs the bus, put it back. */
  again(stream: string, sequence: number): void {
    const sequences = this.#again.get(stream) ?? new Set();
    this.#again.set(stream, sequences.add(sequence));
  }

  /** Strips what is due now; how many records. @throws BusError, DbError */
  async run(writer: BusWriter): Promise<number> {
    const at = performance.now();
    let stripped = 0;
    for (const [stream, sequences] of this.#again) {
      stripped += await republish(
        this.#db,
        writer,
        stream,
        [...sequences].sort((a, b) => a - b),
      );
      this.#again.delete(stream);
    }
    if (at - this.#erasureAt >= ERASURE_LOOK_MS) {
      stripped += await this.#some(writer, await dueByErasure(this.#db), ROUND_RECORDS);
      if (stripped < ROUND_RECORDS) this.#erasureAt = at;
    }
    if (at - this.#ageAt >= this.#everyMs && stripped < ROUND_RECORDS) {
      const before = new Date(this.#now().getTime() - this.#afterMs).toISOString();
      stripped += await this.#some(writer, await dueByAge(this.#db, before), ROUND_RECORDS - stripped);
      if (stripped < ROUND_RECORDS) this.#ageAt = at;
    }
    return stripped;
  }

  async #some(writer: BusWriter, due: readonly StrippingDue[], atMost: number): Promise<number> {
    let count = 0;
    for (const { stream, direction, first, last } of due) {
      for (let from = first; from <= last && count < atMost; from += CHUNK) {
        const to = Math.min(last, from + CHUNK - 1);
        await removeRings(this.#db, stream, from, to);
        // The local stream is on no bus.
        if (direction === 'out') await republish(this.#db, writer, stream, range(from, to));
        await setStripped(this.#db, stream, to);
        count += to - from + 1;
      }
    }
    return count;
  }
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
