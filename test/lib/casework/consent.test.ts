// What an agreement carries (domain.md 6.1): two findings of a tester who knew the exchange from outside only. An agreement
// to statistics sent a woman's case abroad, and so did somebody else's judgement of an adult's best interests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consentOrBasis } from '../../../services/lib/casework/guards/consent-or-basis.ts';
import { factsOf, fold } from '../../../services/lib/casework/index.ts';
import type { ContentInput } from '../../../services/lib/casework/rule.ts';
import { defaultLimits } from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const agreement = (purposes: readonly string[]): JsonObject => ({
  kind: 'agreement',
  by: 'person',
  on: '2026-11-22',
  receiver: 'rs',
  purposes: [...purposes],
});
const BEST_INTERESTS: JsonObject = { kind: 'best-interests', authoriser: 'Guardian', on: '2026-11-22' };

function verdict(basis: JsonObject, ageBands: readonly string[]): string | null {
  const payload: JsonObject = {
    persons: ageBands.map((ageBand, index) => ({
      subject: `3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f5${index}`,
      ageBand,
    })),
    basis,
  };
  const metadata = { type: 'referral.submitted', version: 1, drill: false } as const;
  const input: ContentInput = {
    type: 'referral.submitted',
    side: 'sender',
    metadata,
    payload,
    facts: factsOf({ history: [], fold: fold([]), own: { side: 'sender', metadata, payload, at: NOW } }),
    from: 'mk',
    to: 'rs',
    referral: { from: 'mk', to: 'rs' },
    at: NOW,
    basis: true,
    local: null,
    limits: defaultLimits,
  };
  return consentOrBasis(input)?.detail ?? null;
}

test('an agreement to something else than help or return carries no referral', () => {
  for (const purposes of [['statistics'], ['criminal-proceedings', 'feedback-to-sender'], ['family-contact']])
    assert.match(verdict(agreement(purposes), ['24-26']) ?? '', /other purposes/, purposes.join());
  for (const purposes of [['protection-referral'], ['statistics', 'return-arrangement'], ['health-care']])
    assert.equal(verdict(agreement(purposes), ['24-26']), null, purposes.join());
});

test('a purpose that this version does not know refuses nobody', () => {
  assert.equal(verdict(agreement(['a-purpose-of-later']), ['24-26']), null);
});

test('best interests are a basis where there is, or may be, a child', () => {
  assert.match(verdict(BEST_INTERESTS, ['27-29']) ?? '', /under eighteen/);
  for (const ageBands of [['9-17'], ['age-in-doubt'], ['27-29', '0-8'], ['a-band-of-later']])
    assert.equal(verdict(BEST_INTERESTS, ageBands), null, ageBands.join());
});
