/**
 * Two gateways with contents: each decides commands by its own view and judges what it reads, as the programs do, without
 * a bus and a database. Invariant: what one may not know yet it does not see; every message that is sent is judged.
 */
import assert from 'node:assert/strict';
import {
  draftExample,
  isCasework,
  minimalExample,
  operationByType,
  validateCommand,
} from '../../../services/lib/contract/index.ts';
import {
  automatic,
  decide,
  type DecideInput,
  type Decision,
  defaultLimits,
  fold,
  judge,
  type Judgement,
  type JudgeInput,
  type MessageType,
  type CaseRecord,
  type Side,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';

export const STREAM: Readonly<Record<Side, string>> = { sender: 'trm.xk.al/0/1', receiver: 'trm.al.xk/0/1' };
export const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const SECRET = 'A'.repeat(43);
const DIRECTORY = { sequence: 3, digest: 'A'.repeat(43) };
const ROLES = [
  'case-worker',
  'liaison-officer',
  'duty-officer',
  'national-focal-point',
  'justice-liaison',
  'data-protection-officer',
];

export const opposite = (side: Side): Side => (side === 'sender' ? 'receiver' : 'sender');

export interface Given {
  readonly type: MessageType;
  readonly side: Side;
  readonly input: DecideInput;
  /** What the other side judged it by, once it was read. */
  judged?: JudgeInput;
}

export interface PairOptions {
  readonly draft?: JsonObject | null;
  readonly urgency?: DecideInput['referral']['urgency'];
  readonly now?: string;
}

export class Pair {
  readonly sent: Readonly<Record<Side, CaseRecord[]>> = { sender: [], receiver: [] };
  readonly read: Record<Side, number> = { sender: 0, receiver: 0 };
  /** Per sent message how far its author had read the other side's stream. */
  readonly #seen: Readonly<Record<Side, number[]>> = { sender: [], receiver: [] };
  readonly given: Given[] = [];
  readonly #of = new Map<CaseRecord, Given>();
  readonly refusals: { readonly type: string; readonly code: string }[] = [];
  readonly draft: JsonObject | null;
  readonly urgency: DecideInput['referral']['urgency'];
  now: string;

  constructor({ now = '2026-11-22T10:00:00.000Z', urgency = 'urgent', draft }: PairOptions = {}) {
    this.now = now;
    this.urgency = urgency;
    this.draft = draft === undefined ? draftExample(now) : draft;
  }

  view(side: Side): CaseRecord[] {
    return [...this.sent[side], ...this.sent[opposite(side)].slice(0, this.read[side])];
  }

  wait(ms: number): void {
    this.now = new Date(Date.parse(this.now) + ms).toISOString();
  }

  input(side: Side, type: MessageType, own: JsonObject = {}): DecideInput {
    const history = this.view(side);
    const body = { ...minimalExample(type, this.now), ...own };
    return {
      type,
      body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
      referral: {
        reference: '4FQ20WZ7D1LF',
        direction: side === 'sender' ? 'sent' : 'received',
        from: 'xk',
        to: 'al',
        urgency: this.urgency,
        drill: false,
        drafter: 'lida',
        draft: side === 'sender' ? this.draft : null,
      },
      history,
      fold: fold(history),
      actor: { sub: 'fatos', roles: ROLES },
      now: this.now,
      context: {
        basis: true,
        keys: 'known',
        directory: DIRECTORY,
        handoverSecret: SECRET,
        limits: defaultLimits,
      },
    };
  }

  decide(side: Side, type: MessageType, own: JsonObject = {}): Decision {
    return decide(this.input(side, type, own));
  }

  /** Gives a command that has to be decided. `null` members of `own` leave out those of the minimal example. */
  give(side: Side, type: MessageType, own: JsonObject = {}): CaseRecord {
    this.wait(60_000);
    const input = this.input(side, type, own);
    const known = validateCommand(type, input.body);
    assert.ok(known.ok, `${type}: ${JSON.stringify(known)}`);
    return this.#send(side, type, input, decide(input));
  }

  /** What the clock sends by itself. */
  giveAutomatic(side: Side, type: MessageType): CaseRecord {
    const { body: _body, actor: _actor, ...input } = this.input(side, type);
    return this.#send(side, type, { ...input, body: {}, actor: null }, automatic(input));
  }

  #send(side: Side, type: MessageType, input: DecideInput, decision: Decision): CaseRecord {
    assert.ok(decision.ok, `${type}: ${JSON.stringify(decision)}`);
    const given = { type, side, input };
    this.given.push(given);
    const record = this.#append(side, decision.metadata, decision.payload);
    this.#of.set(record, given);
    return record;
  }

  #append(side: Side, metadata: Metadata, payload: JsonObject): CaseRecord {
    const sequence = this.sent[side].length + 1;
    const record = { side, stream: STREAM[side], sequence, order: sequence, metadata, payload, at: this.now };
    this.sent[side].push(record);
    this.#seen[side].push(this.read[side]);
    return record;
  }

  /** Reads the next message of the other side, judges it and answers with a receipt. */
  readNext(side: Side): boolean {
    const from = opposite(side);
    const place = this.read[side];
    const next = this.sent[from][place];
    if (next === undefined) return false;
    this.read[side] += 1;
    if (!isCasework(next.metadata.type)) return true;
    const input = this.judgeInput(side, next, place);
    const given = this.#of.get(next);
    if (given !== undefined) given.judged = input;
    this.#answer(side, next, judge(input));
    return true;
  }

  judgeInput(side: Side, next: CaseRecord, place: number): JudgeInput {
    const history = this.view(side);
    return {
      history,
      index: history.indexOf(next),
      referral: { from: 'xk', to: 'al' },
      seen: { stream: STREAM[side], sequence: this.#seen[opposite(side)][place] ?? 0 },
      basis: true,
    };
  }

  /** What the other side makes of a message that this side's gateway would not have sent; it is not sent here either. */
  judgeForged(side: Side, metadata: Metadata, payload: JsonObject): Judgement {
    const sequence = this.sent[side].length + 1;
    const forged = { side, stream: STREAM[side], sequence, order: sequence, metadata, payload, at: this.now };
    const history = [...this.view(opposite(side)), forged];
    return judge({
      history,
      index: history.length - 1,
      referral: { from: 'xk', to: 'al' },
      seen: { stream: STREAM[opposite(side)], sequence: this.read[side] },
      basis: true,
    });
  }

  #answer(side: Side, { metadata, stream, sequence }: CaseRecord, verdict: Judgement): void {
    const answers = { stream: stream ?? '', sequence: sequence ?? 0 };
    const common = { version: 1, drill: false, answers };
    if (verdict.ok) {
      this.#append(side, { type: 'receipt.delivered', ...common }, {});
      return;
    }
    this.refusals.push({ type: metadata.type, code: verdict.code });
    const refusal = { type: 'receipt.refused', ...common, step: 10, code: verdict.code, final: true };
    this.#append(side, refusal, {});
  }

  sync(): void {
    while (this.readNext('sender') || this.readNext('receiver'));
  }

  /** Commands one after the other, each read before the next. */
  run(steps: readonly Step[]): this {
    for (const step of steps) {
      if (typeof step === 'number') this.wait(step);
      else if ('clock' in step) {
        this.giveAutomatic(step.clock, step.type);
        this.sync();
      } else {
        const [side, type, own] = step;
        const named: Side = side ?? (operationByType(type)?.side === 'receiver' ? 'receiver' : 'sender');
        this.give(named, type, own);
        this.sync();
      }
    }
    return this;
  }
}

/** Milliseconds to wait; a command: side (`null`: the operation's own), type, own members; or what a clock sends. */
export type Step =
  | number
  | { readonly clock: Side; readonly type: MessageType }
  | readonly [Side | null, MessageType, JsonObject?];
