/**
 * What linking keeps of a record, as one row of fixed width: an audit's memory per record is this and nothing more.
 * Rows travel from the workers as transferred buffers. Invariant: a row holds facts of an authentic envelope only.
 */
import type { AuthenticPublicEntry, AuthenticRecord } from '../lib/protocol/index.ts';

export const flags = {
  /** The payload ring is there. Public entries have it always. */
  full: 1,
  /** Signed by a revoked key beyond what its owner stands by. */
  disputed: 2,
  /** Beyond the end of a closed generation. */
  evidence: 4,
  /** Something of this value is at fault. */
  bad: 8,
  /** Its content cannot be known because of that fault. */
  opaque: 16,
  /** Published after the end that was noted first. */
  late: 32,
  /** A casework message or receipt whose content is kept. */
  content: 64,
} as const;

export const ROW_BYTES = 152;
const DIGEST_BYTES = 32;

/** Byte offsets of the columns. */
const at = {
  lane: 0,
  generation: 4,
  sequence: 8,
  seen: 12,
  flags: 16,
  keyOrder: 20,
  offset: 24,
  time: 32,
  id: 40,
  digest: 56,
  previous: 88,
  seenDigest: 120,
} as const;

/** Grows by doubling; `take` gives the bytes away. */
export class RowWriter {
  #rows = Buffer.alloc(64 * ROW_BYTES);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(
    lane: number,
    offset: number,
    record: AuthenticRecord | AuthenticPublicEntry,
    keyOrder: number,
    bits: number,
  ): number {
    if ((this.#count + 1) * ROW_BYTES > this.#rows.length) {
      this.#rows = Buffer.concat([this.#rows, Buffer.alloc(this.#rows.length)]);
    }
    const row = this.#count * ROW_BYTES;
    const rows = this.#rows;
    const { envelope } = record;
    rows.fill(0, row, row + ROW_BYTES);
    rows.writeUInt32LE(lane, row + at.lane);
    rows.writeUInt32LE(envelope.generation, row + at.generation);
    rows.writeUInt32LE(envelope.sequence, row + at.sequence);
    rows.writeUInt32LE(bits, row + at.flags);
    rows.writeUInt32LE(keyOrder, row + at.keyOrder);
    rows.writeDoubleLE(offset, row + at.offset);
    rows.writeDoubleLE(Date.parse(envelope.time), row + at.time);
    rows.write(envelope.id.replaceAll('-', ''), row + at.id, 'hex');
    rows.write(record.digest, row + at.digest, DIGEST_BYTES, 'base64url');
    rows.write(envelope.previous, row + at.previous, DIGEST_BYTES, 'base64url');
    if ('seensequence' in envelope) {
      rows.writeUInt32LE(envelope.seensequence, row + at.seen);
      rows.write(envelope.seendigest, row + at.seenDigest, DIGEST_BYTES, 'base64url');
    }
    this.#count += 1;
    return this.#count - 1;
  }

  mark(row: number, bits: number): void {
    const place = row * ROW_BYTES + at.flags;
    this.#rows.writeUInt32LE(this.#rows.readUInt32LE(place) | bits, place);
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#rows.subarray(0, this.#count * ROW_BYTES));
    this.#count = 0;
    return taken;
  }
}

const PAGE_ROWS = 1024;

/** All rows of an audit, by number. Pages are never moved, so growing costs what is added. */
export class Rows {
  readonly #pages: Buffer[] = [];
  #count = 0;

  /** Number of the first row added. */
  append(rows: Uint8Array): number {
    const first = this.#count;
    for (let from = 0; from < rows.length;) {
      const place = (this.#count % PAGE_ROWS) * ROW_BYTES;
      if (place === 0) this.#pages.push(Buffer.alloc(PAGE_ROWS * ROW_BYTES));
      const bytes = Math.min(rows.length - from, PAGE_ROWS * ROW_BYTES - place);
      this.#pages.at(-1)?.set(rows.subarray(from, from + bytes), place);
      this.#count += bytes / ROW_BYTES;
      from += bytes;
    }
    return first;
  }

  lane(row: number): number {
    return this.#page(row).readUInt32LE(start(row) + at.lane);
  }

  generation(row: number): number {
    return this.#page(row).readUInt32LE(start(row) + at.generation);
  }

  sequence(row: number): number {
    return this.#page(row).readUInt32LE(start(row) + at.sequence);
  }

  seen(row: number): number {
    return this.#page(row).readUInt32LE(start(row) + at.seen);
  }

  keyOrder(row: number): number {
    return this.#page(row).readUInt32LE(start(row) + at.keyOrder);
  }

  offset(row: number): number {
    return this.#page(row).readDoubleLE(start(row) + at.offset);
  }

  time(row: number): number {
    return this.#page(row).readDoubleLE(start(row) + at.time);
  }

  is(row: number, bits: number): boolean {
    return (this.#page(row).readUInt32LE(start(row) + at.flags) & bits) !== 0;
  }

  mark(row: number, bits: number): void {
    const page = this.#page(row);
    const place = start(row) + at.flags;
    page.writeUInt32LE(page.readUInt32LE(place) | bits, place);
  }

  /** 16 bytes as 16 characters: a key for maps. */
  idKey(row: number): string {
    return this.#page(row).toString('latin1', start(row) + at.id, start(row) + at.id + 16);
  }

  id(row: number): string {
    const hex = this.#page(row).toString('hex', start(row) + at.id, start(row) + at.id + 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  digest(row: number): Buffer {
    return this.#bytes(row, at.digest);
  }

  previous(row: number): Buffer {
    return this.#bytes(row, at.previous);
  }

  seenDigest(row: number): Buffer {
    return this.#bytes(row, at.seenDigest);
  }

  #bytes(row: number, column: number): Buffer {
    const from = start(row) + column;
    return this.#page(row).subarray(from, from + DIGEST_BYTES);
  }

  #page(row: number): Buffer {
    const page = this.#pages[Math.floor(row / PAGE_ROWS)];
    if (page === undefined || row >= this.#count) throw new RangeError(`no row ${row}`);
    return page;
  }
}

function start(row: number): number {
  return (row % PAGE_ROWS) * ROW_BYTES;
}

/** A record id as `Rows.idKey` writes it; null for what is no UUID. */
export function idKeyOf(id: string): string | null {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1');
}
