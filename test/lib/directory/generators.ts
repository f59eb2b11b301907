/**
 * Random directories: few persons, contact points and days, so that they overlap and borders are met often.
 * Invariant: as the schemas have it, ids are unique and at most one measurement per contact point; persons are invented.
 * domain.md 7.
 */
import fc from 'fast-check';
import type {
  Absence,
  Appointment,
  ContactPoint,
  Directory,
  Listed,
  Measured,
  Shift,
} from '../../../services/lib/directory/index.ts';

export const SUBJECTS = ['ana', 'ben', 'cid', 'dea', 'eli'] as const;
export const POINTS = ['east', 'north', 'west'] as const;
export const FUNCTIONS = ['coordination', 'duty-desk', 'liaison', 'national-focal-point'] as const;
export const OFFICES = ['one', 'two', 'three', 'desk'] as const;

const DAY_MS = 24 * 60 * 60_000;
const FIRST = Date.parse('2026-11-01T00:00:00.000Z');

/** Start of day `n` of a short month; with `ms`, so much later. */
export function day(n: number, ms = 0): string {
  return new Date(FIRST + n * DAY_MS + ms).toISOString();
}

/** A border, or the moment before or after one: what is exact is seen there. */
export const moments: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(-1, 0, 1, DAY_MS / 2))
  .map(([n, ms]) => day(n, ms));

const spans = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .map(([from, length]) => ({ from: day(from), to: day(from + length) }));

/** A duty desk that everybody may know, verified just before the month. */
export function contactPoint(id: string, more: Partial<ContactPoint> = {}): ContactPoint {
  return {
    id,
    name: `Contact point ${id}`,
    functions: ['duty-desk'],
    kind: 'police',
    hours: { timeZone: 'Europe/Belgrade', always: true },
    verifiedOn: '2026-10-30',
    source: 'invented for a test',
    asOf: '2026-10-30',
    ...more,
  };
}

export function listed(id: string, more: Partial<ContactPoint> = {}, also: Partial<Listed> = {}): Listed {
  const point = contactPoint(id, more);
  return { point, state: 'active', verifiedOn: point.verifiedOn, ...also };
}

export function holds(
  subject: string,
  contactPointId: string,
  fn: string,
  more: Partial<Appointment> = {},
): Appointment {
  return {
    id: `${subject}-${contactPointId}-${fn}`,
    contactPoint: contactPointId,
    function: fn,
    subject,
    rank: 'holder',
    from: day(0),
    ...more,
  };
}

export function directoryOf(more: Partial<Directory>): Directory {
  return { contactPoints: [], appointments: [], shifts: [], absences: [], measured: [], ...more };
}

const appointments: fc.Arbitrary<readonly Appointment[]> = fc
  .array(
    fc.record({
      subject: fc.constantFrom(...SUBJECTS),
      contactPoint: fc.constantFrom(...POINTS),
      function: fc.constantFrom(...FUNCTIONS),
      rank: fc.constantFrom('holder' as const, 'deputy' as const),
      span: spans,
      lasts: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((items) =>
    items.map(({ span, lasts, ...item }, index) => ({
      id: `appointment-${index}`,
      ...item,
      from: span.from,
      ...(lasts ? {} : { to: span.to }),
      notify: [{ channel: 'mail' as const, address: `${index}@office.example` }],
    })),
  );

const shifts: fc.Arbitrary<readonly Shift[]> = fc
  .array(
    fc.record({
      subject: fc.constantFrom(...SUBJECTS),
      contactPoint: fc.constantFrom(...POINTS),
      function: fc.constantFrom(...FUNCTIONS),
      span: spans,
    }),
    { maxLength: 4 },
  )
  .map((items) => items.map(({ span, ...item }, index) => ({ id: `shift-${index}`, ...item, ...span })));

const absences: fc.Arbitrary<readonly Absence[]> = fc
  .array(
    fc.record({
      subject: fc.constantFrom(...SUBJECTS),
      cover: fc.option(fc.constantFrom(...SUBJECTS)),
      span: spans,
    }),
    { maxLength: 4 },
  )
  .map((items) => items.map(({ subject, cover, span }) => ({ subject, cover, ...span })));

const points: fc.Arbitrary<readonly Listed[]> = fc.tuple(
  ...POINTS.map((id) =>
    fc
      .record({
        functions: fc.subarray([...FUNCTIONS], { minLength: 1 }),
        office: fc.option(fc.constantFrom(...OFFICES), { nil: undefined }),
        state: fc.constantFrom<Listed['state']>('active', 'active', 'active', 'suspended', 'closed'),
        verifiedOn: fc.constantFrom('2026-10-30', '2026-10-30', '2026-08-05', '2026-01-01'),
        ageBands: fc.option(fc.constantFrom(['0-8', '9-17'], ['18-20', '48-plus'], []), { nil: undefined }),
        sexes: fc.option(fc.subarray(['female', 'male']), { nil: undefined }),
        languages: fc.option(fc.subarray(['sq', 'sr-Latn', 'rom']), { nil: undefined }),
      })
      .map(({ state, verifiedOn, ...more }) =>
        listed(id, Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)), {
          state,
          verifiedOn,
        }),
      ),
  ),
);

const measured: fc.Arbitrary<readonly Measured[]> = fc
  .subarray([...POINTS])
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .constantFrom<Measured['kind']>('answered', 'answered', 'failed', 'bounced')
          .map((kind) => ({ contactPoint: id, kind, at: day(0) })),
      ),
    ),
  );

export const directories: fc.Arbitrary<Directory> = fc.record({
  contactPoints: points,
  appointments,
  shifts,
  absences,
  measured,
});
