// The routing packs that ship: sound, sourced, and going where the sources say.
// Invariant under test: every rule can fire, every fact's source holds the value, nothing is confirmed (domain.md 7 and 11).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  CASE_FACTS,
  checkPack,
  route,
  type CaseFact,
  type Pack,
  type RoutingCase,
} from '../../services/lib/routing/index.ts';
import { PARTICIPANTS, readPackFile } from './pack-files.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const LABELS = /traffick|victim|child|minor|exploit|sex/;

const LISTS: Readonly<Partial<Record<CaseFact, string>>> = {
  ageBand: 'age-band',
  sex: 'sex',
  exploitation: 'exploitation',
  services: 'services',
  languages: 'languages',
  status: 'status',
  jurisdiction: 'jurisdictions',
  stage: 'stages',
  urgency: 'urgency',
};

function codesOf(list: string): readonly string[] {
  const file = new URL(`../../schemas/codes/${list}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { codes: { code: string }[] }).codes.map(
    ({ code }) => code,
  );
}

/** The smallest case that asks for just this rule. */
function caseFor(rule: Pack['rules'][number]): RoutingCase {
  return Object.fromEntries(Object.entries(rule.when).map(([fact, codes]) => [fact, codes.slice(0, 1)]));
}

/** Cases made of the codes that the pack asks for, so that its rules hold often. */
function casesOf(pack: Pack): fc.Arbitrary<RoutingCase> {
  const codes = (fact: (typeof CASE_FACTS)[number]): string[] => [
    ...new Set([...pack.rules.flatMap((rule) => rule.when[fact] ?? []), 'other']),
  ];
  return fc.record({
    ...Object.fromEntries(CASE_FACTS.map((fact) => [fact, fc.subarray(codes(fact))])),
    exclude: fc.subarray(pack.offices.map((office) => office.id)),
  });
}

for (const id of PARTICIPANTS) {
  describe(`the pack of ${id}`, () => {
    const pack = readPackFile(id);

    it('is sound, and minimal but real', () => {
      assert.deepEqual(checkPack(pack), { ok: true });
      assert.equal(pack.id, id);
      assert.ok(pack.offices.length >= 3 && pack.rules.length >= 2);
    });

    it('speaks in the codes of the contract', () => {
      for (const { id: rule, when } of pack.rules)
        for (const [fact, wanted] of Object.entries(when) as [CaseFact, readonly string[]][]) {
          const known = fact === 'channel' ? ['protection', 'justice'] : codesOf(LISTS[fact]!);
          assert.deepEqual(
            wanted.filter((code) => !known.includes(code)),
            [],
            rule,
          );
        }
      for (const office of pack.offices) {
        assert.ok(codesOf('kind-of-body').includes(office.kind), office.kind);
        for (const name of office.functions) assert.ok(codesOf('functions').includes(name), name);
        if (office.jurisdiction) assert.ok(codesOf('jurisdictions').includes(office.jurisdiction));
      }
    });

    it('leaves no age band out once it asks for one', () => {
      const asked = new Set(pack.rules.flatMap((rule) => rule.when.ageBand ?? []));
      const all = pack.rules.some((rule) => !rule.when.ageBand);
      if (asked.size > 0 && !all) assert.deepEqual([...asked].sort(), codesOf('age-band').toSorted());
    });

    it('claims no fact as confirmed and keeps none that nothing uses', () => {
      const used = new Set([...pack.offices, ...pack.rules].map(({ fact }) => fact));
      for (const fact of pack.facts) {
        assert.equal(fact.confirmed, false, fact.id);
        assert.ok(used.has(fact.id), fact.id);
      }
    });

    it('has a way to every office', () => {
      const reached = new Set([...pack.rules, pack.fallback].map(({ office }) => office));
      assert.deepEqual(
        pack.offices.map((office) => office.id).filter((office) => !reached.has(office)),
        [],
      );
    });

    it('puts no label into what stands in tokens and logs', () => {
      for (const office of pack.offices) assert.doesNotMatch(office.id, LABELS);
    });

    for (const rule of pack.rules)
      it(`lets the rule ${rule.id} choose in some case`, () => {
        const exclude: string[] = [];
        let chosen = route(pack, caseFor(rule), NOW).chosen;
        // An earlier rule may cover a wider field; this one then stands in where that office is excluded.
        while (chosen !== null && chosen.rule !== rule.id && chosen.office !== rule.office) {
          exclude.push(chosen.office);
          chosen = route(pack, { ...caseFor(rule), exclude }, NOW).chosen;
        }
        assert.equal(chosen?.rule, rule.id);
      });

    it('sends a case for the justice channel to the coordinator, whatever else it says', () => {
      for (const rule of pack.rules) {
        const kase = { ...caseFor(rule), channel: ['justice'] };
        const result = route(pack, kase, NOW);
        assert.equal(result.fallback, true);
        assert.equal(pack.offices.find((office) => office.id === result.chosen?.office)?.kind, 'coordinator');
      }
    });

    it('routes 1,000 random cases twice alike, each with its explanation', () => {
      fc.assert(
        fc.property(casesOf(pack), (kase) => {
          const first = route(pack, kase, NOW);
          assert.deepEqual(route(structuredClone(pack), structuredClone(kase), NOW), first);
          assert.equal(first.rules.length, pack.rules.length);
          for (const rule of first.rules) assert.ok(rule.because.length > 0);
        }),
        { numRuns: 1000 },
      );
    });
  });
}
