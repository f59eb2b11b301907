/**
 * Takes the records of one bus lane: authenticate, place, open, apply, all in one transaction with the next offset.
 * Invariant: a position is taken at most once and in order; what is damaged is kept and asked for again, what is ahead
 * waits. The longest file of the router because the order of protocol.md 5 must be readable in one place.
 */
import { isCasework } from '../lib/contract/index.ts';
import { peek } from '../lib/custody/peek.ts';
import type { BusRecord, Lane } from '../lib/platform/bus/port.ts';
import {
  type RegistryState,
  initialHead,
  opposite,
  parsePublicTopic,
  positionOf,
  streamName,
} from '../lib/protocol/index.ts';
import type {
  AuthenticRecord,
  Head,
  OpeningCode,
  OpeningFault,
  OpeningStep,
  RawRecord,
  Stream,
} from '../lib/protocol/types.ts';
import { custody, withdrawCustody } from '../lib/store/custody.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import {
  gapsOf,
  heldAt,
  heldSequences,
  hold,
  insertTaken,
  knownPositions,
  lockInStreams,
  lockPosition,
  mendDamagedByKey,
  mendSetAside,
  release,
  replaceGaps,
  setAside,
  storePosition,
} from '../lib/store/inbox.ts';
import { advance, insertPayloadRings, lockStream, sealedDigest, setWitnessed } from '../lib/store/streams.ts';
import { apply, refuse } from './apply.ts';
import { type Opening, type RouterContext, type Sql, type Told, freshId, tell } from './context.ts';
import { applyPublic, publicOpening } from './public.ts';

/** The record cannot be judged before a newer registry has been read (protocol.md 5, Damage and Gap). */
export class RegistryNeeded extends Error {
  override readonly name = 'RegistryNeeded';
}

/** This database may not apply anything until `participant rebuild` has run. */
export class CustodyLost extends Error {
  override readonly name = 'CustodyLost';
}

/** A record keeps its payload on the bus at least this long (protocol.md 7). */
const STRIPPED_AFTER_MS = 14 * 24 * 60 * 60_000;

interface OpenStream {
  head: Head;
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
  seen: { readonly sequence: number; readonly digest: string } | null;
}

export interface TakeOptions {
  /** The newest registry has just been read: a record that still cannot be judged is damaged. */
  readonly registryIsNewest: boolean;
  /** `rebuild` applies while custody is withdrawn. */
  readonly rebuilding?: boolean;
}

/** @throws RegistryNeeded, CustodyLost, DbError */
export async function takeBatch(
  context: RouterContext,
  lane: Lane,
  records: readonly BusRecord[],
  options: TakeOptions,
): Promise<void> {
  const registry = context.trust.registry;
  if (registry === null) throw new RegistryNeeded();
  const told = await context.db.tx(async (sql) => {
    // The lane's row first: two members that both believe they own it take turns, and the later one sees the offset.
    const position = await lockPosition(sql, lane.topic, lane.lane);
    if (options.rebuilding !== true && (await custody(sql)).state !== 'clear') throw new CustodyLost();
    const fresh = records.filter((record) => record.offset >= position);
    const batch = new Batch(context, sql, registry, lane, options);
    await batch.load(fresh);
    for (const record of fresh) await batch.take(record, record.offset);
    await batch.finish();
    const last = records.at(-1);
    if (last !== undefined && last.offset >= position)
      await storePosition(sql, lane.topic, lane.lane, last.offset + 1n);
    return batch.told;
  });
  tell(context, told);
}

/** Tries damaged records again under a newer registry version. */
export async function retakeDamaged(
  context: RouterContext,
  rows: readonly {
    id: string;
    topic: string;
    lane: number;
    key: string;
    value: Uint8Array;
    bus_offset: bigint;
  }[],
): Promise<void> {
  const registry = context.trust.registry;
  if (registry === null) return;
  for (const row of rows) {
    const told = await context.db.tx(async (sql) => {
      await lockPosition(sql, row.topic, row.lane);
      const batch = new Batch(context, sql, registry, row, { registryIsNewest: true });
      await batch.load([row]);
      if (!(await batch.retake(row, row.bus_offset))) return [];
      await batch.finish();
      await mendSetAside(sql, row.id);
      return batch.told;
    });
    tell(context, told);
  }
}

class Batch {
  readonly told: Told[] = [];
  readonly #context: RouterContext;
  readonly #sql: Sql;
  readonly #registry: RegistryState;
  readonly #lane: Lane;
  readonly #options: TakeOptions;
  readonly #isPublic: boolean;
  readonly #opening: Opening;
  readonly #streams = new Map<string, OpenStream>();
  /** Digest by `<stream> <sequence>` and sequence by `<stream> <id>`, of what is taken or held. */
  readonly #digests = new Map<string, string>();
  readonly #ids = new Map<string, number>();
  readonly #repeats = new Set<string>();

  constructor(context: RouterContext, sql: Sql, registry: RegistryState, lane: Lane, options: TakeOptions) {
    this.#context = context;
    this.#sql = sql;
    this.#registry = registry;
    this.#lane = lane;
    this.#options = options;
    this.#isPublic = parsePublicTopic(lane.topic) !== null;
    this.#opening = this.#isPublic ? publicOpening : context.opening;
  }

  /** Heads of the lane's streams, and what is known of the positions and ids that the records claim. */
  async load(records: readonly RawRecord[]): Promise<void> {
    for (const row of await lockInStreams(this.#sql, this.#lane.topic, this.#lane.lane)) {
      const kid = row.envelope === null ? null : kidOfEnvelope(row.envelope);
      this.#streams.set(row.name, {
        head: { sequence: row.sequence, digest: row.digest },
        kid,
        held: row.ahead !== null,
        ahead: row.ahead ?? 0,
        late: new Set(),
        changed: row.gaps || row.damaged,
        damaged: new Set(),
        seen: null,
      });
      this.#digests.set(`${row.name} ${row.sequence}`, row.digest);
    }
    const claims = Map.groupBy(
      records.flatMap((record) => {
        const claim = peek(this.#context.cipher, record.topic, record.value);
        return claim === null ? [] : [{ ...claim, key: record.key }];
      }),
      (claim) => claim.stream,
    );
    for (const [stream, wanted] of claims) {
      const ids = wanted.map((claim) => claim.key).filter((key) => UUID.test(key));
      for (const known of await knownPositions(
        this.#sql,
        stream,
        wanted.map((claim) => claim.sequence),
        ids,
      )) {
        this.#digests.set(`${stream} ${known.sequence}`, known.digest);
        this.#ids.set(`${stream} ${known.id}`, known.sequence);
      }
    }
  }

  async take(raw: RawRecord, offset: bigint): Promise<void> {
    const { cipher } = this.#context;
    const record = this.#opening.authenticate(cipher, this.#registry, raw, (stream, sequence) =>
      this.#kidBefore(stream, sequence),
    );
    if (!record.ok) {
      if (!this.#options.registryIsNewest && (record.code === 'key-unknown' || record.step === 5))
        throw new RegistryNeeded();
      await this.#damaged(raw, offset, record, null);
      return;
    }
    if (record.envelope.registryversion > this.#registry.version) throw new RegistryNeeded();
    const registryDigest = this.#registry.digestOf(record.envelope.registryversion);
    if (registryDigest !== null && registryDigest !== record.envelope.registrydigest) {
      // The sender holds another version of that number than we: one of us has been shown a fork (protocol.md 8).
      await this.#incident('registry-fork', record.streamName, record.envelope.sequence);
    }
    if (record.disputed || record.evidenceOnly) {
      await this.#disputed(raw, offset, record);
      return;
    }
    const knownAt = this.#ids.get(`${record.streamName} ${record.envelope.id}`);
    if (knownAt !== undefined && knownAt !== record.envelope.sequence) {
      await this.#damaged(raw, offset, { ok: false, step: 5, code: 'misplaced' }, record);
      return;
    }
    await this.#place(raw, offset, record);
    await this.#drain(record.streamName);
  }

  /** False: still damaged under this registry; it stays set aside as it is. */
  async retake(raw: RawRecord, offset: bigint): Promise<boolean> {
    const { cipher } = this.#context;
    const record = this.#opening.authenticate(cipher, this.#registry, raw, (stream, sequence) =>
      this.#kidBefore(stream, sequence),
    );
    // One that names a version which we do not hold waits for it, and nothing else waits behind it.
    if (!record.ok || record.envelope.registryversion > this.#registry.version) return false;
    await this.take(raw, offset);
    return true;
  }

  /** Step 6: where does it stand in its stream? `waited`: it was held, and the gap before it is closed. */
  async #place(raw: RawRecord, offset: bigint, record: AuthenticRecord, waited = false): Promise<void> {
    const stream = await this.#stream(record.stream, record.streamName);
    const { sequence, id } = record.envelope;
    const digestAt = this.#digests.get(`${record.streamName} ${sequence}`) ?? null;
    const position = positionOf(record, { head: stream.head, digestAt });
    switch (position.kind) {
      case 'next':
        if (!waited && sequence < stream.ahead) stream.late.add(sequence);
        await this.#rings(raw, offset, record, stream);
        return;
      case 'gap': {
        const fault = this.#ringFault(record);
        if (fault !== null) return this.#damaged(raw, offset, fault, record);
        await hold(this.#sql, {
          stream: record.streamName,
          sequence,
          id,
          digest: record.digest,
          topic: raw.topic,
          lane: raw.lane,
          key: raw.key,
          value: raw.value,
          bus_offset: offset,
        });
        this.#digests.set(`${record.streamName} ${sequence}`, record.digest);
        this.#ids.set(`${record.streamName} ${id}`, sequence);
        stream.held = true;
        stream.changed = true;
        if (sequence < stream.ahead) stream.late.add(sequence);
        stream.ahead = Math.max(stream.ahead, sequence);
        stream.damaged.delete(sequence);
        this.told.push({ event: 'record.held', message: id, peer: record.stream.from, outcome: 'held' });
        return;
      }
      case 'duplicate':
        await this.#fillIn(record);
        await this.#repeated(record);
        this.told.push({
          event: 'record.duplicate',
          message: id,
          peer: record.stream.from,
          outcome: 'duplicate',
        });
        return;
      case 'equivocation':
        await this.#aside(raw, offset, 'equivocation', 6, 'equivocation', record);
        await this.#incident('equivocation', record.streamName, sequence);
        this.told.push({
          event: 'equivocation.found',
          message: id,
          code: 'equivocation',
          peer: record.stream.from,
          outcome: 'equivocation',
        });
        return;
    }
  }

  /** Step 7. A payload that is missing before its sender may strip it was taken away by someone else (protocol.md 7). */
  #ringFault(record: AuthenticRecord): OpeningFault | null {
    const fault = this.#opening.checkRings(this.#context.cipher, record);
    if (fault !== null || this.#isPublic || record.payloadRing !== null) return fault;
    const ageMs = this.#context.now().getTime() - Date.parse(record.envelope.time);
    return ageMs < STRIPPED_AFTER_MS ? { ok: false, step: 7, code: 'ring-digest' } : null;
  }

  /** Step 7, then the position is taken whatever follows. */
  async #rings(raw: RawRecord, offset: bigint, record: AuthenticRecord, stream: OpenStream): Promise<void> {
    const { cipher, decryption } = this.#context;
    const fault = this.#ringFault(record);
    if (fault !== null) return this.#damaged(raw, offset, fault, record);
    const { envelope } = record;
    await this.#witness(record, stream);
    const opened = this.#opening.openRings(cipher, decryption, record);
    let applied: Awaited<ReturnType<typeof apply>>;
    let heartbeat = false;
    if (opened.ok) {
      heartbeat = opened.metadata.type === 'heartbeat';
      applied = this.#isPublic
        ? await applyPublic(this.#context, this.#sql, record, opened)
        : await apply(this.#context, this.#sql, this.#registry, record, opened);
      if (opened.needsPerson && isCasework(opened.metadata.type))
        await this.#incident('needs-person', record.streamName, envelope.sequence);
    } else {
      applied = await this.#refusedUnopened(record, opened);
    }
    const refused = applied.outcome === 'refused' ? applied : null;
    await insertTaken(this.#sql, {
      stream: record.streamName,
      sequence: envelope.sequence,
      id: envelope.id,
      digest: record.digest,
      envelope: record.envelopeString,
      metadata: heartbeat ? null : record.metadataRing,
      payload: heartbeat ? null : record.payloadRing,
      offset,
      outcome: applied.outcome,
      step: refused?.step ?? null,
      code: refused?.code ?? null,
      final: refused === null ? null : !isVersionFault(refused.code),
      needsPerson: (opened.ok && opened.needsPerson) || (refused !== null && isVersionFault(refused.code)),
    });
    await advance(
      this.#sql,
      record.streamName,
      { sequence: envelope.sequence, digest: record.digest },
      envelope.time,
    );
    stream.head = { sequence: envelope.sequence, digest: record.digest };
    stream.kid = record.kid;
    stream.damaged.delete(envelope.sequence);
    this.#digests.set(`${record.streamName} ${envelope.sequence}`, record.digest);
    this.#ids.set(`${record.streamName} ${envelope.id}`, envelope.sequence);
    this.told.push(
      { event: 'record.taken', message: envelope.id, peer: record.stream.from, outcome: 'taken' },
      ...applied.told,
    );
  }

  /** Steps 8 and 9 failed. What is surely no casework message (a receipt, a heartbeat) is recorded and not answered. */
  async #refusedUnopened(
    record: AuthenticRecord,
    fault: OpeningFault & { opened?: { readonly [member: string]: unknown } },
  ): ReturnType<typeof apply> {
    const type = fault.opened?.['type'];
    const machine = typeof type === 'string' && /^(receipt|stream)\.|^heartbeat$/.test(type);
    if (!machine)
      return refuse(this.#context, this.#sql, record, { step: fault.step, code: fault.code, metadata: null });
    await this.#incident('refused', record.streamName, record.envelope.sequence);
    return {
      outcome: 'refused',
      step: fault.step,
      code: fault.code,
      told: [
        {
          event: 'record.refused',
          message: record.envelope.id,
          code: fault.code,
          peer: record.stream.from,
          outcome: 'refused',
        },
      ],
    };
  }

  /** Each side witnesses the other: does what it says it has seen of us agree with what we sealed? */
  async #witness(record: AuthenticRecord, stream: OpenStream): Promise<void> {
    const { seensequence, seendigest } = record.envelope;
    if (seensequence === 0) return;
    if (stream.seen?.sequence === seensequence && stream.seen.digest === seendigest) return;
    const own = streamName(opposite(record.stream));
    const digest = await sealedDigest(this.#sql, own, seensequence);
    if (digest === seendigest) {
      stream.seen = { sequence: seensequence, digest: seendigest };
      return;
    }
    // The position is taken all the same; our own sealing stops (protocol.md 5 step 6).
    if (this.#options.rebuilding === true) return;
    await withdrawCustody(this.#sql, digest === null ? 'rebuild' : 'foreign', own, seensequence);
    await this.#incident('witness', own, seensequence);
    this.told.push({ event: 'witness.conflict', message: record.envelope.id, code: 'witness' });
  }

  /** After a gap is closed, what waited behind it goes the same way. */
  async #drain(name: string): Promise<void> {
    const stream = this.#streams.get(name);
    while (stream?.held === true) {
      const next = stream.head.sequence + 1;
      const waiting = await heldAt(this.#sql, name, next);
      if (waiting.length === 0) return;
      await release(this.#sql, name, next);
      for (const row of waiting) {
        const record = this.#opening.authenticate(this.#context.cipher, this.#registry, row, (of, sequence) =>
          this.#kidBefore(of, sequence),
        );
        this.#digests.delete(`${name} ${next}`);
        if (!record.ok) await this.#damaged(row, row.bus_offset, record, null);
        // While it waited, its key may have been revoked or its generation closed.
        else if (record.disputed || record.evidenceOnly) await this.#disputed(row, row.bus_offset, record);
        else await this.#place(row, row.bus_offset, record, true);
      }
      stream.changed = true;
      if (stream.head.sequence < next) return;
    }
  }

  /** A position that is taken already comes again: nothing is done twice, and it is named once for a stream and batch. */
  async #repeated(record: AuthenticRecord): Promise<void> {
    if (this.#options.rebuilding === true || this.#repeats.has(record.streamName)) return;
    this.#repeats.add(record.streamName);
    const { sequence } = record.envelope;
    await this.#incident('duplicate', record.streamName, sequence);
    await mendIncidents(this.#sql, ['duplicate'], record.streamName, sequence);
  }

  /** A full form after a stripped one is not taken back; a payload that we never had is (protocol.md 5 step 6). */
  async #fillIn(record: AuthenticRecord): Promise<void> {
    if (record.payloadRing === null || this.#opening.checkRings(this.#context.cipher, record) !== null)
      return;
    const missing = await this.#sql.query(
      `select 1 as found from trm.taken t where stream = $1 and sequence = $2 and metadata is not null
         and not exists (select 1 from trm.payload_ring p where p.stream = t.stream and p.sequence = t.sequence)
         and exists (select 1 from trm.incident i where i.code = 'payload-missing' and i.stream = t.stream and i.sequence = t.sequence)`,
      [record.streamName, record.envelope.sequence],
    );
    if (missing.length > 0)
      await insertPayloadRings(this.#sql, [
        { stream: record.streamName, sequence: record.envelope.sequence, payload: record.payloadRing },
      ]);
  }

  /** Not the sender's doing as far as anyone can show: kept, shown, asked for again, never answered. */
  async #damaged(
    raw: RawRecord,
    offset: bigint,
    fault: OpeningFault,
    record: AuthenticRecord | null,
  ): Promise<void> {
    const claim = record === null ? peek(this.#context.cipher, raw.topic, raw.value) : null;
    const stream = record?.streamName ?? claim?.stream ?? `${raw.topic}/${raw.lane}`;
    const sequence = record?.envelope.sequence ?? claim?.sequence ?? null;
    await this.#aside(raw, offset, 'damaged', fault.step, fault.code, record);
    await openIncident(this.#sql, {
      id: freshId(this.#context),
      code: fault.code,
      stream,
      sequence,
      fingerprint: `${fault.code}:${raw.topic}/${raw.lane}:${offset}`,
    });
    if (record !== null && fault.step === 7) {
      const open = await this.#stream(record.stream, record.streamName);
      open.damaged.add(record.envelope.sequence);
      open.changed = true;
    }
    this.told.push({
      event: 'record.damaged',
      code: fault.code,
      peer: record?.stream.from ?? 'other',
      outcome: 'damaged',
    });
  }

  #disputed(raw: RawRecord, offset: bigint, record: AuthenticRecord): Promise<void> {
    return this.#aside(raw, offset, record.disputed ? 'disputed' : 'beyond', 5, 'key-not-valid', record);
  }

  async #aside(
    raw: RawRecord,
    offset: bigint,
    reason: 'damaged' | 'equivocation' | 'disputed' | 'beyond',
    step: OpeningStep,
    code: OpeningCode,
    record: AuthenticRecord | null,
  ): Promise<void> {
    await setAside(this.#sql, {
      reason,
      topic: raw.topic,
      lane: raw.lane,
      offset,
      key: raw.key,
      value: raw.value,
      step,
      code,
      stream: record?.streamName ?? null,
      sequence: record?.envelope.sequence ?? null,
      registryVersion: this.#registry.version,
    });
    if (reason === 'disputed' || reason === 'beyond') {
      await this.#incident('disputed', record?.streamName ?? raw.topic, record?.envelope.sequence ?? null);
      this.told.push({
        event: 'record.disputed',
        code,
        peer: record?.stream.from ?? 'other',
        outcome: 'disputed',
      });
    }
  }

  async #incident(code: string, stream: string, sequence: number | null): Promise<void> {
    if (await openIncident(this.#sql, { id: freshId(this.#context), code, stream, sequence }))
      this.told.push({ event: 'incident.opened', code });
  }

  async #stream(stream: Stream, name: string): Promise<OpenStream> {
    const held = this.#streams.get(name);
    if (held !== undefined) return held;
    const row = await lockStream(
      this.#sql,
      { name, direction: 'in', topic: this.#lane.topic, lane: stream.lane, generation: stream.generation },
      initialHead(this.#context.cipher, this.#registry, stream),
    );
    const open: OpenStream = {
      head: { sequence: row.sequence, digest: row.digest },
      kid: null,
      held: false,
      changed: false,
      damaged: new Set(),
      ahead: 0,
      late: new Set(),
      seen: null,
    };
    this.#streams.set(name, open);
    return open;
  }

  #kidBefore(stream: string, sequence: number): string | null {
    const open = this.#streams.get(stream);
    return open !== undefined && sequence > open.head.sequence ? open.kid : null;
  }

  /** Gaps are derived from head and held; a closed one mends what was open about it. */
  async finish(): Promise<void> {
    for (const [name, stream] of this.#streams) {
      if (stream.seen !== null) await setWitnessed(this.#sql, streamNameOpposite(name), stream.seen.sequence);
      if (!stream.changed) continue;
      const waiting = stream.held ? await heldSequences(this.#sql, name) : [];
      const present = new Set(waiting);
      // What was missed before and has not come is missed still, also when nothing stands behind it.
      const before = await gapsOf(this.#sql, name);
      const end = Math.max(0, ...waiting, ...stream.damaged, ...before.map((gap) => gap.last));
      const missing: { first: number; last: number }[] = [];
      for (let sequence = stream.head.sequence + 1; sequence <= end; sequence += 1) {
        if (present.has(sequence)) continue;
        const last = missing.at(-1);
        if (last?.last === sequence - 1) last.last = sequence;
        else missing.push({ first: sequence, last: sequence });
      }
      await replaceGaps(this.#sql, name, missing);
      // Missing until now, whether anyone had to ask or two were merely reordered: it is named all the same.
      for (const sequence of stream.late)
        if (!stream.late.has(sequence - 1)) await this.#incident('gap', name, sequence);
      if (missing.length > 0) continue;
      const byKey = await mendDamagedByKey(this.#sql, this.#lane.topic, this.#lane.lane);
      const mended = byKey + (await mendIncidents(this.#sql, DAMAGE_CODES, name, stream.head.sequence));
      const unplaced = await mendIncidents(
        this.#sql,
        DAMAGE_CODES,
        `${this.#lane.topic}/${this.#lane.lane}`,
        null,
      );
      if (mended + unplaced > 0) this.told.push({ event: 'incident.mended' }, { event: 'gap.closed' });
    }
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a complete stream shows to be mended. */
const DAMAGE_CODES: readonly string[] = [
  'gap',
  'unreadable',
  'form',
  'key-unknown',
  'signature',
  'envelope',
  'misplaced',
  'key-not-valid',
  'ring-digest',
  'resend-unanswered',
];

function isVersionFault(code: OpeningCode): boolean {
  return code === 'type-unknown' || code === 'version-unknown';
}

/** Key that signed an envelope that we have taken: its form was checked then. */
function kidOfEnvelope(envelope: string): string | null {
  const header = JSON.parse(Buffer.from(envelope.split('.')[0] ?? '', 'base64url').toString('utf8')) as {
    kid?: string;
  };
  return header.kid ?? null;
}

function streamNameOpposite(name: string): string {
  const [topic = '', lane = '', generation = ''] = name.split('/');
  const [, from = '', to = ''] = topic.split('.');
  return streamName({ from: to, to: from, lane: Number(lane), generation: Number(generation) });
}
