/**
 * Who is told that work waits when a limit starts, is half gone, has passed, has passed twice: a reminder to the deputy,
 * then both focal points. Invariant: pure; told are only persons who are there, and where nobody is there the next
 * function is told at once, and why. domain.md 7; schemas/transitions.json (`escalation`).
 */
import { operationByType, transitions, type LimitName } from '../contract/index.ts';
import { standingAt } from './standing.ts';
import { staffingOf, type Person } from './staffing.ts';
import type { Directory } from './types.ts';

export const ESCALATION_PERCENTS = [0, 50, 100, 200] as const;
export type EscalationPercent = (typeof ESCALATION_PERCENTS)[number];

export type CallKind = 'work-waits' | 'reminder' | 'escalation' | 'moved' | 'check';
export type Because =
  'started' | 'half' | 'passed' | 'doubled' | 'vacant' | 'partner-vacant' | 'unmet' | 'moved' | 'check';

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
  readonly drill: boolean;
  /** The other side's published entry of that function is stale, vacant or suspended. */
  readonly partnerWarns: boolean;
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

/** Which side must act, in which function, before this limit ends; null: nobody has to. */
export function actorOf(limit: LimitName): { readonly side: string; readonly function: string } | null {
  if (limit === 'retention') return null;
  for (const type of transitions.limits[limit].metBy) {
    const operation = operationByType(type);
    const fn = operation?.roles.flatMap((role) => FUNCTION_OF_ROLE[role] ?? [])[0];
    if (operation !== null && operation !== undefined && fn !== undefined)
      return { side: operation.side, function: fn };
  }
  // What a machine must answer is looked after by people who can phone; a review is the focal point's.
  return limit === 'review-emergency'
    ? { side: 'sender', function: FOCAL_POINT }
    : { side: 'receiver', function: DUTY_DESK };
}

/** Everyone who holds a function at any contact point that works, or at least is not suspended. */
export function personsOf(directory: Directory, fn: string, at: string): readonly Person[] {
  const points = directory.contactPoints.filter(
    ({ point, state }) => state === 'active' && point.functions.includes(fn as never),
  );
  const works = (id: string): number => {
    const listed = points.find(({ point }) => point.id === id);
    return listed !== undefined && standingAt(directory, listed, at).standing === 'works' ? 0 : 1;
  };
  return points
    .flatMap(({ point }) => staffingOf(directory, point.id, fn, at).available)
    .sort((left, right) => works(left.contactPoint) - works(right.contactPoint));
}

export function planOf(directory: Directory, due: Due, at: string): Plan {
  const vacant: string[] = [];
  const find = (fn: string): readonly Person[] => {
    const found = personsOf(directory, fn, at);
    if (found.length === 0) vacant.push(fn);
    return found;
  };
  const own =
    due.contactPoint === null
      ? personsOf(directory, due.function, at)
      : staffingOf(directory, due.contactPoint, due.function, at).available;
  const call =
    (kind: CallKind, because: Because) =>
    (person: Person): Call => ({ kind, because, person });
  const above = (because: Because): readonly Call[] =>
    [...find(FOCAL_POINT), ...(due.oursToAct ? find(COORDINATION) : [])].map(call('escalation', because));
  // An exercise bothers the duty desk alone (domain.md 5).
  if (due.drill)
    return told(
      due.oursToAct && due.percent <= 50
        ? find(DUTY_DESK).slice(0, 1).map(call('work-waits', BECAUSE[due.percent]))
        : [],
      vacant,
    );
  if (!due.oursToAct) {
    if (due.percent >= 100)
      return told(find(FOCAL_POINT).map(call('escalation', BECAUSE[due.percent])), vacant);
    const early = due.percent === 50 && due.partnerWarns;
    return told(early ? find(FOCAL_POINT).map(call('escalation', 'partner-vacant')) : [], vacant);
  }
  if (due.percent >= 100) return told(above(BECAUSE[due.percent]), vacant);
  if (own.length === 0) {
    vacant.push(due.function);
    return told(above('vacant'), vacant);
  }
  if (due.percent === 0) return told(own.slice(0, 1).map(call('work-waits', 'started')), vacant);
  const deputies = own.slice(1);
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
