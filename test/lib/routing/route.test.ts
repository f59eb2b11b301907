// Which office gets a case, and why: examples of formats.md 8 and domain.md 7.
// Invariant under test: rules in order, the first that holds wins, and every rule says why.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { route, RoutingError, type Rule } from '../../../services/lib/routing/index.ts';
import { packWith } from './generators.ts';

const NOON = '2026-11-22T12:00:00.000Z';
const base = { function: 'intake', fact: 'read-somewhere' } as const;
const young: Rule = { id: 'young', when: { ageBand: ['0-8', '9-17'] }, office: 'one', ...base };
const shelter: Rule = {
  id: 'shelter-at-once',
  when: { services: ['shelter'], urgency: ['emergency'] },
  office: 'two',
  ...base,
};

describe('route', () => {
  it('gives the whole route object of the contract', () => {
    const kase = { ageBand: ['9-17'], services: ['shelter'], urgency: ['routine'] };
    assert.deepEqual(route(packWith([young, shelter]), kase, NOON), {
      pack: { id: 'xx', version: 1 },
      asOf: NOON,
      rules: [
        {
          id: 'young',
          matched: true,
          because: [{ fact: 'ageBand', value: ['9-17'], wanted: ['0-8', '9-17'], holds: true }],
        },
        {
          id: 'shelter-at-once',
          matched: false,
          because: [
            { fact: 'services', value: ['shelter'], wanted: ['shelter'], holds: true },
            { fact: 'urgency', value: ['routine'], wanted: ['emergency'], holds: false },
          ],
        },
      ],
      chosen: { office: 'one', function: 'intake', rule: 'young' },
      fallback: false,
      also: [],
      unmet: [],
    });
  });

  it('names who is told at the same time, without the excluded, and only for the rule that chooses', () => {
    const both: Rule = {
      ...young,
      also: [
        { office: 'two', function: 'intake' },
        { office: 'three', function: 'intake' },
      ],
    };
    const pack = packWith([
      both,
      { ...both, id: 'later', office: 'two', also: [{ office: 'one', function: 'intake' }] },
    ]);
    const told = (exclude: readonly string[]) =>
      route(pack, { ageBand: ['0-8'], exclude }, NOON).also.map(({ office, rule }) => [office, rule]);
    assert.deepEqual(told([]), [
      ['two', 'young'],
      ['three', 'young'],
    ]);
    assert.deepEqual(told(['three']), [['two', 'young']]);
    assert.deepEqual(told(['one']), []);
    assert.deepEqual(route(pack, {}, NOON).also, []);
  });

  it('tells a case within one participant from one across a border, which says so', () => {
    const pack = packWith([{ ...young, when: { scope: ['domestic'] } }]);
    assert.equal(route(pack, { scope: ['domestic'] }, NOON).chosen?.office, 'one');
    assert.equal(route(pack, { scope: ['transnational'] }, NOON).fallback, true);
    const unsaid = route(pack, {}, NOON);
    assert.equal(unsaid.chosen?.office, 'one');
    assert.deepEqual(unsaid.rules[0]?.because[0]?.value, ['domestic']);
    assert.equal(route(pack, { scope: [] }, NOON).fallback, true);
  });

  it('lets the first rule win when several hold, and explains the later ones too', () => {
    const kase = { ageBand: ['0-8'], services: ['shelter'], urgency: ['emergency'] };
    const there = route(packWith([young, shelter]), kase, NOON);
    const back = route(packWith([shelter, young]), kase, NOON);
    assert.equal(there.chosen?.rule, 'young');
    assert.equal(back.chosen?.rule, 'shelter-at-once');
    assert.deepEqual(
      there.rules.map((rule) => rule.matched),
      [true, true],
    );
  });

  it('holds when any value of a group is wanted, and not when the case says nothing', () => {
    assert.equal(route(packWith([young]), { ageBand: ['48-plus', '0-8'] }, NOON).chosen?.office, 'one');
    const silent = route(packWith([young]), {}, NOON);
    assert.deepEqual(silent.rules[0]?.because, [
      { fact: 'ageBand', value: [], wanted: ['0-8', '9-17'], holds: false },
    ]);
    assert.deepEqual(silent.chosen, { office: 'desk', function: 'intake', rule: null });
    assert.equal(silent.fallback, true);
  });

  it('takes a case that names no channel as one of protection', () => {
    const pack = packWith([{ ...young, when: { channel: ['protection'] } }]);
    assert.equal(route(pack, {}, NOON).chosen?.office, 'one');
    assert.equal(route(pack, { channel: ['justice'] }, NOON).fallback, true);
    assert.equal(route(pack, { channel: [] }, NOON).fallback, true);
  });

  it('takes validFrom as the first and validTo as the first day after, at 00:00 UTC', () => {
    const rule: Rule = { ...young, when: {}, validFrom: '2026-03-01', validTo: '2026-04-01' };
    const office = (asOf: string) => route(packWith([rule]), {}, asOf).chosen?.office;
    assert.equal(office('2026-02-28T23:59:59.999Z'), 'desk');
    assert.equal(office('2026-03-01T00:00:00.000Z'), 'one');
    assert.equal(office('2026-03-31T23:59:59.999Z'), 'one');
    assert.equal(office('2026-04-01'), 'desk');
    assert.deepEqual(route(packWith([rule]), {}, '2026-04-01').rules[0]?.because, [
      { fact: 'validFrom', value: ['2026-04-01T00:00:00.000Z'], wanted: ['2026-03-01'], holds: true },
      { fact: 'validTo', value: ['2026-04-01T00:00:00.000Z'], wanted: ['2026-04-01'], holds: false },
    ]);
  });

  it('passes over an excluded office and says that it was excluded', () => {
    const kase = { ageBand: ['0-8'], services: ['shelter'], urgency: ['emergency'], exclude: ['one'] };
    const result = route(packWith([young, shelter]), kase, NOON);
    assert.deepEqual(result.chosen, { office: 'two', function: 'intake', rule: 'shelter-at-once' });
    assert.deepEqual(result.rules[0]?.because.at(-1), {
      fact: 'exclude',
      value: ['one'],
      wanted: ['one'],
      holds: false,
    });
    assert.equal(result.rules[1]?.because.at(-1)?.holds, true);
  });

  it('says that nobody fits when the fallback itself is excluded', () => {
    const result = route(packWith([young]), { exclude: ['desk'] }, NOON);
    assert.equal(result.chosen, null);
    assert.equal(result.fallback, true);
  });

  it('refuses a moment that is none', () => {
    for (const asOf of ['', 'yesterday', '2026-02-30', '2026-11-22T12:00:00+01:00', '1790000000000']) {
      assert.throws(
        () => route(packWith([young]), {}, asOf),
        (error) => error instanceof RoutingError && error.code === 'as-of',
        asOf,
      );
    }
  });
});
