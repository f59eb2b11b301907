// What a schema cannot see in a pack.
// Invariant under test: each broken reference is named by pointer and code, all of them at once (formats.md 8).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkPack, type Pack, type PackFault, type Rule } from '../../../services/lib/routing/index.ts';
import { packWith } from './generators.ts';

const rule: Rule = { id: 'r', when: {}, office: 'one', function: 'intake', fact: 'read-somewhere' };
const sound = packWith([rule]);

const target = { office: 'two', function: 'intake' };
const hotline = { id: 'line', name: 'Line', fact: 'read-somewhere' };
const period = { id: 'time', provided: true, duration: 'P30D', fact: 'read-somewhere' };
const permit = { id: 'stay', name: 'Stay', fact: 'read-somewhere' };

const faults: readonly [string, Pack, readonly PackFault[]][] = [
  [
    'office of a rule',
    packWith([{ ...rule, office: 'gone' }]),
    [{ pointer: '/rules/0/office', code: 'office-unknown' }],
  ],
  [
    'function of a rule',
    packWith([{ ...rule, function: 'gone' }]),
    [{ pointer: '/rules/0/function', code: 'function-unknown' }],
  ],
  [
    'fact of a rule',
    packWith([{ ...rule, fact: 'gone' }]),
    [{ pointer: '/rules/0/fact', code: 'fact-unknown' }],
  ],
  ['same rule id twice', packWith([rule, rule]), [{ pointer: '/rules/1/id', code: 'duplicate-id' }]],
  [
    'period that never is',
    packWith([{ ...rule, validFrom: '2026-02-01', validTo: '2026-02-01' }]),
    [{ pointer: '/rules/0', code: 'period-empty' }],
  ],
  [
    'date that never is',
    packWith([{ ...rule, validTo: '2026-02-30' }]),
    [{ pointer: '/rules/0/validTo', code: 'date-unknown' }],
  ],
  [
    'same office id twice',
    { ...sound, offices: [...sound.offices, ...sound.offices.slice(0, 1)] },
    [{ pointer: '/offices/4/id', code: 'duplicate-id' }],
  ],
  [
    'same fact id twice',
    { ...sound, facts: [...sound.facts, ...sound.facts] },
    [{ pointer: '/facts/1/id', code: 'duplicate-id' }],
  ],
  [
    'office of the fallback',
    { ...sound, fallback: { office: 'gone', function: 'intake' } },
    [{ pointer: '/fallback/office', code: 'office-unknown' }],
  ],
  [
    'function of the fallback',
    { ...sound, fallback: { office: 'one', function: 'gone' } },
    [{ pointer: '/fallback/function', code: 'function-unknown' }],
  ],
  [
    'fact of an office',
    {
      ...sound,
      offices: sound.offices.map((office) => (office.id === 'two' ? { ...office, fact: 'gone' } : office)),
    },
    [{ pointer: '/offices/1/fact', code: 'fact-unknown' }],
  ],
  [
    'office that is told too',
    packWith([{ ...rule, also: [target, { ...target, office: 'gone' }] }]),
    [{ pointer: '/rules/0/also/1/office', code: 'office-unknown' }],
  ],
  [
    'function of one that is told too',
    packWith([{ ...rule, also: [{ ...target, function: 'gone' }] }]),
    [{ pointer: '/rules/0/also/0/function', code: 'function-unknown' }],
  ],
  [
    'office that is told twice',
    packWith([{ ...rule, also: [target, target, { ...target, office: 'one' }] }]),
    [
      { pointer: '/rules/0/also/1/office', code: 'office-twice' },
      { pointer: '/rules/0/also/2/office', code: 'office-twice' },
    ],
  ],
  [
    'facts of what is beside the offices',
    {
      ...sound,
      hotlines: [{ ...hotline, fact: 'gone' }],
      reflectionPeriods: [period, { ...period, id: 'more', fact: 'gone' }],
      permits: [{ ...permit, fact: 'gone' }],
    },
    [
      { pointer: '/hotlines/0/fact', code: 'fact-unknown' },
      { pointer: '/reflectionPeriods/1/fact', code: 'fact-unknown' },
      { pointer: '/permits/0/fact', code: 'fact-unknown' },
    ],
  ],
  [
    'same id twice beside the offices',
    {
      ...sound,
      hotlines: [hotline, hotline],
      reflectionPeriods: [period, period],
      permits: [permit, permit],
    },
    [
      { pointer: '/hotlines/1/id', code: 'duplicate-id' },
      { pointer: '/reflectionPeriods/1/id', code: 'duplicate-id' },
      { pointer: '/permits/1/id', code: 'duplicate-id' },
    ],
  ],
  [
    'day of the pack that never is',
    { ...sound, asOf: '2026-02-30' },
    [{ pointer: '/asOf', code: 'date-unknown' }],
  ],
  [
    'fact of whom an office takes',
    {
      ...sound,
      offices: sound.offices.map((office) =>
        office.id === 'two' ? { ...office, serves: { sexes: ['female'], fact: 'gone' } } : office,
      ),
    },
    [{ pointer: '/offices/1/serves/fact', code: 'fact-unknown' }],
  ],
  [
    'several at once',
    packWith([{ ...rule, office: 'gone', fact: 'gone' }, rule]),
    [
      { pointer: '/rules/1/id', code: 'duplicate-id' },
      { pointer: '/rules/0/office', code: 'office-unknown' },
      { pointer: '/rules/0/fact', code: 'fact-unknown' },
    ],
  ],
];

describe('checkPack', () => {
  it('lets a sound pack pass', () => {
    assert.deepEqual(checkPack(sound), { ok: true });
    const grown = {
      ...packWith([{ ...rule, also: [target] }]),
      hotlines: [hotline],
      reflectionPeriods: [period],
      permits: [permit],
    };
    assert.deepEqual(checkPack(grown), { ok: true });
  });
  for (const [name, pack, errors] of faults)
    it(`names the ${name}`, () => assert.deepEqual(checkPack(pack), { ok: false, errors }));
});
