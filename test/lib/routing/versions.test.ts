// Which version of a pack counted at a moment, and which files make its versions.
// Invariant under test: an edit leaves the answers of the past alone (domain.md 7).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { packAsOf, readPacks, RoutingError, type Pack } from '../../../services/lib/routing/index.ts';
import { readPackFile } from '../../participants/pack-files.ts';

const shipped = readPackFile('rs');
const version = (number: number, asOf: string): Pack => ({ ...shipped, version: number, asOf });
const three = version(3, '2026-11-20');
const two = version(2, '2026-06-01');
const one = version(1, '2026-01-01');

describe('the pack of then', () => {
  it('is the latest version whose day has come', () => {
    const at = (moment: string) => packAsOf([three, two, one], moment).version;
    assert.equal(at('2026-11-20'), 3);
    assert.equal(at('2026-11-19T23:59:59.999Z'), 2);
    assert.equal(at('2026-06-01T00:00:00Z'), 2);
    assert.equal(at('2026-05-31'), 1);
  });

  it('is the first version before there was any', () => {
    assert.equal(packAsOf([three, two, one], '2020-01-01').version, 1);
    assert.equal(packAsOf([three], '2020-01-01').version, 3);
  });

  it('is not taken over by an earlier version that bears a later day', () => {
    const packs = [version(2, '2026-06-01'), version(1, '2026-11-01')] as const;
    assert.equal(packAsOf(packs, '2026-12-01').version, 2);
    assert.equal(packAsOf(packs, '2026-05-31').version, 1);
  });

  it('does not depend on the order in which the versions are listed', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([three, two, one], { minLength: 3 }),
        fc.constantFrom('2025-01-01', '2026-06-01', '2026-11-21'),
        (packs, moment) =>
          assert.equal(
            packAsOf(packs as [Pack, ...Pack[]], moment).version,
            packAsOf([three, two, one], moment).version,
          ),
      ),
    );
  });

  it('is none at a moment that is none', () => {
    assert.throws(() => packAsOf([three], 'today'), RoutingError);
    assert.throws(() => packAsOf([version(1, '2026-02-30')], '2026-03-01'), RoutingError);
  });
});

describe('the files of a pack', () => {
  const read = (files: Readonly<Record<string, unknown>>) =>
    readPacks(Object.keys(files), (name) => files[name]);

  it('are pack.json and the earlier versions, the latest first; other files are left alone', () => {
    const reading = read({
      'pack-1.json': one,
      'pack.json': three,
      'pack-2.json': two,
      'pack-old.json': 'no pack',
      'README.md': 'no pack',
    });
    assert.ok(reading.ok);
    assert.deepEqual(
      reading.value.map((pack) => pack.version),
      [3, 2, 1],
    );
  });

  const wrong: readonly [string, Record<string, unknown>, string, string][] = [
    ['whose current one is no pack', { 'pack.json': {} }, 'pack.json', 'required'],
    ['whose earlier one is no pack', { 'pack.json': two, 'pack-1.json': {} }, 'pack-1.json', 'required'],
    [
      'whose name says another version',
      { 'pack.json': three, 'pack-1.json': two },
      'pack-1.json',
      'version-other',
    ],
    [
      'that is no earlier one',
      { 'pack.json': two, 'pack-3.json': three },
      'pack-3.json',
      'version-not-earlier',
    ],
    [
      'of another participant',
      { 'pack.json': two, 'pack-1.json': { ...one, id: 'al' } },
      'pack-1.json',
      'pack-other',
    ],
  ];
  for (const [told, files, file, code] of wrong)
    it(`refuse one ${told}`, () => {
      const reading = read(files);
      assert.ok(!reading.ok);
      assert.equal(reading.file, file);
      assert.ok(
        reading.errors.some((error) => error.code === code),
        JSON.stringify(reading.errors),
      );
    });
});
