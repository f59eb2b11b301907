// What comes from outside is a pack or a case, or it is refused with the place of each fault.
// Invariant under test: schema and references are both asked, the value is not changed, no value is quoted.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draftExample, type ReferralSubmittedPayloadV1 } from '../../../services/lib/contract/index.ts';
import { caseOf, readCase, readPack } from '../../../services/lib/routing/index.ts';
import { readPackFile } from '../../participants/pack-files.ts';

const pack = readPackFile('rs');

describe('readPack', () => {
  it('gives back the very value', () => {
    const reading = readPack(pack);
    assert.ok(reading.ok);
    assert.equal(reading.value, pack);
  });

  it('refuses what is no pack', () => {
    for (const value of [null, [], 'pack', {}, { ...pack, rules: 'none' }, { ...pack, extra: 1 }])
      assert.equal(readPack(value).ok, false, JSON.stringify(value).slice(0, 40));
  });

  it('refuses a pack in form whose parts do not fit', () => {
    const reading = readPack({ ...pack, fallback: { ...pack.fallback, office: 'gone' } });
    assert.deepEqual(reading, {
      ok: false,
      errors: [{ pointer: '/fallback/office', code: 'office-unknown' }],
    });
  });
});

describe('readCase', () => {
  const kase = {
    ageBand: ['9-17'],
    sex: [],
    exploitation: [],
    services: [],
    languages: [],
    status: [],
    jurisdiction: [],
    stage: [],
    urgency: ['urgent'],
    channel: ['protection'],
    exclude: [],
  };

  it('gives back the very value', () => {
    const reading = readCase(kase);
    assert.ok(reading.ok);
    assert.equal(reading.value, kase);
  });

  it('refuses what is no case, without quoting it', () => {
    const canary = 'canary-5c1e';
    for (const value of [
      null,
      [],
      { ...kase, ageBand: canary },
      { ...kase, [canary]: [] },
      { ...kase, sex: [7] },
    ]) {
      const reading = readCase(value);
      assert.equal(reading.ok, false);
      assert.ok(!JSON.stringify(reading).includes(canary));
    }
  });

  it('takes the case that a referral makes', () => {
    const payload = draftExample('2026-11-22T10:00:00.000Z') as unknown as ReferralSubmittedPayloadV1;
    assert.equal(readCase(caseOf(payload, { urgency: 'urgent', channel: 'protection' })).ok, true);
  });
});
