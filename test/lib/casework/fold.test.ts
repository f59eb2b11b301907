// Each row of the table by itself, each message without a row, and the stories that a fold over two streams has to tell right.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isCasework, transitions, type Transition } from '../../../services/lib/contract/index.ts';
import { fold, INITIAL_STATE, TERMINAL_STATES } from '../../../services/lib/casework/index.ts';
import type { CaseMessage, ReferralState, Side, Standing } from '../../../services/lib/casework/index.ts';
import { messageRules } from '../../../services/lib/casework/messages.ts';
import { standingAfter } from '../../../services/lib/casework/rules.ts';
import type { JsonObject } from '../../../services/lib/protocol/types.ts';
import { at, goodHistory, message } from './support.ts';

const SIDES: readonly Side[] = ['sender', 'receiver'];
const rows = transitions.transitions.filter((row) => row.kind !== 'local');
const states = transitions.states.map((row) => row.state);
const HOLDABLE = [
  ...new Set(rows.filter((row) => row.message === 'referral.on-hold').flatMap((row) => row.from)),
].filter((state) => state !== 'on-hold');

/** Where a referral of either kind can stand in this state; on hold, in each state in which it was put on hold. */
function standings(state: ReferralState): readonly Standing[] {
  const kinds = state === INITIAL_STATE ? [false] : [false, true];
  const holds = state === 'on-hold' ? HOLDABLE : [null];
  return kinds.flatMap((isTransit) => holds.map((held) => ({ state, held, isTransit })));
}

function membersOf({ when }: Transition): JsonObject {
  if (when === undefined) return {};
  if ('equals' in when) return { [when.member]: when.equals };
  return { [when.member]: when.is === 'empty' ? [] : ['escort-provided'] };
}

function hasRoom(row: Transition, { state, held, isTransit }: Standing, side: Side): boolean {
  if (row.side !== 'either' && row.side !== side) return false;
  const kind = isTransit ? 'transit' : undefined;
  if (state !== INITIAL_STATE && row.referral !== 'either' && row.referral !== kind) return false;
  return (
    row.from.includes(state) && (row.heldIn === undefined || (held !== null && row.heldIn.includes(held)))
  );
}

function wanted({ to, referral }: Transition, standing: Standing): Standing {
  if (to === 'same' || (to === 'on-hold' && standing.state === 'on-hold')) return standing;
  const isTransit = referral === 'transit' || standing.isTransit;
  if (to === 'held') return { state: standing.held ?? 'on-hold', held: null, isTransit };
  return { state: to, held: to === 'on-hold' ? standing.state : null, isTransit };
}

suite('each row of the table', () => {
  for (const row of rows)
    for (const state of row.from)
      for (const standing of standings(state).filter((item) =>
        SIDES.some((side) => hasRoom(row, item, side)),
      ))
        test(`${standing.isTransit ? 'transit: ' : ''}${state}${standing.held === null ? '' : ` (${standing.held})`} → ${row.message} → ${row.to}`, () => {
          for (const side of SIDES.filter((item) => hasRoom(row, standing, item))) {
            const { metadata } = message(side, 1, row.message, undefined, membersOf(row));
            const answered = row.answers?.[0] ?? null;
            assert.deepEqual(standingAfter(standing, side, metadata, answered), wanted(row, standing));
          }
        });
});

suite('a message without a row has no place, from either side, in answer to anything', () => {
  const answers: readonly (string | null)[] = [null, ...new Set(rows.flatMap((row) => row.answers ?? []))];
  for (const state of states)
    test(state, () => {
      for (const standing of standings(state))
        for (const { type } of messageRules.filter((rules) => isCasework(rules.type)))
          for (const side of SIDES)
            for (const answered of answers) {
              const members: JsonObject = { conditions: [], last: true, scope: 'all' };
              const { metadata } = message(side, 1, type, undefined, members);
              const open = rows.some(
                (row) =>
                  row.message === type &&
                  hasRoom(row, standing, side) &&
                  (row.answers === undefined || row.answers.some((item) => item === answered)) &&
                  Object.entries(membersOf(row)).every(([member, value]) =>
                    Array.isArray(value) ? value.length === 0 : members[member] === value,
                  ),
              );
              const told = `${type} from the ${side} in answer to ${answered}`;
              assert.equal(standingAfter(standing, side, metadata, answered) !== null, open, told);
            }
    });
});

test('what a referral is about follows from the message that opened it, and nothing changes it', () => {
  const announced = message('sender', 1, 'transit.announced');
  assert.deepEqual(
    [fold([]).isTransit, fold(goodHistory()).isTransit, fold([announced]).isTransit],
    [false, false, true],
  );
  const person = message('sender', 2, 'return.plan-proposed', undefined, { plan: 1 });
  const result = fold([announced, person]);
  assert.equal(result.state, 'arranging');
  assert.deepEqual(result.rejected, [{ index: 1, code: 'transition' }]);
});

/** Two sides that act in the same moment, after a history that both have read. */
function racing(count: number, mine: CaseMessage, theirs: CaseMessage): string {
  return fold([...goodHistory().slice(0, count), theirs, mine]).state;
}

test('a withdrawal wins against whatever the receiver decides meanwhile', () => {
  const withdrawn = message('sender', 5, 'referral.withdrawn', undefined, { reasons: ['new-risk'] });
  for (const [type, own] of [
    ['referral.accepted', { conditions: [] }],
    ['referral.accepted', { conditions: ['escort-provided'] }],
    ['referral.declined', { reasons: ['no-capacity'] }],
    ['referral.redirected', { reasons: ['not-competent-body'] }],
    ['referral.clarification-requested', { questions: ['guardianship'] }],
  ] as const)
    assert.equal(racing(8, withdrawn, message('receiver', 5, type, at('sender', 3), own)), 'withdrawn', type);
  const onHold = message('receiver', 5, 'referral.on-hold', undefined, { reasons: ['health'] });
  assert.equal(racing(8, withdrawn, onHold), 'withdrawn');
});

test('an acknowledgement that races an expiry counts, and the receipt before it too', () => {
  const expired = message('sender', 4, 'referral.expired');
  const acknowledged = message('receiver', 4, 'referral.acknowledged', at('sender', 3));
  assert.equal(racing(6, expired, acknowledged), 'acknowledged');
  const receipt = message('receiver', 3, 'receipt.delivered', at('sender', 3));
  const raced = fold([...goodHistory().slice(0, 5), expired, receipt, acknowledged]);
  assert.equal(raced.state, 'acknowledged');
  assert.deepEqual(raced.rejected, [{ index: 5, code: 'transition' }]);
  assert.equal(fold([...goodHistory().slice(0, 6), expired]).state, 'expired');
});

test('what was put on hold goes on where it was, whoever put it there and however often', () => {
  const held = [
    ...goodHistory().slice(0, 10),
    message('sender', 6, 'referral.on-hold', undefined, { reasons: ['health'] }),
    message('receiver', 6, 'referral.on-hold', undefined, { reasons: ['court'] }),
  ];
  assert.equal(fold(held).state, 'on-hold');
  assert.equal(fold(held).held, 'accepted');
  const resumed = fold([...held, message('receiver', 7, 'referral.resumed')]);
  assert.equal(resumed.state, 'accepted');
  assert.equal(resumed.held, null);
});

test('a confirmation answers the withdrawal of the other side, and confirms no change of consent as one', () => {
  const changed = message('sender', 5, 'consent.changed');
  const withdrawn = message('sender', 6, 'consent.withdrawn', undefined, { reasons: ['consent-withdrawn'] });
  const confirm = (sequence: number): CaseMessage =>
    message('receiver', 5, 'consent.withdrawal-confirmed', at('sender', sequence));
  const history = [...goodHistory().slice(0, 8), changed];
  assert.equal(fold([...history, confirm(5)]).state, 'acknowledged');
  assert.equal(fold([...history, withdrawn, confirm(6)]).state, 'withdrawal-confirmed');
  // It knew of the withdrawal, and answers what no longer asks for anything.
  const delivered = message('receiver', 5, 'receipt.delivered', at('sender', 6));
  const late = message('receiver', 6, 'consent.withdrawal-confirmed', at('sender', 5));
  assert.equal(fold([...history, withdrawn, delivered, late]).state, 'withdrawn');
});

// The place of an unknown type, or of one that lost a race, decides nothing about what comes after it.
test('a message that has no place holds up nobody and lets nobody go first', () => {
  const plan = message('sender', 7, 'return.plan-proposed', undefined, { plan: 1 });
  const started = message('receiver', 6, 'assistance.started');
  const history = goodHistory().slice(0, 10);
  const withUnknown = [...history, message('sender', 6, 'referral.on-moon'), plan, started];
  const without = [...history, plan, started];
  assert.equal(fold(without).state, 'arranging');
  assert.equal(fold(withUnknown).state, 'arranging');
});

test('what the reader turned away as out of place counts for nobody, were there a place for it here', () => {
  const refusal = message('receiver', 3, 'receipt.refused', at('sender', 3), {
    step: 10,
    code: 'transition',
    final: true,
  });
  const result = fold([...goodHistory().slice(0, 5), refusal]);
  assert.equal(result.state, 'enquiry');
  assert.deepEqual(result.refused, [4]);
  assert.deepEqual(result.rejected, []);
});

test('a later generation of a stream comes after every position of the one before', () => {
  const early = message('sender', 900, 'referral.submitted');
  const late = {
    ...message('sender', 1, 'referral.withdrawn', undefined, { reasons: ['new-risk'] }),
    stream: 'trm.al.rs/0/2',
    order: 2 ** 33 + 1,
  };
  assert.equal(fold([late, early]).state, 'withdrawn');
});

test('where both sides write into one stream, its order is theirs', () => {
  const local = (
    side: Side,
    sequence: number,
    type: string,
    answers?: number,
    own: JsonObject = {},
  ): CaseMessage => ({
    ...message(side, sequence, type, undefined, own),
    stream: 'trm.al.al/0/1',
    metadata: {
      ...message(side, sequence, type, undefined, own).metadata,
      ...(answers === undefined ? {} : { answers: { stream: 'trm.al.al/0/1', sequence: answers } }),
    },
  });
  const history = [
    local('sender', 1, 'referral.submitted'),
    local('receiver', 2, 'receipt.delivered', 1),
    local('sender', 3, 'referral.on-hold'),
    local('receiver', 4, 'referral.resumed'),
    local('receiver', 5, 'referral.on-hold'),
    local('sender', 6, 'referral.resumed'),
  ];
  const result = fold(history.toReversed());
  assert.equal(result.state, 'delivered');
  assert.deepEqual(result.rejected, []);
});

test('a receiver has nothing before the first message', () => {
  assert.equal(fold([]).state, INITIAL_STATE);
  assert.deepEqual(
    [...TERMINAL_STATES].sort(),
    transitions.states
      .filter((row) => row.terminal)
      .map((row) => row.state)
      .sort(),
  );
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
  assert.deepEqual(result.positions.sender['referral.submitted'], at('sender', 2));
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
  assert.deepEqual(sealed.positions.receiver['referral.accepted'], at('receiver', 5));
  const history = goodHistory().slice(0, 9);
  const unsealed = history.map((item, index) =>
    index === 8 ? { ...item, stream: null, sequence: null } : item,
  );
  assert.equal(fold(unsealed).state, 'accepted');
  assert.equal(fold(unsealed).positions.receiver['referral.accepted'], undefined);
});
