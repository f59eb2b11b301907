/**
 * What is known of one bus lane while a batch of it is taken: heads, held and damaged positions, digests and ids.
 * Invariant: loaded under the locks of the lane's position and streams, so nobody else changes what it says. protocol.md 5.
 */
import { peek } from '../lib/custody/peek.ts';
import type { Lane } from '../lib/platform/bus/port.ts';
import { initialHead, type RegistryState } from '../lib/protocol/index.ts';
import type { AuthenticRecord, Head, RawRecord } from '../lib/protocol/types.ts';
import { knownPositions } from '../lib/store/inbox.ts';
import { lockInStreams } from '../lib/store/lanes.ts';
import { lockStream } from '../lib/store/streams.ts';
import type { RouterContext, Sql } from './context.ts';

export interface OpenStream {
  readonly name: string;
  head: Head;
  /** Key that signed the head. */
  kid: string | null;
  held: boolean;
  /** Gaps must be derived anew at the end of the batch. */
  changed: boolean;
  /** Positions beyond the head whose bytes were authentic but damaged: to be asked for like missing ones. */
  readonly damaged: Set<number>;
  /** Highest position that waits or waited behind a gap. */
  ahead: number;
  /** Positions that came after a later one. */
  readonly late: Set<number>;
  /** Newest position of ours that the other side has seen, as far as it agrees with us. */
  seen: Head | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export class LaneView {
  readonly #context: RouterContext;
  readonly #sql: Sql;
  readonly #registry: RegistryState;
  readonly #lane: Lane;
  readonly #streams = new Map<string, OpenStream>();
  /** Digest by `<stream> <sequence>` and sequence by `<stream> <id>`, of what is taken or held. */
  readonly #digests = new Map<string, string>();
  readonly #ids = new Map<string, number>();

  constructor(context: RouterContext, sql: Sql, registry: RegistryState, lane: Lane) {
    this.#context = context;
    this.#sql = sql;
    this.#registry = registry;
    this.#lane = lane;
  }

  /** Heads of the lane's streams, and what is known of the positions and ids that the records claim. */
  async load(records: readonly RawRecord[]): Promise<void> {
    for (const row of await lockInStreams(this.#sql, this.#lane.topic, this.#lane.lane)) {
      const stream = emptyStream(row.name, { sequence: row.sequence, digest: row.digest });
      stream.kid = row.envelope === null ? null : kidOfEnvelope(row.envelope);
      stream.held = row.ahead !== null;
      stream.ahead = row.ahead ?? 0;
      stream.changed = row.gaps || row.damaged;
      this.#streams.set(row.name, stream);
      this.#digests.set(`${row.name} ${row.sequence}`, row.digest);
    }
    await this.know(records);
  }

  /** What is known of the positions and ids that more records claim. */
  async know(records: readonly RawRecord[]): Promise<void> {
    if (records.length === 0) return;
    const claims = Map.groupBy(
      records.flatMap((record) => {
        const claim = peek(this.#context.cipher, record.topic, record.value);
        return claim === null ? [] : [{ ...claim, key: record.key }];
      }),
      (claim) => claim.stream,
    );
    for (const [stream, wanted] of claims) {
      const sequences = wanted.map((claim) => claim.sequence);
      const ids = wanted.map((claim) => claim.key).filter((key) => UUID.test(key));
      for (const known of await knownPositions(this.#sql, stream, sequences, ids)) {
        this.#digests.set(`${stream} ${known.sequence}`, known.digest);
        this.#ids.set(`${stream} ${known.id}`, known.sequence);
      }
    }
  }

  streams(): Iterable<OpenStream> {
    return this.#streams.values();
  }

  /** Null for a stream of which nothing has come yet. */
  known(name: string): OpenStream | null {
    return this.#streams.get(name) ?? null;
  }

  /** The stream of an authentic record, made at its first one. */
  async open({ stream, streamName: name }: AuthenticRecord): Promise<OpenStream> {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const place = { name, direction: 'in' as const, topic: this.#lane.topic, ...stream };
    const initial = initialHead(this.#context.cipher, this.#registry, stream);
    const row = await lockStream(this.#sql, place, initial);
    const fresh = emptyStream(name, { sequence: row.sequence, digest: row.digest });
    this.#streams.set(name, fresh);
    return fresh;
  }

  digestAt(stream: string, sequence: number): string | null {
    return this.#digests.get(`${stream} ${sequence}`) ?? null;
  }

  /** Position at which this stream has had this id. */
  positionOfId(stream: string, id: string): number | null {
    return this.#ids.get(`${stream} ${id}`) ?? null;
  }

  remember({ streamName, digest, envelope }: AuthenticRecord): void {
    this.#digests.set(`${streamName} ${envelope.sequence}`, digest);
    this.#ids.set(`${streamName} ${envelope.id}`, envelope.sequence);
  }

  /** What was held is judged once more, as if it came now. */
  forget(stream: string, sequence: number): void {
    this.#digests.delete(`${stream} ${sequence}`);
  }

  /** Key of the nearest earlier taken position, for records ahead of the head (protocol.md 8). */
  kidBefore(stream: string, sequence: number): string | null {
    const open = this.#streams.get(stream);
    return open !== undefined && sequence > open.head.sequence ? open.kid : null;
  }
}

function emptyStream(name: string, head: Head): OpenStream {
  return {
    name,
    head,
    kid: null,
    held: false,
    changed: false,
    damaged: new Set(),
    ahead: 0,
    late: new Set(),
    seen: null,
  };
}

/** Key that signed an envelope that we have taken: its form was checked then. */
export function kidOfEnvelope(envelope: string): string | null {
  const header = JSON.parse(Buffer.from(envelope.split('.')[0] ?? '', 'base64url').toString('utf8')) as {
    kid?: string;
  };
  return header.kid ?? null;
}
