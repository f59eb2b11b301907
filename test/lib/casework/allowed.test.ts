// What a token may do now: role, side, state and four eyes; and everything listed is decided, nothing else is.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { operations } from '../../../services/lib/contract/index.ts';
import { allowed, fold } from '../../../services/lib/casework/index.ts';
import { readyTypes } from './command-support.ts';
import { Pair } from './gateways.ts';
import { stories } from './stories.ts';
import { goodHistory } from './support.ts';

const ALL = ['liaison-officer', 'duty-officer', 'national-focal-point'];
const draft = { drafter: 'lida', urgency: 'urgent' };
const open = (
  count: number,
  side: 'sender' | 'receiver',
  roles = ALL,
  sub = 'fatos',
  flags = draft,
): readonly string[] => allowed(fold(goodHistory().slice(0, count)), { sub, roles }, side, flags);

/** Of what is open: up to the disclosure, as the good history goes. */
const ofDecisions = (types: readonly string[]): string[] =>
  types.filter((type) => readyTypes.some((ready) => ready === type)).sort();

suite('by state, side and role', () => {
  const expected: readonly [number, 'sender' | 'receiver', string[], string[]][] = [
    [0, 'sender', ALL, ['enquiry.capacity', 'referral.submitted']],
    [0, 'sender', ['case-worker'], []],
    [0, 'sender', ['liaison-officer'], ['enquiry.capacity']],
    [2, 'receiver', ALL, ['enquiry.reply']],
    [6, 'receiver', ALL, ['referral.acknowledged']],
    [6, 'sender', ALL, []],
    [8, 'receiver', ALL, ['referral.accepted', 'referral.declined']],
    [8, 'receiver', ['duty-officer'], []],
    [10, 'sender', ALL, ['referral.disclosed']],
    [10, 'receiver', ALL, ['referral.declined']],
  ];
  for (const [count, side, roles, types] of expected)
    test(`${count} messages, ${side}, ${roles.join(' ')}`, () => {
      assert.deepEqual(ofDecisions(open(count, side, roles)), [...types].sort());
    });
});

test('four eyes: not who drafted, and a duty officer alone only in an emergency', () => {
  const emergency = { drafter: 'lida', urgency: 'emergency' };
  assert.deepEqual(ofDecisions(open(0, 'sender', ['national-focal-point'], 'lida')), []);
  assert.deepEqual(ofDecisions(open(0, 'sender', ['duty-officer'])), []);
  assert.deepEqual(ofDecisions(open(0, 'sender', ['duty-officer'], 'lida', emergency)), [
    'referral.submitted',
  ]);
  assert.deepEqual(ofDecisions(open(0, 'sender', ['national-focal-point'], 'lida', emergency)), []);
});

test('a safety alert is always open to who may raise it, from both sides once there is a referral', () => {
  assert.ok(open(0, 'sender', ['duty-officer']).includes('safety.alert'));
  assert.ok(!open(0, 'receiver').includes('safety.alert'));
  for (let count = 1; count <= goodHistory().length; count += 1)
    for (const side of ['sender', 'receiver'] as const)
      assert.ok(open(count, side, ['duty-officer']).includes('safety.alert'));
});

test('what is listed fails by its content alone, and what is not listed is not decided', () => {
  const pair = new Pair();
  const actor = { sub: 'fatos', roles: [...new Set(operations.flatMap(({ roles }) => roles))] };
  const flags = { drafter: 'lida', urgency: pair.urgency };
  for (const step of stories['from the enquiry to the end'] ?? []) {
    pair.run([step]);
    for (const side of ['sender', 'receiver'] as const) {
      const listed = allowed(pair.input(side, 'safety.alert').fold, actor, side, flags);
      for (const { type } of operations.filter(({ roles }) => roles.length > 0)) {
        const decision = pair.decide(side, type);
        const told = `${type} from the ${side} after ${JSON.stringify(step)}: ${JSON.stringify(decision)}`;
        if (!listed.includes(type)) assert.ok(!decision.ok, told);
        else if (!decision.ok)
          assert.ok(
            decision.code === 'guard-failed' && !['role', 'four-eyes', 'answers'].includes(decision.guard),
            told,
          );
      }
    }
  }
});
