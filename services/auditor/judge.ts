/**
 * One value of the bus, judged alone: steps 1 to 5 and 7 of opening, and for pair topics the metadata ring and its
 * schema (protocol.md 5). Runs in the main thread or in a worker, with the same outcome.
 * Invariant: what a value says is a row only when its envelope is authentic; everything else is damage with a claim.
 */
import { isCasework } from '../lib/contract/index.ts';
import {
  acceptRegistry,
  authenticate,
  authenticatePublic,
  checkRings,
  digest,
  kidOf,
  openMetadata,
  type AuthenticRecord,
  type Cipher,
  type DecryptionKeys,
  type Metadata,
  type OpeningCode,
  type OpeningStep,
  type PrivateJwk,
  type RawRecord,
  type RegistryPins,
  type RegistryState,
} from '../lib/protocol/index.ts';
import { findEnvelope, readClaim, type Claim } from './claim.ts';
import type { FaultCode } from './report.ts';
import { flags, RowWriter } from './rows.ts';

export type Depth = 'envelope' | 'full';

export interface AuditLane {
  readonly topic: string;
  readonly lane: number;
  readonly kind: 'pair' | 'public';
}

/** All that judging needs; crosses to the workers by structured clone. */
export interface JudgeSetup {
  readonly pins: RegistryPins;
  /** Accepted registry values, oldest first. */
  readonly registry: readonly Uint8Array[];
  readonly keys: readonly PrivateJwk[];
  /** Key ids by which the registry knows this auditor, whether or not the key is held. */
  readonly kids: ReadonlySet<string>;
  readonly depth: Depth;
  readonly lanes: readonly AuditLane[];
}

export interface RawValue {
  /** Index into the setup's lanes. */
  readonly lane: number;
  readonly offset: number;
  readonly key: string;
  readonly value: Uint8Array;
}

export interface Damage {
  readonly lane: number;
  readonly offset: number;
  readonly key: string;
  readonly code: FaultCode;
  /** From step 5 on the claim is signed. */
  readonly step: OpeningStep;
  readonly claim: Claim | null;
}

export interface Judged {
  readonly values: number;
  readonly rows: Uint8Array<ArrayBuffer>;
  /** Row numbers within `rows`. */
  readonly faults: readonly { readonly row: number; readonly code: FaultCode }[];
  readonly contents: readonly { readonly row: number; readonly metadata: Metadata }[];
  readonly damages: readonly Damage[];
  /** Newest registry version that a signed value names, where it is newer than what was read; else 0. */
  readonly registryAhead: number;
  /** A value's key or place is unknown to the registry at hand: a newer version may know it. */
  readonly registryBehind: boolean;
}

const RECEIPTS: ReadonlySet<string> = new Set(['receipt.delivered', 'receipt.refused']);

/** Codes of opening under the audit's names. */
export function faultCode(code: OpeningCode): FaultCode {
  switch (code) {
    case 'unreadable':
    case 'form':
    case 'key-unknown':
    case 'signature':
    case 'envelope':
    case 'misplaced':
    case 'key-not-valid':
    case 'gap':
    case 'equivocation':
    case 'ring-digest':
    case 'schema':
    case 'transition':
      return code;
    case 'ring-unopenable':
    case 'ring-header':
    case 'commitment':
    case 'padding':
      return 'metadata-unreadable';
    case 'type-unknown':
    case 'version-unknown':
      return 'schema';
    case 'guard':
      return 'transition';
    case 'duplicate':
      throw new TypeError('a duplicate is no fault');
  }
}

export class Judge {
  readonly #cipher: Cipher;
  readonly #setup: JudgeSetup;
  readonly #states = new Map<number, RegistryState>();
  readonly #registry: RegistryState;
  readonly #keys: DecryptionKeys;
  readonly #entitled = new Map<string, boolean>();
  readonly #rows = new RowWriter();
  #faults: { row: number; code: FaultCode }[] = [];
  #contents: { row: number; metadata: Metadata }[] = [];
  #damages: Damage[] = [];
  #values = 0;
  #registryAhead = 0;
  #registryBehind = false;

  constructor(cipher: Cipher, setup: JudgeSetup) {
    this.#cipher = cipher;
    this.#setup = setup;
    let newest: RegistryState | null = null;
    for (const value of setup.registry) {
      const outcome = acceptRegistry(cipher, setup.pins, newest, value);
      if (!outcome.ok) throw new TypeError('the registry was accepted before and is refused now');
      newest = outcome.state;
      this.#states.set(newest.version, newest);
    }
    if (newest === null) throw new TypeError('nothing can be judged without a registry');
    this.#registry = newest;
    const keys = new Map(setup.keys.map((key) => [kidOf(cipher, key), key]));
    this.#keys = { find: (kid) => keys.get(kid) ?? null };
  }

  judge(value: RawValue): void {
    this.#values += 1;
    const lane = this.#setup.lanes[value.lane];
    if (lane === undefined) throw new RangeError('no such lane');
    const raw: RawRecord = { topic: lane.topic, lane: lane.lane, key: value.key, value: value.value };
    if (lane.kind === 'public') this.#judgePublic(value, raw);
    else this.#judgeRecord(value, raw);
  }

  /** What was judged since the last call. */
  take(): Judged {
    const judged: Judged = {
      values: this.#values,
      rows: this.#rows.take(),
      faults: this.#faults,
      contents: this.#contents,
      damages: this.#damages,
      registryAhead: this.#registryAhead,
      registryBehind: this.#registryBehind,
    };
    this.#values = 0;
    this.#faults = [];
    this.#contents = [];
    this.#damages = [];
    this.#registryAhead = 0;
    this.#registryBehind = false;
    return judged;
  }

  #judgePublic(value: RawValue, raw: RawRecord): void {
    const entry = authenticatePublic(this.#cipher, this.#registry, raw);
    if (!entry.ok) return this.#damage(value, faultCode(entry.code), entry.step);
    const order = this.#registry.knownKey(entry.participant, entry.kid)?.order ?? 0;
    const bits = flags.full | (entry.disputed ? flags.disputed : 0);
    const row = this.#rows.add(value.lane, value.offset, entry, order, bits);
    if (!this.#namesItsRegistry(entry.envelope)) this.#rowFault(row, 'envelope', 0);
  }

  #judgeRecord(value: RawValue, raw: RawRecord): void {
    const record = authenticate(this.#cipher, this.#registry, raw);
    if (record.ok) return this.#take(value, record);
    const found = record.step === 1 ? findEnvelope(value.value) : null;
    if (found !== null) {
      // The envelope is signed apart from what surrounds it: where it is whole, the position stands though the value fell.
      const bare = Buffer.from(`{"envelope":"${found}","metadata":"{}"}`, 'latin1');
      const inner = authenticate(this.#cipher, this.#registry, { ...raw, value: bare });
      if (inner.ok) {
        const row = this.#add(value, inner, 0);
        return this.#rowFault(row, faultCode(record.code), flags.opaque);
      }
    }
    this.#damage(value, faultCode(record.code), record.step);
  }

  #take(value: RawValue, record: AuthenticRecord): void {
    const { envelope } = record;
    const row = this.#add(value, record, record.payloadRing === null ? 0 : flags.full);
    if (!this.#namesItsRegistry(envelope)) this.#rowFault(row, 'envelope', 0);
    const rings = checkRings(this.#cipher, record);
    if (rings !== null) {
      const whole = digest(this.#cipher, record.metadataRing) === envelope.metadatadigest;
      this.#rowFault(row, faultCode(rings.code), whole ? 0 : flags.opaque);
      if (!whole) return;
    }
    if (this.#setup.depth === 'envelope' || !this.#isEntitled(record)) return;
    const opened = openMetadata(this.#cipher, this.#keys, record);
    if (!opened.ok) return this.#rowFault(row, faultCode(opened.code), flags.opaque);
    const { metadata } = opened;
    if (RECEIPTS.has(metadata.type)) this.#keep(row, receiptFacts(metadata));
    else if (isCasework(metadata.type)) this.#keep(row, metadata);
  }

  #add(value: RawValue, record: AuthenticRecord, bits: number): number {
    const order = this.#registry.knownKey(record.stream.from, record.kid)?.order ?? 0;
    const marks = (record.disputed ? flags.disputed : 0) | (record.evidenceOnly ? flags.evidence : 0);
    return this.#rows.add(value.lane, value.offset, record, order, bits | marks);
  }

  #keep(row: number, metadata: Metadata): void {
    this.#rows.mark(row, flags.content);
    this.#contents.push({ row, metadata });
  }

  #rowFault(row: number, code: FaultCode, bits: number): void {
    this.#rows.mark(row, flags.bad | bits);
    this.#faults.push({ row, code });
  }

  #damage(value: RawValue, code: FaultCode, step: OpeningStep): void {
    const { lane, offset, key } = value;
    if (step === 3 || step === 5) this.#registryBehind = true;
    this.#damages.push({ lane, offset, key, code, step, claim: readClaim(value.value) });
  }

  /** A version that we have read must have the digest that the sender names; a newer one may still come. */
  #namesItsRegistry(envelope: {
    readonly registryversion: number;
    readonly registrydigest: string;
  }): boolean {
    const { registryversion: version, registrydigest } = envelope;
    if (version > this.#registry.version) {
      this.#registryAhead = Math.max(this.#registryAhead, version);
      return true;
    }
    const known = this.#registry.digestOf(version);
    // Versions before the pinned one are not read.
    return known === null || known === registrydigest;
  }

  /** Whether the version that the sender held made this auditor a reader of the topic. */
  #isEntitled(record: AuthenticRecord): boolean {
    const { stream, envelope } = record;
    const version = envelope.registryversion;
    const key = `${version} ${stream.from} ${stream.to}`;
    const known = this.#entitled.get(key);
    if (known !== undefined) return known;
    const state = this.#states.get(version) ?? this.#registry;
    const entitled = state.auditorsFor(stream.from, stream.to).some(({ kid }) => this.#setup.kids.has(kid));
    this.#entitled.set(key, entitled);
    return entitled;
  }
}

/** A receipt is needed for what it answers; the rest of it would only take memory. */
function receiptFacts(metadata: Metadata): Metadata {
  const { type, version, drill, answers } = metadata;
  const final = metadata['final'];
  return {
    type,
    version,
    drill,
    ...(answers === undefined ? {} : { answers }),
    ...(final === undefined ? {} : { final }),
  };
}
