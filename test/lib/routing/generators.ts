// Random packs and cases for the property tests of routing.
// Invariant: every generated pack passes `checkPack`; few codes, so that rules overlap and hold often.
// formats.md 8.
import fc from 'fast-check';
import type { CaseFact, Pack, RoutingCase, Rule } from '../../../services/lib/routing/index.ts';

const CODES = {
  ageBand: ['0-8', '9-17', '18-20', '48-plus'],
  services: ['a', 'b', 'c'],
  jurisdiction: ['BA-BIH', 'BA-SRP'],
  urgency: ['emergency', 'urgent', 'routine'],
} as const satisfies { readonly [F in CaseFact]?: readonly string[] };

export const OFFICES = ['one', 'two', 'three'] as const;

const conditions = fc.record(
  {
    ageBand: fc.subarray([...CODES.ageBand], { minLength: 1 }),
    services: fc.subarray([...CODES.services], { minLength: 1 }),
    jurisdiction: fc.subarray([...CODES.jurisdiction], { minLength: 1 }),
    urgency: fc.subarray([...CODES.urgency], { minLength: 1 }),
  },
  { requiredKeys: [] },
);

const DATES = ['2026-01-01', '2026-06-01', '2027-01-01'] as const;
const periods = fc.constantFrom<Pick<Rule, 'validFrom' | 'validTo'>>(
  {},
  {},
  {},
  { validFrom: DATES[0] },
  { validTo: DATES[1] },
  { validFrom: DATES[1], validTo: DATES[2] },
);

export const ruleBodies: fc.Arbitrary<Omit<Rule, 'id'>> = fc
  .record({ when: conditions, office: fc.constantFrom(...OFFICES), period: periods })
  .map(({ when, office, period }) => ({
    when,
    office,
    function: 'intake',
    fact: 'read-somewhere',
    ...period,
  }));

export const packs: fc.Arbitrary<Pack> = fc
  .array(ruleBodies, { maxLength: 6 })
  .map((bodies) => packWith(bodies.map((body, index) => ({ ...body, id: `rule-${index}` }))));

export function packWith(rules: readonly Rule[]): Pack {
  return {
    id: 'xx',
    version: 1,
    asOf: '2026-01-01',
    facts: [{ id: 'read-somewhere', source: 'invented for a test', status: 'inForce', confirmed: false }],
    offices: [...OFFICES, 'desk'].map((id) => ({
      id,
      name: `Office ${id}`,
      kind: 'office',
      functions: ['intake'],
      fact: 'read-somewhere',
    })),
    rules,
    fallback: { office: 'desk', function: 'intake' },
  };
}

export const cases: fc.Arbitrary<RoutingCase> = fc.record({
  ageBand: fc.subarray([...CODES.ageBand]),
  services: fc.subarray([...CODES.services]),
  jurisdiction: fc.subarray([...CODES.jurisdiction]),
  urgency: fc.subarray([...CODES.urgency], { maxLength: 1 }),
  exclude: fc.oneof(fc.constant([]), fc.subarray([...OFFICES, 'desk'])),
});

export const moments: fc.Arbitrary<string> = fc
  .date({
    min: new Date('2025-01-01T00:00:00.000Z'),
    max: new Date('2028-01-01T00:00:00.000Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
