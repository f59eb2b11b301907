/**
 * Whether a contact point works: as decided, as last made sure, as last measured.
 * Invariant under test: stale from day 90 exactly, and the first reason is told in a fixed order. domain.md 7.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  isStale,
  STALE_AFTER_DAYS,
  staleFrom,
  standingAt,
  vacantFunctions,
  type Directory,
  type Listed,
  type Measured,
} from '../../../services/lib/directory/index.ts';
import { directories, directoryOf, holds, listed, moments } from './generators.ts';

describe('stale', () => {
  it('is whatever nobody has made sure of for 90 days, from the first moment of the 90th day on', () => {
    assert.equal(STALE_AFTER_DAYS, 90);
    const table = [
      ['2026-08-25', '2026-08-25T00:00:00.000Z', false],
      ['2026-08-25', '2026-11-22T00:00:00.000Z', false],
      ['2026-08-25', '2026-11-22T23:59:59.999Z', false],
      ['2026-08-25', '2026-11-23T00:00:00.000Z', true],
      ['2026-08-25', '2026-11-23T00:00:00.001Z', true],
      ['2026-08-25', '2027-11-23T00:00:00.000Z', true],
      // Across the end of a year, and over 29 February.
      ['2026-12-01', '2027-02-28T23:59:59.999Z', false],
      ['2026-12-01', '2027-03-01T00:00:00.000Z', true],
      ['2027-12-01', '2028-02-28T23:59:59.999Z', false],
      ['2027-12-01', '2028-02-29T00:00:00.000Z', true],
      // Where summer time ends or begins, days stay days of UTC.
      ['2026-09-30', '2026-12-28T23:59:59.999Z', false],
      ['2026-09-30', '2026-12-29T00:00:00.000Z', true],
    ] as const;
    for (const [verifiedOn, at, stale] of table)
      assert.equal(isStale(verifiedOn, at), stale, `${verifiedOn} ${at}`);
    assert.equal(staleFrom('2026-08-25'), '2026-11-23T00:00:00.000Z');
  });

  it('is every contact point whose day is none, and every one at a moment that is none', () => {
    for (const wrong of ['', 'soon', '2026-02-30', '2026-13-01', '2030', '2030-01', '2030-01-01T00:00Z'])
      assert.ok(isStale(wrong, '2026-11-23T00:00:00.000Z'), wrong);
    assert.ok(isStale('2026-11-01', 'tomorrow'));
  });
});

describe('standingAt', () => {
  const NOW = '2026-11-23T00:00:00.000Z';
  const FRESH = '2026-11-20';
  const OLD = '2026-08-25';
  const measuredAs = (kind: Measured['kind']): Measured => ({
    contactPoint: 'east',
    kind,
    at: '2026-11-22T10:00:00.000Z',
  });
  const standing = (entry: Partial<Listed>, measured: readonly Measured[], staffed: boolean): string => {
    const item = listed('east', {}, { verifiedOn: FRESH, ...entry });
    const appointments = staffed ? [holds('ana', 'east', 'duty-desk')] : [];
    return standingAt(directoryOf({ contactPoints: [item], appointments, measured }), item, NOW).standing;
  };

  it('tells the first reason in the order closed, suspended, unreachable, vacant, stale', () => {
    const failed = [measuredAs('failed')];
    const table = [
      [{ state: 'closed', verifiedOn: OLD }, failed, false, 'closed'],
      [{ state: 'suspended', verifiedOn: OLD }, failed, false, 'suspended'],
      [{ verifiedOn: OLD }, failed, false, 'unreachable'],
      [{ verifiedOn: OLD }, [], false, 'vacant'],
      [{ verifiedOn: OLD }, [], true, 'stale'],
      [{}, [], true, 'works'],
      // Each alone is reason enough.
      [{ state: 'closed' }, [], true, 'closed'],
      [{ state: 'suspended' }, [], true, 'suspended'],
      [{}, failed, true, 'unreachable'],
      [{}, [], false, 'vacant'],
    ] as const;
    for (const [entry, measured, staffed, expected] of table)
      assert.equal(standing(entry, measured, staffed), expected);
  });

  it('is unreachable when a test failed or bounced, and works when one was answered afterwards', () => {
    assert.equal(standing({}, [measuredAs('failed')], true), 'unreachable');
    assert.equal(standing({}, [measuredAs('bounced')], true), 'unreachable');
    assert.equal(standing({}, [measuredAs('answered')], true), 'works');
    assert.equal(standing({}, [{ ...measuredAs('failed'), contactPoint: 'west' }], true), 'works');
  });

  it('is not verified by an answer: a person has to make sure', () => {
    assert.equal(standing({ verifiedOn: OLD }, [measuredAs('answered')], true), 'stale');
  });

  it('is vacant only where nobody is there for any function, and names those that nobody is there for', () => {
    const item = listed('east', { functions: ['duty-desk', 'liaison'] }, { verifiedOn: FRESH });
    const one = directoryOf({ contactPoints: [item], appointments: [holds('ana', 'east', 'liaison')] });
    const stood = standingAt(one, item, NOW);
    assert.deepEqual([stood.standing, stood.vacant], ['works', ['duty-desk']]);
    const none = standingAt({ ...one, appointments: [] }, item, NOW);
    assert.deepEqual([none.standing, none.vacant], ['vacant', ['duty-desk', 'liaison']]);
  });

  it('says what it was made from, also when another reason goes first', () => {
    const item = listed('east', {}, { state: 'suspended', verifiedOn: OLD });
    const measured = measuredAs('bounced');
    assert.deepEqual(standingAt(directoryOf({ contactPoints: [item], measured: [measured] }), item, NOW), {
      standing: 'suspended',
      verifiedOn: OLD,
      stale: true,
      staleFrom: NOW,
      vacant: ['duty-desk'],
      measured,
    });
  });

  it('works exactly when nothing speaks against it', () => {
    const against = (directory: Directory, { point, state, verifiedOn }: Listed, at: string): boolean =>
      state !== 'active' ||
      directory.measured.some(({ contactPoint, kind }) => contactPoint === point.id && kind !== 'answered') ||
      vacantFunctions(directory, point.id, at).length === point.functions.length ||
      isStale(verifiedOn, at);
    fc.assert(
      fc.property(directories, moments, (directory, at) => {
        for (const item of directory.contactPoints)
          assert.equal(standingAt(directory, item, at).standing === 'works', !against(directory, item, at));
      }),
      { numRuns: 1000 },
    );
  });

  it('is reachable in the functions that answer, and as a whole while any of them does', () => {
    const item = listed('east', { functions: ['duty-desk', 'liaison'] });
    const said = (fn: string, kind: Measured['kind']): Measured => ({
      contactPoint: 'east',
      function: fn,
      kind,
      at: NOW,
    });
    const both = ['duty-desk', 'liaison'] as const;
    const appointments = both.map((fn) => holds('ana', 'east', fn));
    const of = (measured: readonly Measured[], fn: string | null): string =>
      standingAt(directoryOf({ contactPoints: [item], appointments, measured }), item, NOW, fn).standing;
    const one = [said('duty-desk', 'failed'), said('liaison', 'answered')];
    assert.deepEqual(
      [of(one, 'duty-desk'), of(one, 'liaison'), of(one, null)],
      ['unreachable', 'works', 'works'],
    );
    const none = [said('duty-desk', 'failed'), said('liaison', 'failed')];
    assert.deepEqual([of(none, 'liaison'), of(none, null)], ['unreachable', 'unreachable']);
    assert.equal(of([said('duty-desk', 'failed')], 'liaison'), 'works');
  });
});
