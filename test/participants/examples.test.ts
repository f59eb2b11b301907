// Cases as the sources tell them, and the office that each must reach.
// Invariant under test: the packs say what domain.md 7 and the scenarios say; the person is invented in every one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseOf, route, type RoutedPerson } from '../../services/lib/routing/index.ts';
import { readPackFile, type ParticipantId } from './pack-files.ts';

const boy: RoutedPerson = {
  ageBand: '9-17',
  sex: 'male',
  languages: ['sq'],
  services: ['shelter'],
  exploitation: ['forced-begging'],
  status: [{ value: 'presumed' }],
};
const man: RoutedPerson = { ...boy, ageBand: '30-38', languages: ['bs'], exploitation: ['forced-labour'] };
const woman: RoutedPerson = { ...man, sex: 'female', status: [{ value: 'identified' }] };

type Example = [
  told: string,
  participant: ParticipantId,
  persons: readonly RoutedPerson[],
  office: string,
  exclude?: readonly string[],
];

const EXAMPLES: readonly Example[] = [
  ['a boy of 11 found begging: the child-competent body, not the police', 'al', [boy], 'local-protection'],
  ['a man: the authority that coordinates every referral', 'al', [man], 'responsible-authority'],
  [
    'a man who needs shelter, the authority excluded',
    'al',
    [man],
    'reception-centre',
    ['responsible-authority'],
  ],
  ['a worker resident in Republika Srpska', 'ba', [{ ...man, jurisdiction: 'BA-SRP' }], 'coordinator-srp'],
  ['a worker resident in a canton', 'ba', [{ ...man, jurisdiction: 'BA-BIH' }], 'coordinator-bih'],
  ['a worker resident in Brčko', 'ba', [{ ...man, jurisdiction: 'BA-BRC' }], 'coordinator-brc'],
  ['a worker whose residence is unknown', 'ba', [man], 'state-coordinator'],
  ['a child', 'rs', [boy], 'social-work'],
  ['an adult', 'rs', [woman], 'protection-centre'],
  ['a mother with her child', 'rs', [woman, boy], 'social-work'],
  ['someone whose age is in doubt', 'rs', [{ ...boy, ageBand: 'age-in-doubt' }], 'social-work'],
  ['someone known only to be an adult', 'rs', [{ ...man, ageBand: 'adult' }], 'protection-centre'],
  ['a child', 'xk', [boy], 'social-work'],
  ['an adult', 'xk', [man], 'advocate'],
  ['a child', 'mk', [boy], 'social-work'],
  ['a presumed victim', 'mk', [man], 'mobile-team'],
  ['an identified victim', 'mk', [woman], 'nrm-office'],
  ['a presumed victim', 'me', [man], 'identification-team'],
  ['an identified victim who needs shelter', 'me', [woman], 'shelter'],
  ['an identified victim who needs none', 'me', [{ ...woman, services: ['legal-aid'] }], 'department'],
];

describe('an example of the sources', () => {
  for (const [told, participant, persons, office, exclude] of EXAMPLES)
    it(`${participant}: ${told}`, () => {
      const kase = caseOf({ persons }, { urgency: 'urgent', channel: 'protection' }, exclude);
      const result = route(readPackFile(participant), kase, '2026-11-22T12:00:00.000Z');
      assert.equal(result.chosen?.office, office);
    });
});
