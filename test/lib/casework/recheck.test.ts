/** Between command and sealing a basis or an agreement may end: then the message does not go (protocol.md 4 step 2). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recheck } from '../../../services/lib/casework/index.ts';
import { draftExample } from '../../../services/lib/contract/index.ts';
import { contentOfDraft } from '../../../services/lib/casework/index.ts';
import type { Metadata } from '../../../services/lib/protocol/types.ts';

const payload = contentOfDraft(draftExample('2026-11-23T10:00:00.000Z'));
const metadata: Metadata = {
  type: 'referral.submitted',
  version: 1,
  drill: false,
  role: 'national-focal-point',
  urgency: 'urgent',
};
const now = { metadata, payload, to: 'al', at: '2026-11-23T10:00:00.000Z', basis: true };

void test('what was decided and still holds goes', () => {
  assert.equal(recheck(now), null);
});

void test('an ended transfer basis, a barred recipient and an agreement for another one stop it', () => {
  assert.equal(recheck({ ...now, basis: false }), 'transfer-basis');
  assert.equal(recheck({ ...now, payload: { ...payload, doNotContact: ['al'] } }), 'do-not-contact');
  const basis = {
    kind: 'agreement',
    by: 'person',
    on: '2026-11-01',
    receiver: 'rs',
    purposes: ['protection-referral'],
  };
  assert.equal(recheck({ ...now, payload: { ...payload, basis } }), 'consent-or-basis');
});

void test('messages of the machines pass without a basis', () => {
  const receipt: Metadata = {
    type: 'receipt.delivered',
    version: 1,
    drill: false,
    answers: { stream: 'trm.al.rs/0/1', sequence: 1 },
  };
  assert.equal(recheck({ ...now, metadata: receipt, payload: {}, basis: false }), null);
  assert.equal(
    recheck({ ...now, metadata: { type: 'unheard-of', version: 1, drill: false }, basis: false }),
    null,
  );
});
