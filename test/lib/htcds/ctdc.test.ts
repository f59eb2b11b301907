// CTDC counts one person in 27 variables, binary ones 1 or null, and Kosovo under Serbia. Statistics for Kosovo's own
// coordinator cannot use that key, so it is folded only where an export asks for it. CTDC codebook v2 (February 2024).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../../services/lib/contract/index.ts';
import { ctdcVariables, toCtdc, type CtdcRecord } from '../../../services/lib/htcds/index.ts';
import { codes, held, heldOf } from './generators.ts';

const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
function recordOf(person: JsonObject, disclosed: JsonObject = {}, foldKosovo = false): CtdcRecord {
  const given = { persons: [{ subject: SUBJECT, ...person }] };
  const [record] = toCtdc(heldOf(given, new Map([[SUBJECT, disclosed]])), { territory: 'XK', foldKosovo });
  assert.ok(record);
  return record;
}
const ticked = (record: CtdcRecord): readonly string[] =>
  ctdcVariables.filter((variable) => variable !== 'yearOfRegistration' && record[variable] === 1);

test('27 variables in their order; binary ones are 1 or null, never 0', () => {
  assert.equal(ctdcVariables.length, 27);
  fc.assert(
    fc.property(held, fc.boolean(), (referral, foldKosovo) => {
      for (const record of toCtdc(referral, { territory: 'AL', foldKosovo })) {
        assert.deepEqual(Object.keys(record), [...ctdcVariables]);
        for (const variable of ctdcVariables.slice(6))
          assert.ok(record[variable] === 1 || record[variable] === null);
      }
    }),
    { numRuns: 100 },
  );
});

test('the merges of the codebook', () => {
  const merges: Readonly<Record<string, readonly string[]>> = {
    meansDebtBondageEarnings: ['debt-bondage', 'takes-earnings'],
    meansThreats: [
      'physical-threats',
      'threats',
      'threatens-children-family',
      'uses-children',
      'threats-law-enforcement',
    ],
    meansAbusePsyPhySex: ['psychological-abuse', 'physical-abuse', 'sexual-abuse'],
    meansFalsePromises: ['false-promises'],
    meansDrugsAlcohol: ['psychoactive-substance'],
    meansDenyBasicNeeds: [
      'restricts-financial-access',
      'restricts-movement',
      'restricts-medical-care',
      'withholds-necessities',
    ],
    meansExcessiveWorkHours: ['excessive-working-hours'],
    meansWithholdDocs: ['withholds-documents'],
  };
  for (const [variable, means] of Object.entries(merges))
    for (const code of means) assert.deepEqual(ticked(recordOf({}, { means: [code] })), [variable], code);
  const merged = Object.values(merges).flat();
  for (const code of codes('means').filter((each) => !merged.includes(each)))
    assert.deepEqual(ticked(recordOf({}, { means: [code] })), [], code);
});

test('exploitation, sectors, kinds and recruiters', () => {
  const record = recordOf(
    {
      sex: 'transgender-male',
      ageBand: '9-17',
      exploitation: ['forced-begging', 'forced-marriage', 'sexual-exploitation'],
    },
    {
      labourSectors: [
        'construction',
        'household-employers',
        'accommodation-food',
        'crop-and-animal-production',
      ],
      sexualExploitation: ['prostitution', 'remote-interactive-services'],
      recruitment: { relations: ['family', 'acquaintance', 'intimate-partner', 'employer-or-broker'] },
    },
  );
  assert.deepEqual(ticked(record), [
    'isForcedLabour',
    'isSexualExploit',
    'isOtherExploit',
    'typeOfLabourAgriculture',
    'typeOfLabourConstruction',
    'typeOfLabourDomesticWork',
    'typeOfLabourHospitality',
    'typeOfSexProstitution',
    'recruiterRelationIntimatePartner',
    'recruiterRelationFriend',
    'recruiterRelationFamily',
    'recruiterRelationOther',
  ]);
  assert.equal(record.gender, 'Trans/Transgender/NonConforming');
  assert.equal(record.ageBroad, '9--17');
  assert.equal(record.yearOfRegistration, 2026);
  assert.deepEqual(
    ticked(recordOf({}, { labourSectors: ['agriculture-forestry-fishing', 'forestry-and-logging'] })),
    [],
  );
});

test('what is not known is null', () => {
  const record = recordOf({
    sex: 'not-specified',
    ageBand: 'age-in-doubt',
    exploitation: ['not-established'],
  });
  assert.deepEqual(
    ctdcVariables.filter((variable) => record[variable] !== null),
    ['yearOfRegistration', 'CountryOfExploitation'],
  );
  assert.equal(recordOf({ ageBand: 'adult' }, { birthDate: '2000-01-01' }).ageBroad, '24--26');
});

test('Kosovo has a key of its own, and is folded only on request, and alone', () => {
  const apart = recordOf({}, { citizenship: ['XK', 'AL'] });
  assert.deepEqual([apart.citizenship, apart.CountryOfExploitation], ['XKX', 'XKX']);
  const folded = recordOf({}, { citizenship: ['XK', 'AL'] }, true);
  assert.deepEqual([folded.citizenship, folded.CountryOfExploitation], ['SRB', 'SRB']);
  for (const code of codes('citizenship').filter((each) => each !== 'XK'))
    assert.equal(
      recordOf({}, { citizenship: [code] }, true).citizenship,
      recordOf({}, { citizenship: [code] }).citizenship,
    );
});
