// The routing packs that ship: sound, sourced, and going where the sources say.
// Invariant under test: every rule can fire, every case is explained, nothing is confirmed (domain.md 7 and 11).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { codeList, validatePack } from '../../services/lib/contract/index.ts';
import {
  CASE_FACTS,
  checkPack,
  route,
  type CaseFact,
  type Pack,
  type RoutingCase,
  type Rule,
} from '../../services/lib/routing/index.ts';
import { factsUsed, PARTICIPANTS, readPackFile } from './pack-files.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const LABELS = /traffick|victim|child|minor|exploit|sex/;
const RANDOM_CASES = 1000;

const CODES: Readonly<Record<CaseFact, readonly string[]>> = {
  ageBand: codesOf('age-band'),
  sex: codesOf('sex'),
  exploitation: codesOf('exploitation'),
  services: codesOf('services'),
  languages: codesOf('languages'),
  status: codesOf('status'),
  jurisdiction: codesOf('jurisdictions'),
  stage: codesOf('stages'),
  urgency: codesOf('urgency'),
  channel: ['protection', 'justice'],
  scope: ['domestic', 'transnational'],
};

function codesOf(list: string): readonly string[] {
  return codeList(list).codes.map(({ code }) => code);
}

/** Cases with one code for each thing that the rule asks for, and nothing else. */
function casesFor(rule: Rule): readonly RoutingCase[] {
  let cases: RoutingCase[] = [{}];
  for (const [fact, codes] of Object.entries(rule.when))
    cases = cases.flatMap((kase) => codes.map((code) => ({ ...kase, [fact]: [code] })));
  return cases;
}

/** A moment at which the rule counts. */
function momentOf({ validFrom, validTo }: Rule): string {
  if (validFrom !== undefined && validFrom > NOW) return validFrom;
  if (validTo === undefined || validTo > NOW) return NOW;
  return validFrom ?? new Date(Date.parse(validTo) - 1).toISOString();
}

/** An earlier rule may cover a wider field; this one then stands in where that office is excluded. */
function chooses(pack: Pack, rule: Rule, kase: RoutingCase): boolean {
  const exclude: string[] = [];
  for (;;) {
    const { chosen } = route(pack, { ...kase, exclude }, momentOf(rule));
    if (chosen === null || chosen.rule === rule.id) return chosen !== null;
    if (chosen.office === rule.office) return false;
    exclude.push(chosen.office);
  }
}

/** Persons as they come: mostly one of each, any code of the contract, now and then an excluded office. */
function casesOf(pack: Pack): fc.Arbitrary<RoutingCase> {
  const own = CODES.jurisdiction.filter((code) => code.startsWith(`${pack.id.toUpperCase()}-`));
  const some = (codes: readonly string[], maxLength: number) =>
    fc.subarray([...codes], { maxLength: Math.min(maxLength, codes.length) });
  return fc.record({
    ...Object.fromEntries(CASE_FACTS.map((fact) => [fact, some(CODES[fact], fact === 'services' ? 3 : 2)])),
    urgency: some(CODES.urgency, 1),
    jurisdiction: some(own, 1),
    channel: fc.constantFrom(['protection'], ['protection'], ['protection'], ['justice'], undefined),
    exclude: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      some(
        pack.offices.map(({ id }) => id),
        3,
      ),
    ),
  }) as fc.Arbitrary<RoutingCase>;
}

/** Whoever takes a justice case is of justice, or coordinates; a body of care never hears of it (domain.md 6.4). */
const NEVER_OF_CARE = new Set(['police', 'court-or-prosecution', 'coordinator', 'border-authority']);

for (const id of PARTICIPANTS) {
  describe(`the pack of ${id}`, () => {
    const pack = readPackFile(id);
    const kindOf = (office: string | undefined) =>
      pack.offices.find((each) => each.id === office)?.kind ?? '';

    it('is sound, and minimal but real', () => {
      assert.ok(validatePack(pack).ok);
      assert.deepEqual(checkPack(pack), { ok: true });
      assert.equal(pack.id, id);
      assert.ok(pack.offices.length >= 3 && pack.rules.length >= 2);
    });

    it('speaks in the codes of the contract', () => {
      for (const { id: rule, when } of pack.rules)
        for (const [fact, wanted] of Object.entries(when) as [CaseFact, readonly string[]][])
          assert.deepEqual(
            wanted.filter((code) => !CODES[fact].includes(code)),
            [],
            rule,
          );
      for (const office of pack.offices) {
        assert.ok(codesOf('kind-of-body').includes(office.kind), office.kind);
        for (const name of office.functions) assert.ok(codesOf('functions').includes(name), name);
        if (office.jurisdiction) assert.ok(CODES.jurisdiction.includes(office.jurisdiction));
        const { services = [], ageBands = [], sexes = [], languages = [] } = office.serves ?? {};
        for (const code of services) assert.ok(CODES.services.includes(code), code);
        for (const code of ageBands) assert.ok(CODES.ageBand.includes(code), code);
        for (const code of sexes) assert.ok(CODES.sex.includes(code), code);
        for (const each of office.serves?.except ?? []) {
          for (const code of each.ageBands) assert.ok(CODES.ageBand.includes(code), code);
          for (const code of each.sexes) assert.ok(CODES.sex.includes(code), code);
        }
        for (const code of languages) assert.ok(CODES.languages.includes(code), code);
      }
    });

    it('leaves no age band out once it asks for one', () => {
      const asked = new Set(pack.rules.flatMap((rule) => rule.when.ageBand ?? []));
      const all = pack.rules.some((rule) => !rule.when.ageBand);
      if (asked.size > 0 && !all) assert.deepEqual([...asked].sort(), CODES.ageBand.toSorted());
    });

    it('claims no fact as confirmed and keeps none that nothing uses', () => {
      const used = factsUsed(pack);
      for (const fact of pack.facts) {
        assert.equal(fact.confirmed, false, fact.id);
        assert.ok(used.has(fact.id), fact.id);
      }
    });

    it('has a way to every office, or knows what it gives', () => {
      const reached = new Set(
        [...pack.rules, ...pack.rules.flatMap((rule) => rule.also ?? []), pack.fallback].map(
          ({ office }) => office,
        ),
      );
      assert.deepEqual(
        pack.offices.filter(({ id: office, serves }) => !reached.has(office) && !serves?.services?.length),
        [],
      );
    });

    it('puts no label into what stands in tokens and logs', () => {
      for (const office of pack.offices) assert.doesNotMatch(office.id, LABELS);
    });

    for (const rule of pack.rules)
      it(`lets the rule ${rule.id} choose in some case`, () => {
        assert.ok(casesFor(rule).some((kase) => chooses(pack, rule, kase)));
      });

    it('sends a case for the justice channel where its justice rules say, else to the coordinator; never to care', () => {
      for (const rule of pack.rules)
        for (const kase of casesFor(rule)) {
          const result = route(pack, { ...kase, channel: ['justice'] }, momentOf(rule));
          const winner = pack.rules.find((each) => each.id === result.chosen?.rule);
          if (winner) assert.deepEqual(winner.when.channel, ['justice'], winner.id);
          else assert.equal(kindOf(result.chosen?.office), 'coordinator');
          for (const { office } of [result.chosen!, ...result.also])
            assert.ok(NEVER_OF_CARE.has(kindOf(office)), office);
        }
    });

    it('asks every rule for one channel, so that no case slips to the other', () => {
      for (const rule of pack.rules) assert.equal(rule.when.channel?.length, 1, rule.id);
    });

    it('routes 1,000 random cases twice alike, each with its explanation', (t) => {
      let cases = 0;
      let fallbacks = 0;
      let nobody = 0;
      let unmet = 0;
      fc.assert(
        fc.property(casesOf(pack), (kase) => {
          const first = route(pack, kase, NOW);
          assert.deepEqual(route(structuredClone(pack), structuredClone(kase), NOW), first);
          assert.equal(first.rules.length, pack.rules.length);
          for (const rule of first.rules) assert.ok(rule.because.length > 0);
          for (const { considered } of first.unmet)
            for (const { because } of considered) assert.ok(because.some(({ holds }) => !holds));
          cases += 1;
          if (first.fallback && first.chosen !== null) fallbacks += 1;
          if (first.chosen === null) nobody += 1;
          if (first.unmet.length > 0) unmet += 1;
        }),
        // One seed, so that the share that is printed is of the pack and not of the day.
        { numRuns: RANDOM_CASES, seed: 7 },
      );
      assert.equal(cases, RANDOM_CASES);
      const share = (count: number) => `${((100 * count) / cases).toFixed(1)} %`;
      t.diagnostic(
        `${id}: ${share(fallbacks)} of ${cases} random cases fall back to the coordinator, ` +
          `${share(nobody)} find no office, ${share(unmet)} ask for a service that nobody gives them`,
      );
    });
  });
}
