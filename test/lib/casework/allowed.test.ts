// What a token may do now: role, side, state and four eyes; and everything listed is decided, nothing else is.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { operations } from '../../../services/lib/contract/index.ts';
import { allowed, decide, fold } from '../../../services/lib/casework/index.ts';
import { inputFor } from './command-support.ts';
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
    [10, 'receiver', ALL, []],
  ];
  for (const [count, side, roles, types] of expected)
    test(`${count} messages, ${side}, ${roles.join(' ')}`, () => {
      assert.deepEqual([...open(count, side, roles)].sort(), [...types].sort());
    });
});

test('four eyes: not who drafted, and a duty officer alone only in an emergency', () => {
  const emergency = { drafter: 'lida', urgency: 'emergency' };
  assert.deepEqual(open(0, 'sender', ['national-focal-point'], 'lida'), []);
  assert.deepEqual(open(0, 'sender', ['duty-officer']), []);
  assert.deepEqual(open(0, 'sender', ['duty-officer'], 'lida', emergency), ['referral.submitted']);
  assert.deepEqual(open(0, 'sender', ['national-focal-point'], 'lida', emergency), []);
});

test('what is listed is decided, and what is not listed is not', () => {
  const history = goodHistory();
  for (let count = 0; count <= history.length; count += 1) {
    for (const side of ['sender', 'receiver'] as const) {
      const listed = open(count, side);
      for (const { type } of operations.filter((operation) => operation.side === side)) {
        const decision = decide(inputFor(type, { history: history.slice(0, count) }));
        assert.equal(decision.ok, listed.includes(type), `${count} messages, ${side}, ${type}`);
      }
    }
  }
});
