// Limits as clocks: which run, stand still, were met, have passed or are void, by what the messages say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clocksOf,
  defaultLimits,
  fold,
  type Clock,
  type ClocksInput,
  type Side,
} from '../../../services/lib/casework/index.ts';
import { Pair, type Step } from './gateways.ts';

const HOUR = 3_600_000;
const SUBMITTED: readonly Step[] = [[null, 'referral.submitted']];
const ACKNOWLEDGED: readonly Step[] = [...SUBMITTED, [null, 'referral.acknowledged']];
const ACCEPTED: readonly Step[] = [...ACKNOWLEDGED, [null, 'referral.accepted']];

function clocks(pair: Pair, changes: Partial<ClocksInput> = {}, side: Side = 'sender'): readonly Clock[] {
  const history = pair.view(side);
  return clocksOf({
    history,
    fold: fold(history),
    local: [],
    ours: side,
    urgency: pair.urgency,
    limits: defaultLimits,
    now: pair.now,
    ...changes,
  });
}

const of = (pair: Pair, limit: string, changes: Partial<ClocksInput> = {}): Clock | undefined =>
  clocks(pair, changes).findLast((clock) => clock.limit === limit);

test('an acknowledgement is waited for, then late, then met', () => {
  const pair = new Pair().run(SUBMITTED);
  pair.wait(1.5 * HOUR);
  const half = of(pair, 'acknowledge');
  assert.equal(half?.state, 'running');
  assert.equal(half?.percent, 50);
  pair.wait(2.5 * HOUR);
  assert.equal(of(pair, 'acknowledge')?.state, 'passed');
  assert.equal(of(pair, 'acknowledge')?.percent, 133);
  pair.run([[null, 'referral.acknowledged']]);
  const met = of(pair, 'acknowledge');
  assert.equal(met?.state, 'met');
  assert.equal(met?.metAt, pair.now);
  assert.equal(of(pair, 'decide')?.state, 'running');
});

test('questions stop the clock of the decision and start the sender’s, a hold stops it once more', () => {
  const pair = new Pair().run([...ACKNOWLEDGED, [null, 'referral.clarification-requested']]);
  pair.wait(5 * HOUR);
  assert.equal(of(pair, 'decide')?.state, 'paused');
  assert.equal(of(pair, 'clarify')?.state, 'running');
  pair.run([['sender', 'referral.on-hold']]);
  pair.wait(5 * HOUR);
  pair.run([['receiver', 'referral.resumed']]);
  pair.wait(HOUR);
  assert.equal(of(pair, 'decide')?.state, 'paused', 'the questions are still open');
  pair.run([[null, 'referral.clarification-provided']]);
  const going = of(pair, 'decide');
  assert.equal(going?.state, 'running');
  assert.ok((going?.pausedMs ?? 0) > 11 * HOUR && (going?.pausedMs ?? 0) < 11.1 * HOUR);
  assert.equal(
    Date.parse(going?.dueAt ?? '') - Date.parse(going?.startedAt ?? ''),
    24 * HOUR + (going?.pausedMs ?? 0),
  );
  assert.equal(of(pair, 'clarify')?.state, 'met');
});

test('the end of a referral ends its clocks, and starts its retention', () => {
  const pair = new Pair().run(ACKNOWLEDGED);
  pair.run([[null, 'referral.withdrawn']]);
  assert.equal(of(pair, 'decide')?.state, 'cancelled');
  assert.equal(of(pair, 'confirm-withdrawal')?.state, 'running');
  assert.equal(of(pair, 'retention'), undefined);
  pair.run([[null, 'referral.withdrawal-confirmed']]);
  assert.equal(of(pair, 'confirm-withdrawal')?.state, 'met');
  assert.equal(of(pair, 'retention')?.state, 'running');
});

test('an arrival is waited for from the expected time on, and a delay begins anew', () => {
  const child: Step = [
    'sender',
    'assessment.best-interests',
    {
      persons: [
        {
          subject: '3f2b8c1e-5d47-4a9b-8e60-1c7d9a2b4f53',
          decision: 'return-to-care',
          on: '2026-11-22',
          deciderKind: 'social-work',
          heard: true,
        },
      ],
    },
  ];
  const pair = new Pair().run([
    ...ACCEPTED,
    child,
    ['sender', 'assessment.risk'],
    ['receiver', 'assessment.risk'],
    [null, 'return.plan-proposed'],
    [null, 'return.plan-agreed'],
    [null, 'transfer.departed'],
  ]);
  const departed = of(pair, 'arrive');
  // Expected in 4 hours, and 2 hours of grace where it is urgent.
  assert.equal(Date.parse(departed?.dueAt ?? '') - Date.parse(departed?.startedAt ?? ''), 6 * HOUR);
  pair.run([[null, 'transfer.delayed']]);
  assert.deepEqual(
    clocks(pair)
      .filter(({ limit }) => limit === 'arrive')
      .map(({ state }) => state),
    ['cancelled', 'running'],
  );
  pair.wait(9 * HOUR);
  assert.equal(of(pair, 'arrive')?.state, 'passed');
  pair.run([[null, 'transfer.arrived']]);
  assert.equal(of(pair, 'arrive')?.state, 'met');
  assert.equal(of(pair, 'plan')?.state, 'met');
});

test('an emergency is reviewed here, by who sent it', () => {
  const pair = new Pair({ urgency: 'emergency' }).run(SUBMITTED);
  assert.equal(of(pair, 'review-emergency')?.state, 'running');
  assert.equal(of(pair, 'review-emergency', { ours: 'receiver' }), undefined);
  pair.wait(2 * HOUR);
  const reviewed = [{ type: 'referral.reviewed', at: pair.now }];
  assert.equal(of(pair, 'review-emergency', { local: reviewed })?.state, 'met');
  assert.equal(of(new Pair().run(SUBMITTED), 'review-emergency'), undefined);
});

test('limits are data: one of seconds passes in seconds, one that is not known starts no clock', () => {
  const pair = new Pair().run(ACKNOWLEDGED);
  pair.wait(3_000);
  const limits = { ...defaultLimits, deliver: {}, 'review-hold': { urgent: 'PT2S' } };
  assert.equal(of(pair, 'deliver', { limits }), undefined);
  const held = new Pair().run([...ACKNOWLEDGED, ['sender', 'referral.on-hold', { reviewOn: '2026-11-23' }]]);
  held.wait(20 * HOUR);
  assert.equal(of(held, 'review-hold', { limits })?.state, 'passed');
  assert.equal(clocks(held, { urgency: 'no such urgency' }).length, 0);
});
