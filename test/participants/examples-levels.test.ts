// Levels, justice and what is missing in al, ba and xk, as the sources tell them.
// Invariant under test: the office that the digests name, who is told with it, and for what nobody fits (domain.md 7).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  caseOf,
  readCase,
  route,
  type Circumstances,
  type Route,
  type RoutedPerson,
} from '../../services/lib/routing/index.ts';
import { readPackFile, type ParticipantId } from './pack-files.ts';

const NOON = '2026-11-22T12:00:00.000Z';
const man: RoutedPerson = { ageBand: '30-38', sex: 'male', status: [{ value: 'presumed' }] };
const woman: RoutedPerson = { ...man, sex: 'female' };
const boy: RoutedPerson = { ...man, ageBand: '9-17' };

interface Told extends Partial<Circumstances> {
  readonly person?: RoutedPerson;
  readonly stage?: string;
  readonly exclude?: readonly string[];
}

function routed(participant: ParticipantId, told: Told): Route {
  const { person = woman, stage, exclude, urgency = 'urgent', channel = 'protection', scope } = told;
  const kase = caseOf(
    { persons: [person], ...(stage === undefined ? {} : { stage }) },
    { urgency, channel, ...(scope === undefined ? {} : { scope }) },
    exclude,
  );
  assert.ok(readCase(kase).ok);
  return route(readPackFile(participant), kase, NOON);
}

type Example = [told: string, participant: ParticipantId, kase: Told, office: string, also?: string[]];

const justice = { channel: 'justice' } as const;
const domestic = { ...justice, scope: 'domestic' } as const;

const EXAMPLES: readonly Example[] = [
  ['a domestic case goes at once to both', 'ba', domestic, 'sipa', ['state-prosecutor']],
  [
    'a domestic case whose canton is known goes to both all the same',
    'ba',
    { ...domestic, person: { ...man, jurisdiction: 'BA-03' } },
    'sipa',
    ['state-prosecutor'],
  ],
  ['one of both is excluded', 'ba', { ...domestic, exclude: ['sipa'] }, 'state-prosecutor'],
  ['the other one is', 'ba', { ...domestic, exclude: ['state-prosecutor'] }, 'sipa'],
  ['both are', 'ba', { ...domestic, exclude: ['sipa', 'state-prosecutor'] }, 'state-coordinator'],
  [
    'a case for justice in Tuzla Canton: its own unit',
    'ba',
    { ...justice, person: { ...man, jurisdiction: 'BA-03' } },
    'police-unit-tuzla',
  ],
  [
    'a case for justice in Brčko',
    'ba',
    { ...justice, person: { ...man, jurisdiction: 'BA-BRC' } },
    'police-units',
  ],
  [
    'a case for justice of which nothing more is known: the state level',
    'ba',
    { ...justice, scope: 'transnational' },
    'state-coordinator',
  ],
  ['a canton', 'ba', { person: { ...man, jurisdiction: 'BA-07' } }, 'coordinator-ba-07'],
  [
    'a canton whose coordinator is excluded: its entity',
    'ba',
    { person: { ...man, jurisdiction: 'BA-07' }, exclude: ['coordinator-ba-07'] },
    'coordinator-bih',
  ],
  ['an entity', 'ba', { person: { ...man, jurisdiction: 'BA-BIH' } }, 'coordinator-bih'],
  ['the district', 'ba', { person: { ...man, jurisdiction: 'BA-BRC' } }, 'coordinator-brc'],
  ['the state, where the place is unknown', 'ba', {}, 'state-coordinator'],
  ['a child: the municipal level', 'xk', { person: boy }, 'social-work'],
  [
    'assistance in the long term in a domestic case: the municipality',
    'xk',
    { scope: 'domestic', stage: 'long-term-assistance' },
    'municipality',
  ],
  [
    'the same for one from abroad: the advocate',
    'xk',
    { scope: 'transnational', stage: 'long-term-assistance' },
    'advocate',
  ],
  ['no age is known: the central level', 'xk', { person: {} }, 'coordinator-office'],
  [
    'shelter where both who designate are excluded: the house of the state',
    'xk',
    { person: { ...woman, services: ['shelter'] }, exclude: ['advocate', 'social-work'] },
    'security-facility',
  ],
  ['a case for justice: the police who investigate', 'xk', justice, 'investigators'],
  ['every referral of an adult', 'al', {}, 'responsible-authority'],
  [
    'shelter in danger, the authority excluded: the house of higher security',
    'al',
    {
      person: { ...woman, services: ['shelter'], jurisdiction: 'AL-12' },
      urgency: 'emergency',
      exclude: ['responsible-authority'],
    },
    'reception-centre',
  ],
  [
    'shelter in Vlorë, the authority excluded',
    'al',
    {
      person: { ...woman, services: ['shelter'], jurisdiction: 'AL-12' },
      exclude: ['responsible-authority'],
    },
    'vatra',
  ],
  [
    'a region, the authority excluded',
    'al',
    { person: { ...woman, jurisdiction: 'AL-10' }, exclude: ['responsible-authority'] },
    'regional-committees',
  ],
  ['a request of justice from abroad', 'al', { ...justice, scope: 'transnational' }, 'europol-contact'],
  ['a case for justice of unknown scope', 'al', justice, 'coordinator-office'],
];

describe('an example of levels and channels', () => {
  for (const [told, participant, kase, office, also = []] of EXAMPLES)
    it(`${participant}: ${told}`, () => {
      const result = routed(participant, kase);
      assert.equal(result.chosen?.office, office);
      assert.deepEqual(
        result.also.map((each) => each.office),
        also,
      );
    });
});

describe('no shelter for men', () => {
  for (const participant of ['al', 'ba', 'xk'] as const) {
    const asking = (person: RoutedPerson) =>
      routed(participant, { person: { ...person, services: ['shelter'] } });

    it(`is said of ${participant}, house by house, and the case still has an office`, () => {
      const { unmet, chosen } = asking(man);
      assert.deepEqual(
        unmet.map(({ service }) => service),
        ['shelter'],
      );
      assert.notEqual(chosen, null);
      const houses = readPackFile(participant).offices.filter(({ serves }) =>
        serves?.services?.includes('shelter'),
      );
      assert.deepEqual(
        unmet[0]?.considered.map(({ office }) => office),
        houses.map(({ id }) => id),
      );
    });

    it(`holds in ${participant} neither for a woman nor for a boy`, () => {
      assert.deepEqual(asking(woman).unmet, []);
      assert.deepEqual(asking(boy).unmet, []);
      assert.deepEqual(asking({ ...man, ageBand: 'age-in-doubt' }).unmet, []);
    });
  }
});

describe('hotlines, periods and permits', () => {
  it('have the values of the sources', () => {
    const al = readPackFile('al');
    const ba = readPackFile('ba');
    const xk = readPackFile('xk');
    assert.equal(al.hotlines?.find(({ id }) => id === 'sos-hotline')?.hours, '24/7');
    assert.deepEqual([al.permits?.[0]?.shortest, al.permits?.[0]?.duration], ['P3M', 'P1Y']);
    assert.equal(al.reflectionPeriods?.[0]?.duration, undefined, 'no length is given');
    assert.equal(ba.reflectionPeriods?.[0]?.duration, 'P30D');
    assert.equal(ba.permits?.[0]?.duration, 'P6M');
    assert.equal(xk.hotlines?.find(({ id }) => id === 'helpline')?.number, '0800 11 112');
  });
});
