// Both ends speak of the same journey: plans count up, legs go in their order, whoever arrives is on the leg that departed;
// and a passage is told to whoever is travelled through without anybody's name.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { MessageType, Side } from '../../../services/lib/casework/index.ts';
import { decide } from '../../../services/lib/casework/index.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { Pair, type Step } from './gateways.ts';
import { twoLegs } from './scenes.ts';

const HOUR = 3_600_000;
const ACCEPTED: readonly Step[] = [
  [null, 'referral.submitted'],
  [null, 'referral.acknowledged'],
  [null, 'referral.accepted'],
  ['sender', 'assessment.risk'],
  ['receiver', 'assessment.risk'],
];
const NOON = '2026-11-22T10:00:00.000Z';
const TWO: JsonObject = { legCount: 2, legs: twoLegs(Date.parse(NOON)) };

const planned = (own: JsonObject = {}): Pair =>
  new Pair({ now: NOON }).run([
    ...ACCEPTED,
    [null, 'return.plan-proposed', own],
    [null, 'return.plan-agreed'],
  ]);

/** A guard of the journey stops it, and its text says what to do. */
function stopped(pair: Pair, side: Side, type: MessageType, own: JsonObject): void {
  const decision = pair.decide(side, type, own);
  const told = `${type} ${JSON.stringify(own)}`;
  assert.ok(!decision.ok && decision.code === 'guard-failed', told);
  assert.equal(decision.guard, 'legs-in-order', told);
  assert.match(decision.detail, /\.$/, told);
}

suite('one journey', () => {
  test('a plan has the number after the newest one', () => {
    const first = new Pair({ now: NOON }).run(ACCEPTED);
    stopped(first, 'sender', 'return.plan-proposed', { plan: 2 });
    const pair = planned();
    stopped(pair, 'sender', 'return.plan-proposed', { plan: 1 });
    stopped(pair, 'sender', 'return.plan-proposed', { plan: 3 });
    assert.ok(pair.decide('sender', 'return.plan-proposed', { plan: 2 }).ok);
  });

  test('a number that stands already is refused where it is read, too', () => {
    const pair = planned();
    const next = decide(pair.input('sender', 'return.plan-proposed', { plan: 2 }));
    assert.ok(next.ok);
    const { metadata, payload } = next;
    const again = pair.judgeForged('sender', { ...metadata, plan: 1 }, payload);
    assert.deepEqual(again, { ok: false, code: 'guard' });
    assert.ok(pair.judgeForged('sender', metadata, payload).ok);
  });

  test('only the newest plan is agreed to', () => {
    const pair = planned();
    stopped(pair, 'receiver', 'return.plan-agreed', { plan: 7 });
    pair.run([[null, 'return.plan-proposed', { plan: 2 }]]);
    stopped(pair, 'receiver', 'return.plan-agreed', { plan: 1 });
    assert.ok(pair.decide('receiver', 'return.plan-agreed', { plan: 2 }).ok);
  });

  test('an agreement that crosses a newer plan is taken, and nobody leaves by the older one', () => {
    const pair = new Pair({ now: NOON }).run([...ACCEPTED, [null, 'return.plan-proposed']]);
    pair.give('sender', 'return.plan-proposed', { plan: 2 });
    pair.give('receiver', 'return.plan-agreed', { plan: 1 });
    pair.sync();
    assert.deepEqual(pair.refusals, []);
    for (const plan of [1, 2]) {
      const left = pair.decide('sender', 'transfer.departed', { plan });
      assert.ok(!left.ok && left.code === 'guard-failed' && left.guard === 'plan-agreed');
    }
  });

  test('legs depart in their order, the next one when the one before has been met', () => {
    const pair = planned(TWO);
    stopped(pair, 'sender', 'transfer.departed', { leg: 2, last: true });
    pair.run([[null, 'transfer.departed', { leg: 1, last: false }]]);
    stopped(pair, 'sender', 'transfer.departed', { leg: 1, last: false });
    stopped(pair, 'sender', 'transfer.departed', { leg: 2, last: true });
    stopped(pair, 'receiver', 'transfer.arrived', { leg: 2, last: true });
    stopped(pair, 'receiver', 'transfer.arrived', { leg: 1, last: true });
    pair.run([[null, 'transfer.arrived', { leg: 1, last: false }]]);
    stopped(pair, 'receiver', 'transfer.arrived', { leg: 1, last: false });
    pair.run([
      [null, 'transfer.departed', { leg: 2, last: true }],
      [null, 'transfer.arrived', { leg: 2, last: true }],
    ]);
    assert.equal(pair.input('sender', 'safety.alert').fold.state, 'arrived');
  });

  test('after nobody came a new plan starts with its first leg', () => {
    const pair = planned(TWO).run([
      [null, 'transfer.departed', { leg: 1, last: false }],
      [null, 'transfer.arrived', { leg: 1, last: false }],
      [null, 'transfer.departed', { leg: 2, last: true }],
      9 * HOUR,
      ['receiver', 'transfer.not-arrived', { leg: 2 }],
    ]);
    stopped(pair, 'sender', 'return.plan-proposed', { plan: 1 });
    pair.run([
      [null, 'return.plan-proposed', { plan: 2 }],
      [null, 'return.plan-agreed', { plan: 2 }],
      [null, 'transfer.departed', { plan: 2, leg: 1, last: true }],
      [null, 'transfer.arrived', { leg: 1, last: true }],
    ]);
    assert.deepEqual(pair.refusals, []);
  });
});

test('a passage takes no name: nothing of a person is decided in it, by either side, and forged it is refused', () => {
  const pair = new Pair({ now: NOON }).run([[null, 'transit.announced']]);
  for (const [side, type] of [
    ['sender', 'return.identity-check-requested'],
    ['sender', 'family.tracing-requested'],
    ['receiver', 'family.tracing-requested'],
    ['receiver', 'interview.recorded'],
    ['receiver', 'status.asserted'],
    ['receiver', 'consent.withdrawn'],
  ] as const)
    assert.deepEqual(pair.decide(side, type), { ok: false, code: 'transition-not-allowed' }, type);
  const given = new Pair({ now: NOON }).run(ACCEPTED).decide('sender', 'return.identity-check-requested');
  assert.ok(given.ok);
  assert.deepEqual(pair.judgeForged('sender', given.metadata, given.payload), {
    ok: false,
    code: 'transition',
  });
  pair.run([
    [null, 'transit.agreed'],
    ['receiver', 'referral.on-hold'],
    ['sender', 'referral.resumed'],
    ['receiver', 'safety.alert'],
    [null, 'transit.entered'],
    [null, 'transit.passed'],
  ]);
  assert.equal(pair.input('receiver', 'safety.alert').fold.state, 'completed');
});

test('a disclosure is for a body in the words of whoever has it, but not for nobody', () => {
  const pair = new Pair({ now: NOON }).run(ACCEPTED);
  for (const forBody of ['shelter', 'al-north', 'National Reception Centre'])
    assert.ok(pair.decide('sender', 'referral.disclosed', { forBody }).ok, forBody);
  for (const forBody of [' - ', 'tbd', 'N/A']) {
    const decision = pair.decide('sender', 'referral.disclosed', { forBody });
    assert.ok(!decision.ok && decision.code === 'guard-failed', forBody);
    assert.equal(decision.guard, 'accountable-recipient');
  }
});
