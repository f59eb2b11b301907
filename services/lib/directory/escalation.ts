/**
 * Who is told that work waits when a limit starts, is half gone, has passed, has passed twice: a reminder to the deputy,
 * then both focal points. Invariant: pure; told are only persons who are there, and where nobody is there the next
 * function is told at once, and why. domain.md 7; schemas/transitions.json (`escalation`).
 */
import { operationByType, transitions, type LimitName, type Operation } from '../contract/index.ts';
import { standingAt } from './standing.ts';
import { staffingOf, type Person, type Rank } from './staffing.ts';
import type { Directory } from './types.ts';

export const ESCALATION_PERCENTS = [0, 50, 100, 200] as const;
export type EscalationPercent = (typeof ESCALATION_PERCENTS)[number];

export type CallKind = 'work-waits' | 'reminder' | 'escalation' | 'alert' | 'moved' | 'check';
export type Because =
  | 'started'
  | 'half'
  | 'passed'
  | 'doubled'
  | 'vacant'
  | 'partner-vacant'
  | 'unmet'
  | 'doubtful'
  | 'closed'
  | 'alert'
  | 'moved'
  | 'check'
  | 'stale';

export interface Call {
  readonly kind: CallKind;
  readonly because: Because;
  readonly person: Person;
}

export interface Plan {
  readonly calls: readonly Call[];
  /** Functions that nobody is there for; with nobody at all to tell, a person must look at the incident. */
  readonly vacant: readonly string[];
}

export interface Due {
  readonly limit: string;
  readonly percent: EscalationPercent;
  /** Does our own side have to act before the limit ends? */
  readonly oursToAct: boolean;
  /** Function that has to act, on whichever side. */
  readonly function: string;
  /** Contact point that was asked, for a task of an office; null: whichever serves the function. */
  readonly contactPoint: string | null;
  /** Office that coordinates for the whole participant: where there are several coordinators, the others are not told. */
  readonly coordinator?: string;
  readonly drill: boolean;
  /** The other side's published entry of that function is stale, vacant or suspended. */
  readonly partnerWarns: boolean;
  /** The contact point that was asked is closed now, and the case does not wait for the morning. */
  readonly closed: boolean;
}

const FUNCTION_OF_ROLE: Readonly<Record<string, string>> = {
  'duty-officer': 'duty-desk',
  'national-focal-point': 'national-focal-point',
  'liaison-officer': 'liaison',
  'justice-liaison': 'justice-liaison',
};
const FOCAL_POINT = 'national-focal-point';
const DUTY_DESK = 'duty-desk';
const COORDINATION = 'coordination';

type StartedBy = 'sender' | 'receiver';

/**
 * Which side must act, in which function, before this limit ends; null: nobody has to. `either`: both have to look, as
 * far as is known; with `startedBy` the one that confirms is the other side than the one that withdrew.
 */
export function actorOf(
  limit: LimitName,
  startedBy?: StartedBy,
): { readonly side: string; readonly function: string } | null {
  if (limit === 'retention') return null;
  const operations = transitions.limits[limit].metBy.flatMap((type) => operationByType(type) ?? []);
  const [fn] = operations.flatMap(({ roles }) => roles).flatMap((role) => FUNCTION_OF_ROLE[role] ?? []);
  if (fn !== undefined) return { side: sideOf(limit, operations, startedBy), function: fn };
  // What a machine must answer is looked after by people who can phone; a review is the focal point's.
  return limit === 'review-emergency'
    ? { side: 'sender', function: FOCAL_POINT }
    : { side: 'receiver', function: DUTY_DESK };
}

/** What machines answer among themselves: a person has to look only when they do not. */
export function isMachines(limit: LimitName): boolean {
  return transitions.limits[limit].metBy.every((type) =>
    transitions.transitions.some(({ message, kind }) => message === type && kind === 'machine'),
  );
}

function sideOf(limit: LimitName, operations: readonly Operation[], startedBy?: StartedBy): string {
  // The receiver agrees to a plan, but not before the sender has proposed one (anchors-domain 7.2: both).
  if (limit === 'plan') return 'either';
  // A consent may be withdrawn at either end, and the other one must stop.
  if (limit === 'confirm-withdrawal' && startedBy !== undefined)
    return startedBy === 'sender' ? 'receiver' : 'sender';
  const [side, ...others] = new Set(operations.map((operation) => operation.side));
  return side === undefined || others.length > 0 ? 'either' : side;
}

const RANKS: readonly Rank[] = ['duty', 'holder', 'cover', 'deputy'];

/**
 * Everyone who is there for a function at any contact point that is neither suspended nor closed, or at `only` this one,
 * each person once: what works first, then by rank, so that a shift here goes before the holder there.
 */
export function personsOf(
  directory: Directory,
  fn: string,
  at: string,
  only: string | null = null,
): readonly Person[] {
  const points = directory.contactPoints.filter(
    ({ point, state }) =>
      state === 'active' && point.functions.includes(fn) && (only === null || point.id === only),
  );
  const works = (id: string): number => {
    const listed = points.find(({ point }) => point.id === id);
    return listed !== undefined && standingAt(directory, listed, at, fn).standing === 'works' ? 0 : 1;
  };
  const seen = new Set<string>();
  return points
    .flatMap(({ point }) => staffingOf(directory, point.id, fn, at).available)
    .sort(
      (left, right) =>
        works(left.contactPoint) - works(right.contactPoint) ||
        RANKS.indexOf(left.rank) - RANKS.indexOf(right.rank),
    )
    .filter(({ subject }) => !seen.has(subject) && seen.add(subject));
}

/** Those who coordinate at this office; where nobody is there, whoever else coordinates. */
export function coordinatorsOf(directory: Directory, office: string | null, at: string): readonly Person[] {
  const seen = new Set<string>();
  const own = directory.contactPoints
    .filter(({ point }) => office !== null && point.office === office)
    .flatMap(({ point }) => personsOf(directory, COORDINATION, at, point.id))
    .filter(({ subject }) => !seen.has(subject) && seen.add(subject));
  return own.length > 0 ? own : personsOf(directory, COORDINATION, at);
}

function isSure(directory: Directory, { contactPoint, function: fn }: Person, at: string): boolean {
  const listed = directory.contactPoints.find(({ point }) => point.id === contactPoint);
  return listed !== undefined && standingAt(directory, listed, at, fn).standing === 'works';
}

export function planOf(directory: Directory, due: Due, at: string): Plan {
  const vacant: string[] = [];
  const find = (fn: string): readonly Person[] => {
    const found =
      fn === COORDINATION
        ? coordinatorsOf(directory, due.coordinator ?? null, at)
        : personsOf(directory, fn, at);
    if (found.length === 0) vacant.push(fn);
    return found;
  };
  const own = personsOf(directory, due.function, at, due.contactPoint);
  const call =
    (kind: CallKind, because: Because) =>
    (person: Person): Call => ({ kind, because, person });
  const above = (because: Because): readonly Call[] => {
    const focalPoints = find(FOCAL_POINT);
    const coordination = due.oursToAct || focalPoints.length === 0 ? find(COORDINATION) : [];
    return [...focalPoints, ...coordination].map(call('escalation', because));
  };
  // An exercise bothers the duty desk alone (domain.md 5).
  if (due.drill)
    return told(
      due.oursToAct && due.percent <= 50
        ? find(DUTY_DESK).slice(0, 1).map(call('work-waits', BECAUSE[due.percent]))
        : [],
      vacant,
    );
  if (due.percent >= 100) {
    // Somebody is on the way and has not come: whoever is there at night hears of it at both ends.
    const desk = due.limit === 'arrive' ? find(DUTY_DESK).map(call('escalation', BECAUSE[due.percent])) : [];
    return told([...desk, ...above(BECAUSE[due.percent])], vacant);
  }
  if (!due.oursToAct)
    return told(due.percent === 50 && due.partnerWarns ? above('partner-vacant') : [], vacant);
  if (own.length === 0) {
    vacant.push(due.function);
    return told(above('vacant'), vacant);
  }
  if (due.percent === 0) {
    const first = own.slice(0, 1);
    const told0 = first.map(call('work-waits', 'started'));
    // What nobody has made sure of, or did not answer last time, is asked, and not in silence.
    const doubtful = first.some((person) => !isSure(directory, person, at));
    const beside = due.closed ? find(DUTY_DESK).map(call('work-waits', 'closed')) : [];
    return told([...told0, ...(doubtful ? above('doubtful') : []), ...beside], vacant);
  }
  // Whoever held it when the work came may have left since: a deputy who is first now was asked nothing yet.
  const deputies = own.length === 1 ? [] : own.filter(({ rank }, place) => place > 0 || rank === 'deputy');
  // Who was asked first is alone: the reminder is theirs, and somebody above learns that nobody stands behind them.
  return told(
    deputies.length > 0
      ? deputies.map(call('reminder', 'half'))
      : [...own.map(call('reminder', 'half')), ...above('vacant')],
    vacant,
  );
}

const BECAUSE: Readonly<Record<EscalationPercent, Because>> = {
  0: 'started',
  50: 'half',
  100: 'passed',
  200: 'doubled',
};

/** Nobody is told the same thing twice in one step. */
function told(calls: readonly Call[], vacant: readonly string[]): Plan {
  const seen = new Set<string>();
  return {
    calls: calls.filter(({ person }) => !seen.has(person.subject) && seen.add(person.subject)),
    vacant: [...new Set(vacant)],
  };
}
