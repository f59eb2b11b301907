// What holds for every pack, case, directory and moment on the way from office to contact point.
// Invariant under test: determinism, only what works and fits, exclusion, the explanation (domain.md 7).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  NO_DIRECTORY,
  staffingOf,
  standingAt,
  type Directory,
  type Listed,
} from '../../../services/lib/directory/index.ts';
import { route, routeToPoint } from '../../../services/lib/routing/index.ts';
import { day, directories, holds, moments, POINTS } from '../directory/generators.ts';
import { cases, packs } from './generators.ts';

const RUNS = { numRuns: 1000 };

/** Each contact point serves an office of the pack; some are `sound`, so that many a case finds one that works. */
const routed = fc
  .record({
    pack: packs,
    kase: cases,
    directory: directories,
    at: moments,
    languages: fc.subarray(['sq', 'sr-Cyrl']),
    sex: fc.constantFrom<readonly string[]>([], ['female'], ['male'], ['female', 'male']),
    sound: fc.subarray<string>([...POINTS]),
    offices: fc.tuple(...POINTS.map(() => fc.constantFrom('one', 'two', 'desk', 'desk'))),
  })
  .map(({ pack, kase, directory, at, languages, sex, sound, offices }) => ({
    pack,
    kase: { ...kase, languages, sex },
    at,
    directory: {
      ...directory,
      contactPoints: directory.contactPoints.map((item, index): Listed => {
        const point = {
          ...item.point,
          office: offices[index] ?? 'desk',
          functions: ['intake', ...item.point.functions],
        };
        return sound.includes(point.id)
          ? { point, state: 'active', verifiedOn: '2026-10-30' }
          : { ...item, point };
      }),
      appointments: [
        ...directory.appointments.map((item) =>
          item.rank === 'deputy' ? { ...item, function: 'intake' } : item,
        ),
        ...sound.map((id) => holds(`holder-${id}`, id, 'intake', { from: day(-1) })),
      ],
      measured: directory.measured.filter(({ contactPoint }) => !sound.includes(contactPoint)),
    },
  }));

describe('every case', () => {
  it('goes to the same contact point for the same pack, case, directory and moment', () => {
    fc.assert(
      fc.property(routed, ({ pack, kase, directory, at }) => {
        const once = JSON.stringify(routeToPoint(pack, kase, at, directory));
        const again = [pack, kase, directory].map((value) => structuredClone(value)) as [
          typeof pack,
          typeof kase,
          Directory,
        ];
        assert.equal(JSON.stringify(routeToPoint(again[0], again[1], at, again[2])), once);
      }),
      RUNS,
    );
  });

  it('does not depend on the order in which contact points are listed', () => {
    fc.assert(
      fc.property(routed, ({ pack, kase, directory, at }) => {
        const turned = { ...directory, contactPoints: directory.contactPoints.toReversed() };
        assert.deepEqual(routeToPoint(pack, kase, at, turned), routeToPoint(pack, kase, at, directory));
      }),
      RUNS,
    );
  });

  it('goes to a contact point only if it works, belongs to the office, serves the function and takes everyone', () => {
    fc.assert(
      fc.property(routed, ({ pack, kase, directory, at }) => {
        const result = routeToPoint(pack, kase, at, directory);
        if (result.contactPoint === null) {
          assert.equal(result.asked, null);
          return;
        }
        const item = directory.contactPoints.find(({ point }) => point.id === result.contactPoint);
        assert.ok(item !== undefined && result.chosen !== null);
        assert.equal(standingAt(directory, item, at).standing, 'works');
        assert.equal(item.point.office, result.chosen.office);
        assert.ok(item.point.functions.includes(result.chosen.function));
        const [first] = staffingOf(directory, item.point.id, result.chosen.function, at).available;
        assert.ok(first !== undefined);
        assert.equal(result.asked, first.subject);
        const { sexes = [], ageBands = [] } = item.point;
        assert.ok(sexes.length === 0 || kase.sex.every((code) => sexes.includes(code)));
        assert.ok(ageBands.length === 0 || (kase.ageBand ?? []).every((code) => ageBands.includes(code)));
      }),
      RUNS,
    );
  });

  it('never goes to an excluded office, nor past it to its contact point', () => {
    fc.assert(
      fc.property(routed, ({ pack, kase, directory, at }) => {
        const { chosen, contactPoint } = routeToPoint(pack, kase, at, directory);
        assert.ok(chosen === null ? contactPoint === null : !kase.exclude?.includes(chosen.office));
      }),
      RUNS,
    );
  });

  it('leaves the competent office only for the fallback, and only if no contact point of it fits', () => {
    fc.assert(
      fc.property(routed, ({ pack, kase, directory, at }) => {
        const plain = route(pack, kase, at);
        const result = routeToPoint(pack, kase, at, directory);
        assert.deepEqual(result.rules, plain.rules);
        const [bypassed, ...others] = result.bypassed;
        if (bypassed === undefined) {
          assert.deepEqual([result.chosen, result.fallback], [plain.chosen, plain.fallback]);
          return;
        }
        assert.deepEqual(others, []);
        assert.deepEqual(
          { office: bypassed.office, function: bypassed.function },
          { office: plain.chosen?.office, function: plain.chosen?.function },
        );
        assert.ok(bypassed.considered.length > 0);
        assert.ok(bypassed.considered.every(({ fits }) => !fits));
        if (result.chosen?.office !== plain.chosen?.office) {
          assert.deepEqual(result.chosen, { ...pack.fallback, rule: null });
          assert.equal(result.fallback, true);
        }
      }),
      RUNS,
    );
  });

  it('explains every contact point: it fits exactly when all but the languages holds', () => {
    fc.assert(
      fc.property(routed, ({ pack, kase, directory, at }) => {
        const { considered, bypassed } = routeToPoint(pack, kase, at, directory);
        for (const { fits, because } of [...considered, ...bypassed.flatMap((item) => item.considered)])
          assert.equal(
            fits,
            because.every(({ fact, holds: yes }) => yes || fact === 'languages'),
          );
      }),
      RUNS,
    );
  });

  it('gets the plain route where no directory is kept, or it lists nothing', () => {
    fc.assert(
      fc.property(packs, cases, moments, (pack, kase, at) => {
        const plain = {
          ...route(pack, kase, at),
          contactPoint: null,
          asked: null,
          considered: [],
          bypassed: [],
        };
        assert.deepEqual(routeToPoint(pack, kase, at, null), plain);
        assert.deepEqual(routeToPoint(pack, kase, at, NO_DIRECTORY), plain);
      }),
      RUNS,
    );
  });
});
