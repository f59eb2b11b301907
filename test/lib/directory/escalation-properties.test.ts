/**
 * Who is told that work waits, for every limit, step and side, in random directories.
 * Invariant under test: only who is there is told, each once; where nobody is there, somebody above is told at once.
 * domain.md 5 (drills) and 7 (clocks).
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TASK_LIMIT } from '../../../services/lib/casework/index.ts';
import { limitNames, type LimitName } from '../../../services/lib/contract/index.ts';
import {
  actorOf,
  ESCALATION_PERCENTS,
  personsOf,
  planOf,
  staffingOf,
  standingAt,
  type Directory,
  type Due,
  type EscalationPercent,
  type Plan,
} from '../../../services/lib/directory/index.ts';
import { directories, FUNCTIONS, moments, POINTS } from './generators.ts';

const FOCAL_POINT = 'national-focal-point';
const COORDINATION = 'coordination';
const DESK = 'duty-desk';

/** Every limit that somebody has to act in, as a gateway of either side asks; and the tasks of an office. */
const dues: fc.Arbitrary<Due> = fc
  .record({
    limit: fc.constantFrom<string>(...limitNames.filter((limit) => actorOf(limit) !== null), TASK_LIMIT),
    percent: fc.constantFrom<EscalationPercent>(...ESCALATION_PERCENTS),
    weAre: fc.constantFrom('sender', 'receiver'),
    taskOf: fc.record({ function: fc.constantFrom(...FUNCTIONS), contactPoint: fc.constantFrom(...POINTS) }),
    drill: fc.boolean(),
    partnerWarns: fc.boolean(),
    closed: fc.boolean(),
  })
  .map(({ limit, percent, weAre, taskOf, drill, partnerWarns, closed }) => {
    const rest = { limit, percent, drill, partnerWarns, closed: closed && limit === TASK_LIMIT };
    if (limit === TASK_LIMIT) return { ...rest, ...taskOf, oursToAct: true };
    const actor = actorOf(limit as LimitName);
    assert.ok(actor !== null);
    const oursToAct = actor.side === 'either' || actor.side === weAre;
    return { ...rest, function: actor.function, contactPoint: null, oursToAct };
  });

interface Seen {
  readonly plan: Plan;
  readonly directory: Directory;
  readonly due: Due;
  readonly at: string;
  readonly told: readonly string[];
}

function always(wanted: (due: Due) => boolean, check: (seen: Seen) => void): void {
  fc.assert(
    fc.property(directories, dues.filter(wanted), moments, (directory, due, at) => {
      const plan = planOf(directory, due, at);
      check({ plan, directory, due, at, told: plan.calls.map(({ person }) => person.subject) });
    }),
    { numRuns: 2000 },
  );
}

/** By the book: subjects that are there for a function at a contact point that is neither suspended nor closed. */
function there({ directory, at }: Seen, fn: string, only: string | null = null): readonly string[] {
  const subjects = directory.contactPoints
    .filter(({ state, point }) => state === 'active' && point.functions.includes(fn))
    .filter(({ point }) => only === null || point.id === only)
    .flatMap(({ point }) => staffingOf(directory, point.id, fn, at).available)
    .map(({ subject }) => subject);
  return [...new Set(subjects)].sort();
}
const sorted = (subjects: readonly string[]): readonly string[] => [...new Set(subjects)].sort();
/** Those above, who are told where nobody is there or the time has passed. */
const above = (seen: Seen): readonly string[] => {
  const focalPoints = there(seen, FOCAL_POINT);
  const coordinates = seen.due.oursToAct || focalPoints.length === 0;
  return sorted([...focalPoints, ...(coordinates ? there(seen, COORDINATION) : [])]);
};
const everyDue = (): boolean => true;

describe('every plan', () => {
  it('tells only persons who are there for the function in which they are told', () => {
    always(everyDue, (seen) => {
      for (const { person } of seen.plan.calls) {
        assert.ok(there(seen, person.function, person.contactPoint).includes(person.subject));
        // Once more without staffingOf: whoever has left, has not begun or is away holds nothing now.
        const { appointments, absences } = seen.directory;
        assert.ok(
          appointments.some(
            ({ subject, from, to }) =>
              subject === person.subject && from <= seen.at && (to === undefined || seen.at < to),
          ),
        );
        assert.ok(
          !absences.some(
            ({ subject, from, to }) => subject === person.subject && from <= seen.at && seen.at < to,
          ),
        );
      }
    });
  });

  it('tells nobody twice', () => {
    always(everyDue, ({ told }) => assert.equal(new Set(told).size, told.length));
  });

  it('names a function as vacant only where nobody is there for it', () => {
    always(everyDue, (seen) => {
      for (const fn of seen.plan.vacant)
        assert.deepEqual(there(seen, fn, fn === seen.due.function ? seen.due.contactPoint : null), [], fn);
    });
  });

  it('tells nobody where somebody should be told only when all functions concerned are vacant', () => {
    always(
      ({ drill, oursToAct, percent }) => !drill && (oursToAct || percent >= 100),
      ({ plan, told, due }) => {
        if (told.length > 0) return;
        for (const fn of [FOCAL_POINT, COORDINATION]) assert.ok(plan.vacant.includes(fn), fn);
        if (due.percent < 100) assert.ok(plan.vacant.includes(due.function));
      },
    );
  });

  it('tells the first of the function at the start; those above at once where nobody is there, or it is not sure that anybody answers', () => {
    always(
      ({ drill, oursToAct, percent }) => !drill && oursToAct && percent === 0,
      (seen) => {
        const { plan, told, due } = seen;
        const own = there(seen, due.function, due.contactPoint);
        if (own.length === 0) {
          assert.deepEqual(sorted(told), above(seen));
          assert.ok(plan.vacant.includes(due.function));
          for (const call of plan.calls)
            assert.deepEqual([call.kind, call.because], ['escalation', 'vacant']);
          return;
        }
        const [first, ...others] = plan.calls;
        assert.ok(first !== undefined && own.includes(first.person.subject));
        assert.deepEqual([first.kind, first.because], ['work-waits', 'started']);
        const listed = seen.directory.contactPoints.find(
          ({ point }) => point.id === first.person.contactPoint,
        );
        const isSure =
          listed !== undefined && standingAt(seen.directory, listed, seen.at).standing === 'works';
        const besides = [...(isSure ? [] : above(seen)), ...(due.closed ? there(seen, DESK) : [])];
        assert.deepEqual(
          sorted(others.map(({ person }) => person.subject)),
          sorted(besides.filter((subject) => subject !== first.person.subject)),
        );
        for (const { because } of others) assert.match(because, /^(doubtful|closed)$/);
      },
    );
  });

  it('reminds at half of the time all but the one asked first; that one and those above where there is nobody else', () => {
    always(
      ({ drill, oursToAct, percent }) => !drill && oursToAct && percent === 50,
      (seen) => {
        const { directory, plan, told, due, at } = seen;
        const own = personsOf(directory, due.function, at, due.contactPoint);
        const [first] = own;
        if (first === undefined) {
          assert.deepEqual(sorted(told), above(seen));
          return;
        }
        const reminded = plan.calls
          .filter(({ kind }) => kind === 'reminder')
          .map(({ person }) => person.subject);
        const isAsked = own.length > 1 && first.rank !== 'deputy';
        assert.deepEqual(
          sorted(reminded),
          there(seen, due.function, due.contactPoint).filter(
            (subject) => !isAsked || subject !== first.subject,
          ),
        );
        const escalated = plan.calls.filter(({ kind }) => kind === 'escalation');
        assert.deepEqual(
          sorted(escalated.map(({ person }) => person.subject)),
          own.length === 1 ? above(seen).filter((subject) => subject !== first.subject) : [],
        );
      },
    );
  });

  it('goes to the focal points of our side when the limit has passed, and to coordination where we have to act', () => {
    always(
      ({ drill, percent }) => !drill && percent >= 100,
      (seen) => {
        const desk = seen.due.limit === 'arrive' ? there(seen, DESK) : [];
        assert.deepEqual(sorted(seen.told), sorted([...above(seen), ...desk]));
        const because = seen.due.percent === 100 ? 'passed' : 'doubled';
        for (const call of seen.plan.calls)
          assert.deepEqual([call.kind, call.because], ['escalation', because]);
      },
    );
  });

  it('bothers nobody of the side that waits before the limit has passed, unless the partner is known not to work', () => {
    always(
      ({ drill, oursToAct, percent }) => !drill && !oursToAct && percent < 100,
      (seen) => {
        const { due, plan, told } = seen;
        assert.deepEqual(sorted(told), due.percent === 50 && due.partnerWarns ? above(seen) : []);
        for (const call of plan.calls)
          assert.deepEqual([call.kind, call.because], ['escalation', 'partner-vacant']);
      },
    );
  });

  it('bothers at most one person, of the duty desk of the side asked, with an exercise', () => {
    always(
      ({ drill }) => drill,
      (seen) => {
        const { due, plan, told } = seen;
        const desk = due.oursToAct && due.percent <= 50 ? there(seen, DESK) : [];
        assert.equal(told.length, Math.min(desk.length, 1));
        for (const { kind, person } of plan.calls) {
          assert.equal(kind, 'work-waits');
          assert.equal(person.function, DESK);
        }
      },
    );
  });
});
