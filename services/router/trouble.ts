/**
 * What is wrong with a record and cannot be held against its sender, or must not be decided by a machine: kept, shown,
 * asked for again where that helps, never answered. Invariant: the bytes are kept before anything else is said of them.
 * protocol.md 5 (Damage, Equivocation) and 8 (disputed).
 */
import { peek } from '../lib/custody/peek.ts';
import type { RegistryState } from '../lib/protocol/index.ts';
import type {
  AuthenticRecord,
  OpeningCode,
  OpeningFault,
  OpeningStep,
  RawRecord,
} from '../lib/protocol/types.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import { setAside } from '../lib/store/set-aside.ts';
import { type RouterContext, type Sql, type Told, freshId } from './context.ts';

type Reason = 'damaged' | 'equivocation' | 'disputed' | 'beyond';

export class Trouble {
  readonly #context: RouterContext;
  readonly #sql: Sql;
  readonly #registry: RegistryState;
  readonly #told: Told[];
  readonly #repeats = new Set<string>();

  constructor(context: RouterContext, sql: Sql, registry: RegistryState, told: Told[]) {
    this.#context = context;
    this.#sql = sql;
    this.#registry = registry;
    this.#told = told;
  }

  /** Not the sender's doing as far as anyone can show. `record`: what is known of it, from step 5 on. */
  async damaged(
    raw: RawRecord,
    offset: bigint,
    fault: OpeningFault,
    record: AuthenticRecord | null,
  ): Promise<void> {
    const claim = record === null ? peek(this.#context.cipher, raw.topic, raw.value) : null;
    const stream = record?.streamName ?? claim?.stream ?? `${raw.topic}/${raw.lane}`;
    const sequence = record?.envelope.sequence ?? claim?.sequence ?? null;
    await this.#keep(raw, offset, 'damaged', fault.step, fault.code, record);
    await openIncident(this.#sql, {
      id: freshId(this.#context),
      code: fault.code,
      stream,
      sequence,
      fingerprint: `${fault.code}:${raw.topic}/${raw.lane}:${offset}`,
    });
    const peer = record?.stream.from ?? 'other';
    this.#told.push({ event: 'record.damaged', code: fault.code, peer, outcome: 'damaged' });
  }

  /** Both versions are kept and people are told; other pairs go on. */
  async equivocation(raw: RawRecord, offset: bigint, record: AuthenticRecord): Promise<void> {
    const { id, sequence } = record.envelope;
    await this.#keep(raw, offset, 'equivocation', 6, 'equivocation', record);
    await this.incident('equivocation', record.streamName, sequence);
    const peer = record.stream.from;
    this.#told.push({
      event: 'equivocation.found',
      message: id,
      code: 'equivocation',
      peer,
      outcome: 'equivocation',
    });
  }

  /** Signed by a revoked key beyond what its owner stands by, or beyond the end of a closed generation. */
  async disputed(raw: RawRecord, offset: bigint, record: AuthenticRecord): Promise<void> {
    await this.#keep(raw, offset, record.disputed ? 'disputed' : 'beyond', 5, 'key-not-valid', record);
    const { streamName: stream, envelope } = record;
    const peer = record.stream.from;
    if (record.disputed) {
      await this.incident('disputed', stream, envelope.sequence);
      this.#told.push({ event: 'record.disputed', code: 'key-not-valid', peer, outcome: 'disputed' });
      return;
    }
    // Honest, and too late: whoever wrote it writes it again in the new generation. Once for the stream is enough.
    const fresh = await openIncident(this.#sql, {
      id: freshId(this.#context),
      code: 'beyond-generation',
      stream,
      sequence: envelope.sequence,
      fingerprint: `beyond-generation:${stream}`,
    });
    if (fresh) this.#told.push({ event: 'incident.opened', code: 'beyond-generation' });
    this.#told.push({ event: 'record.evidence-only', peer, outcome: 'disputed' });
  }

  /** A position that is taken already comes again: nothing is done twice, and it is named once for a stream and batch. */
  async repeated(record: AuthenticRecord): Promise<void> {
    if (this.#repeats.has(record.streamName)) return;
    this.#repeats.add(record.streamName);
    const { sequence } = record.envelope;
    await this.incident('duplicate', record.streamName, sequence);
    await mendIncidents(this.#sql, ['duplicate'], record.streamName, sequence);
  }

  async incident(code: string, stream: string, sequence: number | null): Promise<void> {
    if (await openIncident(this.#sql, { id: freshId(this.#context), code, stream, sequence }))
      this.#told.push({ event: 'incident.opened', code });
  }

  async #keep(
    raw: RawRecord,
    offset: bigint,
    reason: Reason,
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
  }
}
