// What holds for every pack, case and moment.
// Invariant under test: determinism, first match, locality of a change, exclusion, periods (domain.md 7).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkPack, route, type Pack, type RoutingCase } from '../../../services/lib/routing/index.ts';
import { cases, moments, packs, ruleBodies } from './generators.ts';

const RUNS = { numRuns: 2000 };

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** A second reading of formats.md 8, as short as the text itself; it knows no explanation. */
function winnerByTheBook(pack: Pack, kase: RoutingCase, asOf: string): string | null {
  const rule = pack.rules.find(
    ({ when, office, validFrom, validTo }) =>
      !kase.exclude?.includes(office) &&
      (validFrom === undefined || asOf >= `${validFrom}T00:00:00.000Z`) &&
      (validTo === undefined || asOf < `${validTo}T00:00:00.000Z`) &&
      (Object.keys(when) as (keyof typeof when)[]).every((fact) =>
        kase[fact]?.some((code) => when[fact]?.includes(code)),
      ),
  );
  return rule?.id ?? null;
}

describe('every route', () => {
  it('is the same for the same pack, case and moment, and changes none of them', () => {
    fc.assert(
      fc.property(packs, cases, moments, (pack, kase, asOf) => {
        const copy = JSON.stringify(route(structuredClone(pack), structuredClone(kase), asOf));
        assert.equal(JSON.stringify(route(deepFreeze(pack), deepFreeze(kase), asOf)), copy);
      }),
      RUNS,
    );
  });

  it('goes where the first rule that holds says', () => {
    fc.assert(
      fc.property(packs, cases, moments, (pack, kase, asOf) => {
        const result = route(pack, kase, asOf);
        const expected = winnerByTheBook(pack, kase, asOf);
        assert.equal(result.fallback, expected === null);
        assert.equal(result.chosen?.rule ?? null, expected);
        assert.equal(result.rules.find((rule) => rule.matched)?.id ?? null, expected);
      }),
      RUNS,
    );
  });

  it('explains every rule, and a rule matches exactly when all that it gives as reason holds', () => {
    fc.assert(
      fc.property(packs, cases, moments, (pack, kase, asOf) => {
        const result = route(pack, kase, asOf);
        assert.deepEqual(
          result.rules.map((rule) => rule.id),
          pack.rules.map((rule) => rule.id),
        );
        for (const rule of result.rules)
          assert.equal(
            rule.matched,
            rule.because.every((entry) => entry.holds),
          );
      }),
      RUNS,
    );
  });

  it('moves by a changed rule only where that rule matches before or after', () => {
    fc.assert(
      fc.property(
        packs.filter((pack) => pack.rules.length > 0),
        fc.nat(),
        ruleBodies,
        cases,
        moments,
        (pack, pick, body, kase, asOf) => {
          const index = pick % pack.rules.length;
          const changed = {
            ...pack,
            rules: pack.rules.map((rule, at) => (at === index ? { id: rule.id, ...body } : rule)),
          };
          const before = route(pack, kase, asOf);
          const after = route(changed, kase, asOf);
          if (before.rules[index]?.matched || after.rules[index]?.matched) return;
          assert.deepEqual(after.chosen, before.chosen);
        },
      ),
      RUNS,
    );
  });

  it('never goes to an excluded office', () => {
    fc.assert(
      fc.property(packs, cases, moments, (pack, kase, asOf) => {
        const office = route(pack, kase, asOf).chosen?.office;
        assert.ok(office === undefined || !kase.exclude?.includes(office));
      }),
      RUNS,
    );
  });

  it('finds nobody only when the fallback is excluded', () => {
    fc.assert(
      fc.property(packs, cases, moments, (pack, kase, asOf) => {
        if (route(pack, kase, asOf).chosen === null) assert.ok(kase.exclude?.includes(pack.fallback.office));
      }),
      RUNS,
    );
  });

  it('gives yesterday its answer again when a rule starts today', () => {
    fc.assert(
      fc.property(packs, ruleBodies, cases, (pack, body, kase) => {
        const today = { ...body, id: 'new', validFrom: '2026-11-22' };
        delete today.validTo;
        const edited = { ...pack, version: 2, rules: [today, ...pack.rules] };
        const yesterday = '2026-11-21T23:59:59.999Z';
        assert.deepEqual(route(edited, kase, yesterday).chosen, route(pack, kase, yesterday).chosen);
      }),
      RUNS,
    );
  });

  it('is made from a pack that checkPack lets pass', () => {
    fc.assert(
      fc.property(packs, (pack) => assert.deepEqual(checkPack(pack), { ok: true })),
      RUNS,
    );
  });
});
