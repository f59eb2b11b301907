// Every state, row, guard and reason code of schemas/transitions.json is reached by a real message: decided at one end,
// accepted at the other, folded to the state that the bare table names; and each guard of each row stops it once.
// Long because what is counted, how a row is taken and what stops it are one account that only makes sense whole.
import assert from 'node:assert/strict';
import { after as finally_, test } from 'node:test';
import {
  codeList,
  operationByType,
  operations,
  transitions,
  type Transition,
} from '../../../services/lib/contract/index.ts';
import {
  decide,
  fold,
  judge,
  type CaseRecord,
  type DecideInput,
  type Decision,
  type Side,
} from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { BREAKS } from './breaks.ts';
import { after, answersOf, type Place } from './replay.ts';
import {
  DAY_MS,
  inputFor,
  inserted,
  nameOf,
  opposite,
  placed,
  recordOf,
  REFERRAL,
  routesTo,
  type Scene,
  sceneOf,
  sequenceIn,
  type Setting,
  type Step,
  step,
  streamOf,
} from './scenes.ts';

const rows = transitions.transitions;
const HELD = rows.find(({ to }) => to === 'on-hold')?.from.filter((state) => state !== 'on-hold') ?? [];
const SIDES: readonly Side[] = ['sender', 'receiver'];
/** All that a passage is made of: its own messages, danger, holds and endings, and the rights of whoever passes. */
const OF_A_TRANSIT =
  /^(?:transit|safety|data)\.|^transfer\.not-arrived$|^referral\.(?:on-hold|resumed|withdrawn|withdrawal-confirmed|entered-in-error|not-possible|sealed)$/;

/** Kinds of referral that a row is of: about a person, or a transit. */
const kindsOf = ({ referral }: Transition): readonly boolean[] =>
  referral === 'either' ? [false, true] : [referral === 'transit'];

/** A draft is of neither kind yet. */
const placeOf = (state: string, held: string | null = null, isTransit = false): Place => ({
  state,
  held,
  isTransit: isTransit && state !== 'draft',
});

/** One way into a row: a side, a state, and where that is `on-hold` the state it was put on hold in. */
interface Way {
  readonly row: Transition;
  readonly number: number;
  readonly side: Side;
  readonly place: Place;
}

const ways: readonly Way[] = rows.flatMap((row, number) =>
  row.kind !== 'message'
    ? []
    : SIDES.filter((side) => row.side === 'either' || row.side === side).flatMap((side) =>
        row.from.flatMap((state) =>
          (state === 'on-hold' ? (row.heldIn ?? HELD) : [null])
            .flatMap((held) => kindsOf(row).map((kind) => placeOf(state, held, kind)))
            .filter((place) => !place.isTransit || routesTo(place).length > 0)
            .map((place) => ({ row, number, side, place })),
        ),
      ),
);
const nameOfWay = ({ row, number, side, place }: Way): string =>
  `row ${number} ${row.message} by the ${side} in ${place.isTransit ? 'a transit, ' : ''}${place.state}${place.held === null ? '' : ` (${place.held})`}`;

/** What was reached, against what there is. */
class Tally {
  readonly #name: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #reached = new Set<string>();

  constructor(name: string, wanted: Iterable<string>) {
    this.#name = name;
    this.#wanted = new Set(wanted);
  }

  reach(item: string): void {
    assert.ok(this.#wanted.has(item), `${this.#name}: ${item} is none`);
    this.#reached.add(item);
  }

  get told(): string {
    return `${this.#name} ${this.#reached.size}/${this.#wanted.size}`;
  }

  get missing(): readonly string[] {
    return [...this.#wanted]
      .filter((item) => !this.#reached.has(item))
      .map((item) => `${this.#name}: ${item}`);
  }
}

const REASON_LISTS = ['conditions', ...new Set(rows.flatMap(({ reasons }) => reasons ?? []))];
const flagged = (['late', 'lateOnly', 'barred', 'participant'] as const).flatMap((flag) =>
  [...REASON_LISTS, 'regimes'].flatMap((list) =>
    codeList(list)
      .codes.filter((code) => code[flag] !== undefined && code[flag] !== false)
      .map(({ code }) => `${flag} ${list} ${code}`),
  ),
);
const guards = [...new Set(rows.flatMap((row) => row.guards))];
const tallies = {
  states: new Tally(
    'states',
    transitions.states.map(({ state }) => state),
  ),
  rows: new Tally(
    'rows',
    rows.map((_, number) => String(number)),
  ),
  ways: new Tally('ways into a row', ways.map(nameOfWay)),
  passed: new Tally('guards that let pass', guards),
  stopped: new Tally('guards that stop', guards),
  rowGuards: new Tally(
    'guards of rows that stop',
    rows.flatMap(({ guards: own }, number) => own.map((guard) => `${number} ${guard}`)),
  ),
  reasons: new Tally(
    'reason codes',
    rows.flatMap(({ reasons }, number) =>
      reasons === undefined ? [] : codeList(reasons).codes.map(({ code }) => `${number} ${reasons} ${code}`),
    ),
  ),
  conditions: new Tally(
    'conditions',
    codeList('conditions').codes.map(({ code }) => code),
  ),
  flags: new Tally('flagged codes', flagged),
};

/** A decline of what has been accepted is a late one. */
function isLateDecline({ message, from }: Transition): boolean {
  return message === 'referral.declined' && !from.includes('acknowledged');
}

/** What a row needs of the message that takes it after this route. */
function ownOf(row: Transition, route: readonly Step[]): JsonObject {
  const { message, when } = row;
  const proposed = route.filter(({ type }) => type === 'return.plan-proposed').length;
  if (message === 'return.plan-proposed') return { plan: proposed + 1 };
  if (message === 'transfer.departed') return { leg: journeyOf(route) === undefined ? 1 : 2 };
  if (isLateDecline(row)) return { reasons: ['no-longer-possible-here'] };
  if (when === undefined) return {};
  if ('equals' in when) return { [when.member]: when.equals };
  return { [when.member]: when.is === 'empty' ? [] : ['risk-assessment-both-ends'] };
}

/** What must have gone before: what it answers, by the other side, and what the row names. */
function neededBy({ row, side }: Way): readonly Step[] {
  const answered = (row.answers ?? []).map((type) => ({ ...step(type), side: opposite(side) }));
  return [...answered, ...(row.needs ?? []).map((type) => step(type))];
}

/** What was last said of a leg. */
function journeyOf(route: readonly Step[]): Step | undefined {
  return route.findLast(({ type }) => type === 'transfer.departed' || type === 'transfer.arrived');
}

/** The next leg departs when the one before has been met, and who arrives is on the leg that departed. */
function isNext({ row: { message, when }, place }: Way, route: readonly Step[]): boolean {
  const said = journeyOf(route);
  if (message === 'transfer.departed')
    return place.state === 'arranging' || said?.type === 'transfer.arrived';
  if (message !== 'transfer.arrived') return true;
  const last = when !== undefined && 'equals' in when && when.equals === true;
  return said?.type === 'transfer.departed' && (said.own?.['last'] !== false) === last;
}

interface Course {
  readonly route: readonly Step[];
  readonly setting: Setting;
}

/** Between two participants wherever that is possible. */
function courseOf(way: Way, without?: (each: Step) => boolean): Course {
  const isEarly = way.place.state === 'submitted' && way.side === 'receiver';
  for (const setting of isEarly ? (['domestic'] as const) : (['exchange', 'domestic'] as const)) {
    const route = routeOf(way, setting, without);
    if (route !== null) return { route, setting };
  }
  assert.fail(`${nameOfWay(way)}: no way leads there`);
}

function routeOf(
  way: Way,
  setting: Setting,
  without: (each: Step) => boolean = () => false,
): readonly Step[] | null {
  for (const route of routesTo(way.place)) {
    if (!isNext(way, route)) continue;
    let found: readonly Step[] | null = route;
    for (const needed of neededBy(way)) {
      const isAnswer = way.row.answers?.some((type) => type === needed.type) === true;
      const hasGone = (each: Step): boolean =>
        each.type === needed.type && (!isAnswer || each.side === needed.side);
      if (found === null || without(needed) || found.some(hasGone)) continue;
      found = inserted(found, [needed], setting);
    }
    if (found !== null) return found;
  }
  return null;
}

function sceneFor(way: Way): Scene {
  const { route, setting } = courseOf(way);
  return sceneOf(route, setting);
}

/** Time that the clock lets pass before it says anything. */
const PATIENCE: Readonly<Record<string, number>> = {
  'referral.expired': 3 * DAY_MS,
  'referral.sealed': 1_900 * DAY_MS,
  'transfer.not-arrived': 3 * DAY_MS,
};

function waiting(scene: Scene, milliseconds: number): Scene {
  return { ...scene, now: scene.now + 1_000 + milliseconds };
}

function judged(scene: Scene, record: CaseRecord): ReturnType<typeof judge> {
  const other = opposite(record.side);
  return judge({
    history: [...scene.records, record],
    index: scene.records.length,
    referral: REFERRAL,
    seen: { stream: streamOf(scene, other), sequence: sequenceIn(scene, other) },
    basis: true,
  });
}

function guardOf(decision: Decision): string {
  if (decision.ok) return 'decided';
  return decision.code === 'guard-failed' ? decision.guard : decision.code;
}

/** Takes the row: decided, accepted by the other side, and both fold it to what the bare table says. */
function take(
  way: Way,
  scene: Scene,
  given: Step,
  change: (input: DecideInput) => DecideInput = (input) => input,
): CaseRecord {
  const name = nameOfWay(way);
  assert.deepEqual(
    { state: scene.fold.state, held: scene.fold.held, isTransit: scene.fold.isTransit },
    way.place,
    `${name}: ${nameOf(scene.route)}`,
  );
  const decision = decide(change(inputFor(scene, given)));
  assert.ok(decision.ok, `${name} after ${nameOf(scene.route)}: ${JSON.stringify(decision)}`);
  const record = recordOf(scene, way.side, decision);
  const { metadata } = record;
  const expected = after(way.place, {
    side: way.side,
    type: metadata.type,
    metadata: { ...metadata, conditions: metadata['conditions'] ?? [] },
    answered: way.row.answers?.[0] ?? null,
  });
  const verdict = judged(scene, record);
  assert.ok(verdict.ok, `${name} after ${nameOf(scene.route)}: refused with ${JSON.stringify(verdict)}`);
  const { state, held, isTransit } = fold([...scene.records, record]);
  assert.deepEqual({ state, held, isTransit }, expected, name);
  assert.equal(decision.state, expected?.state, name);
  assert.equal(verdict.state, expected?.state, name);
  tallies.states.reach(state);
  tallies.rows.reach(String(way.number));
  tallies.ways.reach(name);
  for (const guard of way.row.guards) tallies.passed.reach(guard);
  return record;
}

function stop(way: Way, given: Step, guard: string): void {
  const made = BREAKS[guard]?.(way.row.message, way.side);
  const name = `${nameOfWay(way)}: ${guard}`;
  assert.ok(made !== undefined, `${name}: nothing breaks it`);
  const { route, setting } = courseOf(way, made.without);
  const broken = made.before === undefined ? route : inserted(route, made.before, setting);
  assert.ok(broken !== null, `${name}: what breaks it cannot have gone before`);
  // The clock's own guards are broken by saying it before its time; all others when the time has come.
  const patience = guard === 'limit-passed' ? 0 : (PATIENCE[given.type] ?? 0);
  const scene = waiting(sceneOf(broken, setting), patience);
  const isClock = guard === 'limit-passed' || given.clock === true;
  const input = inputFor(scene, { ...given, clock: isClock });
  const decision = decide(made.change?.(input) ?? input);
  // Where four eyes choose the role, they tell who has none.
  const expected = guard === 'role' && way.row.guards.includes('four-eyes') ? 'four-eyes' : guard;
  assert.equal(guardOf(decision), expected, name);
  tallies.stopped.reach(guard);
  tallies.rowGuards.reach(`${way.number} ${guard}`);
}

test('a transit takes nothing that is about a person, and a referral about a person nothing of a transit', () => {
  const refused = { transit: new Set<string>(), person: new Set<string>() };
  const places = transitions.states
    .filter(({ state }) => state !== 'draft')
    .flatMap(({ state }) => (state === 'on-hold' ? HELD : [null]).map((held) => ({ state, held })))
    .flatMap(({ state, held }) => [false, true].map((isTransit) => placeOf(state, held, isTransit)));
  for (const place of places) {
    const [route] = routesTo(place);
    if (route === undefined) continue;
    const scene = waiting(sceneOf(route, 'exchange'), 0);
    for (const { type } of operations) {
      if (OF_A_TRANSIT.test(type) && (place.isTransit || !type.startsWith('transit.'))) continue;
      if (!place.isTransit && !type.startsWith('transit.')) continue;
      for (const side of SIDES) {
        const decision = decide(inputFor(scene, { type, side }));
        assert.equal(guardOf(decision), 'transition-not-allowed', `${type} in ${place.state}`);
        const [role] = operationByType(type)?.roles ?? [];
        const metadata = { type, version: 1, drill: false, ...(role === undefined ? {} : { role }) };
        const forged = placed(scene, side, metadata, {});
        const verdict = judged(scene, forged);
        const isOwn = ['either', side].includes(operationByType(type)?.side ?? '');
        const code = isOwn && answersOf(type).length === 0 ? 'transition' : 'guard';
        assert.deepEqual(verdict, { ok: false, code }, `${type} forged in ${place.state}`);
      }
      refused[place.isTransit ? 'transit' : 'person'].add(type);
    }
  }
  const [transits, others] = [true, false].map((is) =>
    operations.map(({ type }) => type).filter((type) => type.startsWith('transit.') === is),
  );
  assert.deepEqual([...refused.person], transits);
  assert.deepEqual(
    [...refused.transit],
    others?.filter((type) => !OF_A_TRANSIT.test(type)),
  );
});

test('a draft begins there, and a machine moves it on', () => {
  assert.equal(fold([]).state, rows[0]?.to);
  tallies.rows.reach('0');
  tallies.states.reach('draft');
  const number = rows.findIndex(({ kind }) => kind === 'machine');
  const [row] = rows.slice(number);
  assert.ok(row !== undefined);
  for (const state of row.from) assert.ok(routesTo(placeOf(state)).length > 0);
  const [route] = routesTo(placeOf(row.to));
  assert.equal(route?.at(-1)?.type, row.message);
  assert.equal(sceneOf(route, 'exchange').fold.state, row.to);
  tallies.rows.reach(String(number));
});

for (const way of ways)
  test(nameOfWay(way), () => {
    const { row, side } = way;
    const clock = row.roles.length === 0;
    const given: Step = { type: row.message, side, own: ownOf(row, courseOf(way).route), clock };
    const scene = waiting(sceneFor(way), clock ? (PATIENCE[row.message] ?? 0) : 0);
    const record = take(way, scene, given);
    if (row.automatic === true && !clock)
      take(way, waiting(scene, PATIENCE[row.message] ?? 0), { ...given, clock: true });
    // A row for both kinds has its guards for a referral about a person; a transit has nothing for them to look at.
    if (!way.place.isTransit || row.referral === 'transit')
      for (const guard of row.guards) stop(way, given, guard);
    const forged = { ...record, metadata: { ...record.metadata, role: 'case-worker' } };
    assert.deepEqual(judged(scene, forged), { ok: false, code: 'guard' }, 'a role that may not');
  });

test('every reason code, in each row that asks for one', () => {
  const seen = new Set<number>();
  for (const way of ways) {
    const { row, number, side } = way;
    if (row.reasons === undefined || seen.has(number)) continue;
    seen.add(number);
    const scene = waiting(sceneFor(way), 0);
    for (const { code, barred, late, lateOnly } of codeList(row.reasons).codes) {
      const own: JsonObject = {
        ...ownOf(row, scene.route),
        reasons: [code],
        ...(row.message === 'enquiry.reply' ? { answer: 'no' } : {}),
        ...(code === 'reflection-period' ? { reviewOn: '2027-01-05' } : {}),
      };
      const given: Step = { type: row.message, side, own };
      const isLate = isLateDecline(row);
      const isMistimed = isLate ? late !== true : lateOnly === true;
      const expected = barred === true ? 'unconditional-support' : isMistimed ? 'late-decline-reason' : null;
      if (expected === null) take(way, scene, given);
      else assert.equal(guardOf(decide(inputFor(scene, given))), expected, `${nameOfWay(way)}: ${code}`);
      tallies.reasons.reach(`${number} ${row.reasons} ${code}`);
      if (barred === true) tallies.flags.reach(`barred ${row.reasons} ${code}`);
      if (lateOnly === true && !isLate) tallies.flags.reach(`lateOnly ${row.reasons} ${code}`);
      if (late === true && isLate) tallies.flags.reach(`late ${row.reasons} ${code}`);
    }
  }
});

test('every condition of an acceptance', () => {
  const way = ways.find(
    ({ row }) => row.when?.member === 'conditions' && 'is' in row.when && row.when.is === 'not-empty',
  );
  assert.ok(way !== undefined);
  const scene = waiting(sceneFor(way), 0);
  for (const { code, barred } of codeList('conditions').codes) {
    const given: Step = { type: way.row.message, side: way.side, own: { conditions: [code] } };
    if (barred === true) {
      assert.equal(guardOf(decide(inputFor(scene, given))), 'unconditional-support', code);
      tallies.flags.reach(`barred conditions ${code}`);
    } else take(way, scene, given);
    tallies.conditions.reach(code);
  }
});

test('a regime of a participant is that participant’s to assert under', () => {
  const way = ways.find(({ row, side }) => row.message === 'status.asserted' && side === 'sender');
  assert.ok(way !== undefined);
  const scene = waiting(sceneFor(way), 0);
  const subject = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
  const regimes = codeList('regimes').codes;
  const participants = new Set(regimes.flatMap(({ participant }) => participant ?? []));
  for (const { code, participant } of regimes)
    for (const from of participants) {
      const status = { value: 'presumed', byKindOfBody: 'ngo', regime: code, on: '2026-11-12' };
      const input = inputFor(scene, {
        type: way.row.message,
        side: 'sender',
        own: { persons: [{ subject, status }] },
      });
      const decision = decide({ ...input, referral: { ...input.referral, from } });
      const isOwn = participant === undefined || participant === from;
      assert.equal(guardOf(decision), isOwn ? 'decided' : 'attributed-status', `${code} by ${from}`);
      if (participant === from) tallies.flags.reach(`participant regimes ${code}`);
    }
});

test('nobody may give what only the clock gives', () => {
  for (const { message, roles } of rows) {
    const operation = operationByType(message);
    if (operation === null) continue;
    assert.deepEqual([...operation.roles].sort(), [...roles].sort(), message);
    assert.ok(operation.automatic || roles.length > 0, message);
  }
});

finally_(() => {
  const all = Object.values(tallies);
  const missing = all.flatMap((tally) => tally.missing);
  process.stdout.write(`# coverage of transitions.json: ${all.map((tally) => tally.told).join(', ')}\n`);
  assert.deepEqual(missing, [], 'not reached');
});
