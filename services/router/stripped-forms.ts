/**
 * Records without their payload, on one lane: which of them have lost it rightly.
 * Invariant: only the sender's own chained word, or the time that every reader knows, makes a missing payload legitimate.
 * protocol.md 7; decision 0012.
 */
import { peek } from '../lib/custody/peek.ts';
import type { Lane } from '../lib/platform/bus/port.ts';
import { type Declared, STRIPPED_AFTER_MS, declarationOf, isBelow } from '../lib/protocol/index.ts';
import type { AuthenticRecord, Metadata } from '../lib/protocol/types.ts';
import { declareErased, declaredOn } from '../lib/store/erasure.ts';
import { type SetAsideRow, damagedRings } from '../lib/store/set-aside.ts';
import type { RouterContext, Sql } from './context.ts';

export class StrippedForms {
  readonly #context: RouterContext;
  readonly #sql: Sql;
  readonly #lane: Lane;
  #declared: Declared[] | null = null;

  constructor(context: RouterContext, sql: Sql, lane: Lane) {
    this.#context = context;
    this.#sql = sql;
    this.#lane = lane;
  }

  /** Past its time, or at or below a position that its sender has named as erased. */
  async isLegitimate({
    streamName: stream,
    envelope: { sequence, time },
  }: AuthenticRecord): Promise<boolean> {
    const ageMs = this.#context.now().getTime() - Date.parse(time);
    if (ageMs >= (this.#context.strippedAfterMs ?? STRIPPED_AFTER_MS)) return true;
    return (await this.#known()).some((declared) => isBelow({ stream, sequence }, declared));
  }

  /** Notes what an opened message declares; gives the records set aside that are good by it. */
  async note(record: AuthenticRecord, metadata: Metadata): Promise<readonly SetAsideRow[]> {
    const { id, sequence } = record.envelope;
    const declared = declarationOf(metadata, { stream: record.stream, sequence });
    if (declared === null) return [];
    if (!(await declareErased(this.#sql, { message: id, own: false, ...declared }))) return [];
    (await this.#known()).push(declared);
    const { topic, lane } = this.#lane;
    const damaged = await damagedRings(this.#sql, topic, lane);
    return damaged.filter(
      (row) => isBelow(row, declared) && peek(this.#context.cipher, topic, row.value)?.hasPayload === false,
    );
  }

  async #known(): Promise<Declared[]> {
    this.#declared ??= [...(await declaredOn(this.#sql, this.#lane.topic))];
    return this.#declared;
  }
}
