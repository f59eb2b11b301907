// The case that an opened referral makes.
// Invariant under test: a union over the persons, codes only, whatever their order (formats.md 8).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { caseOf } from '../../../services/lib/routing/index.ts';

const boy = {
  subject: '01932f5a-0000-7000-8000-000000000001',
  ageBand: '9-17',
  sex: 'male',
  languages: ['sq'],
  needs: ['guardian'],
  services: ['shelter'],
  risks: [{ code: 'family', level: 'high' }],
  exploitation: ['forced-begging'],
  status: [{ value: 'presumed', byKindOfBody: 'ngo', regime: 'xk', on: '2026-11-20' }],
};
const sister = {
  ...boy,
  ageBand: '0-8',
  sex: 'female',
  languages: ['rom', 'sq'],
  jurisdiction: 'BA-BRC',
  services: ['health', 'shelter'],
};
const circumstances = { urgency: 'urgent', channel: 'protection' } as const;

describe('caseOf', () => {
  it('is the union over the persons, with every member of the format', () => {
    const payload = { salt: 'x', persons: [boy, sister], stage: 'first-assistance', text: 'free words' };
    assert.deepEqual(caseOf(payload, circumstances, ['one']), {
      ageBand: ['0-8', '9-17'],
      sex: ['female', 'male'],
      exploitation: ['forced-begging'],
      services: ['health', 'shelter'],
      languages: ['rom', 'sq'],
      status: ['presumed'],
      jurisdiction: ['BA-BRC'],
      stage: ['first-assistance'],
      urgency: ['urgent'],
      channel: ['protection'],
      scope: [],
      exclude: ['one'],
    });
  });

  it('says the scope where it is known', () => {
    assert.deepEqual(caseOf({}, { ...circumstances, scope: 'domestic' }).scope, ['domestic']);
  });

  it('takes a draft in which next to nothing is said', () => {
    const kase = caseOf({}, circumstances);
    assert.deepEqual(kase.urgency, ['urgent']);
    assert.deepEqual(kase.ageBand, []);
    assert.deepEqual(kase.exclude, []);
  });

  it('does not depend on the order of persons, nor on one said twice', () => {
    const persons = fc.array(fc.constantFrom(boy, sister), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(persons, (group) => {
        const there = caseOf({ persons: group }, circumstances);
        assert.deepEqual(caseOf({ persons: group.toReversed() }, circumstances), there);
        assert.deepEqual(caseOf({ persons: [...group, ...group] }, circumstances), there);
      }),
    );
  });
});
