/**
 * Who is told that work waits, and when: the table of limits, and the contact point that has retired.
 * Invariant under test: as in escalation-properties.test.ts, on directories that a person can read.
 * domain.md 5 (drills) and 7 (clocks); schemas/transitions.json.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitNames, transitions, type LimitName } from '../../../services/lib/contract/index.ts';
import {
  actorOf,
  coordinatorsOf,
  ESCALATION_PERCENTS,
  NO_DIRECTORY,
  planOf,
  type Directory,
  type Due,
} from '../../../services/lib/directory/index.ts';
import { day, directoryOf, holds, listed } from './generators.ts';

const FOCAL_POINT = 'national-focal-point';
const COORDINATION = 'coordination';
const DESK = 'duty-desk';
const LIAISON = 'liaison';

describe('actorOf', () => {
  it('knows for every limit of the table which side must act, and in which function', () => {
    const expected: Readonly<Record<LimitName, readonly [string, string] | null>> = {
      // A machine answers it; when it does not, people phone.
      deliver: ['receiver', DESK],
      acknowledge: ['receiver', DESK],
      decide: ['receiver', FOCAL_POINT],
      clarify: ['sender', LIAISON],
      // The sender proposes, the receiver agrees.
      plan: ['either', LIAISON],
      arrive: ['receiver', LIAISON],
      // By the sender, or the person by way of either side; the other one confirms.
      'confirm-withdrawal': ['either', FOCAL_POINT],
      'review-hold': ['either', LIAISON],
      'review-emergency': ['sender', FOCAL_POINT],
      'first-feedback': ['receiver', LIAISON],
      // Nobody has to act before it: the gateway's clock ends it.
      retention: null,
    };
    assert.deepEqual(Object.keys(transitions.limits).sort(), [...limitNames].sort());
    for (const limit of limitNames) {
      const actor = actorOf(limit);
      assert.deepEqual(actor === null ? null : [actor.side, actor.function], expected[limit], limit);
    }
  });

  it('lets the other side than the one that withdrew confirm, and changes no other limit by who began', () => {
    assert.equal(actorOf('confirm-withdrawal', 'sender')?.side, 'receiver');
    assert.equal(actorOf('confirm-withdrawal', 'receiver')?.side, 'sender');
    for (const limit of limitNames)
      if (limit !== 'confirm-withdrawal')
        for (const side of ['sender', 'receiver'] as const)
          assert.deepEqual(actorOf(limit, side), actorOf(limit), limit);
  });

  it('has exactly the steps of the table, and the start', () => {
    assert.deepEqual(ESCALATION_PERCENTS, [0, ...transitions.escalation.map(({ percent }) => percent)]);
  });
});

describe('a contact point that has retired', () => {
  const everyone: Directory = directoryOf({
    contactPoints: [
      listed('desk', { functions: [DESK] }),
      listed('centre', { functions: [FOCAL_POINT, COORDINATION] }),
    ],
    appointments: [
      holds('holder', 'desk', DESK, { to: day(2) }),
      holds('deputy', 'desk', DESK, { rank: 'deputy' }),
      holds('focal', 'centre', FOCAL_POINT),
      holds('coordinator', 'centre', COORDINATION),
    ],
    absences: [{ subject: 'deputy', from: day(5), to: day(20), cover: null }],
  });
  const steps = (
    weAre: 'sender' | 'receiver',
    at: string,
    partnerWarns = false,
  ): readonly (readonly string[])[] =>
    ESCALATION_PERCENTS.map((percent) => {
      const actor = actorOf('acknowledge');
      assert.ok(actor !== null);
      const due = {
        limit: 'acknowledge',
        percent,
        oursToAct: actor.side === weAre,
        function: actor.function,
        contactPoint: null,
        drill: false,
        partnerWarns,
        closed: false,
      };
      return planOf(everyone, due, at).calls.map(
        ({ kind, because, person }) => `${person.subject} ${kind} ${because}`,
      );
    });

  it('asked the holder, then the deputy, then those above, while both were there', () => {
    assert.deepEqual(steps('receiver', day(1)), [
      ['holder work-waits started'],
      ['deputy reminder half'],
      ['focal escalation passed', 'coordinator escalation passed'],
      ['focal escalation doubled', 'coordinator escalation doubled'],
    ]);
  });

  it('asks the deputy, and at half of the time also those above, once the holder has left', () => {
    assert.deepEqual(steps('receiver', day(3)).slice(0, 2), [
      ['deputy work-waits started'],
      ['deputy reminder half', 'focal escalation vacant', 'coordinator escalation vacant'],
    ]);
  });

  it('asks focal point and coordinator at once while the deputy is on leave too', () => {
    const atOnce = ['focal escalation vacant', 'coordinator escalation vacant'];
    assert.deepEqual(steps('receiver', day(9)).slice(0, 2), [atOnce, atOnce]);
  });

  it('tells the focal point of the other side at half of the time where its entry warns, else when it has passed', () => {
    assert.deepEqual(steps('sender', day(9)), [
      [],
      [],
      ['focal escalation passed'],
      ['focal escalation doubled'],
    ]);
    assert.deepEqual(steps('sender', day(9), true)[1], ['focal escalation partner-vacant']);
  });
});

describe('whoever is asked first', () => {
  const due = (more: Partial<Due>): Due => ({
    limit: 'acknowledge',
    percent: 0,
    oursToAct: true,
    function: DESK,
    contactPoint: null,
    drill: false,
    partnerWarns: false,
    closed: false,
    ...more,
  });
  const toldBy = (directory: Directory, more: Partial<Due> = {}): readonly string[] =>
    planOf(directory, due(more), day(1)).calls.map(({ kind, person }) => `${person.subject} ${kind}`);
  const two = directoryOf({
    contactPoints: [listed('east'), listed('west'), listed('centre', { functions: [FOCAL_POINT] })],
    appointments: [
      holds('ana', 'east', DESK),
      holds('ben', 'west', DESK),
      holds('cid', 'west', DESK, { rank: 'deputy' }),
      holds('focal', 'centre', FOCAL_POINT),
    ],
  });

  it('serves a contact point that works', () => {
    assert.deepEqual(toldBy(two), ['ana work-waits']);
    const failed = { ...two, measured: [{ contactPoint: 'east', kind: 'failed' as const, at: day(0) }] };
    assert.deepEqual(toldBy(failed), ['ben work-waits']);
    const old = {
      ...two,
      contactPoints: [listed('east', {}, { verifiedOn: '2026-01-01' }), ...two.contactPoints.slice(1)],
    };
    assert.deepEqual(toldBy(old), ['ben work-waits']);
  });

  it('is on duty at whatever contact point', () => {
    const shift = { id: 's', contactPoint: 'west', function: DESK, subject: 'cid', from: day(0), to: day(2) };
    assert.deepEqual(toldBy({ ...two, shifts: [shift] }), ['cid work-waits']);
    assert.deepEqual(toldBy({ ...two, shifts: [shift] }, { drill: true }), ['cid work-waits']);
  });

  it('is of the contact point that has the task; where that has been suspended since, those above are told', () => {
    assert.deepEqual(toldBy(two, { contactPoint: 'west' }), ['ben work-waits']);
    assert.deepEqual(toldBy(two, { contactPoint: 'west', percent: 50 }), ['cid reminder']);
    for (const state of ['suspended', 'closed'] as const) {
      const contactPoints = two.contactPoints.map((item) =>
        item.point.id === 'west' ? { ...item, state } : item,
      );
      assert.deepEqual(toldBy({ ...two, contactPoints }, { contactPoint: 'west' }), ['focal escalation']);
      assert.deepEqual(toldBy({ ...two, contactPoints }, { percent: 50 }), [
        'ana reminder',
        'focal escalation',
      ]);
    }
  });

  it('is not taken for a second person where the same one serves two contact points', () => {
    const alone = {
      ...two,
      appointments: [
        ...['east', 'west'].map((id) => holds('ana', id, DESK)),
        holds('focal', 'centre', FOCAL_POINT),
      ],
    };
    assert.deepEqual(toldBy(alone, { percent: 50 }), ['ana reminder', 'focal escalation']);
  });

  it('may have left since: at half of the time no deputy is left out', () => {
    const deputies = ['cid', 'dea'].map((subject) => holds(subject, 'west', DESK, { rank: 'deputy' }));
    assert.deepEqual(toldBy({ ...two, appointments: deputies }, { percent: 50 }), [
      'cid reminder',
      'dea reminder',
    ]);
  });
});

describe('planOf', () => {
  it('tells nobody without a directory, and says what is vacant', () => {
    const due: Due = {
      limit: 'acknowledge',
      percent: 0,
      oursToAct: true,
      function: DESK,
      contactPoint: null,
      drill: false,
      partnerWarns: false,
      closed: false,
    };
    assert.deepEqual(planOf(NO_DIRECTORY, due, day(1)), {
      calls: [],
      vacant: [DESK, FOCAL_POINT, COORDINATION],
    });
  });
});

/** A state with entities has a coordinator for each of them, and one for the whole. */
describe('coordinatorsOf', () => {
  const entities: Directory = directoryOf({
    contactPoints: [
      listed('east', { functions: [COORDINATION], office: 'east' }),
      listed('state', { functions: [COORDINATION], office: 'state' }),
    ],
    appointments: [
      holds('east', 'east', COORDINATION),
      holds('state', 'state', COORDINATION, { to: day(5) }),
      holds('state', 'state', COORDINATION, { rank: 'deputy', to: day(5) }),
    ],
  });
  const subjects = (office: string | null, at: string): readonly string[] =>
    coordinatorsOf(entities, office, at).map(({ subject }) => subject);

  it('names those of the whole alone, each once, where the pack says who that is', () => {
    assert.deepEqual(subjects('state', day(1)), ['state']);
    assert.deepEqual(subjects(null, day(1)), ['east', 'state']);
  });

  it('names the others where nobody is there for the whole', () => {
    assert.deepEqual(subjects('state', day(9)), ['east']);
  });
});
