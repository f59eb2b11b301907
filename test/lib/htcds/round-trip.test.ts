// A referral that leaves as HTCDS rows and comes back as a draft has lost nothing, in JSON and in CSV, whatever its codes
// and texts are; and a draft made of anything at all is one that the gateway takes. HTCDS 2.0; domain.md 5.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { validateDraft, validateDraftComplete } from '../../../services/lib/contract/index.ts';
import type { JsonObject } from '../../../services/lib/contract/index.ts';
import {
  exportColumns,
  fromCsv,
  fromHtcds,
  htcdsFields,
  toCsv,
  toHtcds,
  type ForeignRow,
  type HeldReferral,
} from '../../../services/lib/htcds/index.ts';
import { TIER_MEMBERS } from '../../../services/lib/casework/guards/disclosure-tier.ts';
import { codes, content, held, heldOf } from './generators.ts';

const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const context = { to: 'al', urgency: 'urgent', today: '2026-11-23', newSubject: () => SUBJECT };

const viaJson = (referral: HeldReferral): readonly ForeignRow[] =>
  JSON.parse(JSON.stringify(toHtcds(referral))) as ForeignRow[];
function viaCsv(referral: HeldReferral): readonly ForeignRow[] {
  const reading = fromCsv(toCsv(exportColumns, toHtcds(referral)));
  assert.ok(reading.ok);
  return reading.rows;
}

const personsOf = (value: JsonObject): readonly JsonObject[] => value['persons'] as readonly JsonObject[];
function renamed(given: JsonObject): JsonObject {
  return {
    to: 'al',
    urgency: 'urgent',
    ...given,
    persons: personsOf(given).map((each) => ({ ...each, subject: SUBJECT })),
  };
}

for (const [form, via] of [
  ['JSON', viaJson],
  ['CSV', viaCsv],
] as const)
  test(`${form}: the profile comes back as it was, complete for a submission`, () => {
    fc.assert(
      fc.property(held, (referral) => {
        const { draft, missing } = fromHtcds(via(referral), context);
        assert.deepEqual(draft, renamed(referral.content));
        assert.deepEqual(missing, []);
        assert.deepEqual(validateDraftComplete(draft), { ok: true, unknownCodes: [] });
      }),
      { numRuns: 300 },
    );
  });

test('identity and detail come back by tier, beside the draft and never in it', () => {
  fc.assert(
    fc.property(held, (referral) => {
      for (const via of [viaJson, viaCsv]) {
        const { disclosures, draft, unmapped } = fromHtcds(via(referral), context);
        for (const tier of ['t2', 't3'] as const) {
          const expected = [...referral.disclosed.values()]
            .slice(0, personsOf(referral.content).length)
            .flatMap((members) => {
              const own = Object.entries(members).filter(([name]) => TIER_MEMBERS[tier]?.includes(name));
              return own.length === 0 ? [] : [{ subject: SUBJECT, ...Object.fromEntries(own) }];
            });
          assert.deepEqual(disclosures[tier], expected);
        }
        assert.ok(!personsOf(draft).some((each) => 'givenName' in each || 'narrative' in each));
        const reasons = new Set(unmapped.map(({ code }) => code));
        for (const reason of reasons)
          assert.ok(['later-disclosure', 'not-in-a-draft', 'consent-not-carried'].includes(reason), reason);
      }
    }),
    { numRuns: 200 },
  );
});

describe('every single code of the profile', () => {
  const [sample] = fc.sample(content, { numRuns: 1, seed: 7 });
  const [first = {}] = personsOf(sample ?? {});
  const lists: readonly (readonly [string, string])[] = [
    ['languages', 'languages'],
    ['services', 'services'],
    ['exploitation', 'exploitation'],
    ['needs', 'needs'],
  ];
  for (const [member, list] of lists)
    test(member, () => {
      for (const code of codes(list)) {
        const given = { ...sample, persons: [{ ...first, [member]: [code] }] };
        for (const via of [viaJson, viaCsv]) {
          const [back] = personsOf(fromHtcds(via(heldOf(given)), context).draft);
          assert.deepEqual(back?.[member], [code], code);
        }
      }
    });
  test('sex and age band', () => {
    for (const [member, list] of [
      ['sex', 'sex'],
      ['ageBand', 'age-band'],
    ] as const)
      for (const code of codes(list)) {
        const [back] = personsOf(
          fromHtcds(viaCsv(heldOf({ ...sample, persons: [{ ...first, [member]: code }] })), context).draft,
        );
        assert.equal(back?.[member], code);
      }
  });
});

test('standard columns hold values of the standard; the header is the same for everybody', () => {
  assert.equal(htcdsFields.size, 84);
  assert.equal(new Set(exportColumns).size, exportColumns.length);
  for (const column of exportColumns) assert.ok(column.startsWith('trm_') || htcdsFields.has(column), column);
  fc.assert(
    fc.property(held, (referral) => {
      for (const row of toHtcds(referral))
        for (const column of Object.keys(row)) assert.ok(exportColumns.includes(column));
    }),
    { numRuns: 50 },
  );
});

test('anything at all becomes a draft that is valid, and no answer repeats what was submitted', () => {
  const columns = [...exportColumns, 'con_Consent', 'prs_First_Name', 'some column'];
  const canary = 'CANARY-7Q';
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      canary,
      `${canary};x`,
      '2010-02-30',
      'Other',
      'TRUE',
      '(none)',
      'agreement',
      'a'.repeat(5000),
    ),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.constantFrom('Other', canary, 'ForcedLabour', 'presumed:police:asylum:2026-01-01'), {
      maxLength: 9,
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.constantFrom(...columns), cell), { maxLength: 8 }), (rows) => {
      const { draft, unmapped, missing, disclosures } = fromHtcds(rows, context);
      assert.deepEqual(validateDraft(draft), { ok: true, unknownCodes: [] });
      const told = JSON.stringify({ unmapped, missing });
      assert.ok(!told.includes(canary) && !told.includes('some column'));
      for (const tier of [disclosures.t2, disclosures.t3])
        for (const each of tier) assert.equal(each['subject'], SUBJECT);
    }),
    { numRuns: 500 },
  );
});
