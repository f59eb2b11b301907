// The artefacts of HTCDS 2.0 (field sheet, definitions, XForm, workbooks) disagree with each other. Each difference is
// read, one form is written, and what none of them can say is kept. github.com/UNMigration/HTCDS, 3c2f653.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../../services/lib/contract/index.ts';
import { codeList } from '../../../services/lib/contract/index.ts';
import {
  exportColumns,
  fromCsv,
  fromHtcds,
  toHtcds,
  type ForeignRow,
  type Imported,
} from '../../../services/lib/htcds/index.ts';
import { heldOf } from './generators.ts';

const SUBJECT = '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53';
const read = (...rows: readonly ForeignRow[]): Imported =>
  fromHtcds(rows, { to: 'al', urgency: 'urgent', today: '2026-11-23', newSubject: () => SUBJECT });
const personOf = ({ draft }: Imported): JsonObject => (draft['persons'] as readonly JsonObject[])[0] ?? {};
const t2 = ({ disclosures }: Imported): JsonObject => disclosures.t2[0] ?? {};
const t3 = ({ disclosures }: Imported): JsonObject => disclosures.t3[0] ?? {};
const codesAt = ({ unmapped }: Imported, pointer: string): readonly string[] =>
  unmapped.flatMap((each) => (each.pointer === pointer ? [each.code] : []));

const profile: JsonObject = {
  subject: SUBJECT,
  ageBand: '9-17',
  sex: 'female',
  languages: ['sq'],
  needs: [],
  services: [],
  risks: [],
  exploitation: [],
  status: [],
};
const written = (person: JsonObject, disclosed: JsonObject = {}): ForeignRow =>
  toHtcds(heldOf({ persons: [{ ...profile, ...person }] }, new Map([[SUBJECT, disclosed]])))[0] ?? {};

describe('1. confinement and what else the field sheet cannot code', () => {
  test('is written as Other, and kept beside it', () => {
    const row = written(
      { exploitation: ['confinement', 'forced-criminality'] },
      { means: ['restricts-movement', 'threats', 'abuse-of-vulnerability'] },
    );
    assert.deepEqual(row['vic_TypeOfExploitation'], ['Other']);
    assert.deepEqual(row['trm_Exploitation'], ['confinement', 'forced-criminality']);
    assert.deepEqual(row['vic_MethodsOfControl'], ['Other']);
    const back = read(row);
    assert.deepEqual(personOf(back)['exploitation'], ['confinement', 'forced-criminality']);
    assert.deepEqual(t3(back)['means'], ['restricts-movement', 'threats', 'abuse-of-vulnerability']);
  });
  test('no column of ours where the standard says it all', () => {
    const row = written(
      { exploitation: ['forced-begging', 'other'], services: ['health'] },
      { means: ['debt-bondage'] },
    );
    assert.deepEqual(row['vic_TypeOfExploitation'], ['ForcedBegging', 'Other']);
    for (const column of ['trm_Exploitation', 'trm_Means', 'trm_Services', 'trm_Languages'])
      assert.ok(!(column in row), column);
  });
  test('the names of the definitions are read', () => {
    const names = [
      'MethodsOfControlRestrictsMovement',
      'UsesChildren',
      'Threats',
      'PsychoactiveSubstances',
      'ThreatOfLawEnforcement',
    ];
    assert.deepEqual(t3(read({ vic_MethodsOfControl: names }))['means'], [
      'restricts-movement',
      'uses-children',
      'threats',
      'psychoactive-substance',
      'threats-law-enforcement',
    ]);
  });
  test('a column of ours that says something else than the standard one does not count', () => {
    const result = read({ vic_TypeOfExploitation: 'ForcedLabour', trm_Exploitation: 'confinement' });
    assert.deepEqual(personOf(result)['exploitation'], ['forced-labour']);
    assert.deepEqual(codesAt(result, '/rows/0/trm_Exploitation'), ['extension-contradicts']);
  });
});

describe('2. names that drift', () => {
  test('XForm and workbook', () => {
    const result = read({
      prs_First_Name: 'Testa',
      prs_Second_Name: 'Shembulli',
      vic_Methods_of_Control: 'DebtBondage FalsePromises',
      vic_TraffickinStatusDecisionMakingOrg: 'Police',
    });
    assert.deepEqual([t2(result)['givenName'], t2(result)['familyName']], ['Testa', 'Shembulli']);
    assert.deepEqual(t3(result)['means'], ['debt-bondage', 'false-promises']);
    assert.deepEqual(codesAt(result, '/rows/0/vic_TraffickingStatus'), ['needs-attribution']);
    assert.ok(!result.unmapped.some(({ code }) => code === 'column-unknown'));
  });
  test('only the names of the field sheet are written', () => {
    for (const name of ['prs_First_Name', 'vic_Methods_of_Control', 'vic_TraffickinStatusDecisionMakingOrg'])
      assert.ok(!exportColumns.includes(name));
    for (const name of [
      'prs_FirstName',
      'vic_MethodsOfControl',
      'vic_TraffickingStatusDecisionMakingOrg',
      'cas_ReasonForOutgoingReferral',
    ])
      assert.ok(exportColumns.includes(name));
  });
  test('one column under two names with two values: the first counts, and it is told', () => {
    const result = read({ prs_FirstName: 'Testa', prs_First_Name: 'Another' });
    assert.equal(t2(result)['givenName'], 'Testa');
    assert.deepEqual(codesAt(result, '/rows/0/prs_FirstName'), ['column-twice', 'later-disclosure']);
  });
  test('the second header row of the workbooks is no person', () => {
    const reading = fromCsv(
      'prs_FirstName;prs_Birthdate;prs_Gender;con_Consent\r\nFirst Name;Birthdate;Gender;Consent\r\nTesta;2014-02-09;Feminine;TRUE\r\n',
    );
    assert.ok(reading.ok);
    const result = read(...reading.rows);
    assert.equal((result.draft['persons'] as readonly unknown[]).length, 1);
    assert.equal(personOf(result)['ageBand'], '9-17');
    assert.deepEqual(codesAt(result, '/rows/0/con_Consent'), ['consent-not-carried']);
  });
});

describe('3. how many values', () => {
  test('citizenship: one of the XForm, several of the field sheet; several are written', () => {
    assert.deepEqual(t2(read({ prs_Citizenship: 'AL' }))['citizenship'], ['AL']);
    assert.deepEqual(t2(read({ prs_Citizenship: 'AL;RS' }))['citizenship'], ['AL', 'RS']);
    assert.deepEqual(written({}, { citizenship: ['AL', 'RS'] })['prs_Citizenship'], ['AL', 'RS']);
  });
  test('labour industry: several of the XForm are read; one is written, as in the field sheet, and the others kept', () => {
    const xform = read({
      vic_ForcedLabourIndustry: 'F_Construction I_AccommodationAndFoodServiceActivities',
    });
    assert.deepEqual(t3(xform)['labourSectors'], ['construction', 'accommodation-food']);
    const row = written({}, { labourSectors: ['construction', 'forestry-and-logging'] });
    assert.deepEqual(row['vic_ForcedLabourIndustry'], ['F_Construction']);
    assert.deepEqual(t3(read(row))['labourSectors'], ['construction', 'forestry-and-logging']);
  });
  test('two sexes are none', () => {
    const result = read({ prs_Gender: 'Feminine;Masculine' });
    assert.equal(personOf(result)['sex'], 'not-specified');
    assert.deepEqual(codesAt(result, '/rows/0/prs_Gender'), ['one-only']);
  });
});

test('4. a citizenship of Kosovo is written and read, beside 249 of ISO 3166-1', () => {
  assert.deepEqual(written({}, { citizenship: ['XK', 'AL'] })['prs_Citizenship'], ['XK', 'AL']);
  for (const text of ['XK', 'XKX', 'Kosovo'])
    assert.deepEqual(t2(read({ prs_Citizenship: text }))['citizenship'], ['XK']);
  const values = codeList('citizenship').codes.flatMap(
    ({ code }) => written({}, { citizenship: [code] })['prs_Citizenship'] ?? [],
  );
  assert.equal(values.length, 250);
  const stateless = written({}, { citizenship: ['XS'] });
  assert.ok(!('prs_Citizenship' in stateless), 'a code of ours is no ISO code');
  assert.deepEqual(t2(read(stateless))['citizenship'], ['XS']);
});

describe('5. spelling, and nothing that is required', () => {
  test('Unaquainted is the value that is written; the right spelling is read too', () => {
    assert.deepEqual(
      written({}, { recruitment: { relations: ['stranger'] } })['vic_RelationshipToTrafficker'],
      ['Unaquainted'],
    );
    for (const text of ['Unaquainted', 'Unacquainted', 'unaquainted '])
      assert.deepEqual(t3(read({ vic_RelationshipToTrafficker: text }))['recruitment'], {
        relations: ['stranger'],
      });
  });
  test('prs_Title is a position in an organisation, whatever the XForm calls it, and no name', () => {
    const result = read({ prs_Title: 'Somebody' });
    assert.deepEqual(result.disclosures.t2, []);
    assert.deepEqual(codesAt(result, '/rows/0/prs_Title'), ['no-member']);
  });
  test('an empty row: a draft that is valid, a child until somebody knows better, and the list of what is missing', () => {
    const result = read({});
    assert.deepEqual(personOf(result), {
      ...profile,
      ageBand: 'age-in-doubt',
      sex: 'not-specified',
      languages: ['und'],
    });
    assert.deepEqual(
      new Set(result.missing.map(({ pointer, code }) => `${pointer} ${code}`)),
      new Set([
        '/basis required',
        '/doNotContact required',
        '/stage required',
        '/contact required',
        '/persons/0/ageBand defaulted',
        '/persons/0/sex defaulted',
        '/persons/0/languages defaulted',
      ]),
    );
    assert.deepEqual(result.unmapped, []);
  });
});

describe('6. languages', () => {
  test('one form is written: ISO 639-2/T, the best two, and all of them beside it where that is not all', () => {
    const row = written({ languages: ['sr-Cyrl', 'mk', 'rom'] });
    assert.deepEqual(row['prs_PrimaryLanguage'], ['srp']);
    assert.deepEqual(row['prs_SecondaryLanguage'], ['mkd']);
    assert.deepEqual(row['trm_Languages'], ['sr-Cyrl', 'mk', 'rom']);
    for (const { code } of codeList('languages').codes)
      assert.match(
        JSON.stringify(written({ languages: [code] })['prs_PrimaryLanguage']),
        /^\["[a-z]{3}"\]$/,
        code,
      );
  });
  test('ISO 639-1, 639-2/B, 639-2/T, 639-3, tags and English names are read', () => {
    for (const text of ['sq', 'alb', 'sqi', 'aln', 'SQ', 'Albanian'])
      assert.deepEqual(personOf(read({ prs_PrimaryLanguage: text }))['languages'], ['sq'], text);
    for (const [text, code] of [
      ['mac', 'mk'],
      ['sr-Latn', 'sr-Latn'],
      ['kur', 'ku'],
      ['fas', 'fa'],
      ['prs', 'prs'],
      ['cnr', 'cnr'],
    ] as const)
      assert.deepEqual(personOf(read({ prs_PrimaryLanguage: text }))['languages'], [code], text);
    const result = read({ prs_PrimaryLanguage: 'Klingon', prs_SecondaryLanguage: 'sq' });
    assert.deepEqual(personOf(result)['languages'], ['sq']);
    assert.deepEqual(codesAt(result, '/rows/0/prs_PrimaryLanguage'), ['code-unknown']);
  });
});

describe('one checkbox gives no basis', () => {
  for (const value of [true, 'TRUE', '1', 'Yes', 'FALSE'])
    test(String(value), () => {
      const result = read({ con_Consent: value, vic_AgreementToManagePersonalData: value });
      assert.ok(!('basis' in result.draft));
      assert.deepEqual(codesAt(result, '/rows/0/con_Consent'), ['consent-not-carried']);
      assert.deepEqual(codesAt(result, '/rows/0/vic_AgreementToManagePersonalData'), ['deprecated']);
      assert.ok(result.missing.some(({ pointer, code }) => pointer === '/basis' && code === 'required'));
    });
  const whole = {
    trm_BasisKind: 'agreement',
    trm_BasisBy: 'person',
    trm_BasisOn: '2026-03-19',
    trm_BasisReceiver: 'al',
    trm_BasisPurposes: 'protection-referral',
  };
  test('a whole agreement is carried to the receiver that it names', () => {
    assert.deepEqual(read(whole).draft['basis'], {
      kind: 'agreement',
      by: 'person',
      on: '2026-03-19',
      receiver: 'al',
      purposes: ['protection-referral'],
    });
  });
  for (const [name, change] of [
    ['another receiver', { trm_BasisReceiver: 'rs' }],
    ['no purpose', { trm_BasisPurposes: '' }],
    ['no day', { trm_BasisOn: '' }],
    ['no giver', { trm_BasisBy: '' }],
    ['another kind', { trm_BasisKind: 'oral' }],
  ] as const)
    test(`not with ${name}`, () => {
      const result = read({ ...whole, ...change, con_Consent: true });
      assert.ok(!('basis' in result.draft));
      assert.ok(codesAt(result, '/rows/0/trm_BasisKind').includes('consent-not-carried'));
    });
  test('it is ticked in an export only where the person has agreed', () => {
    const basis = { kind: 'best-interests', authoriser: 'x', on: '2026-03-19' };
    assert.ok(!('con_Consent' in (toHtcds(heldOf({ persons: [profile], basis }))[0] ?? {})));
    const agreed = {
      kind: 'agreement',
      by: 'person',
      on: '2026-03-19',
      receiver: 'al',
      purposes: ['legal-aid'],
    };
    assert.equal(toHtcds(heldOf({ persons: [profile], basis: agreed }))[0]?.['con_Consent'], true);
  });
});

describe('what else is not guessed', () => {
  test('a status without regime and day is nobody’s assertion', () => {
    const result = read({
      vic_TraffickingStatus: 'ActualVictimOfTrafficking',
      vic_TraffickingStatusDecisionMakingOrg: 'Police',
    });
    assert.deepEqual(personOf(result)['status'], []);
    assert.deepEqual(codesAt(result, '/rows/0/vic_TraffickingStatus'), ['needs-attribution']);
  });
  test('of several assertions the newest stands in the standard columns', () => {
    const status = [
      { value: 'identified', byKindOfBody: 'police', regime: 'nrm-xk', on: '2026-03-18' },
      { value: 'possible', byKindOfBody: 'social-work', regime: 'screening', on: '2026-01-02' },
    ];
    const row = written({ status });
    assert.deepEqual(row['vic_TraffickingStatus'], ['ActualVictimOfTrafficking']);
    assert.deepEqual(row['vic_TraffickingStatusDecisionMakingOrg'], ['Police']);
    assert.deepEqual(personOf(read(row))['status'], status);
    const changed = read({ ...row, vic_TraffickingStatus: 'NotAVictimOfTrafficking' });
    assert.deepEqual(personOf(changed)['status'], []);
    assert.deepEqual(codesAt(changed, '/rows/0/trm_Status'), ['extension-contradicts']);
  });
  test('an age band follows from a date of birth, never from a date with two readings', () => {
    assert.equal(personOf(read({ prs_Birthdate: '2008-11-24' }))['ageBand'], '9-17');
    assert.equal(personOf(read({ prs_Birthdate: '2008-11-23' }))['ageBand'], '18-20');
    assert.equal(personOf(read({ prs_Birthdate: '1950-01-01' }))['ageBand'], '48-plus');
    const result = read({ prs_Birthdate: '04/05/2010' });
    assert.equal(personOf(result)['ageBand'], 'age-in-doubt');
    assert.ok(codesAt(result, '/rows/0/prs_Birthdate').includes('format'));
  });
  test('a kind of sexual exploitation implies the form where another system wrote the row', () => {
    assert.deepEqual(personOf(read({ vic_TypeOfSexExploitation: 'Pornography' }))['exploitation'], [
      'sexual-exploitation',
    ]);
  });
  test('bars of all rows hold; one that cannot be read leaves none, so that they are given anew', () => {
    const bars = read({ trm_DoNotContact: 'rs' }, { trm_DoNotContact: '(none)' }, { trm_DoNotContact: 'me' });
    assert.deepEqual(bars.draft['doNotContact'], ['rs', 'me']);
    const unreadable = read({ trm_DoNotContact: 'rs;Republic of Somewhere' });
    assert.ok(!('doNotContact' in unreadable.draft));
    assert.ok(unreadable.missing.some(({ pointer }) => pointer === '/doNotContact'));
  });
  test('what belongs to the referral and differs between rows is told', () => {
    const result = read({ trm_Stage: 'return' }, { trm_Stage: 'identification' });
    assert.equal(result.draft['stage'], 'return');
    assert.deepEqual(codesAt(result, '/rows/1/trm_Stage'), ['rows-differ']);
  });
  test('columns of nobody’s standard are told by row, without their names', () => {
    assert.deepEqual(
      read({ 'CANARY name': 'x', vic_Vulnerabilities: 'Poverty', cas_Status: 'Active' }).unmapped,
      [
        { pointer: '/rows/0', code: 'column-unknown' },
        { pointer: '/rows/0/vic_Vulnerabilities', code: 'deprecated' },
        { pointer: '/rows/0/cas_Status', code: 'not-in-a-draft' },
      ],
    );
  });
});
