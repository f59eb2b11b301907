/**
 * Random honest histories over the whole table of transitions: two gateways, each of which sends only what its own fold
 * allows at that moment, reads late and in bursts, and answers every message with a receipt, as routers do.
 * Invariant: a history follows from its number and the seed alone.
 */
import { isCasework, operations } from '../../../services/lib/contract/index.ts';
import { fold, type CaseMessage, type Fold, type Side } from '../../../services/lib/casework/index.ts';
import { openRows, rowFor } from '../../../services/lib/casework/lifecycle.ts';
import { toAnswer } from '../../../services/lib/casework/positions.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';

const STREAM: Readonly<Record<Side, string>> = { sender: 'trm.al.rs/0/1', receiver: 'trm.rs.al/0/1' };
const SIDES: readonly Side[] = ['sender', 'receiver'];

/** Numbers in [0, 1) from a seed (mulberry32); small, and the same everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let index = copy.length - 1; index > 0; index -= 1) {
      const other = this.below(index + 1);
      [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
    }
    return copy;
  }
}

const opposite = (side: Side): Side => (side === 'sender' ? 'receiver' : 'sender');

/** What brings a referral forward, and what ends it; the first is likelier, so that many histories reach every state. */
const FORWARD: Readonly<Record<string, number>> = {
  'referral.submitted': 3,
  'referral.acknowledged': 3,
  'referral.accepted': 3,
  'return.plan-proposed': 2,
  'return.plan-agreed': 3,
  'assessment.risk': 1,
  'transfer.departed': 12,
  'transfer.arrived': 12,
  'transfer.not-arrived': 2,
  'assistance.started': 0.5,
  'transit.agreed': 1,
  'transit.entered': 3,
  'transit.passed': 1,
  'referral.resumed': 2,
  'referral.clarification-provided': 2,
};

const WEIGHT: Readonly<Record<string, number>> = {
  'referral.withdrawal-confirmed': 6,
  'consent.withdrawal-confirmed': 6,
  'referral.clarification-requested': 2,
  'referral.completed': 1,
  'data.erased': 0.7,
  'referral.declined': 0.6,
  'referral.redirected': 1.2,
  'referral.withdrawn': 0.25,
  'consent.withdrawn': 0.15,
  'referral.entered-in-error': 0.15,
  'referral.not-possible': 0.5,
  'referral.expired': 0.5,
  'transit.announced': 0.6,
  'safety.alert': 0.4,
};

/** Metadata that a command's body gives and a row of the table looks at. */
function ownMembers(type: string, random: Random): JsonObject {
  switch (type) {
    case 'referral.accepted':
      return { conditions: random.chance(0.6) ? [] : ['escort-provided'] };
    case 'transfer.arrived':
      return { leg: 1, last: random.chance(0.8) };
    case 'data.erased':
      return { scope: random.chance(0.5) ? 'all' : 'persons', reasons: ['retention-ended'] };
    default:
      return {};
  }
}

export class Network {
  readonly sent: Readonly<Record<Side, CaseMessage[]>> = { sender: [], receiver: [] };
  readonly read: Record<Side, number> = { sender: 0, receiver: 0 };
  /** How much its people want to come forward. */
  readonly haste: number;
  readonly #folds: Record<Side, Fold | null> = { sender: null, receiver: null };
  /** Messages that their reader could not place, by side of the author and place in its stream. */
  readonly refusals: { readonly side: Side; readonly type: string }[] = [];

  constructor(haste = 4) {
    this.haste = haste;
  }

  view(side: Side): CaseMessage[] {
    return [...this.sent[side], ...this.sent[opposite(side)].slice(0, this.read[side])];
  }

  foldOf(side: Side): Fold {
    return (this.#folds[side] ??= fold(this.view(side)));
  }

  send(side: Side, type: string, own: JsonObject, answers: Metadata['answers']): CaseMessage {
    const stream = this.sent[side];
    const sequence = stream.length + 1;
    const metadata: Metadata = {
      type,
      version: 1,
      reference: '4FQ20WZ7D1LF',
      urgency: 'urgent',
      drill: false,
      ...(answers === undefined ? {} : { answers }),
      ...own,
    };
    const message = { side, stream: STREAM[side], sequence, order: sequence, metadata };
    stream.push(message);
    this.#folds[side] = null;
    return message;
  }

  /** Takes the other side's next message and answers it: delivered where it has a place, refused where it has none. */
  readNext(side: Side): boolean {
    const next = this.sent[opposite(side)][this.read[side]];
    if (next === undefined) return false;
    this.read[side] += 1;
    this.#folds[side] = null;
    const { metadata } = next;
    if (metadata.type.startsWith('receipt.')) return true;
    const answers = { stream: next.stream ?? '', sequence: next.sequence ?? 0 };
    if (!isCasework(metadata.type)) {
      const refusal = { step: 9, code: 'type-unknown', final: false };
      this.send(side, 'receipt.refused', refusal, answers);
      return true;
    }
    const view = this.view(side);
    const mine = fold(view);
    const isPlaced = mine.applied.some((index) => view[index] === next);
    if (!isPlaced) this.refusals.push({ side: next.side, type: metadata.type });
    if (isPlaced) this.send(side, 'receipt.delivered', {}, answers);
    else this.send(side, 'receipt.refused', { step: 10, code: 'transition', final: true }, answers);
    return true;
  }

  /** Types that this side's own fold lets it send now. */
  open(side: Side): readonly string[] {
    const mine = this.foldOf(side);
    const hasGone = (type: string): boolean =>
      mine.appliedTypes.sender.has(type) || mine.appliedTypes.receiver.has(type);
    return operations
      .filter(({ type, needs }) => {
        if (openRows(mine, type, side).length === 0 || !needs.every(hasGone)) return false;
        return toAnswer(mine, type, side)?.position !== null;
      })
      .map(({ type }) => type);
  }

  act(side: Side, random: Random): void {
    const types = this.open(side);
    const weights = types.map((type) => WEIGHT[type] ?? (FORWARD[type] ?? 0) * this.haste + 1);
    let point = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const type = types.find((_, index) => (point -= weights[index] ?? 0) <= 0) ?? types.at(-1);
    if (type !== undefined) this.command(side, type, random);
  }

  /** Sends one of the types that are open, with a content that one of its rows takes. */
  command(side: Side, type: string, random: Random): CaseMessage {
    const mine = this.foldOf(side);
    const answering = toAnswer(mine, type, side);
    for (;;) {
      const own = ownMembers(type, random);
      const metadata: Metadata = { type, version: 1, drill: false, ...own };
      if (rowFor(mine, side, metadata, answering?.type ?? null) === null) continue;
      return this.send(side, type, own, answering?.position ?? undefined);
    }
  }

  /** What a wrong or hostile gateway might send: any type, from any side, in answer to anything. */
  misbehave(side: Side, random: Random): void {
    const type = random.pick(operations)?.type ?? 'safety.alert';
    const of = random.chance(0.2) ? side : opposite(side);
    const answers = { stream: STREAM[of], sequence: 1 + random.below(12) };
    this.send(side, type, ownMembers(type, random), random.chance(0.3) ? undefined : answers);
  }

  /** Everything that was sent is read, by both sides in turns. */
  deliverAll(): void {
    while (this.readNext('sender') || this.readNext('receiver'));
  }

  all(): CaseMessage[] {
    return this.view('sender');
  }
}

/** One history. Lateness differs from one to the next: some sides read at once, others hardly ever. */
export function play(random: Random, { hostile = false, longest = 80 } = {}): Network {
  const network = new Network(random.pick([1, 4, 12, 40]));
  const steps = Math.min(10, longest) + random.below(Math.max(longest - 10, 1));
  const eagerness = { sender: 0.2 + 0.7 * random.next(), receiver: 0.2 + 0.7 * random.next() };
  for (let step = 0; step < steps; step += 1) {
    const side = random.pick(SIDES) ?? 'sender';
    if (random.chance(eagerness[side])) {
      const burst = 1 + random.below(4);
      for (let count = 0; count < burst && network.readNext(side); count += 1);
    } else if (hostile && random.chance(0.2)) {
      network.misbehave(side, random);
    } else if (random.chance(0.005)) {
      network.send(side, 'referral.on-moon', {}, undefined);
    } else {
      network.act(side, random);
    }
  }
  network.deliverAll();
  return network;
}
