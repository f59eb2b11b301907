/**
 * The bus port (protocol.md 11): the only thing that the programs know of Kafka or of its embedded stand-in.
 * It knows nothing of referrals. One contract suite (test/contract/bus) runs against both adapters.
 */

/** Address of a bus value. Offsets count from 0 per topic and lane; Kafka's have holes (commit markers). */
export interface BusRecord {
  readonly topic: string;
  readonly lane: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
}

export interface OutgoingRecord {
  readonly topic: string;
  readonly lane: number;
  /** ASCII; unique per topic unless it supersedes. */
  readonly key: string;
  readonly value: Uint8Array;
}

export type BusErrorCode =
  /** The bus may come back: keep the bytes and try again. */
  | 'transient'
  /** A newer writer of the same participant exists: drop this one and wait for the lease. */
  | 'fenced'
  /** Trying again cannot help (too large, no such topic, not authorised): an operator must act. */
  | 'permanent';

export class BusError extends Error {
  override readonly name = 'BusError';
  readonly code: BusErrorCode;
  constructor(code: BusErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export interface BusWriter {
  /**
   * All or nothing, acknowledged by every in-sync replica, in the order given per topic and lane. A record whose
   * key stands on the topic already supersedes it. Splits nothing: the caller caps a batch at `maxBatchBytes`.
   * A reader that starts after the return is given the records.
   * Returns the offset of each record where the adapter knows it, else null.
   * After `transient` or `fenced` the writer is spent, for nobody knows what was written: every further call fails the
   * same way (a writer that is fenced in the middle of a commit may only say `transient`). Close it and go through
   * protocol.md 4 step 4 again, lease included. After `permanent` nothing was written.
   * @throws BusError
   */
  publish(records: readonly OutgoingRecord[]): Promise<readonly (bigint | null)[]>;
  readonly maxBatchBytes: number;
  close(): Promise<void>;
}

export interface Lane {
  readonly topic: string;
  readonly lane: number;
}

export interface ConsumeOptions {
  /** Consumer group: the lanes of its topics are shared out among its members, each lane to one at a time. */
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Asked at every assignment of a lane: the next offset to read, from the caller's own database. `null`, or an
   * offset that the bus does not have (below its beginning or past its end), means the beginning, never the end.
   */
  startAt(lane: Lane): Promise<bigint | null>;
  /**
   * Called with the records of one lane in offset order, never concurrently for one lane, read-committed. When it
   * throws, nothing after the failed batch is delivered on that lane; the batch is delivered again from `startAt`
   * after a back-off. It must not wait for `stop()` of its own consumer. `isOwned()` turns false once the lane has been handed to another member: stop then.
   */
  onBatch(lane: Lane, records: readonly BusRecord[], isOwned: () => boolean): Promise<void>;
  /** The lane was read up to the end that was noted when it was assigned. Called once per assignment. */
  onCaughtUp?(lane: Lane): void;
  /** A failure that the consumer retries or, when `fatal`, has given up on (the owner must build a new one). */
  onError?(error: BusError, fatal: boolean): void;
}

export interface Consumer {
  /** Resolves when the member has joined and its lanes are assigned. */
  readonly ready: Promise<void>;
  /** Milliseconds since the bus was last heard of (fetch or heartbeat). */
  silentForMs(): number;
  stop(): Promise<void>;
}

export interface RangeOptions {
  /** Default: the beginning. */
  readonly from?: bigint;
  /** Gets the offset after the last position covered, commit markers included. */
  readonly onEnd?: (next: bigint) => void;
}

export interface LaneRange extends Lane {
  readonly from?: bigint;
}

export interface TopicSpec {
  readonly topic: string;
  readonly lanes: number;
}

export interface Bus {
  readonly kind: 'kafka' | 'embedded';
  /** Fences every earlier writer of this participant, whatever process or database it belongs to. */
  openWriter(participant: string): Promise<BusWriter>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  /**
   * Reads one lane from `from` (default: the beginning) to the end noted when the first record is asked for,
   * read-committed. A lane that does not exist has no records.
   */
  readRange(lane: Lane, options?: RangeOptions): AsyncIterable<BusRecord>;
  /**
   * The same for many lanes with one reader: each lane in offset order to its own noted end, lanes in any order or
   * interleaved. `onEnd` is called once per lane, after its last record was given.
   */
  readRanges(
    ranges: readonly LaneRange[],
    onEnd?: (lane: Lane, next: bigint) => void,
  ): AsyncIterable<BusRecord>;
  /** Next offset that would be given (Kafka: last stable offset); null when the topic does not exist. */
  endOffset(lane: Lane): Promise<bigint | null>;
  listTopics(): Promise<readonly TopicSpec[]>;
  /** Creates what is missing with the settings of protocol.md 2 (compact, no time limit). Never changes or removes. */
  createTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** True when the bus answered within `timeoutMs`. Never throws. */
  probe(timeoutMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** A client's own certificate is its name on the bus (protocol.md 2). */
export interface TlsFiles {
  /** PEM texts: the broker's authority, and this client's certificate and key. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}
