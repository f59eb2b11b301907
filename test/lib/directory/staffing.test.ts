/**
 * Who is there for a function of a contact point, and in which order they are asked.
 * Invariant under test: who has left, has not begun or is away is never asked; every span is [from, to). domain.md 7.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  staffingOf,
  vacantFunctions,
  type Appointment,
  type Directory,
  type Staffing,
} from '../../../services/lib/directory/index.ts';
import { day, directories, directoryOf, FUNCTIONS, holds, listed, moments, POINTS } from './generators.ts';

const RUNS = { numRuns: 2000 };
const DESK = 'duty-desk';

const staffing = (directory: Partial<Directory>, at: string): Staffing =>
  staffingOf(directoryOf(directory), 'east', DESK, at);
const asked = (directory: Partial<Directory>, at: string): readonly string[] =>
  staffing(directory, at).available.map(({ subject, rank }) => `${subject} ${rank}`);

const runs = ({ from, to }: { from: string; to?: string }, at: string): boolean =>
  from <= at && (to === undefined || at < to);
const isAbsent = ({ absences }: Directory, subject: string, at: string): boolean =>
  absences.some((absence) => absence.subject === subject && runs(absence, at));

interface Seen extends Staffing {
  readonly directory: Directory;
  readonly at: string;
  /** Appointments to this function of this contact point. */
  readonly appointed: readonly Appointment[];
}

/** Every contact point and function of a random directory at a random moment. */
function everywhere(check: (seen: Seen) => void): void {
  fc.assert(
    fc.property(directories, moments, (directory, at) => {
      for (const point of POINTS)
        for (const fn of FUNCTIONS) {
          const appointed = directory.appointments.filter(
            (item) => item.contactPoint === point && item.function === fn,
          );
          check({ ...staffingOf(directory, point, fn, at), directory, at, appointed });
        }
    }),
    RUNS,
  );
}

describe('whoever is asked', () => {
  it('is not absent, and holds the function now or covers somebody who does and is away', () => {
    everywhere(({ available, appointed, directory, at }) => {
      for (const { subject, rank, appointment } of available) {
        assert.ok(!isAbsent(directory, subject, at), 'absent');
        const behind = appointed.find(({ id }) => id === appointment);
        assert.ok(behind !== undefined && runs(behind, at), 'no appointment runs');
        if (rank !== 'cover') {
          assert.equal(behind.subject, subject);
          continue;
        }
        assert.ok(
          directory.absences.some(
            (absence) => absence.subject === behind.subject && absence.cover === subject && runs(absence, at),
          ),
        );
        assert.ok(directory.appointments.some((own) => own.subject === subject && runs(own, at)));
      }
    });
  });

  it('is everyone who holds the function now and is not absent', () => {
    everywhere(({ available, away, appointed, directory, at }) => {
      const asks = available.map(({ subject }) => subject);
      const isAway = away.map(({ subject }) => subject);
      for (const item of appointed) {
        const there = runs(item, at) && !isAbsent(directory, item.subject, at);
        assert.ok((there ? asks : [...asks, ...isAway]).includes(item.subject));
      }
    });
  });

  it('is asked once, and is not also said to be away', () => {
    everywhere(({ available, away }) => {
      const names = available.map(({ subject }) => subject);
      assert.equal(new Set(names).size, names.length);
      assert.deepEqual(
        away.filter(({ subject }) => names.includes(subject)),
        [],
      );
    });
  });

  it('comes in the order duty, holder, cover, deputy', () => {
    const order = ['duty', 'holder', 'cover', 'deputy'];
    everywhere(({ available }) => {
      const places = available.map(({ rank }) => order.indexOf(rank));
      assert.deepEqual(places, places.toSorted());
    });
  });

  it('is on duty exactly when a shift of this function and contact point runs', () => {
    everywhere(({ available, directory, at }) => {
      for (const { subject, contactPoint, function: fn, rank } of available) {
        const onShift = directory.shifts.some(
          (shift) =>
            shift.subject === subject &&
            shift.contactPoint === contactPoint &&
            shift.function === fn &&
            runs(shift, at),
        );
        if (rank === 'duty') assert.ok(onShift);
        else if (rank !== 'cover') assert.ok(!onShift);
      }
    });
  });
});

describe('staffingOf', () => {
  const ana = holds('ana', 'east', DESK);
  const ben = holds('ben', 'east', DESK, {
    rank: 'deputy',
    notify: [{ channel: 'mail', address: 'ben@office.example' }],
  });
  const cid = holds('cid', 'west', 'liaison', {
    notify: [{ channel: 'webhook', address: 'https://west.example/hook' }],
  });

  it('counts an appointment from its first moment until before its last', () => {
    const span = { appointments: [{ ...ana, from: day(2), to: day(4) }] };
    const table = [
      [day(2, -1), [], [{ subject: 'ana', rank: 'holder', because: 'not-yet', until: day(2) }]],
      [day(2), ['ana holder'], []],
      [day(4, -1), ['ana holder'], []],
      [day(4), [], [{ subject: 'ana', rank: 'holder', because: 'left', until: null }]],
    ] as const;
    for (const [at, there, away] of table) {
      assert.deepEqual(asked(span, at), there, at);
      assert.deepEqual(staffing(span, at).away, away, at);
    }
  });

  it('counts an absence from its first moment until before its last', () => {
    const leave = { subject: 'ana', from: day(2), to: day(4), cover: null };
    const there = { appointments: [ana], absences: [leave] };
    assert.deepEqual(asked(there, day(2, -1)), ['ana holder']);
    assert.deepEqual(asked(there, day(2)), []);
    assert.deepEqual(asked(there, day(4, -1)), []);
    assert.deepEqual(staffing(there, day(4, -1)).away, [
      { subject: 'ana', rank: 'holder', because: 'absent', until: day(4) },
    ]);
    assert.deepEqual(asked(there, day(4)), ['ana holder']);
  });

  it('lets a deputy on shift go before the holder, from its first moment until before its last', () => {
    const shift = { id: 's', contactPoint: 'east', function: DESK, subject: 'ben', from: day(2), to: day(4) };
    const there = { appointments: [ana, ben], shifts: [shift] };
    assert.deepEqual(asked(there, day(2, -1)), ['ana holder', 'ben deputy']);
    assert.deepEqual(asked(there, day(2)), ['ben duty', 'ana holder']);
    assert.deepEqual(asked(there, day(4, -1)), ['ben duty', 'ana holder']);
    assert.deepEqual(asked(there, day(4)), ['ana holder', 'ben deputy']);
  });

  it('knows no shift of another function, of another contact point, or of somebody who holds nothing here', () => {
    const shift = { id: 's', contactPoint: 'east', function: DESK, subject: 'ben', from: day(0), to: day(9) };
    for (const other of [
      { ...shift, function: 'liaison' },
      { ...shift, contactPoint: 'west' },
      { ...shift, subject: 'cid' },
    ])
      assert.deepEqual(asked({ appointments: [ana, ben, cid], shifts: [other] }, day(1)), [
        'ana holder',
        'ben deputy',
      ]);
  });

  it('asks the cover between holder and deputy, at the own address of the cover', () => {
    const leave = { subject: 'ana', from: day(2), to: day(4), cover: 'cid' };
    const there = { appointments: [ana, ben, cid], absences: [leave] };
    assert.deepEqual(asked(there, day(3)), ['cid cover', 'ben deputy']);
    assert.deepEqual(staffing(there, day(3)).available[0], {
      subject: 'cid',
      contactPoint: 'east',
      function: DESK,
      rank: 'cover',
      appointment: ana.id,
      notify: [{ channel: 'webhook', address: 'https://west.example/hook' }],
    });
    assert.deepEqual(asked(there, day(4)), ['ana holder', 'ben deputy']);
  });

  it('has no cover who is away, holds nothing any more or not yet, or covers for somebody who has left', () => {
    const leave = { subject: 'ana', from: day(2), to: day(6), cover: 'cid' };
    const there = { appointments: [ana, ben, cid], absences: [leave] };
    const away = { subject: 'cid', from: day(3), to: day(4), cover: null };
    assert.deepEqual(asked({ ...there, absences: [leave, away] }, day(3)), ['ben deputy']);
    assert.deepEqual(asked({ ...there, absences: [leave, away] }, day(4)), ['cid cover', 'ben deputy']);
    for (const span of [{ to: day(3) }, { from: day(3, 1) }])
      assert.deepEqual(asked({ ...there, appointments: [ana, ben, { ...cid, ...span }] }, day(3)), [
        'ben deputy',
      ]);
    assert.deepEqual(asked({ ...there, appointments: [{ ...ana, to: day(3) }, ben, cid] }, day(3)), [
      'ben deputy',
    ]);
    assert.deepEqual(asked({ ...there, absences: [{ ...leave, cover: 'ana' }] }, day(3)), ['ben deputy']);
  });

  it('does not say that a deputy who became holder has left', () => {
    const both = [
      { ...ben, id: 'first', to: day(2) },
      { ...ben, id: 'then', rank: 'holder' as const, from: day(2) },
    ];
    const there = staffing({ appointments: both }, day(3));
    assert.deepEqual(
      there.available.map(({ appointment }) => appointment),
      ['then'],
    );
    assert.deepEqual(there.away, []);
  });
});

describe('vacantFunctions', () => {
  it('names the functions of the contact point that nobody is there for', () => {
    const directory = directoryOf({
      contactPoints: [listed('east', { functions: [DESK, 'liaison', 'coordination'] })],
      appointments: [
        holds('ana', 'east', DESK, { to: day(3) }),
        holds('ben', 'east', DESK, { rank: 'deputy' }),
        holds('cid', 'east', 'liaison'),
        holds('dea', 'west', 'coordination'),
      ],
      absences: [{ subject: 'ben', from: day(2), to: day(5), cover: null }],
    });
    assert.deepEqual(vacantFunctions(directory, 'east', day(3, -1)), ['coordination']);
    assert.deepEqual(vacantFunctions(directory, 'east', day(3)), [DESK, 'coordination']);
    assert.deepEqual(vacantFunctions(directory, 'east', day(5)), ['coordination']);
    assert.deepEqual(vacantFunctions(directory, 'nowhere', day(3)), []);
  });
});
