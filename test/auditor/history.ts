/**
 * A history as honest gateways leave it on a bus, held in arrays that a test may tamper with.
 * Invariant: untouched, it is without fault; every value is sealed by the code that gateways use.
 */
import { verify, type VerifyOptions } from '../../services/auditor/verify.ts';
import type { AuditSource } from '../../services/auditor/source.ts';
import type { Fault, Report } from '../../services/auditor/report.ts';
import type { BusRecord, Lane, RangeOptions } from '../../services/lib/platform/bus/port.ts';
import {
  base64url,
  nameHead,
  newId,
  newReference,
  opposite,
  pairTopic,
  publicStreamName,
  publicTopic,
  publicValue,
  recordValue,
  REGISTRY_TOPIC,
  sealRecord,
  signPublicEntry,
  streamName,
  type Head,
  type JsonObject,
  type SealInput,
  type Stream,
} from '../../services/lib/protocol/index.ts';
import { makeWorld, participantOf, sealInput, type World, type WorldOptions } from '../support/registry.ts';

export interface Stored {
  offset: number;
  key: string;
  value: Uint8Array;
}

/** Where a record went, and what was signed. */
export interface Written {
  readonly topic: string;
  readonly lane: number;
  readonly stream: string;
  readonly sequence: number;
  readonly id: string;
  readonly offset: number;
  readonly digest: string;
}

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

export class History {
  /** Replaced when a test moves the registry on. */
  world: World;
  readonly lanes = new Map<string, Stored[]>();
  readonly written: Written[] = [];
  /** Head of each stream as its writer knows it. */
  readonly heads = new Map<string, Head>();
  /** Time of the next record. */
  clock: number;

  constructor(options: WorldOptions = {}) {
    this.world = makeWorld(undefined, { participants: ['al', 'rs', 'xk'], ...options });
    this.clock = Date.parse(this.world.now);
    this.store(REGISTRY_TOPIC, 0, '1', this.world.registryValue);
    for (const id of this.world.participants.keys()) this.announce(id);
  }

  lane(topic: string, lane = 0): Stored[] {
    const name = `${topic}/${lane}`;
    const stored = this.lanes.get(name) ?? [];
    this.lanes.set(name, stored);
    return stored;
  }

  store(topic: string, lane: number, key: string, value: Uint8Array): number {
    const stored = this.lane(topic, lane);
    const offset = (stored.at(-1)?.offset ?? -1) + 1;
    stored.push({ offset, key, value: Buffer.from(value) });
    return offset;
  }

  head(name: string): Head {
    return this.heads.get(name) ?? nameHead(this.world.cipher, name);
  }

  announce(participant: string): void {
    const { cipher, state } = this.world;
    const name = publicStreamName(participant);
    const head = this.head(name);
    const { metadata, signing } = participantOf(this.world, participant);
    const { kty, crv, x } = metadata.jwk;
    const id = newId(cipher, this.clock);
    const entry = signPublicEntry(cipher, {
      participant,
      id,
      time: this.tick(),
      sequence: head.sequence + 1,
      previous: head.digest,
      registry: { version: state.version, digest: state.digest },
      signingKey: signing,
      content: {
        type: 'key.announced',
        version: 1,
        series: 'metadata',
        keys: [{ jwk: { kty, crv, x }, from: metadata.from }],
      },
    });
    this.heads.set(name, { sequence: head.sequence + 1, digest: entry.digest });
    this.store(publicTopic(participant), 0, id, publicValue(entry));
  }

  tick(): string {
    this.clock += SECOND_MS;
    return new Date(this.clock).toISOString();
  }

  /** Seals the next record of a stream without storing it; the writer's head moves. */
  seal(
    stream: Stream,
    metadata: JsonObject,
    overrides: Partial<SealInput> = {},
  ): { written: Omit<Written, 'offset'>; value: Uint8Array } {
    const name = streamName(stream);
    const head = this.head(name);
    const input = sealInput(this.world, stream, {
      id: newId(this.world.cipher, this.clock),
      time: this.tick(),
      sequence: head.sequence + 1,
      previous: head.digest,
      seen: this.head(streamName(opposite(stream))),
      metadata,
      ...overrides,
    });
    const sealed = sealRecord(this.world.cipher, input);
    this.heads.set(name, { sequence: input.sequence, digest: sealed.digest });
    const topic = pairTopic(stream.from, stream.to);
    const { id, sequence } = input;
    return {
      written: { topic, lane: stream.lane, stream: name, sequence, id, digest: sealed.digest },
      value: recordValue(sealed),
    };
  }

  post(from: string, to: string, metadata: JsonObject, overrides: Partial<SealInput> = {}): Written {
    const { written, value } = this.seal({ from, to, lane: 0, generation: 1 }, metadata, overrides);
    const offset = this.store(written.topic, written.lane, written.id, value);
    const full = { ...written, offset };
    this.written.push(full);
    return full;
  }

  heartbeat(from: string, to: string): Written {
    return this.post(from, to, { type: 'heartbeat', version: 1, drill: false });
  }

  message(
    type: string,
    from: string,
    to: string,
    reference: string,
    answers: Written | null,
    own: JsonObject = {},
  ): Written {
    return this.post(from, to, this.metadata(type, to, reference, answers, own));
  }

  metadata(
    type: string,
    to: string,
    reference: string,
    answers: Written | null,
    own: JsonObject = {},
  ): JsonObject {
    const { sequence, digest } = this.head(publicStreamName(to));
    return {
      type,
      version: 1,
      reference,
      urgency: 'urgent',
      drill: false,
      role: type === 'referral.acknowledged' ? 'duty-officer' : 'national-focal-point',
      ...(answers === null ? {} : { answers: { stream: answers.stream, sequence: answers.sequence } }),
      directory: { sequence, digest },
      ...own,
    };
  }

  receipt(of: Written, own: JsonObject = {}): Written {
    const [, from = '', to = ''] = of.topic.split('.');
    const answers = { stream: of.stream, sequence: of.sequence };
    return this.post(to, from, { type: 'receipt.delivered', version: 1, drill: false, answers, ...own });
  }

  refusal(of: Written): Written {
    return this.receipt(of, { type: 'receipt.refused', step: 10, code: 'transition', final: true });
  }

  /** Submitted, acknowledged and decided, each with its receipt. */
  referral(from: string, to: string, decision: 'accepted' | 'declined' = 'accepted'): Written[] {
    const reference = newReference(this.world.cipher);
    const submitted = this.message('referral.submitted', from, to, reference, null);
    const first = this.receipt(submitted);
    const acknowledged = this.message('referral.acknowledged', to, from, reference, submitted);
    const second = this.receipt(acknowledged);
    const own: JsonObject = decision === 'accepted' ? { conditions: [] } : { reasons: ['no-capacity'] };
    const decided = this.message(`referral.${decision}`, to, from, reference, submitted, own);
    return [submitted, first, acknowledged, second, decided, this.receipt(decided)];
  }

  source(): AuditSource {
    const lanes = this.lanes;
    return {
      async *readRange({ topic, lane }: Lane, options: RangeOptions = {}): AsyncIterable<BusRecord> {
        const stored = lanes.get(`${topic}/${lane}`) ?? [];
        const end = (stored.at(-1)?.offset ?? -1) + 1;
        for (const { offset, key, value } of [...stored]) {
          if (offset >= end || offset < Number(options.from ?? 0n)) continue;
          yield { topic, lane, offset: BigInt(offset), key, value };
        }
        options.onEnd?.(BigInt(end));
      },
    };
  }

  /** Some hours after the last record, so that every limit has passed. */
  audit(overrides: Partial<VerifyOptions> = {}): Promise<Report> {
    const auditor = this.world.auditors.get('audit');
    return verify({
      cipher: this.world.cipher,
      bus: this.source(),
      registryPins: this.world.pins,
      auditorKeys: auditor === undefined ? [] : [auditor.jwk],
      auditorId: 'audit',
      receiptLimitMs: HOUR_MS,
      now: this.clock + 2 * HOUR_MS,
      workers: 0,
      ...overrides,
    });
  }

  at(written: Written): Stored {
    const found = this.lane(written.topic, written.lane).find(({ offset }) => offset === written.offset);
    if (found === undefined) throw new Error('the record is not there any more');
    return found;
  }

  remove(written: Written): void {
    const stored = this.lane(written.topic, written.lane);
    stored.splice(stored.indexOf(this.at(written)), 1);
  }
}

/** al and rs with referrals both ways, xk with few; heartbeats in between, and at the end so that all is witnessed. */
export function ordinaryHistory(options: WorldOptions = {}): History {
  const history = new History(options);
  history.referral('al', 'rs');
  history.heartbeat('al', 'rs');
  history.heartbeat('rs', 'al');
  history.referral('rs', 'al', 'declined');
  history.referral('xk', 'al');
  history.heartbeat('al', 'xk');
  history.referral('al', 'rs', 'declined');
  for (const [from, to] of [
    ['al', 'rs'],
    ['rs', 'al'],
    ['al', 'xk'],
    ['xk', 'al'],
    ['rs', 'xk'],
    ['xk', 'rs'],
  ] as const) {
    history.heartbeat(from, to);
    history.heartbeat(from, to);
  }
  return history;
}

export function roots(report: Report): readonly Fault[] {
  return report.faults.filter(({ cause }) => cause === null);
}

/** The value with one byte changed. */
export function flip(value: Uint8Array, at: number, mask = 1): Uint8Array {
  const changed = Buffer.from(value);
  changed[at] = (changed[at] ?? 0) ^ mask;
  return changed;
}

export function parts(value: Uint8Array): { envelope: string; metadata: string; payload: string } {
  return JSON.parse(Buffer.from(value).toString('utf8')) as {
    envelope: string;
    metadata: string;
    payload: string;
  };
}

export function valueOf(record: { envelope: string; metadata: string; payload?: string }): Uint8Array {
  return recordValue(record);
}

export function randomDigest(history: History): string {
  return base64url(history.world.cipher.randomBytes(32));
}
