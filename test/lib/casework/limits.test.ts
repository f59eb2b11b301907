// Limits are data: defaults by urgency from the table, other values per ordered pair from a deployment's file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLimits, limitsFor, readLimits } from '../../../services/lib/casework/index.ts';
import { durationMs, respondBy } from '../../../services/lib/casework/limits.ts';
import { NOW } from './support.ts';

test('durations of weeks, days, hours, minutes and seconds', () => {
  assert.equal(durationMs('PT1H'), 3_600_000);
  assert.equal(durationMs('P1DT2H3M4S'), 93_784_000);
  assert.equal(durationMs('P2W'), 1_209_600_000);
  assert.equal(durationMs('PT0S'), 0);
  for (const wrong of ['', 'P', 'PT', 'P1M', 'P1Y', 'PT1.5H', '1H', 'P1DT', '-PT1H', 'pt1h'])
    assert.equal(durationMs(wrong), null, wrong);
});

test('a submission is to be acknowledged, an acknowledgement decided, an acceptance planned in time', () => {
  const due = (type: string, urgency: 'emergency' | 'urgent' | 'routine'): string | null =>
    respondBy(defaultLimits, type, urgency, NOW);
  assert.equal(due('referral.submitted', 'emergency'), '2026-11-22T11:00:00.000Z');
  assert.equal(due('referral.submitted', 'urgent'), '2026-11-22T13:00:00.000Z');
  assert.equal(due('referral.submitted', 'routine'), '2026-11-23T10:00:00.000Z');
  assert.equal(due('referral.acknowledged', 'emergency'), '2026-11-22T13:00:00.000Z');
  assert.equal(due('referral.acknowledged', 'urgent'), '2026-11-23T10:00:00.000Z');
  assert.equal(due('referral.acknowledged', 'routine'), '2026-11-25T10:00:00.000Z');
  assert.equal(due('referral.accepted', 'urgent'), '2026-11-25T10:00:00.000Z');
  assert.equal(due('referral.resumed', 'urgent'), null);
});

test('one ordered pair has its own value, the other direction and the other urgencies keep the default', () => {
  const file = readLimits({ 'xk.al': { acknowledge: { urgent: 'PT30M' } } });
  assert.ok(file.ok);
  const due = (from: string, to: string, urgency: 'emergency' | 'urgent'): string | null =>
    respondBy(limitsFor(defaultLimits, file.overrides, from, to), 'referral.submitted', urgency, NOW);
  assert.equal(due('xk', 'al', 'urgent'), '2026-11-22T10:30:00.000Z');
  assert.equal(due('al', 'xk', 'urgent'), '2026-11-22T13:00:00.000Z');
  assert.equal(due('xk', 'al', 'emergency'), '2026-11-22T11:00:00.000Z');
});

test('every problem of a limits file is named at once', () => {
  const file = readLimits({
    xk: {},
    'xk.al': { acknowledge: { urgent: 'soon', later: 'PT1H' }, 'be-nice': {} },
    'al.xk': null,
  });
  assert.ok(!file.ok);
  assert.deepEqual(file.problems.map((problem) => problem.split(':')[0]).sort(), [
    'al.xk',
    'xk',
    'xk.al.acknowledge.later',
    'xk.al.acknowledge.urgent',
    'xk.al.be-nice',
  ]);
  assert.ok(!readLimits([]).ok);
});
