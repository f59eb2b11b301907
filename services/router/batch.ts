/**
 * Takes records of one lane inside one transaction, each in the order of protocol.md 5: authenticate, place, open, apply.
 * Invariant: a position is taken at most once and in order; what is damaged is kept and asked for again, what is ahead waits.
 */
import { isCasework } from '../lib/contract/index.ts';
import type { Lane } from '../lib/platform/bus/port.ts';
import {
  type RegistryState,
  opposite,
  parsePublicTopic,
  parseStreamName,
  positionOf,
  streamName,
} from '../lib/protocol/index.ts';
import type {
  AuthenticRecord,
  JsonObject,
  Metadata,
  OpeningCode,
  OpeningFault,
  RawRecord,
} from '../lib/protocol/types.ts';
import { withdrawCustody } from '../lib/store/custody.ts';
import { erasedOf, namesErased } from '../lib/store/erased.ts';
import { heldAt, hold, insertTaken, release } from '../lib/store/inbox.ts';
import { mendSetAside } from '../lib/store/set-aside.ts';
import { advance, sealedDigest, setWitnessed } from '../lib/store/streams.ts';
import { apply } from './apply.ts';
import type { Opening, RouterContext, Sql, Told } from './context.ts';
import { showEarly } from './alerts.ts';
import { settle } from './gaps.ts';
import { LaneView, type OpenStream } from './lane-view.ts';
import { applyPublic, publicOpening } from './public.ts';
import { type Applied, refuse } from './receipts.ts';
import { StrippedForms } from './stripped-forms.ts';
import { Trouble } from './trouble.ts';

/** The record cannot be judged before a newer registry has been read (protocol.md 5, Damage and Gap). */
export class RegistryNeeded extends Error {
  override readonly name = 'RegistryNeeded';
}

export interface TakeOptions {
  /** The newest registry has just been read: a record that still cannot be judged is damaged. */
  readonly registryIsNewest: boolean;
  /** `rebuild` applies while custody is withdrawn. */
  readonly rebuilding?: boolean;
}

export class Batch {
  readonly told: Told[] = [];
  readonly #context: RouterContext;
  readonly #sql: Sql;
  readonly #registry: RegistryState;
  readonly #lane: Lane;
  readonly #options: TakeOptions;
  readonly #isPublic: boolean;
  readonly #opening: Opening;
  readonly #view: LaneView;
  readonly #trouble: Trouble;
  readonly #stripping: StrippedForms;

  constructor(context: RouterContext, sql: Sql, registry: RegistryState, lane: Lane, options: TakeOptions) {
    this.#context = context;
    this.#sql = sql;
    this.#registry = registry;
    this.#lane = lane;
    this.#options = options;
    this.#isPublic = parsePublicTopic(lane.topic) !== null;
    this.#opening = this.#isPublic ? publicOpening : context.opening;
    this.#view = new LaneView(context, sql, registry, lane);
    this.#trouble = new Trouble(context, sql, registry, this.told);
    this.#stripping = new StrippedForms(context, sql, lane);
  }

  load(records: readonly RawRecord[]): Promise<void> {
    return this.#view.load(records);
  }

  /** Steps 1 to 5, then the rest. @throws RegistryNeeded */
  async take(raw: RawRecord, offset: bigint): Promise<void> {
    const record = this.#authenticate(raw);
    if (!record.ok) {
      const newerMayHelp = record.code === 'key-unknown' || record.step === 5;
      if (newerMayHelp && !this.#options.registryIsNewest) throw new RegistryNeeded();
      return this.#trouble.damaged(raw, offset, record, null);
    }
    const { id, sequence, registryversion, registrydigest } = record.envelope;
    if (registryversion > this.#registry.version) throw new RegistryNeeded();
    const registryDigest = this.#registry.digestOf(registryversion);
    if (registryDigest !== null && registryDigest !== registrydigest) {
      // The sender holds another version of that number than we: one of us has been shown a fork (protocol.md 8).
      await this.#trouble.incident('registry-fork', record.streamName, sequence);
    }
    if (record.disputed || record.evidenceOnly) return this.#trouble.disputed(raw, offset, record);
    const knownAt = this.#view.positionOfId(record.streamName, id);
    if (knownAt !== null && knownAt !== sequence)
      return this.#trouble.damaged(raw, offset, { ok: false, step: 5, code: 'misplaced' }, record);
    await this.#place(raw, offset, record);
    await this.#drain(record.streamName);
  }

  /** False: still damaged under this registry; it stays set aside as it is. */
  async retake(raw: RawRecord, offset: bigint): Promise<boolean> {
    const record = this.#authenticate(raw);
    // One that names a version which we do not hold waits for it, and nothing else waits behind it.
    if (!record.ok || record.envelope.registryversion > this.#registry.version) return false;
    await this.take(raw, offset);
    return true;
  }

  /** Gaps, witnesses and mended incidents of every stream that the batch has touched. */
  async finish(): Promise<void> {
    for (const stream of this.#view.streams()) {
      const theirs = parseStreamName(stream.name);
      if (stream.seen !== null && theirs !== null)
        await setWitnessed(this.#sql, streamName(opposite(theirs)), stream.seen.sequence);
      if (stream.changed) this.told.push(...(await settle(this.#sql, this.#lane, stream, this.#trouble)));
    }
  }

  #authenticate(raw: RawRecord): AuthenticRecord | OpeningFault {
    return this.#opening.authenticate(this.#context.cipher, this.#registry, raw, (stream, sequence) =>
      this.#view.kidBefore(stream, sequence),
    );
  }

  /** Step 6: where does it stand in its stream? `waited`: it was held, and the gap before it is closed. */
  async #place(raw: RawRecord, offset: bigint, record: AuthenticRecord, waited = false): Promise<void> {
    const stream = await this.#view.open(record);
    const { sequence, id } = record.envelope;
    const digestAt = this.#view.digestAt(record.streamName, sequence);
    const position = positionOf(record, { head: stream.head, digestAt });
    const peer = record.stream.from;
    switch (position.kind) {
      case 'next':
        if (!waited && sequence < stream.ahead && !(await this.#isStripped(record)))
          stream.late.add(sequence);
        return this.#rings(raw, offset, record, stream);
      case 'gap':
        return this.#hold(raw, offset, record, stream);
      case 'duplicate':
        // Its sender has taken the payload off the bus, as is its duty: we keep what we have.
        if (await this.#isStripped(record)) return;
        if (this.#options.rebuilding !== true) await this.#trouble.repeated(record);
        this.told.push({ event: 'record.duplicate', message: id, peer, outcome: 'duplicate' });
        return;
      case 'equivocation':
        return this.#trouble.equivocation(raw, offset, record);
    }
  }

  async #hold(raw: RawRecord, offset: bigint, record: AuthenticRecord, stream: OpenStream): Promise<void> {
    const fault = await this.#ringFault(record);
    if (fault !== null) return this.#ringDamaged(raw, offset, fault, record, stream);
    const { sequence, id } = record.envelope;
    const { topic, lane, key, value } = raw;
    const place = { stream: record.streamName, sequence, id, digest: record.digest };
    await hold(this.#sql, { ...place, topic, lane, key, value, bus_offset: offset });
    this.#view.remember(record);
    stream.held = true;
    stream.changed = true;
    if (sequence < stream.ahead && !(await this.#isStripped(record))) stream.late.add(sequence);
    stream.ahead = Math.max(stream.ahead, sequence);
    stream.damaged.delete(sequence);
    this.told.push({ event: 'record.held', message: id, peer: record.stream.from, outcome: 'held' });
    if (this.#isPublic) return;
    // What waits is opened at once: an erasure that stands in it makes good what is missing before it.
    const opened = this.#opening.openRings(this.#context.cipher, this.#context.decryption, record);
    if (!opened.ok) return;
    await showEarly(this.#context, this.#sql, record, opened);
    await this.#noteErasure(record, opened.metadata);
  }

  /** A sender's word that payloads before it are gone: what came without one may be taken now (protocol.md 7). */
  async #noteErasure(record: AuthenticRecord, metadata: Metadata): Promise<void> {
    const damaged = await this.#stripping.note(record, metadata);
    await this.#view.know(damaged);
    for (const row of damaged) {
      if (await this.retake(row, row.bus_offset)) await mendSetAside(this.#sql, row.id);
    }
  }

  /** Without its payload, and rightly so. */
  async #isStripped(record: AuthenticRecord): Promise<boolean> {
    return !this.#isPublic && record.payloadRing === null && (await this.#stripping.isLegitimate(record));
  }

  /** Step 7. A payload that is missing before its sender may strip it was taken away by someone else (protocol.md 7). */
  async #ringFault(record: AuthenticRecord): Promise<OpeningFault | null> {
    const fault = this.#opening.checkRings(this.#context.cipher, record);
    if (fault !== null || this.#isPublic || record.payloadRing !== null) return fault;
    return (await this.#isStripped(record)) ? null : { ok: false, step: 7, code: 'ring-digest' };
  }

  /** Its place is known, so it can be asked for without waiting for what comes after it. */
  async #ringDamaged(
    raw: RawRecord,
    offset: bigint,
    fault: OpeningFault,
    record: AuthenticRecord,
    stream: OpenStream,
  ): Promise<void> {
    await this.#trouble.damaged(raw, offset, fault, record);
    stream.damaged.add(record.envelope.sequence);
    stream.changed = true;
  }

  /** Step 7; then the position is taken whatever follows. */
  async #rings(raw: RawRecord, offset: bigint, record: AuthenticRecord, stream: OpenStream): Promise<void> {
    const fault = await this.#ringFault(record);
    if (fault !== null) return this.#ringDamaged(raw, offset, fault, record, stream);
    const { envelope, digest } = record;
    await this.#witness(record, stream);
    const opened = this.#opening.openRings(this.#context.cipher, this.#context.decryption, record);
    const heartbeat = opened.ok && opened.metadata.type === 'heartbeat';
    const applied = opened.ok
      ? await this.#apply(record, opened)
      : await this.#refuseUnopened(record, opened);
    const refused = applied.outcome === 'refused' ? applied : null;
    await insertTaken(this.#sql, {
      stream: record.streamName,
      sequence: envelope.sequence,
      id: envelope.id,
      digest,
      envelope: record.envelopeString,
      // Of a heartbeat a receiver keeps envelope and offset only.
      metadata: heartbeat ? null : record.metadataRing,
      payload: heartbeat || (opened.ok && (await this.#namesErased(opened))) ? null : record.payloadRing,
      offset,
      outcome: applied.outcome,
      step: refused?.step ?? null,
      code: refused?.code ?? null,
      final: refused === null ? null : !isVersionFault(refused.code),
      needsPerson: (opened.ok && opened.needsPerson) || (refused !== null && isVersionFault(refused.code)),
    });
    const head = { sequence: envelope.sequence, digest };
    await advance(this.#sql, record.streamName, head, envelope.time);
    stream.head = head;
    stream.kid = record.kid;
    stream.damaged.delete(envelope.sequence);
    this.#view.remember(record);
    if (opened.ok && !this.#isPublic) await this.#noteErasure(record, opened.metadata);
    const peer = record.stream.from;
    this.told.push({ event: 'record.taken', message: envelope.id, peer, outcome: 'taken' }, ...applied.told);
  }

  /** Whose data are destroyed here leave no bytes behind when they come once more. */
  async #namesErased({
    metadata,
    payload,
  }: {
    metadata: Metadata;
    payload: JsonObject | null;
  }): Promise<boolean> {
    if (payload === null || metadata.reference === undefined || !isCasework(metadata.type)) return false;
    return namesErased(payload, await erasedOf(this.#sql, metadata.reference));
  }

  async #apply(
    record: AuthenticRecord,
    opened: Extract<ReturnType<Opening['openRings']>, { ok: true }>,
  ): Promise<Applied> {
    if (this.#isPublic) return applyPublic(this.#context, this.#sql, record, opened);
    if (opened.needsPerson && isCasework(opened.metadata.type))
      await this.#trouble.incident('needs-person', record.streamName, record.envelope.sequence);
    return apply(this.#context, this.#sql, this.#registry, record, opened);
  }

  /** Steps 8 and 9 failed. What is surely no casework message (a receipt, a heartbeat) is recorded and not answered. */
  async #refuseUnopened(
    record: AuthenticRecord,
    fault: Exclude<ReturnType<Opening['openRings']>, { ok: true }>,
  ): Promise<Applied> {
    const { step, code } = fault;
    const type = fault.opened?.['type'];
    if (typeof type !== 'string' || !MACHINE_TYPE.test(type))
      return refuse(this.#context, this.#sql, record, { step, code, metadata: null });
    await this.#trouble.incident('refused', record.streamName, record.envelope.sequence);
    const peer = record.stream.from;
    const told: Told = {
      event: 'record.refused',
      message: record.envelope.id,
      code,
      peer,
      outcome: 'refused',
    };
    return { outcome: 'refused', step, code, told: [told] };
  }

  /** Each side witnesses the other: does what it says it has seen of us agree with what we sealed? */
  async #witness(record: AuthenticRecord, stream: OpenStream): Promise<void> {
    const { seensequence, seendigest } = record.envelope;
    if (seensequence === 0) return;
    if (stream.seen?.sequence === seensequence && stream.seen.digest === seendigest) return;
    const own = streamName(opposite(record.stream));
    // What was shown to them beyond the end of our closed generation is a thief's, and says nothing against us.
    const closed = this.#registry.closedAt(opposite(record.stream));
    if (closed !== null && seensequence > closed.sequence) return;
    const digest = await sealedDigest(this.#sql, own, seensequence);
    if (digest === seendigest) {
      stream.seen = { sequence: seensequence, digest: seendigest };
      return;
    }
    // The position is taken all the same; our own sealing stops (protocol.md 5 step 6).
    if (this.#options.rebuilding === true) return;
    await withdrawCustody(this.#sql, digest === null ? 'rebuild' : 'foreign', own, seensequence);
    await this.#trouble.incident('witness', own, seensequence);
    this.told.push({ event: 'witness.conflict', message: record.envelope.id, code: 'witness' });
  }

  /** After a gap is closed, what waited behind it goes the same way. */
  async #drain(name: string): Promise<void> {
    const stream = this.#view.known(name);
    while (stream?.held === true) {
      const next = stream.head.sequence + 1;
      const waiting = await heldAt(this.#sql, name, next);
      if (waiting.length === 0) return;
      await release(this.#sql, name, next);
      this.#view.forget(name, next);
      for (const row of waiting) {
        const record = this.#authenticate(row);
        if (!record.ok) await this.#trouble.damaged(row, row.bus_offset, record, null);
        // While it waited, its key may have been revoked or its generation closed.
        else if (record.disputed || record.evidenceOnly)
          await this.#trouble.disputed(row, row.bus_offset, record);
        else await this.#place(row, row.bus_offset, record, true);
      }
      stream.changed = true;
      if (stream.head.sequence < next) return;
    }
  }
}

/** Types that are never answered by a receipt (protocol.md 6). */
const MACHINE_TYPE = /^(receipt|stream)\.|^heartbeat$/;

function isVersionFault(code: OpeningCode): boolean {
  return code === 'type-unknown' || code === 'version-unknown';
}
