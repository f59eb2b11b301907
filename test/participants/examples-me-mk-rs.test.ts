// Cases as the digests tell them for Montenegro, North Macedonia and Serbia, and who must be asked in each.
// Invariant under test: office, function, who else is told and what nobody can give are those of the digest's line.
// domain.md 7, formats.md 8. Behind each case stands the line that tells it; the persons are invented. Above 300 lines because it is one table.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { route, type RoutingCase } from '../../services/lib/routing/index.ts';
import { readPackFile } from './pack-files.ts';

const man: RoutingCase = {
  ageBand: ['30-38'],
  sex: ['male'],
  exploitation: ['forced-labour'],
  languages: ['sr-Latn'],
  status: ['presumed'],
  stage: ['identification'],
  urgency: ['urgent'],
  channel: ['protection'],
  scope: ['transnational'],
};
const woman: RoutingCase = { ...man, sex: ['female'], exploitation: ['sexual-exploitation'] };
const boy: RoutingCase = { ...man, ageBand: ['9-17'], exploitation: ['forced-begging'] };
const girl: RoutingCase = { ...boy, sex: ['female'], exploitation: ['forced-marriage'] };
const motherAndSon: RoutingCase = { ...woman, ageBand: ['24-26', '0-8'], sex: ['female', 'male'] };
const couple: RoutingCase = { ...woman, sex: ['female', 'male'] };

const identified = { status: ['identified'] };
const shelter = { services: ['shelter'] };
const identification = { services: ['identification'] };
const justice = { channel: ['justice'] };

interface Expected {
  /** `office function` of the one who is accountable. */
  readonly to: string | null;
  readonly also?: readonly string[];
  readonly unmet?: readonly string[];
}
type Example = [told: string, kase: RoutingCase, expected: Expected];

const ME: readonly Example[] = [
  // seed-000 digest line 111: identification, referral and initial assistance to victims
  ['a presumed victim: the team', man, { to: 'identification-team status-assessment' }],
  [
    'a possible victim: the team',
    { ...woman, status: ['possible'] },
    { to: 'identification-team status-assessment' },
  ],
  [
    'a boy found begging: the team too, no body for children is named',
    boy,
    { to: 'identification-team status-assessment' },
  ],
  [
    'nobody has said a status yet, an identification is asked',
    { ...woman, status: [], ...identification },
    { to: 'identification-team status-assessment' },
  ],
  [
    'the team is barred: no other identifies',
    { ...man, ...identification, exclude: ['identification-team'] },
    { to: 'department coordination', unmet: ['identification'] },
  ],
  // seed-003 digest lines 112, 178: one specialised shelter, for women and children
  [
    'an identified woman who needs a place',
    { ...woman, ...identified, ...shelter },
    { to: 'shelter accommodation' },
  ],
  [
    'an identified girl who needs a place',
    { ...girl, ...identified, ...shelter },
    { to: 'shelter accommodation' },
  ],
  [
    'a mother with her son who need a place',
    { ...motherAndSon, ...identified, ...shelter },
    { to: 'shelter accommodation' },
  ],
  [
    'an identified boy who needs a place',
    { ...boy, ...identified, ...shelter },
    { to: 'shelter accommodation' },
  ],
  [
    'age in doubt counts as a child',
    { ...boy, ageBand: ['age-in-doubt'], ...identified, ...shelter },
    { to: 'shelter accommodation' },
  ],
  // seed-003 digest line 178: no shelter for men
  [
    'a presumed man who needs a place: nobody has one',
    { ...man, ...shelter },
    { to: 'identification-team status-assessment', unmet: ['shelter'] },
  ],
  [
    'an identified man who needs a place: nobody has one',
    { ...man, ...identified, ...shelter },
    { to: 'department coordination', unmet: ['shelter'] },
  ],
  [
    'a man and a woman who need a place: he has none',
    { ...couple, ...shelter },
    { to: 'identification-team status-assessment', unmet: ['shelter'] },
  ],
  // seed-000 digest line 107
  [
    'an identified victim who needs no place: the Department',
    { ...woman, ...identified, services: ['legal-aid'] },
    { to: 'department coordination' },
  ],
  [
    'the team is barred: the Department',
    { ...man, exclude: ['identification-team'] },
    { to: 'department coordination' },
  ],
  [
    'the team and the Department are barred: nobody',
    { ...man, exclude: ['identification-team', 'department'] },
    { to: null },
  ],
  // seed-000 digest lines 110, 113
  [
    'justice within the state',
    { ...man, ...justice, scope: ['domestic'] },
    { to: 'operational-team justice-liaison' },
  ],
  ['justice across a border', { ...man, ...justice }, { to: 'police-cooperation justice-liaison' }],
  [
    'justice asks the same of a child, never a body of care',
    { ...girl, ...justice, ...shelter },
    { to: 'police-cooperation justice-liaison' },
  ],
];

const MK: readonly Example[] = [
  // seed-003 digest line 92: the children with whom they work
  ['a child: the centre for social work', girl, { to: 'social-work case-management' }],
  [
    'an identified boy who needs a place',
    { ...boy, ...identified, ...shelter },
    { to: 'social-work case-management' },
  ],
  ['a mother with her son', motherAndSon, { to: 'social-work case-management' }],
  [
    'age in doubt counts as a child',
    { ...man, ageBand: ['age-in-doubt'] },
    { to: 'social-work case-management' },
  ],
  [
    'it identifies a child also where the operational team is barred',
    { ...girl, ...identification, exclude: ['status-team'] },
    { to: 'social-work case-management' },
  ],
  // seed-000 digest line 84: victims and potential victims
  ['a presumed victim: the mobile team', man, { to: 'mobile-team first-assistance' }],
  [
    'a possible victim: the mobile team',
    { ...woman, status: ['possible'], ...shelter },
    { to: 'mobile-team first-assistance' },
  ],
  // anchors-domain 5, line 323
  [
    'an identified victim: the office of the mechanism',
    { ...woman, ...identified, ...shelter },
    { to: 'nrm-office referral-coordination' },
  ],
  [
    'no status yet, an identification is asked',
    { ...man, status: [], ...identification },
    { to: 'status-team status-assessment' },
  ],
  // seed-003 digest lines 98, 178
  [
    'a woman who is not identified and needs a place',
    { ...woman, status: ['not-identified'], ...shelter },
    { to: 'shelter accommodation' },
  ],
  [
    'a presumed man who needs a place: nobody has one',
    { ...man, ...shelter },
    { to: 'mobile-team first-assistance', unmet: ['shelter'] },
  ],
  [
    'an identified man who needs a place: nobody has one',
    { ...man, ...identified, ...shelter },
    { to: 'nrm-office referral-coordination', unmet: ['shelter'] },
  ],
  [
    'a man who is not identified and needs a place',
    { ...man, status: ['not-identified'], ...shelter },
    { to: 'coordinator coordination', unmet: ['shelter'] },
  ],
  // seed-000 digest line 85
  [
    'the mobile team is barred: the Coordinator',
    { ...man, exclude: ['mobile-team'] },
    { to: 'coordinator coordination' },
  ],
  // seed-004 digest line 32, seed-000 digest line 88
  ['justice: the task force', { ...man, ...justice }, { to: 'task-force justice-liaison' }],
  [
    'justice in proceedings: the prosecution',
    { ...girl, ...justice, stage: ['proceedings'] },
    { to: 'prosecution justice-liaison' },
  ],
];

const RS: readonly Example[] = [
  // anchors-domain 5, line 324; seed-003 digest lines 120, 124
  ['a child: a centre for social work', boy, { to: 'social-work case-management' }],
  [
    'an identified girl who needs a place',
    { ...girl, ...identified, ...shelter },
    { to: 'social-work case-management' },
  ],
  ['a mother with her son', { ...motherAndSon, ...shelter }, { to: 'social-work case-management' }],
  [
    'age in doubt counts as a child',
    { ...man, ageBand: ['age-in-doubt'] },
    { to: 'social-work case-management' },
  ],
  ['an adult: the Centre', man, { to: 'protection-centre referral-coordination' }],
  [
    'known only to be an adult',
    { ...woman, ageBand: ['adult'], ...identification },
    { to: 'protection-centre referral-coordination' },
  ],
  [
    'an identified adult: the Centre',
    { ...woman, ...identified },
    { to: 'protection-centre referral-coordination' },
  ],
  [
    'a child to be identified: social work, the Centre takes adults',
    { ...girl, ...identification },
    { to: 'social-work case-management' },
  ],
  // seed-000 digest line 72: coordinates care placement
  [
    'a woman who needs a place: the Centre places her',
    { ...woman, ...shelter },
    { to: 'protection-centre referral-coordination' },
  ],
  // anchors-domain 5, line 324: urgent reception centre, operations suspended at times
  [
    'a woman who needs a place at once: the reception centre is told too',
    { ...woman, ...shelter, urgency: ['emergency'] },
    { to: 'protection-centre referral-coordination', also: ['reception-centre accommodation'] },
  ],
  // seed-003 digest line 178: no shelter for men
  [
    'a man who needs a place: nobody has one',
    { ...man, ...shelter },
    { to: 'protection-centre referral-coordination', unmet: ['shelter'] },
  ],
  // seed-003 digest line 180, seed-000 digest line 167
  [
    'the Centre is barred, a woman needs a place',
    { ...woman, ...shelter, exclude: ['protection-centre'] },
    { to: 'ngo-shelter accommodation' },
  ],
  [
    'the Centre is barred: no other can assess an adult',
    { ...man, ...identification, exclude: ['protection-centre'] },
    { to: 'ngo-support first-assistance', unmet: ['identification'] },
  ],
  [
    'papers are asked for and the organisations are barred',
    { ...man, services: ['identity-documents'], exclude: ['ngo-support'] },
    { to: 'protection-centre referral-coordination', unmet: ['identity-documents'] },
  ],
  // seed-000 digest line 70
  ['the age is not known: the Coordinator', { ...woman, ageBand: [] }, { to: 'coordinator coordination' }],
  [
    'a child, social work is barred: the Coordinator',
    { ...boy, exclude: ['social-work'] },
    { to: 'coordinator coordination' },
  ],
  // seed-004 digest line 41
  ['justice: the criminal police', { ...man, ...justice }, { to: 'criminal-police justice-liaison' }],
  [
    'justice for a child who needs a place',
    { ...girl, ...justice, ...shelter },
    { to: 'criminal-police justice-liaison' },
  ],
];

const named = ({ office, function: fn }: { office: string; function: string }): string => `${office} ${fn}`;

for (const [id, examples] of [
  ['me', ME],
  ['mk', MK],
  ['rs', RS],
] as const)
  describe(`a case that the digests tell for ${id}`, () => {
    for (const [told, kase, { to, also = [], unmet = [] }] of examples)
      it(told, () => {
        const result = route(readPackFile(id), kase, '2026-11-22T12:00:00.000Z');
        assert.equal(result.chosen && named(result.chosen), to);
        assert.deepEqual(result.also.map(named), also);
        assert.deepEqual(
          result.unmet.map(({ service }) => service),
          unmet,
        );
      });
  });

describe('the reason that is given', () => {
  it('for a place in rs is that the Centre places, not that it takes adults', () => {
    // seed-000 digest line 72
    const { chosen } = route(readPackFile('rs'), { ...woman, ...shelter }, '2026-11-22T12:00:00.000Z');
    const rule = readPackFile('rs').rules.find((each) => each.id === chosen?.rule);
    assert.equal(rule?.fact, 'care-placement');
  });
});

describe('the values that the digests give for me, mk and rs', () => {
  const of = (id: 'me' | 'mk' | 'rs') => readPackFile(id);
  const lengths = (id: 'me' | 'mk' | 'rs') =>
    (of(id).reflectionPeriods ?? []).map(({ provided, duration }) => [provided, duration]);

  it('tells the reflection periods', () => {
    // seed-004 digest line 85; seed-003 digest line 172; seed-003 digest line 174 and seed-004 digest line 86
    assert.deepEqual(lengths('me'), [[true, 'P90D']]);
    assert.deepEqual(lengths('mk'), [
      [true, 'P60D'],
      [true, 'P30D'],
    ]);
    assert.deepEqual(lengths('rs'), [
      [true, undefined],
      [false, undefined],
    ]);
  });

  it('tells the permits', () => {
    // seed-003 digest lines 172 to 174; seed-004 digest line 91
    const permits = (id: 'me' | 'mk' | 'rs') =>
      (of(id).permits ?? []).map(({ shortest, duration }) => [shortest, duration]);
    assert.deepEqual(permits('me'), [
      ['P3M', 'P1Y'],
      [undefined, undefined],
    ]);
    assert.deepEqual(permits('mk'), [[undefined, 'P6M']]);
    assert.deepEqual(permits('rs'), [
      [undefined, 'P3M'],
      [undefined, undefined],
    ]);
  });

  it('gives no number of a hotline that was only recalled', () => {
    const numbers = (['me', 'mk', 'rs'] as const).map((id) =>
      (of(id).hotlines ?? []).flatMap(({ number }) => (number === undefined ? [] : [number])),
    );
    assert.deepEqual(numbers, [['116 666', '122'], ['15 505'], []]);
  });
});
