// From the competent office to a contact point of it that works and fits: examples.
// Invariant under test: what does not work gets nothing, the coordinator gets it instead, and every step says why.
// domain.md 7.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Directory } from '../../../services/lib/directory/index.ts';
import { routeToPoint, type RoutingCase } from '../../../services/lib/routing/index.ts';
import { day, directoryOf, holds, listed } from '../directory/generators.ts';
import { packWith } from './generators.ts';

describe('routeToPoint', () => {
  const AT = day(1);
  const young = {
    when: { ageBand: ['9-17'] },
    office: 'one',
    function: 'intake',
    fact: 'read-somewhere',
    id: 'young',
  };
  const pack = packWith([young]);
  const at = (id: string, office: string, more: object = {}, also: object = {}): ReturnType<typeof listed> =>
    listed(id, { office, functions: ['intake'], ...more }, also);
  const staff = [holds('ana', 'a', 'intake'), holds('ben', 'b', 'intake'), holds('dea', 'desk', 'intake')];
  const desk = at('desk', 'desk');
  const where = (
    contactPoints: Directory['contactPoints'],
    kase: RoutingCase = {},
    more: Partial<Directory> = {},
  ): ReturnType<typeof routeToPoint> =>
    routeToPoint(
      pack,
      { ageBand: ['9-17'], ...kase },
      AT,
      directoryOf({ contactPoints, appointments: staff, ...more }),
    );

  it('gives contact point and person with the route', () => {
    const result = where([desk, at('a', 'one')]);
    assert.deepEqual(result.chosen, { office: 'one', function: 'intake', rule: 'young' });
    assert.deepEqual(
      [result.contactPoint, result.asked, result.fallback, result.bypassed],
      ['a', 'ana', false, []],
    );
    assert.deepEqual(result.considered, [
      {
        contactPoint: 'a',
        fits: true,
        because: [
          { fact: 'standing', value: ['works'], wanted: ['works'], holds: true },
          { fact: 'staffed', value: ['1'], wanted: [], holds: true },
          { fact: 'open', value: ['open'], wanted: ['open'], holds: true },
        ],
      },
    ]);
  });

  it('passes over whatever does not work and goes to the fallback, with the reason', () => {
    const failed = { measured: [{ contactPoint: 'a', kind: 'failed' as const, at: day(0) }] };
    const left = { appointments: [holds('ana', 'a', 'intake', { to: day(1) }), ...staff.slice(1)] };
    const table = [
      [at('a', 'one', {}, { verifiedOn: '2026-01-01' }), {}, 'stale'],
      [at('a', 'one', {}, { state: 'suspended' }), {}, 'suspended'],
      [at('a', 'one', {}, { state: 'closed' }), {}, 'closed'],
      [at('a', 'one'), failed, 'unreachable'],
      [at('a', 'one'), left, 'vacant'],
    ] as const;
    for (const [point, more, standing] of table) {
      const result = where([desk, point], {}, more);
      assert.deepEqual(result.chosen, { office: 'desk', function: 'intake', rule: null }, standing);
      assert.deepEqual([result.contactPoint, result.asked, result.fallback], ['desk', 'dea', true], standing);
      assert.deepEqual(
        result.considered.map(({ contactPoint }) => contactPoint),
        ['desk'],
      );
      const [bypassed] = result.bypassed;
      assert.deepEqual([bypassed?.office, bypassed?.function], ['one', 'intake']);
      assert.deepEqual(bypassed?.considered[0]?.because[0], {
        fact: 'standing',
        value: [standing],
        wanted: ['works'],
        holds: false,
      });
      // The rule held all the same, and is explained as before.
      assert.equal(result.rules[0]?.matched, true);
    }
  });

  it('passes over a contact point that works but has nobody for this function', () => {
    const point = at('a', 'one', { functions: ['intake', 'liaison'] });
    const result = where(
      [desk, point],
      {},
      { appointments: [holds('ana', 'a', 'liaison'), ...staff.slice(1)] },
    );
    assert.equal(result.contactPoint, 'desk');
    const because = result.bypassed[0]?.considered[0]?.because;
    assert.deepEqual(
      because?.map(({ fact, holds: yes }) => [fact, yes]),
      [
        ['standing', true],
        ['staffed', false],
        ['open', true],
      ],
    );
  });

  it('takes the next contact point of the office before the fallback', () => {
    const result = where([desk, at('b', 'one'), at('a', 'one', {}, { state: 'suspended' })]);
    assert.deepEqual([result.contactPoint, result.asked, result.bypassed], ['b', 'ben', []]);
    assert.deepEqual(
      result.considered.map(({ contactPoint, fits }) => [contactPoint, fits]),
      [
        ['a', false],
        ['b', true],
      ],
    );
  });

  it('says nothing of what has closed once something has come in its place', () => {
    const result = where([at('b', 'one'), at('a', 'one', {}, { state: 'closed' })]);
    assert.deepEqual(
      result.considered.map(({ contactPoint }) => contactPoint),
      ['b'],
    );
  });

  it('sends at once to where somebody is there now, and by day as ever', () => {
    const byDay = {
      timeZone: 'Europe/Belgrade',
      weekly: [
        { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], opens: '08:00', closes: '16:00' },
      ],
    };
    const two = [at('a', 'one', { hours: byDay }), at('b', 'one')];
    const asks = (urgency: string, hour: string): string | null =>
      routeToPoint(
        pack,
        { ageBand: ['9-17'], urgency: [urgency] },
        `2026-11-03T${hour}:00.000Z`,
        directoryOf({ contactPoints: two, appointments: staff }),
      ).contactPoint;
    assert.equal(asks('urgent', '10:00'), 'a');
    assert.equal(asks('urgent', '22:00'), 'b');
    assert.equal(asks('emergency', '15:30'), 'b');
    assert.equal(asks('routine', '22:00'), 'a');
    // Where all are closed somebody is asked all the same.
    const closed = directoryOf({ contactPoints: [two[0]!], appointments: staff });
    const late = routeToPoint(
      pack,
      { ageBand: ['9-17'], urgency: ['urgent'] },
      '2026-11-03T22:00:00.000Z',
      closed,
    );
    assert.equal(late.contactPoint, 'a');
    assert.deepEqual(late.considered[0]?.because.find(({ fact }) => fact === 'open')?.value, ['closed']);
  });

  it('asks first who speaks a language of the person, in whatever script, and somebody if nobody does', () => {
    const two = [at('a', 'one', { languages: ['sq'] }), at('b', 'one', { languages: ['sr-Latn', 'en'] })];
    const asks = (languages: readonly string[]): string | null => where(two, { languages }).contactPoint;
    assert.equal(asks(['sq']), 'a');
    assert.equal(asks(['en']), 'b');
    assert.equal(asks(['sr-Latn']), 'b');
    assert.equal(asks(['sr-Cyrl']), 'b');
    assert.equal(asks(['rom', 'sr']), 'b');
    assert.equal(asks(['rom']), 'a');
    assert.equal(asks([]), 'a');
    const { considered } = where(two, { languages: ['sr-Cyrl'] });
    assert.deepEqual(
      considered.map(({ fits, because }) => [fits, because.find(({ fact }) => fact === 'languages')?.holds]),
      [
        [true, false],
        [true, true],
      ],
    );
  });

  it('prefers no language to a contact point that works', () => {
    const two = [
      at('a', 'one', { languages: ['sq'] }),
      at('b', 'one', { languages: ['sr'] }, { state: 'suspended' }),
    ];
    assert.equal(where(two, { languages: ['sr'] }).contactPoint, 'a');
  });

  it('passes over a contact point that does not take every person of a group', () => {
    const table = [
      [{ sexes: ['female'] }, { sex: ['female'] }, 'a'],
      [{ sexes: ['female'] }, { sex: ['female', 'male'] }, 'desk'],
      [{ sexes: ['female', 'male'] }, { sex: ['female', 'male'] }, 'a'],
      [{ sexes: [] }, { sex: ['female', 'male'] }, 'a'],
      [{ sexes: ['female'] }, { sex: [] }, 'a'],
      [{ ageBands: ['9-17'] }, { ageBand: ['9-17'] }, 'a'],
      [{ ageBands: ['9-17'] }, { ageBand: ['9-17', '18-20'] }, 'desk'],
      [{ ageBands: ['9-17', '18-20'] }, { ageBand: ['9-17', '18-20'] }, 'a'],
      [{ jurisdictions: ['BA-SRP'] }, { jurisdiction: ['BA-BIH'] }, 'desk'],
      [{ jurisdictions: ['BA-SRP'] }, { jurisdiction: ['BA-SRP'] }, 'a'],
      [{ jurisdictions: ['BA-SRP'] }, {}, 'a'],
    ] as const;
    for (const [point, kase, expected] of table)
      assert.equal(
        where([desk, at('a', 'one', point)], kase).contactPoint,
        expected,
        JSON.stringify([point, kase]),
      );
  });

  it('stays with the office, and says so, where the fallback is excluded', () => {
    const result = where([desk, at('a', 'one', {}, { state: 'suspended' })], { exclude: ['desk'] });
    assert.deepEqual(
      [result.chosen?.office, result.contactPoint, result.asked, result.bypassed.length],
      ['one', null, null, 1],
    );
  });

  it('goes to the fallback’s function also where the office is the same', () => {
    const same = { ...pack, fallback: { office: 'one', function: 'coordination' } };
    const contactPoints = [
      at('a', 'one', {}, { state: 'suspended' }),
      at('b', 'one', { functions: ['coordination'] }),
    ];
    const appointments = [holds('ben', 'b', 'coordination')];
    const result = routeToPoint(
      same,
      { ageBand: ['9-17'] },
      AT,
      directoryOf({ contactPoints, appointments }),
    );
    assert.deepEqual(result.chosen, { office: 'one', function: 'coordination', rule: null });
    assert.deepEqual([result.contactPoint, result.asked, result.bypassed.length], ['b', 'ben', 1]);
  });

  it('names both where the fallback does not work either, or is not listed', () => {
    const suspended = at('a', 'one', {}, { state: 'suspended' });
    const neither = where([suspended, at('desk', 'desk', {}, { state: 'suspended' })]);
    assert.deepEqual([neither.chosen?.office, neither.contactPoint], ['desk', null]);
    assert.deepEqual(
      [neither.considered, neither.bypassed[0]?.considered].map((items) => items?.map(({ fits }) => fits)),
      [[false], [false]],
    );
    const unlisted = where([suspended]);
    assert.deepEqual(
      [unlisted.chosen?.office, unlisted.contactPoint, unlisted.bypassed.length],
      ['desk', null, 1],
    );
  });

  it('reads the directory at the moment of the case, also where that is a date', () => {
    const leaves = { appointments: [holds('ana', 'a', 'intake', { to: day(1) }), ...staff.slice(1)] };
    const directory = directoryOf({ contactPoints: [desk, at('a', 'one')], ...leaves });
    const on = (asOf: string): string | null =>
      routeToPoint(pack, { ageBand: ['9-17'] }, asOf, directory).contactPoint;
    assert.equal(on(day(1, -1)), 'a');
    assert.equal(on(day(1)), 'desk');
    assert.equal(on(day(1).slice(0, 10)), 'desk');
  });
});
