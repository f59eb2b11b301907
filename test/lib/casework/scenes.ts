/**
 * A referral in any place of the lifecycle: real messages, each one decided by `decide` from its minimal example and
 * answered by a receipt, as two gateways would have sent them.
 * Invariant: a route is read by the bare table (replay.ts) before it is walked, so that a wrong one fails by name.
 */
import assert from 'node:assert/strict';
import {
  draftExample,
  minimalExample,
  operationByType,
  validateMetadata,
  validatePayload,
  type MessageType,
} from '../../../services/lib/contract/index.ts';
import {
  decide,
  defaultLimits,
  fold,
  type CaseRecord,
  type DecideInput,
  type Decision,
  type Fold,
  type Side,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject, Metadata } from '../../../services/lib/protocol/types.ts';
import { after, answersOf, START, type Place } from './replay.ts';

export interface Step {
  readonly type: string;
  readonly side: Side;
  /** Members that the minimal example has otherwise. */
  readonly own?: JsonObject;
  /** The gateway's clock gives it. */
  readonly clock?: boolean;
  /** How long before it nothing happens. */
  readonly wait?: number;
}

/**
 * Between two participants, or inside one: there both sides write into one stream, in one order (decision 0011), and the
 * receiving office can speak before its gateway has said delivered.
 */
export type Setting = 'exchange' | 'domestic';

export interface Scene {
  readonly setting: Setting;
  readonly route: readonly Step[];
  readonly records: readonly CaseRecord[];
  readonly fold: Fold;
  readonly now: number;
}

export const REFERRAL = { reference: '4FQ20WZ7D1LF', from: 'xk', to: 'al' } as const;
const STREAM: Readonly<Record<Side, string>> = { sender: 'trm.xk.al/0/1', receiver: 'trm.al.xk/0/1' };
const LOCAL_STREAM = 'trm.xk.xk/0/1';
export const DRAFTER = 'lida';
export const DAY_MS = 24 * 3_600_000;
export const SALT = 'A'.repeat(43);
export const BEGIN = Date.parse('2026-11-24T10:00:00.000Z');

export const opposite = (side: Side): Side => (side === 'sender' ? 'receiver' : 'sender');

/** `side` is needed only where either side may give it. */
export function step(type: MessageType, own: JsonObject = {}, by: Partial<Step> = {}): Step {
  const side = operationByType(type)?.side;
  return { type, side: side === 'receiver' ? 'receiver' : 'sender', own, ...by };
}

/** Not by itself: of a submission alone a test may want to see that it has not been delivered. */
const RECEIPT: Step = { type: 'receipt.delivered', side: 'receiver' };
const CLOCK = { clock: true, wait: 2 * DAY_MS } as const;

const submitted = [step('referral.submitted')];
const delivered = [...submitted, RECEIPT];
const acknowledged = [...delivered, step('referral.acknowledged')];
const accepted = [...acknowledged, step('referral.accepted')];
const assessed = [...accepted, step('assessment.risk'), step('assessment.risk', {}, { side: 'receiver' })];
const arranging = [...assessed, step('return.plan-proposed'), step('return.plan-agreed')];
const inTransit = [...arranging, step('transfer.departed')];
/** The first of two legs is under way; then it has been met, and the person waits for the second one. */
const firstOfTwo = [
  ...assessed,
  step('return.plan-proposed', { legCount: 2, legs: twoLegs(BEGIN) }),
  step('return.plan-agreed'),
  step('transfer.departed', { leg: 1, last: false }),
];
const between = [...firstOfTwo, step('transfer.arrived', { leg: 1, last: false })];
const arrived = [...inTransit, step('transfer.arrived')];
const inAssistance = [...arrived, step('assistance.started')];
const announced = [step('transit.announced')];
const transit = [...announced, step('transit.agreed'), step('transit.entered')];
const passed = [...transit, step('transit.passed')];
const recalled = [...announced, step('referral.withdrawn')];
const unneeded = [...announced, step('referral.not-possible')];
const unanswered = step('referral.expired', {}, { clock: true, wait: 3 * DAY_MS });
const nobodyCame = step('transfer.not-arrived', {}, CLOCK);
const declined = [...acknowledged, step('referral.declined')];
const completed = [...inAssistance, step('referral.completed')];
const retained = { clock: true, wait: 1_900 * DAY_MS } as const;

/** Every state with the ways that lead there; a row that no way suits has no place in the table. */
export const ROUTES: Readonly<Record<string, readonly (readonly Step[])[]>> = {
  draft: [[]],
  enquiry: [[step('enquiry.capacity')]],
  submitted: [submitted, [step('enquiry.capacity'), ...submitted]],
  delivered: [delivered],
  acknowledged: [acknowledged],
  clarification: [[...acknowledged, step('referral.clarification-requested')]],
  accepted: [accepted],
  'accepted-conditionally': [
    [...acknowledged, step('referral.accepted', { conditions: ['risk-assessment-both-ends'] })],
  ],
  declined: [declined],
  redirected: [[...acknowledged, step('referral.redirected')]],
  arranging: [arranging, announced],
  'in-transit': [inTransit, firstOfTwo, between, transit],
  'not-arrived': [
    [...inTransit, nobodyCame],
    [...firstOfTwo, nobodyCame],
    [...transit, nobodyCame],
  ],
  arrived: [arrived],
  'in-assistance': [inAssistance],
  completed: [completed, passed],
  'not-possible': [[...accepted, step('referral.not-possible')], unneeded],
  withdrawn: [
    [...accepted, step('referral.withdrawn')],
    [...accepted, step('consent.withdrawn')],
    [...accepted, step('consent.withdrawn', {}, { side: 'receiver' })],
    recalled,
  ],
  'withdrawal-confirmed': [
    [...accepted, step('referral.withdrawn'), step('referral.withdrawal-confirmed')],
    [...recalled, step('referral.withdrawal-confirmed')],
  ],
  expired: [[...delivered, unanswered]],
  'entered-in-error': [
    [...accepted, step('referral.entered-in-error')],
    [...announced, step('referral.entered-in-error')],
  ],
  sealed: [
    [...declined, step('referral.sealed', {}, retained)],
    [...passed, step('referral.sealed', {}, retained)],
  ],
  erased: [
    [...completed, step('data.erased', { scope: 'all' })],
    [...passed, step('data.erased', { scope: 'all' })],
  ],
};

/** Ways to a place; `held`: the state in which the referral is put on hold. */
export function routesTo({ state, held, isTransit }: Place): readonly (readonly Step[])[] {
  const routes = (ROUTES[(state === 'on-hold' ? held : state) ?? ''] ?? []).filter(
    ([first]) => isTransit === (first?.type === 'transit.announced'),
  );
  return state === 'on-hold' ? routes.map((route) => [...route, step('referral.on-hold')]) : routes;
}

/** Two legs, the second one where the first one ends, within the day after `now`. */
export function twoLegs(now: number): readonly JsonObject[] {
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  const legs = minimalExample('return.plan-proposed', at(0))['legs'] as readonly JsonObject[];
  return [1, 2].flatMap((leg) =>
    legs.map((each) => ({ ...each, leg, departAt: at(6 * leg), arriveAt: at(6 * leg + 4) })),
  );
}

/** Where the bare table says that a route ends, or `null` where it has no row for one of its steps. */
export function endOf(route: readonly Step[], setting: Setting): Place | null {
  let place: Place | null = START;
  const gone: Step[] = [];
  for (const each of route) {
    const isEarly = place?.state === 'submitted' && each.side === 'receiver' && each !== RECEIPT;
    // A receiver's gateway says delivered in the moment in which it takes a submission.
    if (place === null || (isEarly && setting === 'exchange')) return null;
    const answers = answeredIn(gone, each);
    const metadata = { conditions: [], last: true, scope: 'persons', ...each.own };
    place = after(place, { side: each.side, type: each.type, metadata, answered: answers });
    gone.push(each);
  }
  return place;
}

function answeredIn(gone: readonly Step[], { type, side }: Step): string | null {
  const wanted = type === 'receipt.delivered' ? ['referral.submitted'] : answersOf(type);
  return gone.find((other) => other.side !== side && wanted.includes(other.type))?.type ?? null;
}

/** The route with one more step, as late as it leaves the end where it is; `null` where it has no such place. */
export function inserted(
  route: readonly Step[],
  extra: readonly Step[],
  setting: Setting,
): readonly Step[] | null {
  const end = endOf(route, setting);
  for (let place = route.length; place >= 0; place -= 1) {
    const longer = [...route.slice(0, place), ...extra, ...route.slice(place)];
    const reached = endOf(longer, setting);
    if (reached?.state === end?.state && reached?.held === end?.held && reached?.isTransit === end?.isTransit)
      return longer;
  }
  return null;
}

const scenes = new Map<string, Scene>();

export function sceneOf(route: readonly Step[], setting: Setting): Scene {
  const key = `${setting} ${JSON.stringify(route)}`;
  const known = scenes.get(key);
  if (known !== undefined) return known;
  const last = route.at(-1);
  const made: Scene =
    last === undefined
      ? { setting, route, records: [], fold: fold([]), now: BEGIN }
      : { ...given(sceneOf(route.slice(0, -1), setting), last), route };
  scenes.set(key, made);
  return made;
}

function given(before: Scene, each: Step): Scene {
  const scene = { ...before, now: before.now + 1_000 + (each.wait ?? 0) };
  if (each.type === RECEIPT.type) return taken(scene, receipt(scene, lastOf(scene, 'referral.submitted')));
  const decision = decide(inputFor(scene, each));
  assert.ok(decision.ok, `${nameOf(scene.route)}, then ${each.type}: ${JSON.stringify(decision)}`);
  const record = recordOf(scene, each.side, decision);
  const sent = taken(scene, record);
  const isErased = ['sealed', 'erased'].includes(sent.fold.state);
  const kept = isErased
    ? { ...sent, records: sent.records.map((item) => ({ ...item, payload: null })) }
    : sent;
  return each.type === 'referral.submitted' ? kept : taken(kept, receipt(kept, record));
}

export function nameOf(route: readonly Step[]): string {
  return route.map(({ type }) => type).join(', ') || 'nothing';
}

function taken(scene: Scene, record: CaseRecord): Scene {
  const records = [...scene.records, record];
  return { ...scene, records, fold: fold(records) };
}

function lastOf({ records }: Scene, type: string): CaseRecord {
  const found = records.findLast(({ metadata }) => metadata.type === type);
  assert.ok(found !== undefined, type);
  return found;
}

function receipt(scene: Scene, { side, stream, sequence }: CaseRecord): CaseRecord {
  assert.ok(stream !== null && sequence !== null);
  const metadata = { type: RECEIPT.type, version: 1, drill: false, answers: { stream, sequence } };
  return placed(scene, opposite(side), metadata, {});
}

export function streamOf({ setting }: Scene, side: Side): string {
  return setting === 'domestic' ? LOCAL_STREAM : STREAM[side];
}

/** Newest position of a side's stream. */
export function sequenceIn(scene: Scene, side: Side): number {
  const stream = streamOf(scene, side);
  return scene.records.filter((record) => record.stream === stream).length;
}

export function placed(scene: Scene, side: Side, metadata: Metadata, payload: JsonObject): CaseRecord {
  const stream = streamOf(scene, side);
  const sequence = sequenceIn(scene, side) + 1;
  const at = new Date(scene.now).toISOString();
  return { side, stream, sequence, order: sequence, metadata, payload, at };
}

/** The message that a decision makes; what stands in it is what its schemas say. */
export function recordOf(scene: Scene, side: Side, decision: Extract<Decision, { ok: true }>): CaseRecord {
  const { metadata, payload } = decision;
  const whole = { ok: true, unknownCodes: [] };
  const rings = [
    validateMetadata(metadata.type, 1, { salt: SALT, ...metadata }, 'assert'),
    validatePayload(metadata.type, 1, { salt: SALT, ...payload }, 'assert'),
  ];
  for (const ring of rings) assert.deepEqual(ring, whole, metadata.type);
  return placed(scene, side, metadata, payload);
}

/** What the gateway would decide: the type's minimal example with everything in place. */
export function inputFor(scene: Scene, { type, side, own = {}, clock = false }: Step): DecideInput {
  const now = new Date(scene.now).toISOString();
  const message = type as MessageType;
  const roles = [...(operationByType(type)?.roles.slice(0, 1) ?? [])];
  return {
    type: message,
    body: withMembers(minimalExample(message, now), own),
    referral: {
      ...REFERRAL,
      direction: side === 'sender' ? 'sent' : 'received',
      urgency: 'urgent',
      drill: false,
      drafter: DRAFTER,
      draft: side === 'sender' ? draftExample(now) : null,
    },
    history: scene.records,
    fold: scene.fold,
    side,
    actor: clock ? null : { sub: 'fatos', roles },
    now,
    context: {
      basis: true,
      keys: 'known',
      directory: { sequence: 3, digest: SALT },
      handoverSecret: SALT,
      limits: defaultLimits,
      local: { bars: [], redirectedOn: null, transitsAgreed: [] },
    },
  };
}

/** `undefined` takes a member away. */
export function withMembers(object: JsonObject, own: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(
    Object.entries({ ...object, ...own }).filter(([, value]) => value !== undefined),
  ) as JsonObject;
}
