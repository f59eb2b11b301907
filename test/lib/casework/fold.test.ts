// Each transition by itself, each message out of place, and the stories that a fold over two streams has to tell right.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { transitions } from '../../../services/lib/contract/index.ts';
import { fold, INITIAL_STATE, TERMINAL_STATES } from '../../../services/lib/casework/index.ts';
import type { CaseMessage, ReferralState } from '../../../services/lib/casework/index.ts';
import { isOpen } from '../../../services/lib/casework/lifecycle.ts';
import { at, goodHistory, message } from './support.ts';

const declined = (): CaseMessage[] => [
  ...goodHistory().slice(0, 8),
  message('receiver', 5, 'referral.declined', at('sender', 3), { reasons: ['no-capacity'] }),
];

/** The shortest history that ends in a state. */
const UP_TO: Readonly<Record<ReferralState, readonly CaseMessage[]>> = {
  draft: [],
  enquiry: goodHistory().slice(0, 2),
  submitted: goodHistory().slice(0, 5),
  delivered: goodHistory().slice(0, 6),
  acknowledged: goodHistory().slice(0, 8),
  accepted: goodHistory().slice(0, 10),
  'accepted-conditionally': goodHistory(['escort']).slice(0, 10),
  declined: declined(),
};

/** What each type answers in these histories. */
const ANSWERS = {
  'enquiry.reply': at('sender', 1),
  'receipt.delivered': at('sender', 3),
  'referral.acknowledged': at('sender', 3),
  'referral.accepted': at('sender', 3),
  'referral.declined': at('sender', 3),
  'referral.disclosed': at('receiver', 5),
} as const;

function nextOf(
  history: readonly CaseMessage[],
  side: 'sender' | 'receiver',
  type: string,
  own = {},
): CaseMessage {
  const sequence = history.filter((item) => item.side === side).length + 1;
  const answers = type in ANSWERS ? ANSWERS[type as keyof typeof ANSWERS] : undefined;
  return message(side, sequence, type, answers, own);
}

suite('each state is reached by its history', () => {
  for (const state of transitions.states.map((row) => row.state))
    test(state, () => {
      assert.equal(fold(UP_TO[state]).state, state);
    });
});

suite('each row of the table', () => {
  for (const row of transitions.transitions.filter((item) => item.kind !== 'local')) {
    for (const from of row.from) {
      const own =
        row.when === undefined ? {} : { [row.when.member]: row.when.is === 'empty' ? [] : ['escort'] };
      test(`${from} → ${row.message} → ${row.to}`, () => {
        const before = UP_TO[from];
        const result = fold([...before, nextOf(before, row.side, row.message, own)]);
        assert.equal(result.state, row.to);
        assert.deepEqual(result.rejected, []);
        assert.deepEqual(result.waiting, []);
      });
    }
  }
});

suite('a message without a row moves nothing', () => {
  const rows = transitions.transitions.filter((item) => item.kind === 'message');
  for (const row of rows) {
    for (const state of transitions.states.map((item) => item.state)) {
      if (isOpen(state, row.message, row.side)) continue;
      // Not known to be later than the submission, so it has its place before it.
      if (state === 'submitted' && row.message === 'enquiry.reply') continue;
      test(`${state}: ${row.message}`, () => {
        const before = UP_TO[state];
        const result = fold([...before, nextOf(before, row.side, row.message)]);
        assert.equal(result.state, state);
        // What it would answer is not there in an early state, so nobody can say yet that it has no place.
        const known = [...result.rejected.map(({ index }) => index), ...result.waiting];
        assert.deepEqual(known, [before.length]);
      });
    }
  }
});

test('a receiver has nothing before the first message', () => {
  assert.equal(fold([]).state, INITIAL_STATE);
  assert.deepEqual([...TERMINAL_STATES], ['declined']);
});

test('conditions make the acceptance conditional', () => {
  assert.equal(fold(goodHistory()).state, 'accepted');
  assert.equal(fold(goodHistory(['escort'])).state, 'accepted-conditionally');
});

test('the receipt of an enquiry does not deliver the referral', () => {
  const history = [
    message('sender', 1, 'enquiry.capacity'),
    message('sender', 2, 'referral.submitted'),
    message('receiver', 1, 'receipt.delivered', at('sender', 1)),
  ];
  assert.equal(fold(history).state, 'submitted');
});

test('a message from the wrong side moves nothing', () => {
  const history = [
    ...goodHistory().slice(0, 8),
    message('sender', 5, 'referral.accepted', at('receiver', 4)),
  ];
  const result = fold(history);
  assert.equal(result.state, 'acknowledged');
  assert.deepEqual(result.rejected, [{ index: 8, code: 'guard' }]);
});

test('an answer to a message of the wrong type moves nothing', () => {
  const history = [
    ...goodHistory().slice(0, 8),
    message('receiver', 5, 'referral.accepted', at('sender', 1)),
  ];
  assert.deepEqual(fold(history).rejected, [{ index: 8, code: 'guard' }]);
  assert.equal(fold(history).state, 'acknowledged');
});

test('what the other side refused for good counts for nobody, its author included', () => {
  const refusal = (final: boolean): CaseMessage =>
    message('receiver', 3, 'receipt.refused', at('sender', 3), { step: 10, code: 'guard', final });
  const before = goodHistory().slice(0, 5);
  const result = fold([...before, refusal(true)]);
  assert.equal(result.state, 'enquiry');
  assert.deepEqual(result.refused, [4]);
  // A final word stands: a delivery said afterwards does not bring it back.
  const contradicted = fold([
    ...before,
    refusal(true),
    message('receiver', 4, 'receipt.delivered', at('sender', 3)),
  ]);
  assert.equal(contradicted.state, 'enquiry');
});

test('a refusal for now is replaced by the delivery after the upgrade', () => {
  const history = [
    ...goodHistory().slice(0, 5),
    message('receiver', 3, 'receipt.refused', at('sender', 3), {
      step: 9,
      code: 'version-unknown',
      final: false,
    }),
  ];
  assert.equal(fold(history).state, 'enquiry');
  const delivered = fold([...history, message('receiver', 4, 'receipt.delivered', at('sender', 3))]);
  assert.equal(delivered.state, 'delivered');
  assert.deepEqual(delivered.refused, []);
});

test('a refused referral can be submitted again', () => {
  const history = [
    message('sender', 1, 'referral.submitted'),
    message('receiver', 1, 'receipt.refused', at('sender', 1), { step: 9, code: 'schema', final: true }),
    message('sender', 2, 'referral.submitted'),
    message('receiver', 2, 'receipt.delivered', at('sender', 2)),
  ];
  const result = fold(history);
  assert.equal(result.state, 'delivered');
  assert.deepEqual(result.positions['referral.submitted'], at('sender', 2));
});

test('an answer to a refused message moves nothing', () => {
  const history = [
    message('sender', 1, 'referral.submitted'),
    message('receiver', 1, 'receipt.refused', at('sender', 1), { step: 9, code: 'schema', final: true }),
    message('receiver', 2, 'referral.acknowledged', at('sender', 1)),
  ];
  assert.deepEqual(fold(history).rejected, [{ index: 2, code: 'guard' }]);
});

// The receiver keeps no readable row of what failed its schema, only its own refusal. Later messages must not wait for it.
test('a refusal of a message that was never readable holds nothing up', () => {
  const history = [
    message('receiver', 1, 'receipt.refused', at('sender', 1), { step: 9, code: 'schema', final: true }),
    message('sender', 2, 'referral.submitted'),
    message('receiver', 2, 'receipt.delivered', at('sender', 2)),
    message('sender', 3, 'enquiry.capacity'),
  ];
  const result = fold(history);
  assert.equal(result.state, 'delivered');
  assert.deepEqual(result.waiting, []);
  assert.deepEqual(result.rejected, [{ index: 3, code: 'transition' }]);
});

// During a rebuild a participant can have read its own stream before the other side's.
test('own messages wait for what they answer, and count once it is read', () => {
  const all = goodHistory();
  const own = all.filter((item) => item.side === 'receiver');
  const early = fold(own);
  assert.equal(early.state, 'draft');
  assert.deepEqual(early.rejected, []);
  assert.equal(early.waiting.length, 3);
  assert.equal(fold([...own, ...all.filter((item) => item.side === 'sender')]).state, 'accepted');
});

test('while something is unread, no message is said to have no place', () => {
  const history = [
    ...goodHistory().slice(0, 6),
    message('receiver', 4, 'referral.acknowledged', at('sender', 99)),
    message('sender', 4, 'enquiry.capacity'),
  ];
  const result = fold(history);
  assert.deepEqual(result.rejected, []);
  assert.deepEqual([...result.waiting].sort(), [6, 7]);
});

test('an enquiry answered after the referral went out has its place before it', () => {
  const history = [
    message('sender', 1, 'enquiry.capacity'),
    message('sender', 2, 'referral.submitted'),
    message('receiver', 1, 'receipt.delivered', at('sender', 1)),
    message('receiver', 2, 'enquiry.reply', at('sender', 1), { answer: 'yes' }),
    message('receiver', 3, 'receipt.delivered', at('sender', 2)),
  ];
  const result = fold(history);
  assert.deepEqual(result.rejected, []);
  assert.equal(result.state, 'delivered');
});

test('two messages that answer each other’s successors wait, and the fold ends', () => {
  const history = [
    message('sender', 1, 'referral.disclosed', at('receiver', 2)),
    message('sender', 2, 'enquiry.capacity'),
    message('receiver', 1, 'enquiry.reply', at('sender', 2)),
    message('receiver', 2, 'referral.accepted', at('sender', 1)),
  ];
  const result = fold(history);
  assert.ok(result.waiting.includes(0) && result.waiting.includes(2));
});

test('a type that this version does not know moves nothing', () => {
  const result = fold([...goodHistory(), message('sender', 7, 'referral.on-moon')]);
  assert.equal(result.state, 'accepted');
  assert.deepEqual(result.rejected, [{ index: 12, code: 'transition' }]);
});

test('positions name the newest sealed message, and none while the newest is not sealed', () => {
  const sealed = fold(goodHistory());
  assert.deepEqual(sealed.positions['referral.accepted'], at('receiver', 5));
  const history = goodHistory().slice(0, 9);
  const unsealed = history.map((item, index) =>
    index === 8 ? { ...item, stream: null, sequence: null } : item,
  );
  assert.equal(fold(unsealed).state, 'accepted');
  assert.equal(fold(unsealed).positions['referral.accepted'], undefined);
});
