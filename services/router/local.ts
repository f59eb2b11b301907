/**
 * Takes what the publisher has sealed into the local stream of domestic referrals, through the same opening as a record
 * from the bus. Invariant: one transaction under the stream's row lock: state, receipt, task and the moved position, so
 * each happens once; nothing here needs the bus. Decision 0011; protocol.md 5.
 */
import { judge, otherSide } from '../lib/casework/index.ts';
import { isCasework } from '../lib/contract/index.ts';
import { ownHeadAt } from '../lib/projection/own-head.ts';
import { refreshState } from '../lib/projection/refresh-state.ts';
import { type RegistryState, pairTopic, positionOf, recordValue, streamName } from '../lib/protocol/index.ts';
import type { AuthenticRecord, Head, Metadata, Stream } from '../lib/protocol/types.ts';
import { custody } from '../lib/store/custody.ts';
import { erasedOf, withoutErased } from '../lib/store/erased.ts';
import { mendIncidents, openIncident } from '../lib/store/incidents.ts';
import {
  type LocalMessage,
  localMessage,
  localWaits,
  lockLocal,
  markTaken,
} from '../lib/store/local-stream.ts';
import { historyOf } from '../lib/projection/case-history.ts';
import { countsInFold, messagesOf } from '../lib/store/messages.ts';
import { ownMessageAt } from '../lib/store/receipts.ts';
import { isDomestic, lockReferral } from '../lib/store/referrals.ts';
import { type SealedRow, sealedDigest, sealedRange } from '../lib/store/streams.ts';
import type { Opened } from './apply.ts';
import { createTask } from './duty/create-task.ts';
import { type RouterContext, type Sql, type Told, freshId, tell } from './context.ts';
import { type Applied, receiptFor, refuse } from './receipts.ts';

/** Positions taken in one transaction: what a rollback may cost. */
const CHUNK = 50;
/** Told once the stream goes on. */
const STOP_CODES: readonly string[] = ['store-damaged', 'lane-stopped'];

export function localStream(participant: string): Stream {
  return { from: participant, to: participant, lane: 0, generation: 1 };
}

/** Gives how many positions were taken; fewer than wait when a person must look first. @throws DbError */
export async function takeLocal(context: RouterContext): Promise<number> {
  const { db, trust, participant } = context;
  const name = streamName(localStream(participant));
  if (!(await localWaits(db, name))) return 0;
  await trust.refresh(db);
  const registry = trust.registry;
  if (registry === null) return 0;
  const { taken, told } = await db.tx(async (sql) => {
    const turn = new LocalTurn(context, sql, registry, name);
    const count = await turn.run();
    return { taken: count, told: turn.told };
  });
  tell(context, told);
  return taken;
}

type Stop = 'store-damaged' | 'lane-stopped';

class LocalTurn {
  readonly told: Told[] = [];
  readonly #context: RouterContext;
  readonly #sql: Sql;
  readonly #registry: RegistryState;
  readonly #name: string;

  constructor(context: RouterContext, sql: Sql, registry: RegistryState, name: string) {
    this.#context = context;
    this.#sql = sql;
    this.#registry = registry;
    this.#name = name;
  }

  async run(): Promise<number> {
    const sql = this.#sql;
    const { cipher, participant } = this.#context;
    const stream = await lockLocal(sql, this.#name);
    if (stream === null || (await custody(sql)).state !== 'clear') return 0;
    const { published } = stream;
    let head = await ownHeadAt(sql, cipher, this.#registry, localStream(participant), published);
    let taken = 0;
    for (const row of await sealedRange(sql, this.#name, published + 1, published + CHUNK)) {
      const stop = await this.#take(row, head);
      if (stop !== null) {
        await this.#stop(stop, row.sequence);
        return taken;
      }
      head = { sequence: row.sequence, digest: row.digest };
      await markTaken(sql, this.#name, row.sequence);
      taken += 1;
    }
    if (taken > 0) await mendIncidents(sql, STOP_CODES, this.#name, head.sequence);
    return taken;
  }

  /** Null: taken. Steps 1 to 7 judge our own stored bytes: there is no other copy to ask for, so a person must look. */
  async #take(row: SealedRow, head: Head): Promise<Stop | null> {
    const { cipher, opening, decryption, participant } = this.#context;
    const raw = {
      topic: pairTopic(participant, participant),
      lane: 0,
      key: row.id,
      value: recordValue(row),
    };
    // A revocation disputes what a thief may have put on a bus; into this table only our own gateway writes.
    const record = opening.authenticate(cipher, this.#registry, raw);
    if (!record.ok || record.digest !== row.digest) return 'store-damaged';
    if (positionOf(record, { head, digestAt: null }).kind !== 'next') return 'store-damaged';
    if (!(await this.#hasSeen(record, head))) return 'store-damaged';
    if (opening.checkRings(cipher, record) !== null) return 'store-damaged';
    const message = await localMessage(this.#sql, row.id);
    const opened = opening.openRings(cipher, decryption, record);
    if (opened.ok) {
      this.#note(await this.#apply(record, opened, message), row.id);
      return null;
    }
    // The gateway has been upgraded before this router: it waits for its own upgrade, and nothing is refused for that.
    if (opened.code === 'type-unknown' || opened.code === 'version-unknown') return 'lane-stopped';
    const { step, code } = opened;
    const metadata = message?.metadata ?? null;
    if (metadata !== null && isCasework(metadata.type)) {
      this.#note(await this.#refuse(record, { step, code, metadata }, message), row.id);
    } else {
      await this.#incident('refused', row.sequence);
    }
    return null;
  }

  /** What a record says it had seen of this stream when it was sealed must be what stands there. */
  async #hasSeen({ envelope }: AuthenticRecord, head: Head): Promise<boolean> {
    const { seensequence, seendigest } = envelope;
    if (seensequence === 0) return true;
    if (seensequence > head.sequence) return false;
    return (await sealedDigest(this.#sql, this.#name, seensequence)) === seendigest;
  }

  async #apply(
    record: AuthenticRecord,
    opened: Opened & { readonly needsPerson: boolean },
    message: LocalMessage | null,
  ): Promise<Applied> {
    const { metadata } = opened;
    if (isCasework(metadata.type)) {
      if (opened.needsPerson) await this.#incident('needs-person', record.envelope.sequence);
      return this.#applyCasework(record, opened, message);
    }
    if (metadata.type === 'receipt.delivered' && metadata.answers !== undefined)
      await this.#measure(record, metadata.answers.sequence);
    return { outcome: 'noted', told: [] };
  }

  async #applyCasework(
    record: AuthenticRecord,
    { metadata, payload }: Opened,
    message: LocalMessage | null,
  ): Promise<Applied> {
    const sql = this.#sql;
    const context = this.#context;
    const { participant } = context;
    const { envelope } = record;
    const refusal = { step: 10, code: 'guard', metadata } as const;
    const reference = metadata.reference ?? '';
    const referral = await lockReferral(sql, reference);
    if (message === null || message.side === null || referral === null)
      return this.#refuse(record, refusal, message);
    // Nobody writes into a case between two participants by a stream that only one of them can read.
    if (!isDomestic(referral) || referral.sender !== participant)
      return this.#refuse(record, refusal, message);
    // One stream holds both sides, so what stood when this was decided is what comes before it.
    const rows = (await messagesOf(sql, reference)).filter(
      ({ stream, sequence }) => stream === this.#name && (sequence ?? 0) <= envelope.sequence,
    );
    const history = await historyOf(sql, context.crypto, rows, 'sender');
    const judgement = judge({
      history,
      index: rows.filter(countsInFold).findIndex(({ n }) => n === message.n),
      referral: { from: participant, to: participant },
      seen: { stream: this.#name, sequence: envelope.sequence },
      basis: this.#registry.mayTransfer(participant, participant, envelope.time),
    });
    if (!judgement.ok) return this.#refuse(record, { ...refusal, code: judgement.code }, message);
    const at = context.now().toISOString();
    const delivered = { type: 'receipt.delivered', version: 1 };
    await receiptFor(context, sql, record, delivered, metadata, otherSide(message.side));
    await refreshState(sql, reference, at);
    const told: Told[] = [
      { event: 'record.applied', message: envelope.id, peer: participant, outcome: 'applied' },
    ];
    if (metadata.type === 'referral.submitted' && payload !== null) {
      const urgency = metadata.urgency ?? 'routine';
      // An office that refers asks for another one.
      const exclude = referral.office === null ? [] : [referral.office];
      // Between sealing and taking somebody may have been erased.
      const left = withoutErased(payload, await erasedOf(sql, reference));
      await createTask(context, sql, {
        reference,
        message: message.n,
        payload: left,
        urgency,
        scope: 'domestic',
        at,
        exclude,
      });
      told.push({ event: 'task.created', message: envelope.id });
    }
    return { outcome: 'applied', told };
  }

  async #refuse(
    record: AuthenticRecord,
    refusal: Parameters<typeof refuse>[3] & { readonly metadata: Metadata },
    message: LocalMessage | null,
  ): Promise<Applied> {
    const { reference } = refusal.metadata;
    const side = message?.side === undefined || message.side === null ? undefined : otherSide(message.side);
    const refused = await refuse(this.#context, this.#sql, record, refusal, side);
    // Its message counts no longer: the case is back where it was without it.
    if (reference !== undefined) await refreshState(this.#sql, reference, this.#context.now().toISOString());
    return refused;
  }

  async #measure({ envelope }: AuthenticRecord, answered: number): Promise<void> {
    const message = await ownMessageAt(this.#sql, this.#name, answered);
    if (message === null) return;
    const sealedMs = message.sealedAt.getTime();
    this.#context.metrics.delivered(this.#context.participant, Date.parse(envelope.time) - sealedMs);
  }

  #note(applied: Applied, id: string): void {
    const peer = this.#context.participant;
    this.told.push({ event: 'record.taken', message: id, peer, outcome: 'taken' }, ...applied.told);
  }

  /** Nothing of the stream is passed over: what comes later may rest on what cannot be read. */
  async #stop(code: Stop, sequence: number): Promise<void> {
    if (await this.#incident(code, sequence)) this.told.push({ event: 'lane.stopped', code });
  }

  #incident(code: string, sequence: number): Promise<boolean> {
    return openIncident(this.#sql, { id: freshId(this.#context), code, stream: this.#name, sequence });
  }
}
